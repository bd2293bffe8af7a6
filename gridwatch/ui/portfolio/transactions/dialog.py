"""The one dialog for transactions of every kind."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.problem import Problem
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.booking import BookTransaction
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.place import Names
from gridwatch.ui.portfolio.transactions.entry import TransactionEntry
from gridwatch.ui.strips import error_words

translate = QCoreApplication.translate
_WIDE, _HIGH = 540, 620


class TransactionDialog(QDialog):
    """Asks for a transaction; `decided` carries an Edit and whether another one is to follow.

    It stays open until `booked`, or `stay` where it could not be stored. `by_hand` carries what was
    typed for a security that nobody knows, and whether it is the other one.
    """

    decided = Signal(object, bool)
    by_hand = Signal(str, bool)

    def __init__(
        self,
        start: Transaction,
        names: Names,
        session: Session,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with `start`, a new transaction where its id is 0."""
        super().__init__(parent)
        self._look, self._is_new = look, not start.id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.entry = TransactionEntry(start, names, session, look, self)
        self.summary, self.told = QLabel(self), QLabel(self)
        self._lay_out()
        self._name_buttons()
        outline(self, look.tones)
        self.entry.summed_up.connect(self._sum_up)
        self.entry.by_hand.connect(self.by_hand)
        self.buttons.accepted.connect(lambda: self.decide(again=False))
        self.buttons.rejected.connect(self.reject)
        self.next.clicked.connect(lambda: self.decide(again=True))
        self.entry.show_draft()
        self.entry.focus_first()

    def _lay_out(self) -> None:
        scroll = QScrollArea(self)
        scroll.setWidget(self.entry)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for label in (self.summary, self.told):
            label.setWordWrap(True)
        self.summary.setMinimumHeight(self.summary.fontMetrics().height() * 2 + 4)
        kind = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kind.Ok | kind.Cancel, self)
        self.next = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(scroll, 1)
        column.addWidget(self.summary)
        column.addWidget(self.told)
        column.addWidget(self.buttons)
        self.told.setStyleSheet(f"color: {self._look.tones.warn};")
        self.told.hide()
        room = self.screen().availableSize()
        self.resize(min(_WIDE, room.width() - 40), min(_HIGH, room.height() - 80))

    def _name_buttons(self) -> None:
        if self._is_new:
            self.setWindowTitle(translate("Transactions", "New transaction"))
            self.ok().setText(translate("Transactions", "Book"))
        else:
            self.setWindowTitle(translate("Transactions", "Edit transaction"))
            self.ok().setText(translate("Transactions", "Save"))
        self.next.setText(translate("Transactions", "Book and next"))
        self.next.setShortcut("Ctrl+Return")
        self.next.setVisible(self._is_new)
        self.next.setEnabled(self._is_new)
        self.next.setAutoDefault(False)

    def ok(self) -> QPushButton:
        """Return the button that books."""
        return self.buttons.button(QDialogButtonBox.StandardButton.Ok)

    def show_names(self, names: Names) -> None:
        """Take what accounts and securities there are now; what is typed stays."""
        self.entry.show_names(names)

    def put_security(self, security: Security, *, other: bool) -> None:
        """Take a security that was made by hand."""
        self.entry.put_security(security, other=other)

    def _sum_up(self, words: str) -> None:
        self.summary.setText(words)
        self.summary.setAccessibleName(words)
        self.told.hide()

    def decide(self, *, again: bool) -> None:
        """Take what was typed; what can't be is explained beside its field and stays."""
        try:
            one = self.entry.checked()
        except Problem as problem:
            if not self.entry.say_fault(problem):
                self.told.setText(error_words(problem))
                self.told.show()
            return
        self.buttons.setEnabled(False)  # until it is known whether it could be stored
        self.decided.emit(BookTransaction(one, self.entry.fresh_for(one)), again)

    def stay(self) -> None:
        """Let it be tried again: it could not be stored."""
        self.buttons.setEnabled(True)

    def booked(self, *, again: bool) -> None:
        """Close, or begin another one of the same kind, day and accounts."""
        if not again:
            self.accept()
            return
        before = self.entry.draft
        self.entry.begin(
            Transaction(
                0,
                before.kind,
                before.on,
                before.account_id,
                before.cash_id,
                other_account_id=before.other_account_id,
                other_cash_id=before.other_cash_id,
                currency=before.currency,
            )
        )
        self.buttons.setEnabled(True)
        self.entry.focus_first()
