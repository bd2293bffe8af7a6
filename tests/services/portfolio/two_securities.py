"""Fills the files of the user and of the market for the tests of what is told of a ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np

from gridwatch.domain.bars import Bars, Dividend, History, day_number
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import OwnPrice, Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.book import Book, open_book
from gridwatch.store.database import transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.market.instruments import note_history
from gridwatch.store.user.accounts import add_account
from gridwatch.store.user.securities import add_security, put_prices
from gridwatch.store.user.transactions import add_transactions
from tests.in_memory import new_market, new_user

FIRST = date(2024, 1, 1)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CASH, DOLLARS, DEPOT, OTHER = 1, 2, 3, 4  # the accounts
SIEMENS, VERNOVA = 1, 2  # the securities: in euros, without a symbol; in dollars, as GEV


class Ledger:
    """Euros and dollars, two securities accounts, and two securities; `day` counts from `FIRST`."""

    def __init__(self, method: CostMethod = CostMethod.FIFO, days: int = 60) -> None:
        """Open the accounts; prices and rates come with `prices`."""
        self.user, self.market = new_user(), new_market()
        self.days = days
        for each in (
            Account(0, "Cash", AccountKind.CASH, "EUR"),
            Account(0, "Dollars", AccountKind.CASH, "USD"),
            Account(0, "Depot", AccountKind.SECURITIES, "EUR", cash_id=CASH, method=method),
            Account(0, "Other", AccountKind.SECURITIES, "EUR", cash_id=CASH, method=method),
        ):
            add_account(self.user, each)
        add_security(self.user, Security(0, "Siemens Energy", "EUR", country="DE"))
        add_security(self.user, Security(0, "GE Vernova", "USD", "GEV", country="US"))

    def prices(
        self,
        euros: Mapping[int, float],
        dollars: Sequence[float],
        rates: Sequence[float],
        splits: Sequence[Split] = (),
        dividends: Sequence[Dividend] = (),
    ) -> None:
        """Store own prices by day, and closes and dollars for a euro of each day from `FIRST`."""
        put_prices(
            self.user,
            (OwnPrice(SIEMENS, day(at), Decimal(str(each))) for at, each in euros.items()),
        )
        self._history("GEV", "USD", dollars, splits, dividends)
        self._history(fx_symbol("EUR"), "USD", rates)

    def _history(
        self,
        symbol: str,
        currency: str,
        closes: Sequence[float],
        splits: Sequence[Split] = (),
        dividends: Sequence[Dividend] = (),
    ) -> None:
        close = np.array(closes, dtype=np.float64)
        days = np.arange(len(close)) + day_number(FIRST)
        rest = (close, close, close, close, np.ones(len(close)), np.ones(len(close), dtype=bool))
        history = History(
            symbol,
            currency,
            currency,
            "UTC",
            "",
            Bars(days, *rest),
            tuple(splits),
            tuple(dividends),
        )
        with transaction(self.market):
            store_history(self.market, history, replace_all=True)
            note_history(self.market, symbol, NOW)

    def book(self, *transactions: Transaction) -> Book:
        """Store transactions and open the book on the last day."""
        with transaction(self.user):
            add_transactions(self.user, transactions)
        return open_book(self.user, self.market, day(self.days))

    def close(self) -> None:
        """Close both files."""
        self.user.close()
        self.market.close()


def day(number: int) -> date:
    """Return the day so many days after `FIRST`."""
    return FIRST + timedelta(days=number)


def money(
    kind: Kind,
    on: int,
    amount: str,
    cash: int = CASH,
    *,
    security: int | None = None,
    tax: str = "0",
    account: int | None = None,
) -> Transaction:
    """Return what happens to a cash account: `amount` before the tax, if there is one."""
    currency = "EUR" if cash == CASH else "USD"
    sign = -1 if kind in {Kind.FEE, Kind.TAX, Kind.INTEREST_CHARGE, Kind.WITHDRAWAL} else 1
    charges = (Charge(ChargeKind.TAX, Decimal(tax), currency),) if Decimal(tax) else ()
    net = Decimal(amount) - sign * Decimal(tax)
    return Transaction(
        0, kind, day(on), account, cash, security, gross=Decimal(amount), currency=currency,
        charges=charges, net=net,
    )  # fmt: skip


def trade(
    kind: Kind,
    on: int,
    quantity: str,
    gross: str,
    security: int = SIEMENS,
    *,
    fee: str = "0",
    account: int = DEPOT,
    cash: int | None = None,
    net: str | None = None,
) -> Transaction:
    """Return a purchase or a sale, settled in the currency of the security or for `net`."""
    currency = "EUR" if security == SIEMENS else "USD"
    through = cash or (CASH if security == SIEMENS else DOLLARS)
    charges = (Charge(ChargeKind.FEE, Decimal(fee), currency),) if Decimal(fee) else ()
    sign = 1 if kind is Kind.BUY else -1
    moved = Decimal(net) if net is not None else Decimal(gross) + sign * Decimal(fee)
    return Transaction(
        0, kind, day(on), account, through, security, Decimal(quantity), Decimal(gross), currency,
        charges, moved,
    )  # fmt: skip
