"""A table of a `GridModel` that stands in a page, as tall as its rows or with a scroll bar."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.grid_model import BarCell, GridModel
from gridwatch.ui.portfolio.number_table import NumberTable
from gridwatch.ui.portfolio.plain_cells import shown
from gridwatch.ui.watchlist.cells import Cell
from gridwatch.ui.watchlist.painting import MARGIN, MARK, CellPainter

Index = QModelIndex | QPersistentModelIndex
_ORDINARY_HEIGHT = 17
_BAR = 7.0


class GridPainter(CellPainter):
    """Paints the cells of a `GridModel`: text, marks, bars, and the total in strong type."""

    hovered: tuple[int, int] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: D102 - Qt's
        return QSize(40, self.row_height)

    def width_of(self, cell: Cell, *, strong: bool) -> int:
        """Return the room that a cell needs."""
        wide = QFontMetrics(self.strong if strong else self.font).horizontalAdvance(cell.text)
        unit = self.unit_width if cell.unit else 0
        # Rounded up, and one more: a fraction too little would end the figure in an ellipsis.
        return ceil(wide) + 2 + unit + (MARK + 2 if cell.mark else 0) + 2 * MARGIN

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of a cell, the line under it, and what it shows."""
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, GridModel) else None
        if row is None or not isinstance(model, GridModel):
            QStyledItemDelegate.paint(self, painter, option, index)
            return
        rect, state = option.rect, option.state
        self._paint_ground(painter, rect, state, total=row.total)
        cell, align = row.cells[index.column()], model.columns[index.column()].align
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        if isinstance(cell, BarCell):
            self._paint_bar(painter, inner, cell)
        self._paint_text_of(painter, inner, rect, cell, align, strong=row.total)
        if self.hovered == (index.row(), index.column()):
            self._underline(painter, inner, cell, strong=row.total)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._colours["accent"], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -1.5, -1.5))

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, total: bool
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._colours["chosen"])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._colours["hover"])
        tone = self._colours["border" if total else "grid"]
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, tone)
        if total:
            painter.fillRect(rect.x(), rect.top(), rect.width(), 1, tone)

    def _paint_text_of(
        self,
        painter: QPainter,
        inner: QRect,
        rect: QRect,
        cell: Cell,
        align: Qt.AlignmentFlag,
        *,
        strong: bool,
    ) -> None:
        left = bool(align & Qt.AlignmentFlag.AlignLeft)
        if strong:
            painter.setFont(self.strong)
            painter.setPen(self._colours[cell.tone])
            text = QFontMetrics(self.strong).elidedText(
                cell.text, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, align, text)
        elif left:
            self._paint_left(painter, inner, rect, cell)
        else:
            if cell.mark:
                self._paint_mark(painter, cell, QRectF(inner.left() - 2, 0, MARK, MARK), rect)
            self._paint_right(painter, QRect(inner), cell)

    def _paint_bar(self, painter: QPainter, inner: QRect, cell: BarCell) -> None:
        """Paint the bar left of the text, the line at nothing, and the mark of a target."""
        words = QFontMetrics(self.strong).horizontalAdvance("+88.88%") + 12
        room = QRectF(inner.left(), 0, max(0.0, float(inner.width() - words)), _BAR)
        room.moveTop(inner.top() + (inner.height() - _BAR) / 2)
        if room.width() < 12:
            return
        begin, end = sorted((cell.begin, cell.end))
        bar = QRectF(room)
        bar.setLeft(room.left() + begin * room.width())
        bar.setRight(room.left() + end * room.width())
        painter.fillRect(bar, self._colours[cell.bar or cell.tone])
        zero = room.left() + cell.zero * room.width()
        painter.fillRect(
            QRectF(zero, inner.top() + 4, 1, inner.height() - 8), self._colours["border"]
        )
        if cell.tick is not None:
            at = room.left() + cell.tick * room.width()
            mark = QRectF(at - 1, room.top() - 3, 2, _BAR + 6)
            painter.fillRect(mark, self._colours["target"])

    def _underline(self, painter: QPainter, inner: QRect, cell: Cell, *, strong: bool) -> None:
        wide = QFontMetrics(self.strong if strong else self.font).horizontalAdvance(cell.text)
        right = inner.right() + 1 - (self.unit_width - 1 if cell.unit else 0)
        base = inner.center().y() + self.metrics.ascent() / 2 + 2
        painter.fillRect(QRectF(right - wide, base, wide, 1), self._colours[cell.tone])


