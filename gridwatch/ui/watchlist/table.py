"""The table of companies: selection, keys, dragging, copying, and the editor of a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QKeySequence, QPalette
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.flat_rows import lay_flat
from gridwatch.ui.phrases import MINUS
from gridwatch.ui.watchlist.columns import COLUMNS, PLACES
from gridwatch.ui.watchlist.dragging import DraggedRows
from gridwatch.ui.watchlist.header import ColumnHeader
from gridwatch.ui.watchlist.model import WatchlistModel
from gridwatch.ui.watchlist.painting import CellPainter, ProgressPainter

if TYPE_CHECKING:
    # What an edit or a menu needs is imported when the user asks for one: the start needs none.
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import (
        QContextMenuEvent,
        QKeyEvent,
        QMouseEvent,
        QPainter,
        QPaintEvent,
        QResizeEvent,
        QShowEvent,
    )
    from PySide6.QtWidgets import QStyleOptionViewItem

    from gridwatch.domain.targets import Target
    from gridwatch.services.edits import Edit
    from gridwatch.services.overview import CompanyView
    from gridwatch.ui.watchlist.target_editor import TargetEditor

# A double click on any of these is about the target.
_ABOUT_TARGETS = frozenset(
    PLACES[each] for each in ("target", "progress", "distance", "needed", "bell")
)
# Rows that stay in sight above one that is brought there.
_ROWS_ABOVE = 2
# In place of where one was brought: it will be, once the table is shown.
_NOWHERE, _LATER = -1, -2
# Spreadsheets read neither the minus sign nor narrow spaces.
_PLAIN = str.maketrans({MINUS: "-", "\N{NARROW NO-BREAK SPACE}": " ", "\N{NO-BREAK SPACE}": " "})


class WatchlistTable(DraggedRows):
    """Shows a `WatchlistModel`; every change that the user makes leaves as an edit."""

    edited = Signal(object)
    selected = Signal(int)
    folded = Signal(str)
    alert_wanted = Signal(int)  # of a company

    def __init__(self, model: WatchlistModel, tones: Tones, parent: QWidget) -> None:
        """Show `model`; `watchlist_id` names the list that edits are about."""
        super().__init__(parent)
        self.watchlist_id = 0
        self.companies = model
        self.header_bar = ColumnHeader(self)
        self.setHeader(self.header_bar)
        self.header_bar.setSectionsClickable(True)  # a tree takes that away from its header
        self.setModel(model)
        self.header_bar.settle()
        self._painters = (CellPainter(tones, self), ProgressPainter(tones, self))
        self.setItemDelegate(self._painters[0])
        self.setItemDelegateForColumn(PLACES["progress"], self._painters[1])
        self._behave()
        self._spans: list[tuple[CellPainter, int, int, int]] = []
        self._pointed = -1
        self._wanted, self._said, self._steady = 0, 0, False
        self._placed = _NOWHERE
        self._editor: TargetEditor | None = None
        self._empty = QLabel(self.viewport())
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.hide()
        self.restyle(tones)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.doubleClicked.connect(self._double_clicked)
        self.dropped.connect(self._drop)

    def _behave(self) -> None:
        self.setAccessibleName(QCoreApplication.translate("Watchlist", "Watchlist"))
        lay_flat(self)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)  # rows are painted whole, and so is where one goes

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self._tones = tones
        for each in self._painters:
            each.restyle(tones)
        if self._editor is not None:
            self._editor.restyle(tones)
        self.measure()
        palette = self._empty.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(tones.muted))
        self._empty.setPalette(palette)
        self.viewport().update()

    @property
    def target_editor(self) -> TargetEditor:
        """Return the editor of targets, made when it is first needed."""
        if self._editor is None:
            from gridwatch.ui.watchlist.target_editor import TargetEditor

            self._editor = TargetEditor(self._tones, self.viewport())
            self._editor.decided.connect(self.edited)
        return self._editor

    def measure(self) -> None:
        """Give the columns the widths that the words and the font of now ask for."""
        widths = self._painters[0].widths(self.companies.scene)
        least = self._painters[0].least_widths(self.companies.scene, widths)
        self.header_bar.take_widths(widths, least, self.viewport().width())

    def say_empty(self, words: str) -> None:
        """Show a sentence in place of rows, "" for none."""
        self._empty.setText(words)
        self._empty.setVisible(bool(words))

    # What is selected

    def current_view(self) -> CompanyView | None:
        """Return the company of the current row."""
        return self.companies.view_at(self.currentIndex().row())

    def selected_companies(self) -> tuple[int, ...]:
        """Return the ids of the selected companies, top to bottom."""
        rows = sorted(each.row() for each in self.selectionModel().selectedRows())
        views = (self.companies.view_at(each) for each in rows)
        return tuple(each.company.id for each in views if each is not None)

    def select(self, company: int) -> bool:
        """Make a company the current row and tell whether it is shown."""
        place = self.companies.place_of(company)
        if place is None:
            return False
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self.companies.index(place, max(0, self.currentIndex().column())),
            flags.ClearAndSelect | flags.Rows,
        )
        return True

    def wanted_company(self) -> int:
        """Return the company that the user or the window chose last, 0 for none.

        It stays chosen while a filter or a folded segment hides its row.
        """
        return self._wanted

    def reveal(self) -> None:
        """Scroll, where the current row is not in sight, so that it is near the top.

        Only whole rows stand above it. While the table is not shown this waits until it is.
        """
        row = self.visualRect(self.currentIndex())
        tall = row.height()
        if not self.isVisible() or not tall:
            self._placed = _LATER
            return
        bar = self.verticalScrollBar()
        if row.top() < 0 or row.bottom() >= self.viewport().height() or bar.value() % tall:
            self._bring_up(tall)
        self._placed = bar.value()

    def _bring_up(self, tall: int) -> None:
        place, room = self.currentIndex().row(), self.viewport().height()
        bar = self.verticalScrollBar()
        first = max(0, place - _ROWS_ABOVE) if (place + 1) * tall > room else 0
        bar.setValue(min(first, bar.maximum() // tall) * tall)
        if self.visualRect(self.currentIndex()).bottom() >= room:
            bar.setValue(bar.maximum())
        self._placed = bar.value()

    def _bring_up_again(self) -> None:
        """Follow a change of size as long as nobody has scrolled since."""
        tall = self.visualRect(self.currentIndex()).height()
        if tall and self.isVisible() and self._placed in {_LATER, self.verticalScrollBar().value()}:
            self._bring_up(tall)

    def change_rows(self, change: Callable[[], None]) -> None:
        """Let rows come and go, and choose again who was chosen: the same company or a neighbour.

        Qt itself would go to whatever row moves up, one by one while a filter is typed.
        """
        shown, self._steady = self.companies.companies, True
        try:
            change()
            self._leave_gone(shown)
            if self.companies.place_of(self._wanted) is None:
                self.selectionModel().clear()
        finally:
            self._steady = False
        if self._wanted and self._wanted not in self.selected_companies():
            self.select(self._wanted)
        self._say_selected()

    def _leave_gone(self, shown: Sequence[int]) -> None:
        """Go to the next row, or the one before, where the chosen company left the list."""
        if self._wanted and self._wanted not in self.companies.listed:
            at = shown.index(self._wanted) if self._wanted in shown else 0
            near = (*shown[at:], *reversed(shown[:at]))
            self._wanted = next((e for e in near if self.companies.place_of(e) is not None), 0)

    def _say_selected(self) -> None:
        if self._said != self._wanted:
            self._said = self._wanted
            self.selected.emit(self._wanted)

    # What the user can do

    def edit_target(self, target: int = 0) -> None:
        """Open the editor over a target of the current company, the shown one where it is 0."""
        view = self.current_view()
        if view is not None:
            rung = next((each for each in view.rungs if each.target.id == target), view.rung)
            self._open_editor(view, rung.target if rung else None)

    def add_target(self) -> None:
        """Open the editor for one more target of the current company."""
        view = self.current_view()
        if view is not None:
            self._open_editor(view, None)

    def new_alert(self) -> None:
        """Ask for an alert about the current company."""
        view = self.current_view()
        if view is not None:
            self.alert_wanted.emit(view.company.id)

    def remove_selected(self) -> None:
        """Take the selected companies off the list."""
        from gridwatch.services.edits import RemoveCompanies

        chosen = self.selected_companies()
        if chosen:
            self.edited.emit(RemoveCompanies(chosen, self.watchlist_id))

    def send(self, edit: Edit) -> None:
        """Say that the user wants an edit."""
        self.edited.emit(edit)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a table with its headings."""
        shown = self.header_bar.shown()
        lines = ["\t".join(COLUMNS[each].heading(self.companies.scene) for each in shown)]
        for company in self.selected_companies():
            place = self.companies.place_of(company)
            if place is not None:
                cells = (self.companies.cell(place, each).plain for each in shown)
                lines.append("\t".join(cells).translate(_PLAIN))
        if len(lines) > 1:
            QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def takes_drops(self) -> bool:
        """Tell whether rows stand in the user's own order, which dragging changes."""
        return self.companies.wish.own_order

    def _drop(self, row: int) -> None:
        self.drop_before(self.selected_companies(), row)

    def drop_before(self, moved: tuple[int, ...], row: int) -> None:
        """Move companies in front of the one at `row`, or to the end."""
        from gridwatch.services.edits import ArrangeCompanies

        shown = self.companies.companies
        before = next((each for each in shown[row:] if each not in moved), None)
        order = [each for each in self.companies.listed if each not in moved]
        place = len(order) if before is None else order.index(before)
        order[place:place] = moved
        if tuple(order) != self.companies.listed:
            self.edited.emit(ArrangeCompanies(self.watchlist_id, tuple(order)))

    def _open_editor(self, view: CompanyView, target: Target | None) -> None:
        place = self.companies.place_of(view.company.id)
        column = PLACES["target"]
        if self.header_bar.isSectionHidden(column):
            column = 0
        index = self.companies.index(place or 0, column)
        self.scrollTo(index)
        self.target_editor.open_for(
            view, target, self.companies.scene.phrases, self.visualRect(index)
        )

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        view = self.companies.view_at(current.row())
        if view is not None and not self._steady:
            self._wanted = view.company.id
            self._say_selected()

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() in _ABOUT_TARGETS:
            self.edit_target()

    # What Qt asks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Look up once where the columns and the pointer are, then paint the rows."""
        header, right = self.header_bar, self.viewport().width()
        spans = ((each, header.sectionViewportPosition(each)) for each in header.shown())
        self._spans = [
            (self._painter_of(each), each, left, header.sectionSize(each))
            for each, left in spans
            if left < right and left + header.sectionSize(each) > 0
        ]
        pointer = self.viewport().mapFromGlobal(QCursor.pos())
        inside = self.viewport().underMouse()
        self._pointed = self.indexAt(pointer).row() if inside else -1
        super().paintEvent(event)
        self.paint_drop(self._tones.accent)

    def drawRow(  # noqa: N802 - Qt's
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a row in one go; the delegates paint its cells."""
        place, rect, model = index.row(), options.rect, self.companies
        row = model.row(place)
        if isinstance(row, str):
            folded = row in model.wish.folded
            self._painters[0].paint_heading(painter, rect, model.heading(row), folded=folded)
            return
        chosen = self.selectionModel().isRowSelected(place, QModelIndex())
        ground = "chosen" if chosen else ("hover" if place == self._pointed else "")
        cells = ((*span, model.cell(place, span[1])) for span in self._spans)
        self._painters[0].paint_row(painter, rect, cells, ground)

    def _painter_of(self, column: int) -> CellPainter:
        return self._painters[1 if column == PLACES["progress"] else 0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Listen to the keys that the menu names."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.matches(QKeySequence.StandardKey.Delete) or event.key() == Qt.Key.Key_Backspace:
            self.remove_selected()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_target()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold a segment at a click on its heading."""
        row = self.companies.row(self.indexAt(event.position().toPoint()).row())
        if isinstance(row, str):
            self.folded.emit(row)
        else:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the rows."""
        from gridwatch.ui.watchlist.row_menu import row_menu

        index = self.indexAt(event.pos())
        view = self.companies.view_at(index.row())
        if view is not None:
            if not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
                self.select(view.company.id)
            row_menu(self, self, view, self.companies.scene.phrases).popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns and the sentence of an empty list fill the room."""
        super().resizeEvent(event)
        room = self.viewport().rect()
        self.header_bar.fit(room.width())
        self._empty.setGeometry(room.adjusted(40, 0, -40, -room.height() // 5))
        self._bring_up_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the row that was chosen out of sight where it is seen."""
        super().showEvent(event)
        self._bring_up_again()
