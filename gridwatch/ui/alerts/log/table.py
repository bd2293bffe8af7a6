"""The table of the log: keys, the mouse and the clipboard."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gridwatch.files.safe_cells import safe_cell
from gridwatch.store.user.firing_log import Order
from gridwatch.store.user.firings import Firing
from gridwatch.ui.alerts.log.columns import COLUMNS, PLACES, heading
from gridwatch.ui.alerts.log.model import LogModel
from gridwatch.ui.alerts.log.painting import MoveDelegate
from gridwatch.ui.appearance import Tones

ROW = 27
_LEAST, _WIDEST, _PADDING = 56, 4000, 26
# What would end a cell or a row of the clipboard.
_PLAIN = {ord(each): " " for each in "\t\r\n"}
_STYLE = """
QTableView {{ border: none; background: {base}; outline: 0; }}
QTableView::item {{ padding: 0 5px; border: none; }}
QTableView::item:hover {{ background: {hover}; }}
QTableView::item:selected {{ background: {chosen}; color: {text}; }}
"""


class LogTable(QTableView):
    """Shows the log. `opened` carries the firing whose chart is wanted, `chosen` one clicked.

    `acknowledged` carries ids; `menu_wanted` the place on the screen; `sorted_by` an Order and
    whether the greatest comes first.
    """

    opened = Signal(object)
    chosen = Signal(object)
    acknowledged = Signal(object)
    menu_wanted = Signal(object)
    sorted_by = Signal(object, bool)

    def __init__(self, model: LogModel, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._log = model
        self._moves = MoveDelegate(tones, self)
        self._fitted = self._placed = False  # the columns: by what is in view, by the user
        self.setModel(model)
        self.setItemDelegateForColumn(PLACES[Order.MOVE], self._moves)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 9))
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setResizeContentsPrecision(
            0
        )  # the rows in view: measuring a thousand stops the window
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_LEAST)
        header.setSectionsClickable(True)
        header.setSortIndicator(PLACES[Order.WHEN], Qt.SortOrder.DescendingOrder)
        header.sortIndicatorChanged.connect(self._sort)
        header.sectionResized.connect(lambda *_: self._place())
        header.sectionMoved.connect(lambda *_: self._place())
        self.clicked.connect(lambda index: self._tell(self.chosen, index))
        self.doubleClicked.connect(lambda index: self._tell(self.opened, index))

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self._moves.restyle(tones)
        self.setStyleSheet(
            _STYLE.format(base=tones.base, hover=tones.hover, chosen=tones.chosen, text=tones.text)
        )

    def fit(self) -> None:
        """Give each column the room of what is in view, until the user has placed them."""
        if self._placed or not self._log.rowCount():
            return
        letter, header = self.fontMetrics().averageCharWidth(), self.horizontalHeader()
        before = [0 if not self._fitted else header.sectionSize(e) for e in range(len(COLUMNS))]
        for place, column in enumerate(COLUMNS):
            wanted = max(self.sizeHintForColumn(place) + 12, header.sectionSizeHint(place) + letter)
            width = max(before[place], min(wanted, column.widest * letter + _PADDING))
            self.setColumnWidth(place, width)
        self._fitted, self._placed = True, False

    def _place(self) -> None:
        self._placed = True

    def save_state(self) -> dict[str, str]:
        """Return where the columns stand and how wide they are, once the user has placed them."""
        if not self._placed:
            return {}
        header = self.horizontalHeader()
        places = sorted(range(len(COLUMNS)), key=header.visualIndex)
        columns = (f"{COLUMNS[each].order}:{header.sectionSize(each)}" for each in places)
        return {"columns": " ".join(columns)}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Put the columns back; those that are not named stand behind the others."""
        named = (each.split(":") for each in state.get("columns", "").split())
        found = [(PLACES[Order(each[0])], int(each[1])) for each in named if _is_column(each)]
        header = self.horizontalHeader()
        for at, (place, width) in enumerate(found):
            header.moveSection(header.visualIndex(place), at)
            self.setColumnWidth(place, width)

    def sort_by(self, order: Order, *, descending: bool) -> None:
        """Show by which column the log is sorted, and say so where that is another."""
        direction = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(PLACES[order], direction)

    def _sort(self, place: int, direction: Qt.SortOrder) -> None:
        falls = direction is Qt.SortOrder.DescendingOrder
        self._log.show_sorting(COLUMNS[place].order, descending=falls)
        self.sorted_by.emit(COLUMNS[place].order, falls)

    def _tell(self, signal: SignalInstance, index: QModelIndex) -> None:
        firing = self._log.firing(index.row())
        if firing is not None:
            signal.emit(firing)

    # What is chosen

    @property
    def current(self) -> Firing | None:
        """Return the firing on which the keyboard stands."""
        return self._log.firing(self.currentIndex().row())

    def selected(self) -> tuple[Firing, ...]:
        """Return the selected firings from top to bottom."""
        rows = sorted(each.row() for each in self.selectionModel().selectedRows())
        return tuple(each for row in rows if (each := self._log.firing(row)) is not None)

    def select(self, numbers: frozenset[int], current: int) -> None:
        """Select the firings with these ids, as far as they are there, and show `current`."""
        chosen, last = QItemSelection(), len(COLUMNS) - 1
        for number in numbers:
            row = self._log.row_of(number)
            if row is not None:
                chosen.select(self._log.index(row, 0), self._log.index(row, last))
        model, flag = self.selectionModel(), QItemSelectionModel.SelectionFlag
        model.select(chosen, flag.ClearAndSelect)
        row = self._log.row_of(current)
        if row is not None:
            index = self._log.index(row, 0)
            model.setCurrentIndex(index, flag.NoUpdate)
            self.scrollTo(index)

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a table with its headings."""
        header = self.horizontalHeader()
        places = sorted(range(len(COLUMNS)), key=header.visualIndex)
        shown = [each for each in places if not self.isColumnHidden(each)]
        lines = ["\t".join(heading(COLUMNS[each]) for each in shown)]
        lines += ["\t".join(self._cell(each, place) for place in shown) for each in self.selected()]
        if len(lines) > 1:
            QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def _cell(self, firing: Firing, place: int) -> str:
        text = self._log.text(firing, place).translate(_PLAIN)
        return text if COLUMNS[place].right else safe_cell(text)

    # What the user does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, acknowledge with the space bar, copy."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._tell(self.opened, self.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            self.acknowledge()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def acknowledge(self) -> None:
        """Acknowledge what is selected."""
        ids = tuple(each.id for each in self.selected() if each.seen_at is None)
        if ids:
            self.acknowledged.emit(ids)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected firings."""
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.visualRect(self.currentIndex()).bottomLeft() if keyboard else event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))


def _is_column(parts: list[str]) -> bool:
    """Tell whether these are the id of a column and a width that one may have."""
    if len(parts) != 2 or parts[0] not in set(Order) or not parts[1].isdecimal():
        return False
    return _LEAST <= int(parts[1]) <= _WIDEST
