"""A quantity or a balance by day: exact where it changes, as numbers on every day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.ledger.moves import Exact


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """What there is at the end of each day: `totals[i]` from the day number `days[i]` on.

    `amounts` are the same on every day from `start` until before `end`; after that it is 0.
    """

    days: tuple[int, ...]
    totals: tuple[Exact, ...]
    start: int
    end: int
    amounts: Floats

    def at(self, day: int) -> Exact:
        """Return the exact amount at the end of a day."""
        row = bisect_right(self.days, day) - 1
        return self.totals[row] if row >= 0 else Decimal(0)


def running(changes: Mapping[int, Exact], last: int) -> Running | None:
    """Add up changes by day number up to `last`; None where there are none until then."""
    days = sorted(day for day in changes if day <= last)
    if not days:
        return None
    totals = list[Exact]()
    total: Exact = Decimal(0)
    for day in days:
        total = plus(total, changes[day])
        totals.append(total)
    end = last + 1 if total else days[-1] + 1
    spans: Days = np.diff(np.array([*days, end], dtype=np.int64)).astype(np.int64)
    amounts = np.repeat(np.fromiter(map(float, totals), np.float64, len(totals)), spans)
    return Running(tuple(days), tuple(totals), days[0], end, amounts)


def plus(one: Exact, other: Exact) -> Exact:
    """Add exact numbers: as a decimal one where both are."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one + other
    return Fraction(one) + Fraction(other)


def decimal_of(exact: Exact) -> Decimal:
    """Return an exact number as a decimal one, to 28 digits where it has no end."""
    if isinstance(exact, Decimal):
        return exact
    return Decimal(exact.numerator) / Decimal(exact.denominator)
