"""The table of trades: numbers that open, and the way to the transactions of a row."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.grid_model import GridModel
from gridwatch.ui.portfolio.grid_table import GridTable

translate = QCoreApplication.translate


class TradeTable(GridTable):
    """Shows trades; `listed` carries the key of the row whose transactions are wanted."""

    listed = Signal(str)

    def __init__(self, model: GridModel, tones: Tones, parent: QWidget) -> None:
        super().__init__(model, tones, parent, still=False)
        self.doubleClicked.connect(lambda _: self.list_current())

    def list_current(self) -> None:
        """Ask for the transactions of the current row."""
        row = self.grid.row_at(self.currentIndex().row())
        if row is not None and not row.total:
            self.listed.emit(row.key)

    def enter(self) -> None:
        """Open the number of the current cell, else the transactions of its row."""
        if self.opens(self.currentIndex()):
            self.ask()
        else:
            self.list_current()

    def row_menu(self) -> QMenu:
        """Return what can be done with the current cell."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.grid.row_at(self.currentIndex().row())
        owned = row is not None and not row.total
        for words, verb, keys, possible in (
            (
                translate("Portfolio", "How it is computed"),
                self.ask,
                "Return",
                self.opens(self.currentIndex()),
            ),
            (translate("Portfolio", "Show transactions"), self.list_current, "", owned),
            (translate("Portfolio", "Copy as table"), self.copy_rows, "Ctrl+C", True),
        ):
            action = menu.addAction(words)
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked=False, verb=verb: verb())
            if keys:  # shown beside the words; the table itself listens to the keys
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the cell under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            chosen = self.selectionModel().isRowSelected(index.row(), QModelIndex())
            if not chosen or index != self.currentIndex():
                self.setCurrentIndex(index)
            self.row_menu().popup(event.globalPos() + QPoint(1, 1))
