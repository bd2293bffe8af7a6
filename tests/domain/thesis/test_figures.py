"""Figures: names of series, bands, what was known when, and how many came in a row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import (
    LONGEST_KEY,
    Figure,
    FigureSeries,
    Frequency,
    checked_figure,
    checked_series,
    key_of,
    known_figures,
    latest_run,
)

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
FIRST = date(2025, 1, 1)
SERIES = FigureSeries(1, About(company_id=3), "gross_margin", "Gross margin", "%")
FIGURE = Figure(0, 1, date(2025, 3, 31), 28.5, date(2025, 4, 25), NOW)
days = st.integers(0, 5).map(lambda each: FIRST + timedelta(days=each))
revisions = st.builds(
    Figure,
    st.integers(1, 10**6),
    st.just(1),
    days,
    st.none() | st.integers(0, 3).map(float),
    days,
    st.just(NOW),
)
some_revisions = st.lists(revisions, max_size=25, unique_by=lambda each: each.id)


def code_of(figure: Figure) -> str:
    try:
        checked_figure(figure)
    except Problem as problem:
        return problem.code
    return ""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Gross margin", "gross_margin"),
        ("  Book-to-bill (12 m) ", "book_to_bill_12_m"),
        ("2026 sales", "sales"),
        ("毛利率", "毛利率"),
        ("ＴＷｈ", "twh"),
        ("$", ""),
        ("2026", ""),
    ],
)
def test_a_name_suggests_a_key(name: str, key: str) -> None:
    assert key_of(name) == key


@given(st.text(max_size=60))
def test_a_suggested_key_is_one_that_can_be_stored(name: str) -> None:
    key = key_of(name)
    assert len(key) <= LONGEST_KEY
    if key:
        assert checked_series(replace(SERIES, key=key)).key == key


def test_a_series_without_a_key_gets_that_of_its_name() -> None:
    assert checked_series(replace(SERIES, key="")).key == "gross_margin"
    assert checked_series(replace(SERIES, key=" Lead_Time ")).key == "lead_time"


@pytest.mark.parametrize(
    ("series", "code"),
    [
        (replace(SERIES, about=About()), "series_about"),
        (replace(SERIES, about=About(1, 1)), "series_about"),
        (replace(SERIES, name="\x00"), "series_name"),
        (replace(SERIES, key="9lives"), "series_key"),
        (replace(SERIES, key="a b"), "series_key"),
        (replace(SERIES, key="x" * (LONGEST_KEY + 1)), "series_key"),
        (replace(SERIES, key="", name="2026"), "series_key"),
        (replace(SERIES, link="file:///etc/passwd"), "evidence_link"),
        (replace(SERIES, unit="x" * 41), "text_long"),
    ],
)
def test_what_is_no_series_is_refused(series: FigureSeries, code: str) -> None:
    with pytest.raises(Problem) as refused:
        checked_series(series)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, ""),
        ({"value": None}, ""),
        ({"value": float("nan")}, "figure_number"),
        ({"value": float("-inf")}, "figure_number"),
        ({"low": 1.0}, "figure_band"),
        ({"low": 30.0, "high": 20.0}, "figure_band"),
        ({"low": 29.0, "high": 30.0}, "figure_outside"),
        ({"low": 28.5, "high": 28.5}, ""),
        ({"low": 1.0, "high": float("inf")}, "figure_number"),
    ],
    ids=str,
)
def test_a_figure_is_a_number_and_within_its_band(changed: dict[str, object], code: str) -> None:
    assert code_of(replace(FIGURE, **changed)) == code  # type: ignore[arg-type]


def test_a_band_without_a_value_has_its_middle() -> None:
    assert checked_figure(replace(FIGURE, value=None, low=20.0, high=30.0)).value == 25.0


@given(some_revisions, st.none() | days)
def test_what_is_known_is_what_a_search_from_the_end_finds(
    figures: list[Figure], day: date | None
) -> None:
    expected = []
    for on in sorted({each.on for each in figures}):
        of_period = [
            each for each in figures if each.on == on and (day is None or each.known_on <= day)
        ]
        if of_period:
            last = max(of_period, key=lambda each: (each.known_on, each.id))
            expected += [last] if last.value is not None else []
    assert known_figures(figures, day) == tuple(expected)
    assert known_figures(reversed(figures), day) == tuple(expected)


@given(some_revisions)
def test_what_becomes_known_later_changes_no_past(figures: list[Figure]) -> None:
    for day in (FIRST + timedelta(days=each) for each in range(6)):
        until = [each for each in figures if each.known_on <= day]
        assert known_figures(figures, day) == known_figures(until)


def row(*dates: str) -> list[Figure]:
    return [
        replace(FIGURE, on=date.fromisoformat(each), value=float(place))
        for place, each in enumerate(dates)
    ]


QUARTERS = ("2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31")


def test_the_last_ones_in_a_row_are_counted() -> None:
    assert latest_run(SERIES, row(*QUARTERS), 2) == (2.0, 3.0)
    assert latest_run(SERIES, row(*QUARTERS), 4) == (0.0, 1.0, 2.0, 3.0)
    assert latest_run(SERIES, row(*QUARTERS), 5) == ()
    assert latest_run(SERIES, row(*QUARTERS), 0) == ()
    assert latest_run(SERIES, (), 1) == ()


def test_a_missing_period_breaks_the_row_unless_there_are_none() -> None:
    gappy = row("2025-03-31", "2025-09-30", "2025-12-31")
    assert latest_run(SERIES, gappy, 2) == (1.0, 2.0)
    assert latest_run(SERIES, gappy, 3) == ()
    irregular = replace(SERIES, frequency=Frequency.IRREGULAR)
    assert latest_run(irregular, gappy, 3) == (0.0, 1.0, 2.0)


def test_a_forecast_is_not_counted() -> None:
    figures = [*row(*QUARTERS), replace(FIGURE, on=date(2026, 3, 31), value=9.0, forecast=True)]
    assert latest_run(SERIES, figures, 1) == (3.0,)


@pytest.mark.parametrize(
    ("frequency", "longest", "missed"),
    [
        # Thursday before Easter to the Tuesday after it; a whole week away.
        (Frequency.DAY, ("2026-04-02", "2026-04-07"), ("2026-04-02", "2026-04-09")),
        (Frequency.WEEK, ("2026-01-02", "2026-01-09"), ("2026-01-02", "2026-01-16")),
        (Frequency.MONTH, ("2026-01-01", "2026-01-31"), ("2026-01-31", "2026-03-31")),
        (Frequency.QUARTER, ("2025-06-30", "2025-09-30"), ("2025-03-31", "2025-09-30")),
        (Frequency.HALF, ("2025-06-30", "2025-12-31"), ("2025-06-30", "2026-06-30")),
        (Frequency.YEAR, ("2024-12-31", "2025-12-31"), ("2023-12-31", "2025-12-31")),
    ],
)
def test_the_gap_between_neighbours_is_told_from_a_missing_one(
    frequency: Frequency, longest: tuple[str, str], missed: tuple[str, str]
) -> None:
    series = replace(SERIES, frequency=frequency)
    assert latest_run(series, row(*longest), 2) == (0.0, 1.0)
    assert latest_run(series, row(*missed), 2) == ()
