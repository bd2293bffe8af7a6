"""What a report of a period tells, gathered as one value before it gets its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gridwatch.services.portfolio.views import (
    Contribution,
    Dimension,
    Holdings,
    Income,
    Measured,
    MonthReturn,
    Slice,
    ValueLine,
)


@dataclass(frozen=True, slots=True)
class Report:
    """A period of a scope in the currency of `measured`; `line`, months and income are of it alone.

    `names`: what the keys of contributions and allocation are called, by dimension and key; a key
    without any stays as it is. Contributions and allocation are of one dimension each.
    """

    title: str
    measured: Measured
    holdings: Holdings
    line: ValueLine
    months: tuple[MonthReturn, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    allocation: tuple[Slice, ...] = ()
    income: tuple[Income, ...] = ()
    names: Mapping[tuple[Dimension, str], str] = field(default_factory=dict)

    def name_of(self, dimension: Dimension, key: str) -> str:
        """Return what a key is called, "" where it is unknown."""
        return self.names.get((dimension, key), key)
