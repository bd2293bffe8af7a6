"""The table of the board: sorting, selection, keys, and copying as a table."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QMenu,
    QTreeView,
    QWidget,
)

from gridwatch.ui.appearance import Tones
from gridwatch.ui.flat_rows import lay_flat
from gridwatch.ui.milestones.columns import COLUMNS
from gridwatch.ui.milestones.export import plain_rows
from gridwatch.ui.milestones.lines import Line
from gridwatch.ui.milestones.model import BoardModel
from gridwatch.ui.milestones.painting import BoardPainter

translate = QCoreApplication.translate
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class BoardTable(QTreeView):
    """Shows a `BoardModel`.

    `opened` carries the company that the user goes to, `ladder_wanted` the one whose ladder is to
    be edited; `sorted` a column's id ("" for who is next) and whether it falls.
    """

    opened = Signal(int)
    ladder_wanted = Signal(int)
    sorted = Signal(str, bool)

    def __init__(self, model: BoardModel, tones: Tones, parent: QWidget) -> None:
        """Show `model`."""
        super().__init__(parent)
        self.board = model
        self.setModel(model)
        self._fitted, self._fitting = True, False
        self._widths: list[int] = []
        self._painter = BoardPainter(tones, self)
        self.setItemDelegate(self._painter)
        self._behave()
        self._empty = QLabel(self.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.hide()
        self.restyle(tones)
        self.doubleClicked.connect(self._open)
        self.header().sectionClicked.connect(self._sort)
        self.header().sectionResized.connect(self._resized)

    def _behave(self) -> None:
        lay_flat(self)
        header = self.header()
        header.setSectionsClickable(True)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the words and the font of now."""
        self._painter.restyle(tones)
        self.setAccessibleName(translate("Milestones", "Milestones"))
        self._empty.setStyleSheet(f"color: {tones.muted};")
        self._widths = self._painter.column_widths(self.board.scene)
        self._fit()
        self.viewport().update()

    def say_empty(self, words: str) -> None:
        """Show a sentence in place of rows, "" for none."""
        self._empty.setText(words)
        self._empty.setVisible(bool(words))

    # What is selected

    def current_line(self) -> Line | None:
        """Return the line of the current row."""
        return self.board.line(self.currentIndex().row())

    def selected_places(self) -> list[int]:
        """Return the selected rows, top to bottom."""
        return sorted(each.row() for each in self.selectionModel().selectedRows())

    def select_company(self, company: int) -> None:
        """Make the first row of a company current, where it has one."""
        place = self.board.place_of_company(company)
        if place is not None:
            index = self.board.index(place, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    # What the user can do

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a table with its headings."""
        places = self.selected_places()
        if places:
            rows = plain_rows(self.board, places)
            text = "".join("\t".join(each) + "\n" for each in rows)
            QGuiApplication.clipboard().setText(text)

    def row_menu(self) -> QMenu:
        """Return what can be done with the current row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, verb, keys in (
            (translate("Milestones", "Show the company"), self._open, "Return"),
            (translate("Milestones", "Edit ladder…"), self._want_ladder, "F2"),
            (translate("Milestones", "Copy as table"), self.copy_rows, "Ctrl+C"),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, verb=verb: verb())
            # Shown beside the words; the table itself listens to the keys.
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    def _open(self, _index: QModelIndex | None = None) -> None:
        line = self.current_line()
        if line is not None:
            self.opened.emit(line.view.company.id)

    def _want_ladder(self) -> None:
        line = self.current_line()
        self.ladder_wanted.emit(line.view.company.id if line is not None else 0)

    def _sort(self, place: int) -> None:
        """Sort by a column, then the other way, then by who is next again."""
        column, board = COLUMNS[place], self.board
        if board.column != column.id:
            self.sorted.emit(column.id, column.falling)
        elif board.falling == column.falling:
            self.sorted.emit(column.id, not column.falling)
        else:
            self.sorted.emit("", False)

    # How wide the columns are

    def _resized(self, _place: int, old: int, new: int) -> None:
        if not self._fitting and old and new:
            self._fitted = False

    def _fit(self) -> None:
        """Give spare room to the columns that can use it, unless the user chose the widths."""
        if not self._fitted:
            return
        self._fitting = True
        for place, width in enumerate(fitted(self._widths, self.viewport().width())):
            self.header().resizeSection(place, width)
        self._fitting = False

    # What Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Listen to the keys that the menu names."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in _ENTER:
            self._open()
        elif event.key() == Qt.Key.Key_F2:
            self._want_ladder()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            if not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
                self.setCurrentIndex(index)
            self.row_menu().popup(event.globalPos() + QPoint(1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns and the sentence of an empty board fill the room."""
        super().resizeEvent(event)
        room = self.viewport().rect()
        self._fit()
        self._empty.setGeometry(room.adjusted(40, 0, -40, -room.height() // 5))


def fitted(widths: Iterable[int], room: int) -> list[int]:
    """Return widths that fill the room; where it is short, columns that can give way."""
    columns = list(zip(COLUMNS, widths, strict=True))
    spare = room - sum(width for _, width in columns)
    if spare >= 0:
        parts = [each.stretch * width for each, width in columns]
    else:
        parts = [round((1 - each.least) * width) for each, width in columns]
        spare = max(spare, -sum(parts))  # then the table scrolls
    whole = sum(parts) or 1
    return [
        width + int(spare * part / whole) for (_, width), part in zip(columns, parts, strict=True)
    ]
