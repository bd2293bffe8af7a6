"""What came of an import: made, tried or refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.part import Line
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.files.ledger.reading import TableReading
from gridwatch.services.portfolio.importing import Understood
from gridwatch.services.portfolio.matching import AccountMatch, Known, Matching, SecurityMatch
from gridwatch.services.portfolio.opening import Form


@dataclass(frozen=True, slots=True)
class Outcome:
    """An import that was made, tried or refused; `known` is what was there before.

    `number` of the import, 0 where nothing was stored. `news`: there was something that was not
    here yet. `refused`: lines are bad, and they were not to be left out.
    """

    understood: Understood
    known: Known
    matching: Matching
    number: int
    news: bool
    refused: bool

    @property
    def booked(self) -> list[Transaction]:
        """Return the transactions that are taken."""
        made = self.matching.edit("")
        return [each for each in made.part.transactions if each.id not in made.leave_out]

    @property
    def securities(self) -> list[SecurityMatch]:
        """Return the securities that what is taken speaks of."""
        needed = {each.id for each in self.matching.edit("").part.securities}
        return [each for each in self.matching.securities if each.security.id in needed]

    @property
    def unpriced(self) -> list[SecurityMatch]:
        """Return the new ones among them that nothing quotes yet."""
        return [
            each for each in self.securities if each.existing is None and not each.security.symbol
        ]

    @property
    def accounts(self) -> list[AccountMatch]:
        """Return the accounts that what is taken is booked in."""
        used = {each.id for each in self.matching.edit("").part.accounts}
        return [each for each in self.matching.accounts if each.account.id in used]

    def account_of(self, each: AccountMatch) -> Account:
        """Return the account that something is booked in: the one that is there, or the new one."""
        return self.known.accounts.get(each.existing or 0, each.account)

    def security_of(self, each: SecurityMatch) -> Security:
        """Return the security that is there already, or the new one."""
        return self.known.securities.get(each.existing or 0, each.security)

    @property
    def table(self) -> TableReading | None:
        """Return how a table was read, None for a document."""
        reading = self.understood.reading
        return reading.table if reading is not None else None

    @property
    def form(self) -> Form:
        """Return what the file is."""
        return self.understood.source.opened.form


def line_of(lines: Iterable[Line]) -> dict[int, int]:
    """Return the line of each transaction of a part."""
    return {one.id: each.number for each in lines for one in each.transactions}
