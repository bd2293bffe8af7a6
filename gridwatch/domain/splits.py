"""Stock splits as integer ratios on a listing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import prod


@dataclass(frozen=True, slots=True)
class Split:
    """`numerator` new shares for `denominator` old ones, from the exchange's own date `day` on."""

    day: date
    numerator: int
    denominator: int

    @property
    def ratio(self) -> float:
        """Return new shares per old share."""
        return self.numerator / self.denominator


def factor_between(splits: Iterable[Split], after: date, until: date) -> float:
    """Return new shares per old share for the splits with `after` < day ≤ `until`."""
    return prod(each.ratio for each in splits if after < each.day <= until)
