"""The days that a time axis names: round, in order, and no more than there is room for."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gridwatch.ui.chart.engine.rounding import spanning_ticks
from gridwatch.ui.figure_chart.dates import day_ticks

DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@given(DAYS, st.integers(0, 80_000), st.integers(2, 12))
def test_ticks_are_in_view_in_order_and_few_enough(first: date, days: int, most: int) -> None:
    last = first + timedelta(days=days)
    found = [each.day for each in day_ticks(first, last, most, "en")]
    assert len(found) <= most
    assert found == sorted(set(found))
    assert all(first <= each <= last for each in found)


def test_years_stand_out_among_months_and_not_among_years() -> None:
    months = day_ticks(date(2024, 10, 5), date(2025, 8, 1), 6, "en")
    assert [(each.text, each.strong) for each in months] == [
        ("2025", True), ("Apr", False), ("Jul", False),
    ]  # fmt: skip
    years = day_ticks(date(2020, 2, 1), date(2025, 8, 1), 6, "en")
    assert [each.text for each in years] == ["2021", "2022", "2023", "2024", "2025"]
    assert not any(each.strong for each in years)


def test_days_are_said_in_each_language() -> None:
    said = [day_ticks(date(2025, 3, 3), date(2025, 3, 3), 4, each)[0].text for each in ("en", "de")]
    assert said == ["3 Mar", "3. März"]
    assert day_ticks(date(2025, 3, 3), date(2025, 3, 3), 4, "zh_CN")[0].text == "3月3日"


@given(st.floats(-1e12, 1e12), st.floats(1e-6, 1e12))
def test_four_to_six_round_values_span_what_is_drawn(low: float, span: float) -> None:
    high = low + span
    ticks = spanning_ticks(low, high, 6)
    assert 4 <= len(ticks) <= 6
    slack = 1e-6 * (ticks[-1] - ticks[0])
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack
