"""A quantity or a balance by day: exact where it changes, as numbers on every day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.ledger.share_units import GRAIN, decimal_of, scaled_by

Number = int | Fraction | Decimal  # shares are whole ones or fractions, money is decimal


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """What there is at the end of each day: `totals[i]` from the day number `days[i]` on.

    `amounts` are the same on every day from `start` until before `end`; after that it is 0.
    """

    days: tuple[int, ...]
    totals: tuple[Number, ...]
    start: int
    end: int
    amounts: Floats

    def at(self, day: int) -> Decimal:
        """Return the exact amount at the end of a day."""
        row = bisect_right(self.days, day) - 1
        return exactly(self.totals[row]) if row >= 0 else Decimal(0)


def running(changes: Mapping[int, Number], last: int) -> Running | None:
    """Add up changes by day number, none of them after `last`; None where there are none."""
    if not changes:
        return None
    days = sorted(changes)
    totals = tuple(accumulate(changes[day] for day in days))
    end = last + 1 if totals[-1] else days[-1] + 1
    spans: Days = np.diff(np.array([*days, end], dtype=np.int64)).astype(np.int64)
    amounts = np.repeat(np.fromiter(map(float, totals), np.float64, len(totals)), spans)
    return Running(tuple(days), totals, days[0], end, amounts)


def exactly(number: Number) -> Decimal:
    """Return a number as a decimal one, to 12 decimals where it has no end."""
    if isinstance(number, Decimal):
        return number
    return decimal_of(scaled_by(number, Fraction(GRAIN)))
