"""The dialogs and pages of the portfolio over a file of their own, edited as the window does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit, apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.profiles import user_reader
from gridwatch.store.user.transactions import all_transactions
from gridwatch.ui.portfolio.asking import Asking
from gridwatch.ui.portfolio.page import Page
from gridwatch.ui.portfolio.place import Ask, Names
from gridwatch.ui.portfolio_desk import names_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from gridwatch.runtime.session import Session
    from gridwatch.ui.look import Look

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
EUROS, DEPOT, DOLLARS, ABROAD, STAFF = 1, 2, 3, 4, 5
ENERGY, VERNOVA = 1, 2
Then = Callable[[], object] | None
P = TypeVar("P", bound=Page)
ACCOUNTS = (
    Account(0, "Euros", AccountKind.CASH, "EUR", "Home"),
    Account(0, "Depot", AccountKind.SECURITIES, "EUR", "Home", cash_id=EUROS),
    Account(0, "Dollars", AccountKind.CASH, "USD", "Abroad"),
    Account(
        0, "Broker", AccountKind.SECURITIES, "USD", "Abroad", DOLLARS, method=CostMethod.CHOSEN
    ),
    Account(0, "Staff", AccountKind.SECURITIES, "CHF"),
)
SECURITIES = (
    Security(0, "Siemens Energy", "EUR", "ENR.DE", "DE000ENER6Y0"),
    Security(0, "GE Vernova", "USD", "GEV"),
)


def trade(kind: Kind, on: date, place: tuple[int, int], quantity: str, gross: str) -> Transaction:
    """Return a trade in euros or dollars with a fee of one of them."""
    account, security = place
    cash, code = (EUROS, "EUR") if account == DEPOT else (DOLLARS, "USD")
    money, fee = Decimal(gross), Decimal(1)
    net = money + fee if kind is Kind.BUY else money - fee
    charges = (Charge(ChargeKind.FEE, fee, code),)
    return Transaction(
        0, kind, on, account, cash, security, Decimal(quantity), money, code, charges, net
    )  # fmt: skip


TRANSACTIONS = (
    Transaction(
        0, Kind.DEPOSIT, date(2025, 1, 2), cash_id=EUROS, gross=Decimal(5000), currency="EUR",
        net=Decimal(5000), note="Savings",
    ),
    trade(Kind.BUY, date(2025, 2, 3), (DEPOT, ENERGY), "10", "1234.5"),
    trade(Kind.BUY, date(2025, 3, 4), (ABROAD, VERNOVA), "4", "1600"),
    trade(Kind.BUY, date(2025, 4, 4), (ABROAD, VERNOVA), "6", "1800"),
    trade(Kind.SELL, date(2025, 5, 5), (DEPOT, ENERGY), "2.5", "400"),
)  # fmt: skip


class Stand:
    """A session with what is stored behind it, the dialogs, and the edits that can be undone."""

    def __init__(self, session: Session, look: Look, qtbot: QtBot) -> None:
        self.session, self.look, self.qtbot = session, look, qtbot
        self.undos: list[Edit] = []
        self.problems: list[Exception] = []
        self.pages: list[Page] = []
        self.window = self._window()
        self.asking = Asking(session, look, self.window)
        self.asking.edited.connect(self.edit)

    def _window(self) -> QWidget:
        from PySide6.QtWidgets import QWidget

        window = QWidget()
        self.qtbot.addWidget(window)
        window.resize(1200, 600)
        window.show()
        return window

    def page(self, page: P) -> P:
        """Show a page, read."""
        self.qtbot.addWidget(page)
        page.edited.connect(self.edit)
        page.asked.connect(self.ask)
        page.resize(1200, 500)
        self.pages.append(page)
        page.show_names(self.names())
        page.show()
        page.read()
        return page

    def names(self) -> Names:
        with user_reader(self.session.profile) as user:
            return names_of(user)

    def ask(self, wanted: Ask) -> None:
        self.asking.show_names(self.names())
        self.asking.ask(wanted)

    def edit(self, edit: Edit, made: Then = None, unmade: Then = None) -> None:
        """Store an edit as the window does."""

        def done(changes: Changes, inverse: Edit) -> None:
            self.undos.append(inverse)
            self._tell(changes)
            if made is not None:
                made()

        def failed(error: Exception) -> None:
            self.problems.append(error)
            if unmade is not None:
                unmade()

        self.session.edit(edit, done, failed)

    def undo(self) -> None:
        """Take the last edit back."""
        self.session.edit(self.undos.pop(), lambda changes, _: self._tell(changes))

    def _tell(self, changes: Changes) -> None:
        names = self.names()
        self.asking.show_names(names)
        for each in self.pages:
            each.show_names(names)
            each.take_changes(changes)

    def wait(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=10_000)

    def stored(self) -> list[Transaction]:
        with user_reader(self.session.profile) as user:
            return all_transactions(user)


def filled(stand: Stand) -> None:
    """Store accounts, securities and transactions."""
    user = stand.session._user
    for account in ACCOUNTS:
        apply(user, AddAccount(account), NOW)
    for security in SECURITIES:
        apply(user, AddSecurity(security), NOW)
    apply(user, AddTransactions(TRANSACTIONS), NOW)
