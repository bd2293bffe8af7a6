"""Which share counts speak for a company on a day, from all that the sources reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gridwatch.domain.company import Company
from gridwatch.domain.marketcap import Counted
from gridwatch.domain.shares import Scope, ShareCount, as_reported, cleaned, count_on
from gridwatch.domain.splits import Split

Shares = Mapping[tuple[str, Scope], tuple[ShareCount, ...]]
Splits = Mapping[str, tuple[Split, ...]]


@dataclass(frozen=True, slots=True)
class CompanyCounts:
    """The cleaned series of one company: its total, and the class of each listing."""

    total: tuple[ShareCount, ...]
    classes: Mapping[str, tuple[ShareCount, ...]]
    splits: Splits
    primary: str

    def on(self, day: date) -> Counted:
        """Return what is known of the shares on `day`."""
        total = count_on(self.total, day, self.splits.get(self.primary, ()))
        classes = {
            symbol: held
            for symbol, series in self.classes.items()
            if (held := count_on(series, day, self.splits.get(symbol, ()))) is not None
        }
        return Counted(total, classes)


def counts_of(company: Company, shares: Shares, splits: Splits) -> CompanyCounts:
    """Gather the counts of a company; with one listing the class is the whole company.

    The series are brought to what was reported on each day and rid of jumps that revert.
    """
    classes = {
        each.symbol: _series(shares.get((each.symbol, Scope.LISTING), ()), splits, each.symbol)
        for each in company.listings
    }
    total = shares.get((company.primary, Scope.COMPANY), ())
    if len(company.listings) == 1:
        total = (*total, *shares.get((company.primary, Scope.LISTING), ()))
    return CompanyCounts(_series(total, splits, company.primary), classes, splits, company.primary)


def _series(counts: tuple[ShareCount, ...], splits: Splits, symbol: str) -> tuple[ShareCount, ...]:
    return as_reported(cleaned(counts), splits.get(symbol, ()))
