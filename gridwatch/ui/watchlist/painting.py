"""Paints the cells: one delegate for text and marks, one for the bar to the target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gridwatch.ui.appearance import Tones, tabular
from gridwatch.ui.watchlist.cells import Cell, Scene
from gridwatch.ui.watchlist.columns import COLUMNS
from gridwatch.ui.watchlist.marks import MARK_TONES, draw_mark

MARGIN = 9
MARK = 12
GAP = 5
ROW = 26
BAR = 5.0
_FULL = 1.0
# The height of the font that the declared widths of the columns were chosen for.
_ORDINARY_HEIGHT = 17
_MOST_SHAPED = 6000
_LEFT_COLUMNS = frozenset(
    place for place, each in enumerate(COLUMNS) if each.align & Qt.AlignmentFlag.AlignLeft
)
_CENTRED = frozenset(
    place for place, each in enumerate(COLUMNS) if each.align & Qt.AlignmentFlag.AlignHCenter
)

# The delegate, column, left edge, width and content of each visible cell of a row.
RowCells: TypeAlias = "Iterable[tuple[CellPainter, int, int, int, Cell]]"


class CellPainter(QStyledItemDelegate):
    """Paints a cell from the model's `Cell`, in the colours of `tones`."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        """Measure the fonts of `parent` once; `restyle` measures them again."""
        super().__init__(parent)
        self._parent = parent
        self.restyle(tones)

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the font that the parent has now."""
        self.tones = tones
        self._colours = {
            name: QColor(getattr(tones, name))
            for name in Tones.__slots__
            if isinstance(getattr(tones, name), str)
        }
        self.font = tabular(self._parent.font())
        self.small = QFont(self.font)
        self.small.setPointSizeF(self.font.pointSizeF() * 0.82)
        self.strong = QFont(self.font)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.metrics = QFontMetrics(self.font)
        self._shaped: dict[tuple[str, bool], tuple[QStaticText, float]] = {}
        # Currencies have three letters; a fixed place keeps the figures in one line.
        self.unit_width = QFontMetrics(self.small).horizontalAdvance("HKD") + 4
        self._small_height = QFontMetrics(self.small).height()
        self.row_height = max(ROW, self.metrics.height() + 9)

    def widths(self, scene: Scene) -> list[int]:
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

    def least_widths(self, scene: Scene, widths: Sequence[int]) -> list[int]:
        """Return how narrow each column may become: names and bars give way, figures do not."""
        return [
            min(width, max(self._cell_width(each.widest(scene.phrases)), int(width * each.least)))
            for each, width in zip(COLUMNS, widths, strict=True)
        ]

    def _cell_width(self, cell: Cell) -> int:
        unit = self.unit_width if cell.unit else 0
        mark = MARK + 2 if cell.mark else 0
        # Rounded up: a fraction of a pixel too little would end the figure in an ellipsis.
        return ceil(self._shape(cell.text)[1]) + unit + mark + 2 * MARGIN

    def sizeHint(  # noqa: D102 - Qt's
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(COLUMNS[index.column()].width, self.row_height)

    def paint_row(self, painter: QPainter, rect: QRect, cells: RowCells, ground: str) -> None:
        """Paint one company's row at once: a call per row and not per cell keeps scrolling fluid.

        `ground` is the tone behind it, "" for none.
        """
        if ground:
            painter.fillRect(rect, self._colours[ground])
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._colours["grid"])
        for delegate, column, left, width, cell in cells:
            place = QRect(left, rect.y(), width, rect.height())
            delegate.paint_cell(painter, place, column, cell)

    def paint_cell(self, painter: QPainter, rect: QRect, column: int, cell: Cell) -> None:
        """Paint marks, text and unit of a company's cell."""
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        if column in _CENTRED:
            self._paint_centred(painter, rect, cell)
            return
        if column in _LEFT_COLUMNS:
            self._paint_left(painter, inner, rect, cell)
            return
        if cell.mark:
            self._paint_mark(painter, cell, QRectF(inner.left() - 2, 0, MARK, MARK), rect)
            inner.setLeft(inner.left() + MARK)
        self._paint_right(painter, inner, cell)

    def _paint_centred(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Paint a mark in the middle, and its number small beside it where it has one."""
        shaped, width = self._shape(cell.text, small=True)
        left = rect.center().x() - 7 - (width + 2) / 2 * bool(cell.text)
        self._paint_mark(painter, cell, QRectF(left, 0, 14, 14), rect)
        if cell.text:
            painter.setFont(self.small)
            painter.setPen(self._colours[cell.tone])
            top = rect.top() + (rect.height() - self._small_height) // 2
            painter.drawStaticText(QPointF(left + 16, top), shaped)

    def _paint_left(self, painter: QPainter, inner: QRect, rect: QRect, cell: Cell) -> None:
        if cell.mark:
            spot = QRectF(inner.right() - MARK + 2, 0, MARK, MARK)
            self._paint_mark(painter, cell, spot, rect)
            inner.setRight(inner.right() - MARK - GAP)
        self._paint_text(painter, inner, cell.text, cell.tone)

    def _paint_right(self, painter: QPainter, inner: QRect, cell: Cell) -> None:
        if cell.unit:
            left = inner.right() - self.unit_width + 6
            shaped, _ = self._shape(cell.unit, small=True)
            painter.setFont(self.small)
            painter.setPen(self._colours["faint"])
            top = inner.top() + (inner.height() - self._small_height) // 2
            painter.drawStaticText(left, top, shaped)
            inner.setRight(left - 5)
        self._paint_text(painter, inner, cell.text, cell.tone, right=True)

    def _paint_text(
        self, painter: QPainter, rect: QRect, text: str, tone: str, *, right: bool = False
    ) -> None:
        shaped, width = self._shape(text)
        if width > rect.width():
            text = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            shaped, width = self._shape(text)
        painter.setFont(self.font)
        painter.setPen(self._colours[tone])
        left = rect.right() + 1 - width if right else float(rect.left())
        top = rect.top() + (rect.height() - self.metrics.height()) // 2
        painter.drawStaticText(QPointF(left, top), shaped)

    def _shape(self, text: str, *, small: bool = False) -> tuple[QStaticText, float]:
        """Return a text laid out once and how wide it is: most cells are painted many times."""
        known = self._shaped.get((text, small))
        if known is None:
            if len(self._shaped) > _MOST_SHAPED:
                self._shaped.clear()
            static = QStaticText(text)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.prepare(font=self.small if small else self.font)
            known = self._shaped[text, small] = (static, static.size().width())
        return known

    def _paint_mark(self, painter: QPainter, cell: Cell, spot: QRectF, rect: QRect) -> None:
        if not cell.mark:
            return
        spot.moveTop(rect.top() + (rect.height() - spot.height()) / 2)
        tone = MARK_TONES.get(cell.mark, cell.tone)
        draw_mark(painter, cell.mark, getattr(self.tones, tone), spot)

    def paint_heading(self, painter: QPainter, rect: QRect, words: str, *, folded: bool) -> None:
        """Paint the heading of a segment across the whole row."""
        painter.fillRect(rect, self._colours["raised"])
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._colours["border"])
        mark = "folded" if folded else "unfolded"
        side = QRectF(rect.left() + 6, rect.center().y() - 5, 11, 11)
        draw_mark(painter, mark, self.tones.muted, side)
        name, count = words.rsplit("  ", 1)
        painter.setFont(self.strong)
        painter.setPen(self._colours["text"])
        inner = rect.adjusted(MARGIN + 12, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, flags, name)
        inner.setLeft(inner.left() + QFontMetrics(self.strong).horizontalAdvance(name) + 8)
        painter.setFont(self.small)
        painter.setPen(self._colours["faint"])
        painter.drawText(inner, flags, count)


class ProgressPainter(CellPainter):
    """Paints a thin bar with round ends, a tick where the target is, and the per cent beside it."""

    def paint_cell(self, painter: QPainter, rect: QRect, column: int, cell: Cell) -> None:
        """Paint the bar; beyond the target it is full up to the tick and in another colour."""
        if cell.share is None:
            super().paint_cell(painter, rect, column, cell)
            return
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        words = QRect(inner)
        words.setLeft(inner.right() - self.metrics.horizontalAdvance("100%") - 2)
        self._paint_right(painter, words, Cell(cell.text, tone="muted"))
        bar = QRectF(inner.left(), rect.center().y() + 0.5 - BAR / 2, 0, BAR)
        bar.setRight(words.left() - 10)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter, bar, cell)
        painter.restore()

    def _paint_bar(self, painter: QPainter, bar: QRectF, cell: Cell) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours["track"])
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        filled = QRectF(bar)
        filled.setWidth(max(BAR, bar.width() * min(_FULL, max(0.0, cell.share or 0.0))))
        painter.setBrush(self._colours[cell.tone])
        painter.drawRoundedRect(filled, BAR / 2, BAR / 2)
        painter.setBrush(self._colours["target"])
        painter.drawRect(QRectF(bar.right() + 1.5, bar.center().y() - 5, 1.5, 10))
