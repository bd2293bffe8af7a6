"""Named and saved periods as of a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.services.portfolio.periods import (
    PeriodName,
    months_before,
    named_period,
    saved_period,
    year_of,
)
from gridwatch.services.portfolio.views import Period
from gridwatch.store.user.portfolio_choices import SavedPeriod

TODAY = date(2026, 5, 31)  # a Sunday


@pytest.mark.parametrize(
    ("name", "first"),
    [
        (PeriodName.THIS_WEEK, date(2026, 5, 24)),
        (PeriodName.THIS_MONTH, date(2026, 4, 30)),
        (PeriodName.THIS_QUARTER, date(2026, 3, 31)),
        (PeriodName.THIS_YEAR, date(2025, 12, 31)),
        (PeriodName.ONE_MONTH, date(2026, 4, 30)),
        (PeriodName.THREE_MONTHS, date(2026, 2, 28)),
        (PeriodName.SIX_MONTHS, date(2025, 11, 30)),
        (PeriodName.ONE_YEAR, date(2025, 5, 31)),
        (PeriodName.THREE_YEARS, date(2023, 5, 31)),
        (PeriodName.FIVE_YEARS, date(2021, 5, 31)),
        (PeriodName.ALL, date(2020, 2, 2)),
    ],
)
def test_a_period_begins_at_the_close_before_its_first_day(name: PeriodName, first: date) -> None:
    assert named_period(name, TODAY, date(2020, 2, 3)) == Period(first, TODAY)


def test_the_last_year_ends_with_it() -> None:
    expected = Period(date(2024, 12, 31), date(2025, 12, 31))
    assert named_period(PeriodName.LAST_YEAR, TODAY, None) == expected


def test_all_of_nothing_is_today() -> None:
    assert named_period(PeriodName.ALL, TODAY, None) == Period(date(2026, 5, 30), TODAY)


@given(st.dates(date(1990, 1, 1)), st.sampled_from(list(PeriodName)))
def test_no_period_ends_before_it_begins(today: date, name: PeriodName) -> None:
    period = named_period(name, today, date(1985, 1, 1))
    assert period.first < period.last <= today


@given(st.dates(date(1990, 1, 1)), st.integers(0, 200))
def test_months_before_have_the_same_day_or_the_last_one(day: date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day == day.day or (before + timedelta(days=1)).day == 1


def test_a_saved_period_contains_both_its_days() -> None:
    saved = SavedPeriod(1, "Crash", date(2020, 2, 20), date(2020, 3, 31))
    assert saved_period(saved, TODAY) == Period(date(2020, 2, 19), date(2020, 3, 31))
    still_open = SavedPeriod(2, "Since", date(2020, 2, 20))
    assert saved_period(still_open, TODAY) == Period(date(2020, 2, 19), TODAY)


def test_a_saved_period_that_lies_ahead_has_no_days() -> None:
    assert saved_period(SavedPeriod(1, "Ahead", date(2027, 1, 1)), TODAY) == Period(TODAY, TODAY)


def test_a_year_ends_today_where_it_runs() -> None:
    assert year_of(2026, TODAY) == Period(date(2025, 12, 31), TODAY)
    assert year_of(2024, TODAY) == Period(date(2023, 12, 31), date(2024, 12, 31))
