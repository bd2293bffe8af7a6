"""Paints what moved a value: a small bar of its parts, losses left of its zero, before the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gridwatch.ui.alerts.log.model import PARTS_ROLE
from gridwatch.ui.appearance import Tones

WIDE, _TALL, _GAP = 56, 9, 8
# The tone of each part: price, shares, exchange rate.
PART_TONES = ("accent", "target", "warn")
Index = QModelIndex | QPersistentModelIndex


def spans(parts: Sequence[float]) -> Iterator[tuple[int, float, float]]:
    """Yield (number of the part, left, right) as fractions of the bar, those below zero first.

    The parts above zero stand to the right of all those below it.
    """
    whole = sum(map(abs, parts))
    left = 0.0
    for below in (True, False):
        for number, each in enumerate(parts):
            if each and (each < 0) is below:
                right = left + abs(each) / whole
                yield number, left, right
                left = right


class MoveDelegate(QStyledItemDelegate):
    """Paints the bar of a move in front of its words."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self._tones = tones

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground as everywhere, then the bar and the words beside it."""
        parts = index.data(PARTS_ROLE)
        if not parts:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        rect: QRect = option.rect
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 4
        bar = QRectF(rect.x() + margin, rect.center().y() - _TALL / 2 + 0.5, WIDE, _TALL)
        self._paint_bar(painter, bar, parts)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        room = rect.adjusted(margin + WIDE + _GAP, 0, -margin, 0)
        cut = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room for the bar."""
        return super().sizeHint(option, index) + QSize(WIDE + _GAP, 0)

    def _paint_bar(self, painter: QPainter, place: QRectF, parts: Sequence[float]) -> None:
        painter.fillRect(place, QColor(self._tones.track))
        zero = place.x() + place.width() * sum(-each for each in parts if each < 0) / (
            sum(map(abs, parts)) or 1
        )
        for number, left, right in spans(parts):
            piece = QRectF(
                place.x() + left * place.width(), place.y(),
                (right - left) * place.width(), place.height(),
            )  # fmt: skip
            painter.fillRect(piece, QColor(getattr(self._tones, PART_TONES[number])))
        painter.fillRect(QRectF(zero - 0.5, place.y() - 2, 1, place.height() + 4),
                         QColor(self._tones.text))  # fmt: skip
