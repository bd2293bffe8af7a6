"""Counts shares and money exactly: whole grains, and fractions of them where a ratio leaves some.

A grain is 10⁻¹² of a share or of a unit of money. Nearly every number of a ledger is a whole number
of grains, and whole numbers are fast; a split like 1:3 leaves fractions, which stay exact. Money is
always whole grains: what is divided is rounded down to a grain and the rest keeps what is left, so
that nothing is lost and no dust remains.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction

from gridwatch.domain.splits import Split

Exact = int | Fraction

DECIMALS = 12
GRAIN = 10**DECIMALS
_WIDE = Context(prec=120)
_ENOUGH = Context(prec=60)
_NOTHING = Decimal(0)
_GRAINS = Decimal(GRAIN)


def grains(amount: Decimal) -> Exact:
    """Return an amount in grains, exactly."""
    scaled = _WIDE.scaleb(amount, DECIMALS)
    whole = int(scaled)
    return whole if whole == scaled else Fraction(scaled)


def money_grains(amount: Decimal) -> int:
    """Return money in whole grains; what is finer than a grain is rounded half to even."""
    found = grains(amount)
    return found if isinstance(found, int) else round(found)


def decimal_of(exact: Exact) -> Decimal:
    """Return grains as a decimal number: exact where there is one, else to 12 decimals."""
    if not exact:
        return _NOTHING
    if isinstance(exact, int):
        # A quotient that has an end comes without zeros behind it, and quicker than by a shift.
        return _ENOUGH.divide(Decimal(exact), _GRAINS)
    if exact.denominator == 1:
        return decimal_of(exact.numerator)
    if _is_decimal(exact.denominator):
        quotient = _WIDE.divide(Decimal(exact.numerator), Decimal(exact.denominator))
        return _WIDE.normalize(_WIDE.scaleb(quotient, -DECIMALS))
    return decimal_of(round(exact))


def scaled_by(exact: Exact, ratio: Fraction) -> Exact:
    """Return grains times a ratio, as a whole number where it is one."""
    if ratio == 1:
        return exact
    product = exact * ratio
    return product.numerator if product.denominator == 1 else product


class SplitLine:
    """The splits of one security, as new shares for one of those before the first split."""

    __slots__ = ("_days", "_factors", "_ratios")

    def __init__(self, splits: Iterable[Split]) -> None:
        """Multiply the splits up in the order of their days."""
        self._days: list[date] = []
        self._ratios: dict[tuple[int, int], Fraction] = {}
        self._factors = [Fraction(1)]
        for each in sorted(splits, key=lambda split: split.day):
            self._days.append(each.day)
            self._factors.append(self._factors[-1] * Fraction(each.numerator, each.denominator))

    def ratio(self, basis: date, wanted: date) -> Fraction:
        """Return shares after all splits up to `wanted` for one as of `basis`."""
        places = (bisect_right(self._days, basis), bisect_right(self._days, wanted))
        found = self._ratios.get(places)
        if found is None:
            before, after = (self._factors[each] for each in places)
            found = self._ratios[places] = after / before
        return found


def split_lines(splits: Mapping[int, Sequence[Split]]) -> dict[int, SplitLine]:
    """Return the lines of the securities that had a split."""
    return {number: SplitLine(some) for number, some in splits.items() if some}


def _is_decimal(denominator: int) -> bool:
    """Tell whether one divided by it has an end: it has no other prime factors than 2 and 5."""
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1