class GridTable(NumberTable):
    """Shows a `GridModel`; one that is `still` is as tall as its rows and never scrolls."""

    def __init__(self, model: GridModel, tones: Tones, parent: QWidget, *, still: bool) -> None:
        super().__init__(parent)
        self.grid, self._still = model, still
        self.setModel(model)
        self._painter = self.painter = GridPainter(tones, self)
        self.setItemDelegate(self._painter)
        header = self.header()
        header.setSectionsClickable(True)
        header.setStretchLastSection(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(30)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionClicked.connect(self._sort)
        if still:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the font of now."""
        self._painter.restyle(tones)
        self.empty.setStyleSheet(f"color: {tones.muted};")
        self.fit()
        self.viewport().update()

    def fit(self) -> None:
        """Give every column what it needs, and spare room to those that can use it."""
        widths = [self._needed(place) for place in range(len(self.grid.columns))]
        spare = self.viewport().width() - sum(widths)
        parts = [
            each.stretch * width for each, width in zip(self.grid.columns, widths, strict=True)
        ]
        whole = sum(parts) or 1
        for place, (width, part) in enumerate(zip(widths, parts, strict=True)):
            more = int(spare * part / whole) if spare > 0 else 0
            self.header().resizeSection(place, width + more)
        if self._still:
            rows = self._painter.row_height * self.grid.rowCount()
            bar = self.horizontalScrollBar()
            under = bar.sizeHint().height() if spare < 0 else 0
            self.setFixedHeight(rows + self.header().sizeHint().height() + under + 2)

    def _needed(self, place: int) -> int:
        column = self.grid.columns[place]
        grown = self._painter.metrics.height() / _ORDINARY_HEIGHT
        title = self._painter.metrics.horizontalAdvance(column.title + " ↓") + 2 * MARGIN
        cells = [cells[place] for cells in self.grid.all_cells()]
        widest = max((self._painter.width_of(each, strong=True) for each in cells), default=0)
        if column.align & Qt.AlignmentFlag.AlignLeft:
            widest = min(widest, int(column.width * grown * 1.6))  # long names give way
        return max(title, widest, int(column.width * grown))

    # What is done

    def opens(self, index: QModelIndex) -> bool:
        """Tell whether a cell shows a number whose trail can be seen."""
        row = self.grid.row_at(index.row())
        return row is not None and row.opening(index.column()) is not None

    def ask(self, index: QModelIndex | None = None) -> None:
        """Ask for the trail of a number, that of the current cell without more."""
        where = self.currentIndex() if index is None else index
        row = self.grid.row_at(where.row())
        opening = row.opening(where.column()) if row is not None else None
        if opening is not None:
            self.asked.emit(opening)

    def rows_of_text(self, places: list[int] | None = None) -> list[list[str]]:
        """Return rows as they are shown, all of them without more, under their headings."""
        wanted = range(self.grid.rowCount()) if places is None else places
        rows = [[each.title for each in self.grid.columns]]
        rows += [
            [shown(self.grid.cell(place, column).plain) for column in range(len(self.grid.columns))]
            for place in wanted
        ]
        return rows

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a table with its headings."""
        places = self.selected_places()
        if places:
            text = "".join("\t".join(each) + "\n" for each in self.rows_of_text(places))
            QGuiApplication.clipboard().setText(text)

    def _sort(self, place: int) -> None:
        """Sort by a column, then the other way, then as the rows come again."""
        column = self.grid.columns[place]
        if self.grid.column != column.id:
            self.grid.arrange(column.id, falling=column.falling)
        elif self.grid.falling == column.falling:
            self.grid.arrange(column.id, falling=not column.falling)
        else:
            self.grid.arrange("", falling=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns fill the room."""
        super().resizeEvent(event)
        self.fit()
