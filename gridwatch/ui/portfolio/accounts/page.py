"""The page of accounts and securities: what there is, in order, and how it is changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.security import Security
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.account_edits import (
    ArrangeAccounts,
    ChangeAccount,
    RemoveAccount,
    RemoveSecurity,
)
from gridwatch.services.portfolio.balances import Register, read_register
from gridwatch.services.portfolio.booking import OpenAccounts
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.accounts.account_model import AccountModel
from gridwatch.ui.portfolio.accounts.account_rows import neighbour, ordered, placed, rows_of
from gridwatch.ui.portfolio.accounts.account_table import AccountTable
from gridwatch.ui.portfolio.accounts.security_model import SecurityModel
from gridwatch.ui.portfolio.accounts.security_table import SecurityTable
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.page import Page
from gridwatch.ui.portfolio.place import TRANSACTIONS, AskAccount, AskSecurity, Place

translate = QCoreApplication.translate
_NARROW = 1100  # pixels; below, one table stands under the other
_NOTHING = Register({}, {}, {}, {}, {})


class AccountsPage(Page):
    """Shows all accounts with their balances, and all securities, whatever the scope."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self._register, self._read = _NOTHING, False
        amounts = Amounts(look.phrases.language)
        self.model, self.securities = AccountModel(amounts), SecurityModel(amounts)
        self.table = AccountTable(self.model, look.tones, self)
        self.security_table = SecurityTable(self.securities, look.tones, self)
        self.new_cash, self.new_depot, self.new_security = (QToolButton(self) for _ in range(3))
        self.closed = QCheckBox(self)
        self.first, self.set_up = QLabel(self), QPushButton(self)
        self._start = QWidget(self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.restyle(look)

    def _lay_out(self) -> None:
        left, right = QWidget(self), QWidget(self)
        above, beside = QHBoxLayout(), QHBoxLayout()
        for row in (above, beside):
            row.setContentsMargins(8, 3, 8, 3)
            row.setSpacing(4)
        for button in (self.new_cash, self.new_depot, self.new_security):
            button.setAutoRaise(True)
        above.addWidget(self.new_depot)
        above.addWidget(self.new_cash)
        above.addStretch(1)
        above.addWidget(self.closed)
        beside.addWidget(self.new_security)
        beside.addStretch(1)
        _stack(left, above, self._start, self.table)
        _stack(right, beside, self.security_table)
        start = QVBoxLayout(self._start)
        start.setContentsMargins(24, 16, 24, 16)
        start.setSpacing(10)
        self.first.setWordWrap(True)
        self.first.setAlignment(Qt.AlignmentFlag.AlignCenter)
        start.addStretch(1)
        start.addWidget(self.first)
        start.addWidget(self.set_up, 0, Qt.AlignmentFlag.AlignHCenter)
        start.addStretch(2)
        self._split.addWidget(left)
        self._split.addWidget(right)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)

    def _connect(self) -> None:
        self.new_cash.clicked.connect(lambda: self.asked.emit(AskAccount(cash=True)))
        self.new_depot.clicked.connect(lambda: self.asked.emit(AskAccount()))
        self.new_security.clicked.connect(lambda: self.asked.emit(AskSecurity()))
        self.closed.toggled.connect(lambda _: self._show())
        self.set_up.clicked.connect(self.open_first)
        self.table.edit_wanted.connect(lambda one: self.asked.emit(AskAccount(one.id)))
        self.table.shown.connect(
            lambda one: self.opened.emit(Place(TRANSACTIONS, account_id=one.id))
        )
        self.table.removed.connect(self._remove_account)
        self.table.turned.connect(self._turn)
        self.table.moved.connect(self._move)
        self.model.dropped.connect(self._drop)
        self.security_table.edit_wanted.connect(lambda one: self.asked.emit(AskSecurity(one.id)))
        self.security_table.shown.connect(
            lambda one: self.opened.emit(Place(TRANSACTIONS, security_id=one.id))
        )
        self.security_table.removed.connect(self._remove_security)

    # What is read

    def read(self) -> None:
        """Read accounts, securities and balances."""
        self.session.read_user("register", read_register, self._take)

    def _take(self, register: Register) -> None:
        self._register, self._read = register, True
        self._show()

    def _show(self) -> None:
        register = self._register
        rows = rows_of(
            register.accounts,
            register.balances,
            register.account_uses,
            closed=self.closed.isChecked(),
        )
        self.model.show_rows(rows)
        self.table.fit()
        self.securities.show_securities(register.securities, register.security_uses)
        none = self._read and not register.accounts
        self._start.setVisible(none)
        self.table.setVisible(not none)
        self.closed.setVisible(any(each.closed for each in register.accounts.values()))

    # What the user does

    def open_first(self) -> None:
        """Make the two accounts that most people begin with, in the base currency."""
        currency = self.look.phrases.base_currency
        cash = Account(-1, translate("Accounts", "Cash"), AccountKind.CASH, currency)
        name = translate("Accounts", "Depot")
        depot = Account(-2, name, AccountKind.SECURITIES, currency, cash_id=cash.id)
        words = translate(
            "Accounts", "Two accounts were made. Book what you hold with “New transaction”."
        )
        self.edited.emit(OpenAccounts((cash, depot)), lambda: self.noted.emit(words), None)

    def _remove_account(self, account: Account) -> None:
        words = translate("Accounts", "“{name}” was deleted. Undo brings it back.")
        self.edited.emit(
            RemoveAccount(account.id),
            lambda: self.noted.emit(words.format(name=account.name)),
            None,
        )

    def _turn(self, account: Account) -> None:
        closed = not account.closed
        if closed:
            words = translate("Accounts", "“{name}” is closed. “Show closed” shows it.")
        else:
            words = translate("Accounts", "“{name}” is open again.")
        self.edited.emit(
            ChangeAccount(replace(account, closed=closed)),
            lambda: self.noted.emit(words.format(name=account.name)),
            None,
        )

    def _move(self, number: int, step: int) -> None:
        beside = neighbour(self.model.accounts(), number, step)
        if beside is not None:
            self._drop(number, beside, behind=step > 0)

    def _drop(self, number: int, beside: int, behind: bool) -> None:
        ids = [each.id for each in ordered(self._register.accounts)]
        order = tuple(placed(ids, number, beside, behind=behind))
        if order != tuple(ids):
            self.edited.emit(ArrangeAccounts(order), None, None)

    def _remove_security(self, security: Security) -> None:
        words = translate("Accounts", "“{name}” was deleted. Undo brings it back.")
        self.edited.emit(
            RemoveSecurity(security.id),
            lambda: self.noted.emit(words.format(name=security.name)),
            None,
        )

    # How it looks

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        super().restyle(look)
        amounts = Amounts(look.phrases.language)
        self.model.restyle(amounts)
        self.securities.restyle(amounts)
        self.table.restyle(look.tones)
        self.security_table.restyle(look.tones)
        self.new_cash.setText(translate("Accounts", "New cash account…"))
        self.new_depot.setText(translate("Accounts", "New securities account…"))
        self.new_security.setText(translate("Accounts", "New security…"))
        self.closed.setText(translate("Accounts", "Show closed"))
        self.first.setText(
            translate(
                "Accounts",
                "Begin with a securities account for your shares and a cash account for your money,"
                " or make your own accounts as they are at your brokers.",
            )
        )
        self.first.setStyleSheet(f"color: {look.tones.muted};")
        words = translate("Accounts", "Make “Depot” and “Cash” in {currency}")
        self.set_up.setText(words.format(currency=look.phrases.base_currency))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tables beside each other where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= _NARROW
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)


def _stack(part: QWidget, row: QHBoxLayout, *below: QWidget) -> None:
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    for each in below:
        column.addWidget(each, 1)
