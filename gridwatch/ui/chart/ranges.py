"""The ranges that the chart offers, and how far it can be zoomed and moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from gridwatch.domain.bars import Days, day_number, day_of

FEWEST_BARS = 10.0
AIR = 0.03  # of the view, kept free on the right of the last bar


@dataclass(frozen=True, slots=True)
class Range:
    """A span of time that ends with the last bar: `months` back, 0 this year, None all of it."""

    id: str
    months: int | None


RANGES = (
    Range("1M", 1),
    Range("3M", 3),
    Range("6M", 6),
    Range("YTD", 0),
    Range("1Y", 12),
    Range("3Y", 36),
    Range("5Y", 60),
    Range("MAX", None),
)


def span_of(chosen: Range, days: Days) -> tuple[float, float]:
    """Return the bar numbers between which `chosen` shows the trading days.

    A range begins with the last close at or before its first day, against which its change counts.
    """
    first = 0
    if chosen.months is not None:
        start = _months_before(day_of(int(days[-1])), chosen.months)
        first = max(0, int(np.searchsorted(days, day_number(start), side="right")) - 1)
    return with_air(first, len(days))


def with_air(first: float, count: int) -> tuple[float, float]:
    """Return the view from bar `first` to the last one, with air on the right."""
    return first, first + (count - 1 - first) / (1 - AIR)


def clamped(left: float, right: float, count: int) -> tuple[float, float]:
    """Return the view moved and narrowed to where there is data, as little as needed."""
    whole = with_air(0, count)
    widest = max(whole[1], FEWEST_BARS)
    width = min(max(right - left, FEWEST_BARS), widest)
    middle = (left + right) / 2
    left = middle - width / 2 if width != right - left else left
    limit = count - 1 + width * AIR - width
    left = max(min(left, limit), min(0.0, limit))
    return left, left + width


def zoomed(left: float, right: float, factor: float, about: float) -> tuple[float, float]:
    """Return the view `factor` times as wide, with the bar number `about` where it was."""
    return about - (about - left) * factor, about + (right - about) * factor


def _months_before(day: date, months: int) -> date:
    if not months:
        return date(day.year - 1, 12, 31)
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for length in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, length)
        except ValueError:
            continue
    raise AssertionError(day)  # every month has 28 days
