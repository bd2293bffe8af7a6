"""A ledger with both files for the tests of the book: edits are made as the window makes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import OwnPrice, Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.edits import Edit, apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity, PutPrices
from gridwatch.services.portfolio.book import Book, open_book
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.choices import store_choices
from gridwatch.store.user.securities import all_securities
from gridwatch.store.user.transactions import all_transactions
from tests.in_memory import new_market, new_user
from tests.services.cache import Cache, closes, quote_of

NOW = datetime(2024, 3, 29, 12, tzinfo=UTC)
FIRST, TODAY = date(2024, 3, 1), date(2024, 3, 29)


@dataclass(slots=True)
class Ledger:
    """Both files of a profile, in euros, with prices that begin on `FIRST`."""

    user: sqlite3.Connection = field(default_factory=new_user)
    market: sqlite3.Connection = field(default_factory=new_market)
    today: date = TODAY

    def __post_init__(self) -> None:
        store_choices(self.user, {"base_currency": "EUR"})

    def close(self) -> None:
        """Close both files."""
        self.user.close()
        self.market.close()

    def edit(self, edit: Edit) -> Edit:
        """Make an edit and return its inverse."""
        return apply(self.user, edit, NOW)[1]

    def cash(self, name: str = "Cash", currency: str = "EUR") -> int:
        """Open a cash account."""
        self.edit(AddAccount(Account(0, name, AccountKind.CASH, currency)))
        return max(all_accounts(self.user))

    def depot(self, name: str = "Depot", cash: int | None = None) -> int:
        """Open a securities account."""
        self.edit(AddAccount(Account(0, name, AccountKind.SECURITIES, "EUR", cash_id=cash)))
        return max(all_accounts(self.user))

    def security(self, symbol: str = "ABC", currency: str = "EUR") -> int:
        """Make a security known; without a symbol nobody quotes it."""
        name = symbol or f"Fund in {currency}"
        self.edit(AddSecurity(Security(0, name, currency, symbol)))
        return max(all_securities(self.user))

    def closes(
        self,
        symbol: str,
        *values: float,
        currency: str = "EUR",
        splits: Sequence[Split] = (),
        first: date = FIRST,
    ) -> None:
        """Store closes of consecutive days."""
        bars = closes(first, values)
        Cache(self.market).history(bars, symbol, currency, splits=splits)

    def rates(self, currency: str, *values: float, first: date = FIRST) -> None:
        """Store closes of a currency symbol on consecutive days."""
        Cache(self.market).history(closes(first, values), fx_symbol(currency), currency)

    def quote(self, symbol: str, price: float, on: date = TODAY, currency: str = "EUR") -> None:
        """Store a quote."""
        Cache(self.market).quote(quote_of(on, price, symbol, currency))

    def own_price(self, security: int, on: date, price: str) -> None:
        """Enter a price by hand."""
        self.edit(PutPrices(security, (OwnPrice(security, on, Decimal(price)),)))

    def book(
        self,
        kind: Kind,
        on: date,
        *,
        account: int | None = None,
        cash: int | None = None,
        security: int | None = None,
        quantity: str = "0",
        gross: str = "0",
        net: str | None = None,
        currency: str = "EUR",
        **rest: Any,  # noqa: ANN401 - the other fields by their names
    ) -> int:
        """Book a transaction and return its id; `net` is `gross` where it is not said."""
        one = Transaction(
            0,
            kind,
            on,
            account,
            cash,
            security,
            Decimal(quantity),
            Decimal(gross),
            currency,
            net=Decimal(gross if net is None else net),
            **rest,
        )
        self.edit(AddTransactions((one,)))
        return max(each.id for each in all_transactions(self.user))

    def open(self) -> Book:
        """Open the book anew."""
        return open_book(self.user, self.market, self.today)
