"""The table of accounts: edited, deleted, closed and put in order by keys, menu and mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from gridwatch.domain.ledger.account import Account
from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.accounts.account_model import AccountModel
from gridwatch.ui.portfolio.accounts.account_rows import COLUMNS
from gridwatch.ui.portfolio.tables import copy_table, dress_rows, fit_columns, lay_rows, menu_of_row

translate = QCoreApplication.translate
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class AccountTable(QTableView):
    """Shows an `AccountModel`.

    `edit_wanted`, `removed`, `turned` (closed, or opened again) and `shown` (its transactions)
    carry an Account, `moved` its id and -1 or 1.
    """

    edit_wanted = Signal(object)
    removed = Signal(object)
    turned = Signal(object)
    shown = Signal(object)
    moved = Signal(int, int)

    def __init__(self, model: AccountModel, tones: Tones, parent: QWidget) -> None:
        """Show `model`."""
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        lay_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.horizontalHeader().setSectionsClickable(False)
        self.restyle(tones)
        self.doubleClicked.connect(lambda _: self._tell(self.edit_wanted.emit))

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the words and the font of now."""
        dress_rows(self, tones)
        self.setAccessibleName(translate("Accounts", "Accounts"))
        self.fit()

    def fit(self) -> None:
        """Give the columns their widths, and the headings of groups the whole row."""
        fit_columns(self, COLUMNS)
        self.clearSpans()
        for place in self.rows.headings():
            self.setSpan(place, 0, 1, len(COLUMNS))

    def current(self) -> Account | None:
        """Return the account of the current row."""
        return self.rows.account(self.currentIndex().row())

    def select(self, number: int) -> None:
        """Make the row of an account current."""
        place = self.rows.place_of((number, ""))
        if place is not None:
            self.setCurrentIndex(self.rows.index(place, 0))

    def row_menu(self) -> QMenu:
        """Return what can be done with the current account."""
        account = self.current()
        closed = account is not None and account.closed
        turn = translate("Accounts", "Open again") if closed else translate("Accounts", "Close")
        entries = (
            (translate("Accounts", "Edit…"), self.edit_wanted.emit, "Return"),
            (translate("Accounts", "Show its transactions"), self.shown.emit, "Ctrl+Return"),
            (turn, self.turned.emit, ""),
            (translate("Accounts", "Delete"), self.removed.emit, "Del"),
            (translate("Accounts", "Move up"), lambda one: self.moved.emit(one.id, -1), "Alt+Up"),
            (
                translate("Accounts", "Move down"),
                lambda one: self.moved.emit(one.id, 1),
                "Alt+Down",
            ),
        )
        return menu_of_row(
            self, ((words, partial(self._tell, verb), keys) for words, verb, keys in entries)
        )

    def _tell(self, verb: Callable[[Account], object]) -> None:
        account = self.current()
        if account is not None:
            verb(account)

    def copy_rows(self) -> None:
        """Put all rows on the clipboard as a table with its headings."""
        shown = range(len(COLUMNS))
        rows = [
            [str(self.rows.index(row, column).data() or "") for column in shown]
            for row in range(self.rows.rowCount())
        ]
        copy_table([[each.heading for each in COLUMNS], *rows])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Listen to the keys that the menu names."""
        modifiers, key = event.modifiers(), Qt.Key(event.key())
        modifier = Qt.KeyboardModifier
        if modifiers & modifier.AltModifier and key in _STEPS:
            self._tell(lambda one: self.moved.emit(one.id, _STEPS[key]))
        elif key in _ENTER and modifiers & modifier.ControlModifier:
            self._tell(self.shown.emit)
        elif key in _ENTER:
            self._tell(self.edit_wanted.emit)
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._tell(self.removed.emit)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the account under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid() and self.rows.account(index.row()) is not None:
            self.setCurrentIndex(index)
            self.row_menu().popup(event.globalPos() + QPoint(1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns fill the room."""
        super().resizeEvent(event)
        self.fit()
