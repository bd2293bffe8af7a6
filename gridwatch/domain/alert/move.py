"""How much of a move came from price, share count and exchange rate; the parts add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import log


@dataclass(frozen=True, slots=True)
class Factors:
    """What a value was the product of: price × shares × rate. Of a price alone shares are 1."""

    price: float
    shares: float
    rate: float

    @property
    def value(self) -> float:
        """Return the product."""
        return self.price * self.shares * self.rate


@dataclass(frozen=True, slots=True)
class Move:
    """What moved a value since a day, in the unit of the value; the parts add up to the move."""

    since: date
    before: float
    by_price: float
    by_shares: float
    by_rate: float

    @property
    def total(self) -> float:
        """Return the whole move."""
        return self.by_price + self.by_shares + self.by_rate


def move_between(
    since: date, before: Mapping[str, Factors], after: Mapping[str, Factors]
) -> Move | None:
    """Split a move into what price, share count and rate did to it, summed over the classes.

    Keys are the classes of shares (symbols); all factors above zero, the prices and counts of
    `before` in the scale of today, so that a split is no move. The logarithmic mean Divisia index
    (LMDI-I, B. W. Ang, "The LMDI approach to decomposition analysis", Energy Policy 33, 2005): each
    factor gets L(V1, V0) · ln(its ratio), with the logarithmic mean L(a, b) = (a − b) / ln(a / b).
    It leaves no rest and does not depend on an order of the factors. None where a class is not
    known at both times.
    """
    if not before or before.keys() != after.keys():
        return None
    both = [(before[each], after[each]) for each in before]
    if any(min(each.price, each.shares, each.rate) <= 0 for pair in both for each in pair):
        return None
    by_price = by_shares = by_rate = 0.0
    for one, other in both:
        weight = log_mean(other.value, one.value)
        by_price += weight * log(other.price / one.price)
        by_shares += weight * log(other.shares / one.shares)
        by_rate += weight * log(other.rate / one.rate)
    return Move(since, sum(each.value for each in before.values()), by_price, by_shares, by_rate)


def log_mean(one: float, other: float) -> float:
    """Return the logarithmic mean of two amounts above zero."""
    ratio = one / other
    # Next to 1 the quotient loses its digits; there the mean is the arithmetic one to 1e-12.
    return (one + other) / 2 if abs(ratio - 1) < 1e-6 else (one - other) / log(ratio)
