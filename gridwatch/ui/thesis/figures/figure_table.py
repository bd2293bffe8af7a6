"""The table of figures: typed in its cells, pasted into, copied from and withdrawn by keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gridwatch.files.safe_cells import safe_cell
from gridwatch.ui.appearance import Tones
from gridwatch.ui.thesis.figures.figure_model import FiguresModel, heading_words
from gridwatch.ui.thesis.figures.typed import Column

translate = QCoreApplication.translate
_ROW, _PADDING, _LEAST_NOTE = 26, 14, 60
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
# What would end a cell or a row of the clipboard.
_PLAIN = {ord(each): " " for each in "\t\r\n"}
_STYLE = """
QTableView {{ border: none; background: {base}; outline: 0; gridline-color: {grid}; }}
QTableView::item {{ padding: 0 4px; border: none; border-bottom: 1px solid {grid}; }}
QTableView::item:hover {{ background: {hover}; }}
QTableView::item:selected {{ background: {chosen}; color: {text}; }}
QTableView::item:focus {{ border: 1px solid {accent}; }}
QTableView::indicator:unchecked {{
  width: 12px; height: 12px; border: 1px solid {faint}; border-radius: 3px; }}
QHeaderView::section {{ padding: 4px 4px 4px 7px; }}
QTableView QLineEdit {{ border-radius: 0; padding: 0 3px; }}
"""


class _Cells(QStyledItemDelegate):
    """Puts the dot of a revised figure before its number."""

    def initStyleOption(  # noqa: N802 - Qt's
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.decorationAlignment = Qt.AlignmentFlag.AlignCenter


class FigureTable(QTableView):
    """Shows a `FiguresModel`.

    `pasted` carries a text of several cells; `revisions_wanted` the place of a row.
    """

    pasted = Signal(str)
    revisions_wanted = Signal(int)

    def __init__(self, model: FiguresModel, tones: Tones, parent: QWidget) -> None:
        """Show `model`."""
        super().__init__(parent)
        self.figures = model
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self._behave()
        self.restyle(tones)

    def _behave(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(_ROW, self.fontMetrics().height() + 9))
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        header.setSectionsClickable(False)

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the words and the font of now."""
        self.setAccessibleName(translate("Figures", "Figures"))
        self.setStyleSheet(
            _STYLE.format(
                base=tones.base,
                grid=tones.grid,
                hover=tones.hover,
                chosen=tones.chosen,
                text=tones.text,
                accent=tones.accent,
                faint=tones.faint,
            )
        )
        self.fit()

    def fit(self) -> None:
        """Give each column the room of what is in view, and the rest to the notes."""
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        header.setResizeContentsPrecision(0)  # the rows in view: measuring all stops the window
        left = self.viewport().width()
        for column in Column:
            title = metrics.horizontalAdvance(heading_words(column)) + _PADDING
            if column is Column.NOTE:
                self.setColumnWidth(column, max(left, _LEAST_NOTE))
                return
            width = max(title, self.sizeHintForColumn(column) + 8)
            self.setColumnWidth(column, width)
            left -= width

    # What is selected

    def selected_places(self) -> list[int]:
        """Return the selected rows, top to bottom."""
        return sorted(each.row() for each in self.selectionModel().selectedRows())

    def begin_new(self) -> None:
        """Go to the row of a new figure and begin to type its period."""
        index = self.figures.index(0, Column.PERIOD)
        self.setFocus()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if self.figures.writing is not None:
            self.edit(index)

    # What the user can do

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a table with its headings."""
        rows = [
            [self._plain(place, column) for column in Column]
            for place in self.selected_places()
            if self.figures.figure(place) is not None
        ]
        if rows:
            lines = [[heading_words(each) for each in Column], *rows]
            text = "".join("\t".join(each) + "\n" for each in lines)
            QGuiApplication.clipboard().setText(text)

    def _plain(self, place: int, column: Column) -> str:
        """Return a cell as a spreadsheet reads it, and as it is read back when it is pasted."""
        index = self.figures.index(place, column)
        if column is Column.FORECAST:
            checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            return "1" if checked else ""
        text = str(index.data(Qt.ItemDataRole.EditRole)).translate(_PLAIN)
        return safe_cell(text) if column is Column.NOTE else text

    def paste(self) -> None:
        """Type the text of the clipboard into a cell, or have several cells looked through."""
        text = QGuiApplication.clipboard().text()
        index = self.currentIndex()
        single = len(text) < 100 and not set(text.strip()) & set("\t\n\r")
        if not text.strip():
            return
        if single and index.isValid() and index.column() != Column.FORECAST:
            self.figures.setData(index, text.strip())
        else:
            self.pasted.emit(text)

    def withdraw(self) -> None:
        """Take the selected figures back."""
        self.figures.withdraw(self.selected_places())

    def _ask_revisions(self) -> None:
        self.revisions_wanted.emit(self.currentIndex().row())

    def row_menu(self) -> QMenu:
        """Return what can be done with the selected rows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editable = self.figures.writing is not None
        figures = [self.figures.figure(place) for place in self.selected_places()]
        some = any(each is not None for each in figures)
        for words, verb, keys, possible in (
            (translate("Figures", "Edit cell"), self._edit_cell, "F2", editable),
            (translate("Figures", "Revisions…"), self._ask_revisions, "Ctrl+R", some),
            (translate("Figures", "Copy as table"), self.copy_rows, "Ctrl+C", some),
            (translate("Figures", "Paste"), self.paste, "Ctrl+V", editable),
            (translate("Figures", "Withdraw"), self.withdraw, "Del", editable and some),
        ):
            action = menu.addAction(words)
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked=False, verb=verb: verb())
            # Shown beside the words; the table itself listens to the keys.
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    def _edit_cell(self) -> None:
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())

    # What Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Listen to the keys that the menu names."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.withdraw()
        elif event.key() == Qt.Key.Key_R and control:
            self._ask_revisions()
        elif event.key() == Qt.Key.Key_Insert:
            self.begin_new()
        elif event.key() in _ENTER and self.state() != QAbstractItemView.State.EditingState:
            self._edit_cell()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            if not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
                self.setCurrentIndex(index)
            self.row_menu().popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns fill the room."""
        super().resizeEvent(event)
        self.fit()
