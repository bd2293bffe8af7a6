"""What the pages of a portfolio are shown of, what they are called, and what they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gridwatch.domain.company import names_in
from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.overview import CompanyView
from gridwatch.store.user.watchlists import Watchlist
from gridwatch.wording.naming import Naming

# The ids of pages that others lead to.
TRANSACTIONS, ACCOUNTS, CHECKS = "transactions", "accounts", "checks"


@dataclass(frozen=True, slots=True)
class Choice:
    """What part of the ledger is looked at: all of it, a group of accounts, or one of them.

    `with_cash`: the account together with the cash account through which it is settled.
    """

    group: str = ""
    account_id: int = 0
    with_cash: bool = False

    def accounts(self, known: Mapping[int, Account]) -> frozenset[int] | None:
        """Return the ids of the accounts that are meant, None for all of them."""
        if self.group:
            return frozenset(each.id for each in known.values() if each.group == self.group)
        if not self.account_id:
            return None
        one = known.get(self.account_id)
        cash = one.cash_id if one is not None and self.with_cash else None
        return frozenset({self.account_id} if cash is None else {self.account_id, cash})

    def is_known(self, known: Mapping[int, Account]) -> bool:
        """Tell whether there is such a part (still)."""
        if self.group:
            return any(each.group == self.group for each in known.values())
        return not self.account_id or self.account_id in known


@dataclass(frozen=True, slots=True)
class Shown:
    """What every page is shown of: a part of the ledger, and the currency of its values."""

    choice: Choice = Choice()
    currency: str = ""
    accounts: frozenset[int] | None = None  # of the choice; None is all of them


@dataclass(frozen=True, slots=True)
class Names:
    """What accounts, securities, imports and companies are called.

    `companies`: by the symbol of each of their listings. `segments`: their titles by key, `spoken`
    those in other languages than the window's.
    """

    accounts: Mapping[int, Account] = field(default_factory=dict)
    securities: Mapping[int, Security] = field(default_factory=dict)
    batches: Mapping[int, str] = field(default_factory=dict)
    companies: Mapping[str, CompanyView] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)
    watchlists: tuple[Watchlist, ...] = ()
    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def account(self, number: int | None) -> str:
        """Return the name of an account, "" for none."""
        found = self.accounts.get(number) if number is not None else None
        return found.name if found else ""

    def security(self, number: int | None) -> str:
        """Return the name of a security, "" for none."""
        found = self.securities.get(number) if number is not None else None
        return found.name if found else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: a page, and what is to be shown on it where it can show that.

    `transactions`: these are to be selected. A security or account is what the page is narrowed to,
    and `words` are what is looked for on it.
    """

    page: str
    transactions: tuple[int, ...] = ()
    security_id: int = 0
    account_id: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class AskTransaction:
    """Ask for a transaction: what `start` says stands there, over its id where that is not 0."""

    start: Transaction | None = None


@dataclass(frozen=True, slots=True)
class AskAccount:
    """Ask for an account: a new one (0) or what is to be changed of one."""

    account_id: int = 0
    cash: bool = False  # a new one holds money


@dataclass(frozen=True, slots=True)
class AskSecurity:
    """Ask for a security: a new one (0) or what is to be changed of one."""

    security_id: int = 0


@dataclass(frozen=True, slots=True)
class AskHistory:
    """Show the changes of a transaction, or of everything (0)."""

    transaction_id: int = 0


@dataclass(frozen=True, slots=True)
class AskImport:
    """Import a file, or what was pasted; without either the file is asked for."""

    path: Path | None = None
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class AskImports:
    """Show what was imported, to take it back."""


@dataclass(frozen=True, slots=True)
class AskExport:
    """Ask what of the ledger is to be written into which file."""


@dataclass(frozen=True, slots=True)
class AskReport:
    """Ask for a report of a period."""


Ask = (
    AskTransaction
    | AskAccount
    | AskSecurity
    | AskHistory
    | AskImport
    | AskImports
    | AskExport
    | AskReport
)


def naming_of(names: Names, language: str) -> Naming:
    """Return what everything is called in one language."""
    views = {view.company.id: view for view in names.companies.values()}
    return Naming(
        names.accounts,
        names.securities,
        {number: names_in(view.company, language)[0] for number, view in views.items()},
        names.spoken.get(language, names.segments),
    )
