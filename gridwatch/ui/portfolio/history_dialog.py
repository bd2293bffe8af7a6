"""The dialog of the journal: the changes of one transaction, or of the whole ledger."""

from __future__ import annotations

import sqlite3

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gridwatch.runtime.session import Session
from gridwatch.store.user.ledger_changes import LedgerChange, Noun, changes_of
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.history_page import MOST, history_page
from gridwatch.ui.portfolio.place import Names
from gridwatch.wording.ledger_history import Writer

translate = QCoreApplication.translate
_WIDE, _HIGH = 560, 520


class LedgerHistory(QDialog):
    """Shows the newest changes first; nothing here is ever rewritten."""

    def __init__(
        self, number: int, names: Names, session: Session, look: Look, parent: QWidget | None = None
    ) -> None:
        """Show the changes of the transaction `number`, of everything where it is 0."""
        super().__init__(parent)
        self._writer = Writer(names, look.phrases, Amounts(look.phrases.language))
        self._tones = look.tones
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            translate("LedgerHistory", "Changes of the transaction")
            if number
            else translate("LedgerHistory", "Changes of the portfolio")
        )
        self.page, self.told = QTextBrowser(self), QLabel(self)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(self.windowTitle())
        self.told.setStyleSheet(f"color: {look.tones.muted};")
        self.told.setWordWrap(True)
        self.told.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.page, 1)
        column.addWidget(self.told)
        column.addWidget(buttons)
        self.resize(_WIDE, _HIGH)
        session.read_user("ledger history", lambda user: _read(user, number), self._show)

    def _show(self, changes: tuple[LedgerChange, ...]) -> None:
        self.page.setHtml(history_page(changes[:MOST], self._writer, self._tones))
        if len(changes) > MOST:
            words = translate("LedgerHistory", "The newest {number} changes are shown.")
            self.told.setText(words.format(number=self._writer.phrases.integer(MOST)))
            self.told.show()


def _read(user: sqlite3.Connection, number: int) -> tuple[LedgerChange, ...]:
    return changes_of(user, Noun.TRANSACTION if number else None, number, MOST + 1)
