"""How fast a market cap has grown, and when it would be somewhere if it went on like that."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import isfinite, log

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number, day_of
from gridwatch.domain.milestones.cap_line import known

DAYS_A_YEAR = 365.25
# A span begins at the last cap before it, of a suspended share as well; its own days are counted.
BEGINS_WITHIN = 31


class Span(StrEnum):
    """How far back a pace looks."""

    QUARTER = "3M"
    YEAR = "1Y"
    THREE_YEARS = "3Y"


MONTHS = {Span.QUARTER: 3, Span.YEAR: 12, Span.THREE_YEARS: 36}


@dataclass(frozen=True, slots=True)
class Pace:
    """Continuous growth a year over one span: 0.1 is e^0.1 times as much after a year.

    None where the history does not reach back that far. `since` is the day of the cap that it is
    measured from.
    """

    span: Span
    growth: float | None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class EtaRange:
    """The years until a level is reached, by the fastest and the slowest pace that gets there.

    None where no pace does. `without` paces give no time: they shrink, stand still, or are unknown.
    """

    earliest: float | None
    latest: float | None
    without: int


def paces(days: Days, caps: Floats) -> tuple[Pace, ...]:
    """Return the growth over each span that ends with the last known cap.

    ln(last / first) / years, where first is the last cap on or before the calendar day that lies
    so many months back, at most 31 days earlier, and the years (of 365.25 days) are those between
    the two. New shares grow a cap as prices do. Days are oldest first; unknown caps are NaN.
    """
    days, caps = known(days, caps)
    return tuple(_pace(days, caps, each) for each in Span)


def _pace(days: Days, caps: Floats, span: Span) -> Pace:
    if not len(days):
        return Pace(span, None)
    wanted = day_number(months_before(day_of(int(days[-1])), MONTHS[span]))
    row = int(np.searchsorted(days, wanted, side="right")) - 1
    if row < 0 or wanted - days[row] > BEGINS_WITHIN:
        return Pace(span, None)
    years = int(days[-1] - days[row]) / DAYS_A_YEAR
    growth = (log(float(caps[-1])) - log(float(caps[row]))) / years
    return Pace(span, growth, day_of(int(days[row])))


def months_before(day: date, months: int) -> date:
    """Return the same day of the month so many months earlier, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_until(cap: float, wanted: float, growth: float | None) -> float | None:
    """Return the years until `cap` has grown to `wanted`: ln(wanted / cap) / growth.

    Zero where it is there already; None where the growth is unknown or not above zero.
    """
    if cap >= wanted:
        return 0.0
    if growth is None or not growth > 0:
        return None
    years = (log(wanted) - log(cap)) / growth
    return years if isfinite(years) else None


def eta_range(cap: float, wanted: float, measured: Iterable[Pace]) -> EtaRange:
    """Return the honest range of times until `cap` is `wanted`: one number would hide the others.

    Both in major units of one currency, above zero.
    """
    times = [years_until(cap, wanted, each.growth) for each in measured]
    found = [each for each in times if each is not None]
    without = len(times) - len(found)
    return EtaRange(min(found, default=None), max(found, default=None), without)


def eta_day(start: date, years: float | None) -> date | None:
    """Return the day that is so many years after `start`; None beyond the calendar's end."""
    if years is None:
        return None
    try:
        return start + timedelta(days=round(years * DAYS_A_YEAR))
    except OverflowError:
        return None
