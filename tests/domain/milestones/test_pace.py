"""Paces and the times that they give: growth that is put in comes out, and nothing is made up."""

from __future__ import annotations

from datetime import date
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import Days, Floats, day_number
from gridwatch.domain.milestones.pace import (
    DAYS_A_YEAR,
    EtaRange,
    Pace,
    Span,
    eta_day,
    eta_range,
    months_before,
    paces,
    years_until,
)

LAST = date(2026, 3, 3)
growths = st.floats(-2, 2).filter(lambda each: abs(each) > 1e-6)


def line(growth: float, years: float = 4, cap: float = 5e10) -> tuple[Days, Floats]:
    """Return Mondays to Fridays up to LAST that grow all the same and end with `cap`."""
    last = day_number(LAST)
    days = np.arange(last - round(years * DAYS_A_YEAR), last + 1)
    days = days[(days + 3) % 7 < 5]
    return days, cap * np.exp(growth * (days - days[-1]) / DAYS_A_YEAR)


@given(growths, st.floats(1, 1e13))
def test_a_steady_growth_is_found_over_every_span(growth: float, cap: float) -> None:
    found = paces(*line(growth, cap=cap))
    assert [each.span for each in found] == list(Span)
    assert [each.growth for each in found] == pytest.approx([growth] * 3, rel=1e-6)
    assert found[0].since == date(2025, 12, 3)
    assert found[1].since == date(2025, 3, 3)
    assert found[2].since == date(2023, 3, 3)


@given(growths, st.floats(1.01, 20))
def test_at_that_pace_the_cap_is_there_at_that_time(growth: float, ratio: float) -> None:
    years = years_until(100.0, 100.0 * ratio, growth)
    if growth > 0:
        assert years is not None
        assert 100 * exp(growth * years) == pytest.approx(100 * ratio)
    else:
        assert years is None


def test_a_history_that_is_too_short_has_no_pace() -> None:
    known = [each.growth is not None for each in paces(*line(0.1, years=1.5))]
    assert known == [True, True, False]
    assert [each.growth for each in paces(*line(0.1, years=0.1))] == [None] * 3
    assert [each.growth for each in paces(np.empty(0, dtype=np.int64), np.empty(0))] == [None] * 3


def test_unknown_days_are_passed_over_and_the_years_are_those_between() -> None:
    days, caps = line(0.4)
    year_ago = day_number(date(2025, 3, 3))
    caps[(days > year_ago - 20) & (days < year_ago + 20)] = np.nan
    caps[-3:] = [np.nan, 0.0, -5.0]
    found = paces(days, caps)
    assert found[1].growth == pytest.approx(0.4)
    assert found[1].since is not None
    assert found[1].since < date(2025, 2, 14)
    # A hole of more than a month at the beginning leaves nothing to measure from.
    caps[(days > year_ago - 60) & (days < year_ago + 20)] = np.nan
    assert paces(days, caps)[1].growth is None


def test_the_range_is_honest() -> None:
    given_paces = (
        Pace(Span.QUARTER, -0.3), Pace(Span.YEAR, 0.5), Pace(Span.THREE_YEARS, 0.1),
    )  # fmt: skip
    found = eta_range(50.0, 100.0, given_paces)
    assert found.earliest == pytest.approx(log(2) / 0.5)
    assert found.latest == pytest.approx(log(2) / 0.1)
    assert found.without == 1
    assert eta_range(50.0, 100.0, (Pace(Span.YEAR, 0.0), Pace(Span.QUARTER, None))) == EtaRange(
        None, None, 2
    )
    assert eta_range(100.0, 100.0, given_paces) == EtaRange(0.0, 0.0, 0)


@given(st.lists(st.one_of(st.none(), st.floats(-3, 3)), min_size=1), st.floats(1.01, 100))
def test_no_pace_lies_outside_the_range(rates: list[float | None], ratio: float) -> None:
    found = eta_range(1.0, ratio, [Pace(Span.YEAR, each) for each in rates])
    times = [years_until(1.0, ratio, each) for each in rates]
    told = [each for each in times if each is not None]
    assert found.without == times.count(None)
    if told:
        assert (found.earliest, found.latest) == (min(told), max(told))
    else:
        assert (found.earliest, found.latest) == (None, None)


def test_months_end_with_their_last_day() -> None:
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2024, 5, 31), 3) == date(2024, 2, 29)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)
    assert months_before(date(2026, 1, 15), 36) == date(2023, 1, 15)


def test_a_time_beyond_the_calendar_has_no_day() -> None:
    assert eta_day(LAST, 1.0) == date(2027, 3, 3)
    assert eta_day(LAST, 1e5) is None
    assert eta_day(LAST, 1e300) is None
    assert eta_day(LAST, None) is None
    assert years_until(1.0, 2.0, 5e-324) is None
