"""Paints the cells of the board: text, marks, and ladders around the market cap."""

from __future__ import annotations

from math import log

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gridwatch.ui.milestones.columns import COLUMNS, LadderCell, Step
from gridwatch.ui.milestones.model import BoardModel
from gridwatch.ui.watchlist.cells import Cell, Scene
from gridwatch.ui.watchlist.painting import MARGIN, MARK, CellPainter

# The height of the font that the declared widths of the columns were chosen for.
_ORDINARY_HEIGHT = 17
_TRACK, _RUNG, _CHOSEN, _CAP = 2.0, 2.8, 4.0, 4.0
# A ladder spans at least a fourfold, so that a rung that is near looks near.
_LEAST_SPAN = log(4)


class BoardPainter(CellPainter):
    """Paints a cell of a `BoardModel`, in the colours of `tones`."""

    def column_widths(self, scene: Scene) -> list[int]:
        """Return how wide each column has to be for its heading and its widest cell."""
        grown = self.metrics.height() / _ORDINARY_HEIGHT
        return [
            max(
                self.metrics.horizontalAdvance(each.heading + " ↓") + 2 * MARGIN,
                self._cell_width(each.widest(scene.phrases)),
                int(each.width * grown),
            )
            for each in COLUMNS
        ]

    def sizeHint(  # noqa: D102 - Qt's
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(COLUMNS[index.column()].width, self.row_height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the ground of a cell, the line under it, and what it shows."""
        model = index.model()
        if not isinstance(model, BoardModel):
            QStyledItemDelegate.paint(self, painter, option, index)
            return
        rect, state = option.rect, option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._colours["chosen"])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self._colours["hover"])
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._colours["grid"])
        self.paint_cell(painter, rect, index.column(), model.cell(index.row(), index.column()))

    def paint_cell(self, painter: QPainter, rect: QRect, column: int, cell: Cell) -> None:
        """Paint what a cell shows."""
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        if isinstance(cell, LadderCell):
            self._paint_ladder(painter, inner, cell)
        elif COLUMNS[column].align & Qt.AlignmentFlag.AlignLeft:
            self._paint_left(painter, inner, rect, cell)
        elif cell.mark and not cell.text:
            spot = QRectF(inner.right() + 1 - MARK, 0, MARK, MARK)
            self._paint_mark(painter, cell, spot, rect)
        else:
            if cell.mark:
                self._paint_mark(painter, cell, QRectF(inner.left() - 2, 0, MARK, MARK), rect)
                inner.setLeft(inner.left() + MARK)
            self._paint_right(painter, inner, cell)

    def _paint_ladder(self, painter: QPainter, inner: QRect, cell: LadderCell) -> None:
        """Paint a track, filled up to the cap, a rung where each is, and the cap over all."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(inner).adjusted(_CHOSEN, 0, -_CHOSEN, 0)
        first, last = span_of(cell.steps)

        def across(ahead: float) -> float:
            return room.left() + room.width() * (ahead - first) / (last - first)

        middle, cap = room.center().y(), across(0.0)
        track = QRectF(room.left(), middle - _TRACK / 2, room.width(), _TRACK)
        painter.fillRect(track, self._colours["track"])
        track.setRight(cap)
        painter.fillRect(track, self._colours[cell.tone])
        for each in cell.steps:
            self._paint_rung(painter, QPointF(across(each.ahead), middle), each)
        self._paint_cap(painter, QPointF(cap, middle - _CHOSEN - 1))
        painter.restore()

    def _paint_cap(self, painter: QPainter, tip: QPointF) -> None:
        """Paint a small arrow that points down at where the market cap is."""
        left, right = QPointF(-_CAP, -_CAP - 1), QPointF(_CAP, -_CAP - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours["text"])
        painter.drawPolygon(QPolygonF([tip, tip + left, tip + right]))

    def _paint_rung(self, painter: QPainter, spot: QPointF, step: Step) -> None:
        tone = "target" if step.crossed else ("text" if step.chosen else "muted")
        painter.setPen(QPen(self._colours[tone], 1.4))
        ground = self._colours["target"] if step.crossed else QColor(self.tones.base)
        painter.setBrush(ground)
        size = _CHOSEN if step.chosen else _RUNG
        painter.drawEllipse(spot, size, size)


def span_of(steps: tuple[Step, ...]) -> tuple[float, float]:
    """Return where a ladder begins and ends, as logarithms around the market cap."""
    last = max(0.0, *(each.ahead for each in steps))
    first = min(0.0, *(each.ahead for each in steps))
    return min(first, last - _LEAST_SPAN), last
