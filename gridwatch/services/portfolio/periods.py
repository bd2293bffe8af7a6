"""The periods that a portfolio is looked at in: named ones as of today, and saved ones."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from gridwatch.services.portfolio.views import Period
from gridwatch.store.user.portfolio_choices import SavedPeriod

_DAY = timedelta(days=1)


class PeriodName(StrEnum):
    """A period that moves along with today."""

    THIS_WEEK = "this_week"  # from Monday on
    THIS_MONTH = "this_month"
    THIS_QUARTER = "this_quarter"
    THIS_YEAR = "this_year"  # year to date
    ONE_MONTH = "1m"
    THREE_MONTHS = "3m"
    SIX_MONTHS = "6m"
    ONE_YEAR = "1y"
    THREE_YEARS = "3y"
    FIVE_YEARS = "5y"
    LAST_YEAR = "last_year"
    ALL = "all"


def named_period(name: PeriodName, today: date, begun: date | None) -> Period:
    """Return a named period as of `today`; `begun` is the day of the first transaction.

    One of so many months begins at the close of the same day of that month, or of its last day
    where it is shorter. All of the time begins with nothing, the day before the first transaction.
    """
    if name is PeriodName.ALL:
        return Period(min(begun or today, today) - _DAY, today)
    if name is PeriodName.LAST_YEAR:
        return Period(date(today.year - 2, 12, 31), date(today.year - 1, 12, 31))
    return Period(_BEGINNINGS[name](today), today)


def saved_period(saved: SavedPeriod, today: date) -> Period:
    """Return a saved period: its first day counts, as does its last one, today where it is open.

    One that lies ahead has no days.
    """
    last = min(saved.last or today, today)
    return Period(min(saved.first - _DAY, last), last)


def year_of(number: int, today: date) -> Period:
    """Return a calendar year, up to today where it still runs."""
    return Period(date(number - 1, 12, 31), min(date(number, 12, 31), today))


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _quarter(today: date) -> date:
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - _DAY


def _months(number: int) -> Callable[[date], date]:
    return lambda today: months_before(today, number)


_BEGINNINGS: Mapping[PeriodName, Callable[[date], date]] = {
    PeriodName.THIS_WEEK: lambda today: today - timedelta(days=today.weekday() + 1),
    PeriodName.THIS_MONTH: lambda today: today.replace(day=1) - _DAY,
    PeriodName.THIS_QUARTER: _quarter,
    PeriodName.THIS_YEAR: lambda today: date(today.year - 1, 12, 31),
    PeriodName.ONE_MONTH: _months(1),
    PeriodName.THREE_MONTHS: _months(3),
    PeriodName.SIX_MONTHS: _months(6),
    PeriodName.ONE_YEAR: _months(12),
    PeriodName.THREE_YEARS: _months(36),
    PeriodName.FIVE_YEARS: _months(60),
}
