"""The table of all lines of a file: space ticks what is selected."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.importing.line_model import (
    AMOUNT,
    DAY,
    LINE,
    STATUS,
    TAKE,
    WHAT,
    WHY,
    LineModel,
)
from gridwatch.ui.portfolio.importing.line_words import STATUSES, status_words
from gridwatch.ui.portfolio.tables import copy_table, dress_rows, lay_rows

translate = QCoreApplication.translate
_PADDING = 22
_MEASURED = 300  # rows by which the widths are told
_LEAST_WHAT, _LEAST_WHY = 240, 160


class LineTable(QTableView):
    """Shows a `LineModel`; `current_changed` says that another row is looked at."""

    current_changed = Signal()

    def __init__(self, model: LineModel, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = model
        self.setModel(model)
        lay_rows(self)
        dress_rows(self, tones)
        self.setAccessibleName(translate("Import", "Lines of the file"))
        self.horizontalHeader().setSectionsClickable(False)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.current_changed.emit())

    def fit(self) -> None:
        """Give what is short the room that it needs, and the rest to the words."""
        model, metrics = self.lines, self.fontMetrics()
        shown = range(min(_MEASURED, model.rowCount()))
        statuses = max(metrics.horizontalAdvance(status_words(each)) for each in STATUSES)
        widths = {TAKE: 34, STATUS: statuses + _PADDING}
        for column in (LINE, DAY, AMOUNT):
            texts = [str(model.data(model.index(row, column)) or "") for row in shown]
            title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            widths[column] = max(map(metrics.horizontalAdvance, (*texts, title))) + _PADDING
        spare = self.viewport().width() - sum(widths.values())
        widths[WHAT] = max(_LEAST_WHAT, int(spare * 0.6))
        widths[WHY] = max(_LEAST_WHY, spare - widths[WHAT])
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def selected_places(self) -> list[int]:
        """Return the selected rows from top to bottom."""
        return sorted(each.row() for each in self.selectionModel().selectedRows())

    def turn_selected(self) -> None:
        """Take what is selected; leave it out where all of it is taken."""
        places = [each for each in self.selected_places() if self._can(each)]
        if places:
            self.lines.tick(places, take=not all(map(self.lines.is_taken, places)))

    def _can(self, place: int) -> bool:
        line = self.lines.line_at(place)
        return line is not None and bool(line.transactions)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a table."""
        columns = range(LINE, WHY + 1)
        model = self.lines
        rows = [[str(model.headerData(each, Qt.Orientation.Horizontal)) for each in columns]]
        rows += [
            [str(model.data(model.index(place, each)) or "") for each in columns]
            for place in self.selected_places()
        ]
        copy_table(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by the space bar, copy by the keys that copy."""
        if event.key() == Qt.Key.Key_Space:
            self.turn_selected()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected lines."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, verb, keys in (
            (translate("Import", "Take or leave out"), self.turn_selected, "Space"),
            (translate("Import", "Copy as table"), self.copy_rows, "Ctrl+C"),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, verb=verb: verb())
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        menu.popup(event.globalPos() + QPoint(1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words fill the room."""
        super().resizeEvent(event)
        self.fit()
