"""The table of offers: Return books what is selected, Delete dismisses it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.grid_model import GridModel
from gridwatch.ui.portfolio.grid_table import GridTable

translate = QCoreApplication.translate


class OfferTable(GridTable):
    """Shows offers; `booked` and `dismissed` are about those that are selected."""

    booked = Signal()
    dismissed = Signal()

    def __init__(self, model: GridModel, tones: Tones, parent: QWidget) -> None:
        super().__init__(model, tones, parent, still=True)

    def keys(self) -> dict[Qt.Key, Callable[[], object]]:
        """Return the key that dismisses."""
        return {Qt.Key.Key_Delete: self.dismissed.emit}

    def enter(self) -> None:
        """Book what is selected."""
        self.booked.emit()

    def row_menu(self) -> QMenu:
        """Return what can be done with the selected offers."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, verb, keys in (
            (translate("Portfolio", "Book"), self.booked.emit, "Return"),
            (translate("Portfolio", "Dismiss"), self.dismissed.emit, "Del"),
            (translate("Portfolio", "Copy as table"), self.copy_rows, "Ctrl+C"),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, verb=verb: verb())
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the offer under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            if index.row() not in self.selected_places():
                self.setCurrentIndex(index)
            self.row_menu().popup(event.globalPos() + QPoint(1, 1))
