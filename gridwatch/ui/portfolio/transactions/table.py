"""The table of the transactions: sorting, selection, keys, menu, and copying as a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QMenu, QTableView, QWidget

from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.tables import copy_table, dress_rows, lay_rows, shared_out
from gridwatch.ui.portfolio.transactions.columns import COLUMNS, PLACES, plain_rows
from gridwatch.ui.portfolio.transactions.model import TransactionModel

translate = QCoreApplication.translate
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PADDING = 26


class TransactionTable(QTableView):
    """Shows a `TransactionModel`.

    `edit_wanted` and `copy_wanted` (as a new one) carry a Transaction, `removed` the ids of the
    selected ones, `history_wanted` an id; `picked`: another selection.
    """

    edit_wanted = Signal(object)
    copy_wanted = Signal(object)
    removed = Signal(object)
    history_wanted = Signal(int)
    picked = Signal()

    def __init__(self, model: TransactionModel, tones: Tones, parent: QWidget) -> None:
        """Show `model`."""
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self._fitted, self._fitting = True, False
        lay_rows(self)
        header = self.horizontalHeader()
        # With each paint a header asks of every row whether its whole column is selected. This one
        # is told that nothing is.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsMovable(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(self._resized)
        self._empty = QLabel(self.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.hide()
        self.restyle(tones)
        self.doubleClicked.connect(lambda _: self._edit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the words and the font of now."""
        dress_rows(self, tones)
        self.setAccessibleName(translate("Transactions", "Transactions"))
        self._empty.setStyleSheet(f"color: {tones.muted};")
        self._fit()

    def say_empty(self, words: str) -> None:
        """Show a sentence in place of rows, "" for none."""
        self._empty.setText(words)
        self._empty.setVisible(bool(words))

    # What is selected

    def current(self) -> Transaction | None:
        """Return the transaction of the current row."""
        return self.rows.transaction(self.currentIndex().row())

    def selected(self) -> list[Transaction]:
        """Return the selected transactions, top to bottom."""
        # By ranges: Qt makes an index of every selected row, which takes seconds for all of them.
        ranges = self.selectionModel().selection().toList()
        places = {row for each in ranges for row in range(each.top(), each.bottom() + 1)}
        found = (self.rows.transaction(each) for each in sorted(places))
        return [each for each in found if each is not None]

    def select_ids(self, ids: Collection[int]) -> None:
        """Select these where they are shown, and make the first of them current."""
        places = sorted(place for place in map(self.rows.place_of, ids) if place is not None)
        if not places:
            return
        wanted, last = QItemSelection(), len(COLUMNS) - 1
        for each in places:
            wanted.select(self.rows.index(each, 0), self.rows.index(each, last))
        first = self.rows.index(places[0], self._first_shown())
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
        self.selectionModel().select(wanted, flags.ClearAndSelect)
        self.scrollTo(first)

    def shown_columns(self) -> list[int]:
        """Return the columns that are not hidden."""
        return [each for each in range(len(COLUMNS)) if not self.isColumnHidden(each)]

    def _first_shown(self) -> int:
        return next(iter(self.shown_columns()), 0)

    # What the user can do

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a table with its headings."""
        chosen = self.selected()
        if chosen:
            copy_table(plain_rows(chosen, self.shown_columns(), self.rows.scene))

    def row_menu(self) -> QMenu:
        """Return what can be done with the selected rows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, verb, keys in (
            (translate("Transactions", "Edit…"), self._edit, "Return"),
            (translate("Transactions", "Duplicate…"), self._duplicate, "Ctrl+D"),
            (translate("Transactions", "Delete"), self._remove, "Del"),
            (translate("Transactions", "Copy as table"), self.copy_rows, "Ctrl+C"),
            (translate("Transactions", "Show its changes…"), self._show_history, "Ctrl+H"),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, verb=verb: verb())
            # Shown beside the words; the table itself listens to the keys.
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    def columns_menu(self) -> QMenu:
        """Return what columns can be shown or hidden."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, column in enumerate(COLUMNS):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.setEnabled(self.isColumnHidden(place) or len(self.shown_columns()) > 1)
            action.toggled.connect(partial(self._show_column, place))
        return menu

    def _show_column(self, place: int, shown: bool) -> None:
        self.setColumnHidden(place, not shown)
        self._fit()

    def _offer_columns(self, spot: QPoint) -> None:
        self.columns_menu().popup(self.horizontalHeader().mapToGlobal(spot))

    def _edit(self) -> None:
        one = self.current()
        if one is not None:
            self.edit_wanted.emit(one)

    def _duplicate(self) -> None:
        one = self.current()
        if one is not None:
            self.copy_wanted.emit(one)

    def _remove(self) -> None:
        ids = tuple(each.id for each in self.selected())
        if ids:
            self.removed.emit(ids)

    def _show_history(self) -> None:
        one = self.current()
        if one is not None:
            self.history_wanted.emit(one.id)

    def _sort(self, place: int) -> None:
        """Sort by a column, then the other way."""
        column, model = COLUMNS[place], self.rows
        falling = not model.falling if model.column == column.id else column.falling
        model.arrange(column.id, falling=falling)

    # How wide the columns are

    def _resized(self, _place: int, old: int, new: int) -> None:
        if not self._fitting and old and new:
            self._fitted = False

    def _widths(self) -> Iterator[int]:
        metrics = self.fontMetrics()
        for column in COLUMNS:
            texts = (column.heading + " ↓", column.sample)
            yield max(map(metrics.horizontalAdvance, texts)) + _PADDING

    def _fit(self) -> None:
        """Give spare room to the columns that can use it, unless the user chose the widths."""
        if not self._fitted:
            return
        self._fitting = True
        hidden = [self.isColumnHidden(each) for each in range(len(COLUMNS))]
        widths = [0 if away else each for away, each in zip(hidden, self._widths(), strict=True)]
        stretches = [
            0 if away else each.stretch for away, each in zip(hidden, COLUMNS, strict=True)
        ]
        for place, width in enumerate(shared_out(widths, stretches, self.viewport().width())):
            if not hidden[place]:
                self.setColumnWidth(place, width)
        self._fitting = False

    # What is remembered

    def save_state(self) -> dict[str, str]:
        """Return sorting and hidden columns as texts."""
        hidden = [each.id for place, each in enumerate(COLUMNS) if self.isColumnHidden(place)]
        sorting = f"{self.rows.column} {'falling' if self.rows.falling else 'rising'}"
        return {"sorted": sorting, "hidden": " ".join(hidden)}

    def restore_state(self, state: dict[str, str]) -> None:
        """Take what `save_state` gave; strange columns are left out."""
        column, _, way = state.get("sorted", "").partition(" ")
        if column in PLACES:
            self.rows.arrange(column, falling=way == "falling")
        hidden = set(state.get("hidden", "").split()) & PLACES.keys()
        if len(hidden) < len(COLUMNS):
            for each in hidden:
                self.setColumnHidden(PLACES[each], True)
        self._fit()

    # What Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Listen to the keys that the menu names."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() in _ENTER:
            self._edit()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._remove()
        elif control and event.key() == Qt.Key.Key_D:
            self._duplicate()
        elif control and event.key() == Qt.Key.Key_H:
            self._show_history()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self.row_menu().popup(event.globalPos() + QPoint(1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns and the sentence of an empty table fill the room."""
        super().resizeEvent(event)
        room = self.viewport().rect()
        self._fit()
        self._empty.setGeometry(room.adjusted(40, 0, -40, 0))
