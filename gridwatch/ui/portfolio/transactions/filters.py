"""Which transactions are shown: by words, kind, account, security and period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; whatever is empty lets everything through.

    `accounts`: those of the scope. `first` and `last` belong to the period. `words`: all of them
    have to be found in what a row says.
    """

    words: str = ""
    kinds: frozenset[Kind] = frozenset()
    accounts: frozenset[int] | None = None
    account_id: int = 0
    security_id: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def narrows(self) -> bool:
        """Tell whether the user looks for something, apart from the scope."""
        return bool(
            self.words.strip()
            or self.kinds
            or self.account_id
            or self.security_id
            or self.first
            or self.last
        )

    def lets(self, one: Transaction) -> bool:
        """Tell whether a transaction passes everything but the words."""
        if self.kinds and one.kind not in self.kinds:
            return False
        if self.first is not None and one.on < self.first:
            return False
        if self.last is not None and one.on > self.last:
            return False
        if self.security_id and self.security_id not in {one.security_id, one.other_security_id}:
            return False
        if self.account_id or self.accounts is not None:
            return self._lets_accounts(one)
        return True

    def _lets_accounts(self, one: Transaction) -> bool:
        named = {one.account_id, one.cash_id, one.other_account_id, one.other_cash_id}
        if self.account_id and self.account_id not in named:
            return False
        return self.accounts is None or not self.accounts.isdisjoint(named)
