"""Paints the cells of the table of holdings: headings, lots that stand in, and the total."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gridwatch.ui.portfolio.holdings.cells import Scene
from gridwatch.ui.portfolio.holdings.columns import COLUMNS
from gridwatch.ui.portfolio.holdings.lines import LineKind
from gridwatch.ui.portfolio.holdings.model import HoldingsModel
from gridwatch.ui.watchlist.cells import Cell
from gridwatch.ui.watchlist.marks import draw_mark
from gridwatch.ui.watchlist.painting import MARGIN, MARK, CellPainter

INDENT = 14
FOLD = 16  # what the mark takes that folds a row
# The height of the font that the declared widths of the columns were chosen for.
_ORDINARY_HEIGHT = 17
_STRONG = frozenset({LineKind.GROUP, LineKind.TOTAL})
Index = QModelIndex | QPersistentModelIndex


class HoldingsPainter(CellPainter):
    """Paints a cell of a `HoldingsModel`, in the colours of `tones`.

    `hovered` is the cell under the pointer: a number that can be opened is underlined there.
    """

    hovered: tuple[int, int] | None = None

    def column_widths(self, scene: Scene) -> list[int]:
        """Return how wide each column has to be for its heading and its widest cell."""
        grown = self.metrics.height() / _ORDINARY_HEIGHT
        return [
            max(
                self.metrics.horizontalAdvance(each.heading(scene) + " ↓") + 2 * MARGIN,
                self._cell_width(each.widest(scene.phrases)),
                int(each.width * grown),
            )
            for each in COLUMNS
        ]

    def narrowest(self, scene: Scene, widths: list[int]) -> list[int]:
        """Return how narrow each column may become: words give way, figures do not."""
        return [
            max(self._cell_width(each.widest(scene.phrases)), int(width * each.least))
            for each, width in zip(COLUMNS, widths, strict=True)
        ]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: D102 - Qt's
        return QSize(COLUMNS[index.column()].width, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of a cell, the line under it, and what it shows."""
        model = index.model()
        if not isinstance(model, HoldingsModel):
            QStyledItemDelegate.paint(self, painter, option, index)
            return
        place, column, rect = index.row(), index.column(), option.rect
        line = model.line(place)
        if line is None:
            return
        self._paint_ground(painter, rect, line.kind, option.state)
        cell, strong = model.cell(place, column), line.kind in _STRONG
        if column == 0:
            self._paint_name(painter, rect, model, place)
        elif COLUMNS[column].align & Qt.AlignmentFlag.AlignLeft:
            self._paint_left(painter, rect.adjusted(MARGIN, 0, -MARGIN, 0), rect, cell)
        else:
            self._paint_number(painter, rect, cell, strong=strong)
        if self.hovered == (place, column) and model.opens(place, column):
            self._underline(painter, rect, cell, strong=strong)
        if self._has_focus(option.state):
            painter.setPen(QPen(self._colours["accent"], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -1.5, -1.5))

    @staticmethod
    def _has_focus(state: QStyle.StateFlag) -> bool:
        return bool(state & QStyle.StateFlag.State_HasFocus)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, kind: LineKind, state: QStyle.StateFlag
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._colours["chosen"])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._colours["hover"])
        elif kind in _STRONG:
            painter.fillRect(rect, self._colours["raised"])
        border = "border" if kind in _STRONG else "grid"
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._colours[border])
        if kind is LineKind.TOTAL:
            painter.fillRect(rect.x(), rect.top(), rect.width(), 1, self._colours["border"])

    def _paint_name(self, painter: QPainter, rect: QRect, model: HoldingsModel, place: int) -> None:
        line, cell = model.line(place), model.cell(place, 0)
        if line is None:
            return
        left = rect.left() + MARGIN + line.depth * INDENT
        unfolded = model.unfolds(place)
        if unfolded is not None:
            side = QRectF(left - 3, rect.center().y() - 5, 11, 11)
            draw_mark(painter, "unfolded" if unfolded else "folded", self.tones.muted, side)
        inner = QRect(left + FOLD - 3, rect.top(), 0, rect.height())
        inner.setRight(rect.right() - MARGIN)
        if line.kind in _STRONG:
            self._paint_strong(painter, inner, cell, Qt.AlignmentFlag.AlignLeft)
        else:
            self._paint_left(painter, inner, rect, cell)

    def _paint_number(self, painter: QPainter, rect: QRect, cell: Cell, *, strong: bool) -> None:
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        if cell.mark:
            self._paint_mark(painter, cell, QRectF(inner.left() - 2, 0, MARK, MARK), rect)
            inner.setLeft(inner.left() + MARK)
        if strong:
            self._paint_strong(painter, inner, cell, Qt.AlignmentFlag.AlignRight)
        else:
            self._paint_right(painter, inner, cell)

    def _paint_strong(
        self, painter: QPainter, rect: QRect, cell: Cell, side: Qt.AlignmentFlag
    ) -> None:
        painter.setFont(self.strong)
        painter.setPen(self._colours[cell.tone])
        text = painter.fontMetrics().elidedText(
            cell.text, Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _underline(self, painter: QPainter, rect: QRect, cell: Cell, *, strong: bool) -> None:
        """Draw a thin line under a number that can be opened."""
        font = self.strong if strong else self.font
        right = rect.right() - MARGIN - (self.unit_width - 1 if cell.unit else 0)
        wide = _advance(font, cell.text)
        base = rect.center().y() + self.metrics.ascent() / 2 + 2
        painter.fillRect(QRectF(right - wide, base, wide, 1), self._colours[cell.tone])


def _advance(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)
