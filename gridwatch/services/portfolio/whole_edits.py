"""The edit that takes over a whole document of our own: its ledger, targets and periods."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from gridwatch.domain.ledger.whole import NamedPeriod
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.choice_edits import PutPeriod, SetAllocation
from gridwatch.services.portfolio.ledger_edits import ImportPart
from gridwatch.services.portfolio.views import Dimension
from gridwatch.services.several import Several, together
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.companies import company_of_symbol
from gridwatch.store.user.portfolio_choices import SavedPeriod, saved_periods


@dataclass(frozen=True, slots=True)
class ImportWhole:
    """Import a part, then what is wanted of it; undone in one step.

    Targets go over those of the same dimension, periods over those of the same name. A target for
    a company that is not in any list here is passed over.
    """

    ledger: ImportPart
    targets: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    periods: tuple[NamedPeriod, ...] = ()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Make the import and set the targets and periods."""
        changes, inverse = self.ledger.apply(user, now)
        inverses = [inverse]
        for each in (*self._allocations(user), *self._periods(user)):
            made, undone = each.apply(user, now)
            changes = together(changes, made)
            inverses.append(undone)
        return changes, Several(tuple(reversed(inverses)))

    def _allocations(self, user: sqlite3.Connection) -> list[Edit]:
        edits = list[Edit]()
        for dimension, shares in self.targets.items():
            placed = {self._key(user, dimension, key): share for key, share in shares.items()}
            wanted = {key: share for key, share in placed.items() if key}
            if wanted:
                edits.append(SetAllocation(Dimension(dimension), wanted))
        return edits

    def _key(self, user: sqlite3.Connection, dimension: str, key: str) -> str:
        """Return the key that a target has here, "" where there is none."""
        if dimension == Dimension.COMPANY:
            company = company_of_symbol(user, key)
            return "" if company is None else str(company)
        if dimension != Dimension.ACCOUNT:
            return key
        number = int(key)
        if number in self.ledger.accounts:
            return str(self.ledger.accounts[number])
        name = next((each.name for each in self.ledger.part.accounts if each.id == number), "")
        found = (each.id for each in all_accounts(user).values() if each.name == name)
        return str(next(found, "")) if name else ""

    def _periods(self, user: sqlite3.Connection) -> list[Edit]:
        known = {each.name: each.id for each in saved_periods(user)}
        return [
            PutPeriod(SavedPeriod(known.get(each.name, 0), each.name, each.first, each.last))
            for each in self.periods
        ]
