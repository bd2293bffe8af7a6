"""The table of securities: edited, deleted and shown by keys, menu and mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from gridwatch.domain.ledger.security import Security
from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.accounts.security_model import COLUMNS, SecurityModel
from gridwatch.ui.portfolio.tables import dress_rows, fit_columns, lay_rows, menu_of_row

translate = QCoreApplication.translate
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SecurityTable(QTableView):
    """Shows a `SecurityModel`; `edit_wanted`, `removed` and `shown` carry a Security."""

    edit_wanted = Signal(object)
    removed = Signal(object)
    shown = Signal(object)

    def __init__(self, model: SecurityModel, tones: Tones, parent: QWidget) -> None:
        """Show `model`."""
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        lay_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsClickable(False)
        self.restyle(tones)
        self.doubleClicked.connect(lambda _: self._tell(self.edit_wanted.emit))

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the words and the font of now."""
        dress_rows(self, tones)
        self.setAccessibleName(translate("Accounts", "Securities"))
        self._fit()

    def _fit(self) -> None:
        fit_columns(self, COLUMNS)

    def current(self) -> Security | None:
        """Return the security of the current row."""
        return self.rows.security(self.currentIndex().row())

    def row_menu(self) -> QMenu:
        """Return what can be done with the current security."""
        entries = (
            (translate("Accounts", "Edit…"), self.edit_wanted.emit, "Return"),
            (translate("Accounts", "Show its transactions"), self.shown.emit, "Ctrl+Return"),
            (translate("Accounts", "Delete"), self.removed.emit, "Del"),
        )
        return menu_of_row(
            self, ((words, partial(self._tell, verb), keys) for words, verb, keys in entries)
        )

    def _tell(self, verb: Callable[[Security], object]) -> None:
        security = self.current()
        if security is not None:
            verb(security)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Listen to the keys that the menu names."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER and control:
            self._tell(self.shown.emit)
        elif event.key() in _ENTER:
            self._tell(self.edit_wanted.emit)
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._tell(self.removed.emit)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the security under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.row_menu().popup(event.globalPos() + QPoint(1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns fill the room."""
        super().resizeEvent(event)
        self._fit()
