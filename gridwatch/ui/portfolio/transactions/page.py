"""The page of all transactions: filtered, added up, edited, deleted, and their changes shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.ledger_edits import RemoveTransactions
from gridwatch.store.user.ledger_changes import Noun, concerned_since, last_change
from gridwatch.store.user.transactions import all_transactions, transactions_with_ids
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.page import Page
from gridwatch.ui.portfolio.place import AskAccount, AskHistory, AskTransaction, Names, Place, Shown
from gridwatch.ui.portfolio.transactions.columns import Scene
from gridwatch.ui.portfolio.transactions.filter_bar import FilterBar
from gridwatch.ui.portfolio.transactions.filters import Filter
from gridwatch.ui.portfolio.transactions.model import TransactionModel
from gridwatch.ui.portfolio.transactions.table import TransactionTable
from gridwatch.ui.portfolio.transactions.totals import Totals

translate = QCoreApplication.translate
# What was read: the last change that is in it, and the transactions, all or those that changed.
Reading = tuple[int, list[Transaction] | None, Mapping[int, Transaction | None]]
# More than so many changes cost more one by one.
_MOST_CHANGED = 5000
# Transactions that are added up before the window goes on.
_AT_ONCE = 4000


class TransactionsPage(Page):
    """Reads all transactions once, and then only what was changed since."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self._last = -1  # the change that is shown already; nothing is
        self._place: Place | None = None
        self.model = TransactionModel(self._scene())
        self.bar = FilterBar(self)
        self.table = TransactionTable(self.model, look.tones, self)
        self.new, self.history = QToolButton(self), QToolButton(self)
        self.totals = QLabel(self)
        self._several, self._summed = False, list[Transaction]()
        self._totals = Totals(self.model.scene)
        self._summing, self._adding = QTimer(self), QTimer(self)
        for timer in (self._summing, self._adding):
            timer.setSingleShot(True)
            timer.setInterval(0)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.restyle(look)

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setContentsMargins(0, 0, 8, 0)
        above.setSpacing(0)
        above.addWidget(self.bar, 1)
        above.addWidget(self.new)
        below.setContentsMargins(10, 3, 8, 3)
        self.totals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        below.addWidget(self.totals, 1)
        below.addWidget(self.history)
        for button in (self.new, self.history):
            button.setAutoRaise(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.bar.changed.connect(self._narrow)
        self.table.edit_wanted.connect(lambda one: self.asked.emit(AskTransaction(one)))
        self.table.copy_wanted.connect(self._duplicate)
        self.table.removed.connect(self._remove)
        self.table.history_wanted.connect(lambda number: self.asked.emit(AskHistory(number)))
        self.table.picked.connect(self._summing.start)
        self.new.clicked.connect(self._begin)
        self.history.clicked.connect(lambda: self.asked.emit(AskHistory()))
        self._summing.timeout.connect(self._begin_sum)
        self._adding.timeout.connect(self._sum_up)

    def _scene(self) -> Scene:
        # Prices come all the time: a table without any need not look at companies.
        names = replace(self.names, companies={})
        return Scene(names, self.look, Amounts(self.look.phrases.language))

    # What is read

    def show_scope(self, shown: Shown) -> None:
        """Show the transactions of other accounts."""
        super().show_scope(shown)
        self.bar.show_scope(shown)

    def show_names(self, names: Names) -> None:
        """Take what accounts and securities are called now."""
        super().show_names(names)
        self.bar.show_names(names)
        self.model.show_scene(self._scene())
        self._say_state()

    def read(self) -> None:
        """Read what was changed since the last reading, everything at first."""
        last = self._last

        def done(reading: Reading) -> None:
            if last == self._last:
                self._take(reading)

        self.session.read_user("transactions", lambda user: _read(user, last), done)

    def _take(self, reading: Reading) -> None:
        self._last, every, changed = reading
        if every is not None:
            self.model.show_all(every)
        elif changed:
            self.model.show_changed(changed)
        self._say_state()
        place, self._place = self._place, None
        if place is not None:
            self.go_to(place)

    def go_to(self, place: Place) -> None:
        """Narrow the table to a security, an account or words, or select transactions."""
        if self._last < 0:
            self._place = place
            return
        if place.security_id or place.account_id:
            self.bar.narrow(security_id=place.security_id, account_id=place.account_id)
        if place.words:
            self.bar.look_for(place.words)
            self.table.setFocus()
        if place.transactions:
            if any(self.model.place_of(each) is None for each in place.transactions):
                self.bar.clear()
            self.table.select_ids(place.transactions)
            self.table.setFocus()

    # What the user does

    def _narrow(self, wanted: Filter) -> None:
        self.model.narrow(wanted)
        self._say_state()

    def _begin(self) -> None:
        if self.names.accounts:
            self.asked.emit(AskTransaction())
        else:
            self.asked.emit(AskAccount())

    def _duplicate(self, one: Transaction) -> None:
        fresh = replace(one, id=0, lots=(), source="", batch_id=None)
        self.asked.emit(AskTransaction(fresh))

    def _remove(self, ids: tuple[int, ...]) -> None:
        if len(ids) == 1:
            words = translate("Transactions", "The transaction was deleted. Undo brings it back.")
        else:
            words = translate(
                "Transactions", "{number} transactions were deleted. Undo brings them back."
            ).format(number=self.look.phrases.integer(len(ids)))
        self.edited.emit(RemoveTransactions(ids), lambda: self.noted.emit(words), None)

    # What is said

    def _say_state(self) -> None:
        self._summing.start()
        self.new.setText(
            translate("Transactions", "New transaction…")
            if self.names.accounts
            else translate("Transactions", "New account…")
        )
        if self._last < 0 or self.model.rowCount():
            self.table.say_empty("")
        elif self.model.total:
            self.table.say_empty(
                translate("Transactions", "No transaction is like this. Clear the filter.")
                if self.bar.filter.narrows
                else translate("Transactions", "There is no transaction in these accounts yet.")
            )
        else:
            self.table.say_empty(self._first_words())

    def _first_words(self) -> str:
        if not self.names.accounts:
            return translate(
                "Transactions",
                "No transactions yet. First make the accounts in which you hold money and"
                " securities, on the page “Accounts”.",
            )
        return translate(
            "Transactions",
            "No transactions yet. Book the first one with “New transaction”: a purchase, or shares"
            " that you hold already as a delivery with their cost.",
        )

    def _begin_sum(self) -> None:
        """Add up what is selected, or all that is shown where that is not several."""
        chosen = self.table.selected()
        self._several = len(chosen) > 1
        self._summed = chosen if self._several else self.model.transactions()
        self._totals = Totals(self.model.scene)
        self._sum_up()

    def _sum_up(self) -> None:
        """Add up so many as take no time, and go on when the window had its turn."""
        done = self._totals.number
        self._totals.add(self._summed[done : done + _AT_ONCE])
        if self._totals.number < len(self._summed):
            self._adding.start()
            return
        self._adding.stop()
        words = self._totals.words(selected=self._several) if self._summed else ""
        self.totals.setText(words)
        self.totals.setToolTip(words)
        self.totals.setAccessibleName(words)

    # How it looks

    def save_state(self) -> dict[str, str]:
        """Return sorting and hidden columns."""
        return self.table.save_state()

    def restore_state(self, state: dict[str, str]) -> None:
        """Take sorting and hidden columns."""
        self.table.restore_state(state)

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        super().restyle(look)
        self.bar.retranslate()
        self.model.show_scene(self._scene())
        self.table.restyle(look.tones)
        self.history.setText(translate("Transactions", "All changes…"))
        self.totals.setStyleSheet(f"color: {look.tones.muted};")
        self._say_state()


def _read(user: sqlite3.Connection, last: int) -> Reading:
    """Read everything where nothing was read, else what was changed after change `last`."""
    if last >= 0:
        concerned = concerned_since(user, last)
        newest = max((number for number, _, _ in concerned), default=last)
        wholesale = any(noun is Noun.BATCH for _, noun, _ in concerned)
        ids = {which for _, noun, which in concerned if noun is Noun.TRANSACTION}
        if not wholesale and len(ids) <= _MOST_CHANGED:
            found = transactions_with_ids(user, ids)
            return newest, None, {each: found.get(each) for each in ids}
    newest = last_change(user)
    return newest, all_transactions(user), {}
