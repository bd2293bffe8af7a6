"""Opens the dialogs of the portfolio, one at a time of each sort, and sees their edits stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.runtime.lane import Lane
from gridwatch.runtime.session import Session
from gridwatch.services.edits import Edit
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.accounts.account_dialog import AccountDialog
from gridwatch.ui.portfolio.accounts.security_dialog import SecurityDialog
from gridwatch.ui.portfolio.history_dialog import LedgerHistory
from gridwatch.ui.portfolio.place import (
    Ask,
    AskAccount,
    AskExport,
    AskHistory,
    AskImport,
    AskImports,
    AskReport,
    AskSecurity,
    AskTransaction,
    Names,
    Shown,
)
from gridwatch.ui.portfolio.transactions.dialog import TransactionDialog

if TYPE_CHECKING:
    from gridwatch.services.catalog import Catalog
    from gridwatch.ui.portfolio.exchange import Exchange


class Asking(QObject):
    """The dialogs over one window; `edited` carries an Edit and what to call afterwards.

    `opened` carries a Place to go to, `noted` what has been done in words.
    """

    edited = Signal(object, object, object)
    opened = Signal(object)
    noted = Signal(str)

    def __init__(self, session: Session, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.look, self.names, self.shown = look, Names(), Shown()
        self._catalog: Catalog | None = None
        self._reading: Lane | None = None
        self._last = Transaction(0, Kind.BUY, date.min)  # what was booked here last
        self.dialog: QDialog | None = None
        self.transaction: TransactionDialog | None = None

    def ask(self, wanted: Ask) -> None:
        """Open the dialog that is wanted, unless one is open."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        match wanted:
            case AskTransaction(start=start):
                self._open(self._transaction_dialog(start))
            case AskAccount(account_id=number, cash=cash):
                self._open(self._account_dialog(number, cash=cash))
            case AskSecurity(security_id=number):
                known = self.names.securities.get(number)
                self._open(self._security_dialog(known or self._fresh_security()))
            case AskHistory(transaction_id=number):
                names, look = self.names, self.look
                self._open(LedgerHistory(number, names, self._session, look, self._window))
            case AskImport() | AskImports() | AskExport() | AskReport():
                self._open(self._exchange().dialog(wanted, self.look, self.shown, self.names))

    def show_names(self, names: Names) -> None:
        """Take what accounts and securities there are now."""
        self.names = names
        if self.transaction is not None:
            self.transaction.show_names(names)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._put_away)
        dialog.open()

    def _put_away(self) -> None:
        self.dialog = self.transaction = None

    def _exchange(self) -> Exchange:
        """Return what opens the dialogs of files, which nobody needs for anything else."""
        from gridwatch.ui.portfolio.exchange import Exchange

        made = Exchange(self._session, self._window)
        made.edited.connect(self.edited)
        made.opened.connect(self.opened)
        made.noted.connect(self.noted)
        return made

    # Transactions

    def _transaction_dialog(self, start: Transaction | None) -> TransactionDialog:
        begun = self._fresh_transaction() if start is None else self._filled(start)
        dialog = TransactionDialog(begun, self.names, self._session, self.look, self._window)
        dialog.decided.connect(self._book)
        dialog.by_hand.connect(self._ask_by_hand)
        self.transaction = dialog
        self._want_catalog()
        return dialog

    def _fresh_transaction(self) -> Transaction:
        """Return a purchase of today where the last one was, or in the first account shown."""
        last, accounts = self._last, self.names.accounts
        account = accounts.get(last.account_id or 0) or self._first(AccountKind.SECURITIES)
        kind = last.kind
        if account is None:
            kind = Kind.DEPOSIT
        today = date.today()  # noqa: DTZ011 - the user's own day
        return self._filled(Transaction(0, kind, today, account.id if account else None))

    def _filled(self, start: Transaction) -> Transaction:
        """Return a new transaction with its cash account and currency, where it names none."""
        if start.id or start.currency:
            return start
        accounts = self.names.accounts
        account = accounts.get(start.account_id or 0)
        cash = accounts.get(start.cash_id or 0)
        if account is not None and cash is None:
            cash = accounts.get(account.cash_id or 0)
        elif account is None and cash is None:
            cash = self._first(AccountKind.CASH)
        security = self.names.securities.get(start.security_id or 0)
        named = security or cash or account
        currency = named.currency if named else self.look.phrases.base_currency
        return replace(start, cash_id=cash.id if cash else None, currency=currency)

    def _first(self, kind: AccountKind) -> Account | None:
        """Return the first open account of a kind, one of those that are shown before others."""
        shown, accounts = self.shown.accounts, self.names.accounts
        fitting = [each for each in accounts.values() if each.kind is kind and not each.closed]
        within = [each for each in fitting if shown is None or each.id in shown]
        return next(iter(within or fitting), None)

    def _book(self, edit: Edit, again: bool) -> None:
        dialog = self.transaction
        if dialog is None:
            return
        if dialog.entry.draft.start.id == 0:
            self._last = dialog.entry.draft.transaction(self.names.accounts)
        self.edited.emit(edit, lambda: dialog.booked(again=again), dialog.stay)

    def _ask_by_hand(self, text: str, other: bool) -> None:
        dialog = self.transaction
        if dialog is None:
            return
        fresh = replace(self._fresh_security(), name=text, currency=dialog.entry.draft.currency)
        hand = SecurityDialog(fresh, self.names, self._session, self.look, dialog, draft=True)
        hand.made.connect(lambda made: dialog.put_security(made, other=other))
        hand.open()

    def _want_catalog(self) -> None:
        """Read the bundled catalog on a thread, once: it takes too long here."""
        if self._catalog is not None:
            self._give_catalog(self._catalog)
        elif self._reading is None:
            from gridwatch.places import resources
            from gridwatch.services.catalog import read_catalog

            self._reading = Lane("securities", 1, self)
            self._reading.run(lambda: read_catalog(resources()), self._give_catalog, _miss)

    def _give_catalog(self, catalog: Catalog) -> None:
        self._catalog = catalog
        if self._reading is not None:
            self._reading.close()
            self._reading = None
        if self.transaction is not None:
            form = self.transaction.entry.form
            form.security.catalog = form.other_security.catalog = catalog

    # Accounts and securities

    def _account_dialog(self, number: int, *, cash: bool) -> AccountDialog:
        kind = AccountKind.CASH if cash else AccountKind.SECURITIES
        fresh = Account(0, "", kind, self.look.phrases.base_currency)
        account = self.names.accounts.get(number, fresh)
        dialog = AccountDialog(account, self.names, self.look, self._window)
        dialog.decided.connect(lambda edit: self.edited.emit(edit, dialog.accept, dialog.stay))
        return dialog

    def _security_dialog(self, security: Security) -> SecurityDialog:
        dialog = SecurityDialog(security, self.names, self._session, self.look, self._window)
        dialog.decided.connect(lambda edit: self.edited.emit(edit, dialog.accept, dialog.stay))
        return dialog

    def _fresh_security(self) -> Security:
        return Security(0, "", self.look.phrases.base_currency)

    def close(self) -> None:
        """Read nothing more."""
        if self._reading is not None:
            self._reading.close()


def _miss(error: Exception) -> None:
    raise error  # the catalog ships with the program: a fault of ours, logged and shown as such
