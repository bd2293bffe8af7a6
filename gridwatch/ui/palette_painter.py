"""Paints the lines of the palette: offers, headings, and notes with what was found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.palette_offers import Offer

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
OFFER = Qt.ItemDataRole.UserRole
ROW = 28
_SIDE, _GAP = 10, 12
_AIR = 10  # over and under a line of text together
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_WIDEST_HINT = 0.5  # of the line


class OfferPainter(QStyledItemDelegate):
    """Paints an offer: its title, a note of less weight, keys or symbol on the right.

    A note has a second line with the part of its text where something was found.
    """

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a line, or of two."""
        offer = cast("Offer", index.data(OFFER))
        return QSize(ROW, tallness(option.fontMetrics, offer.lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint an offer."""
        offer, tones = cast("Offer", index.data(OFFER)), self._tones
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.fillRect(option.rect, QColor(tones.chosen if chosen else tones.base))
        painter.setFont(option.font)
        inner = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        if offer.heading:
            self._paint_heading(painter, inner, offer.title)
        elif offer.context:
            line = option.fontMetrics.height()
            top = inner.top() + (inner.height() - 2 * line) // 2
            upper = QRect(inner.left(), top, inner.width(), line)
            self._paint_line(painter, upper, offer)
            lower = upper.translated(0, line)
            self._paint_marked(painter, lower, offer.context, offer.context_marks, tones.muted)
        else:
            self._paint_line(painter, inner, offer)

    def _paint_heading(self, painter: QPainter, place: QRect, words: str) -> None:
        painter.setPen(QColor(self._tones.muted))
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | _MIDDLE, words)
        across = place.left() + painter.fontMetrics().horizontalAdvance(words) + _GAP
        painter.setPen(QColor(self._tones.grid))
        painter.drawLine(across, place.center().y(), place.right(), place.center().y())

    def _paint_line(self, painter: QPainter, place: QRect, offer: Offer) -> None:
        """Paint the title with what stands beside it."""
        metrics, tones = painter.fontMetrics(), self._tones
        hint = _elided(metrics, offer.hint, round(place.width() * _WIDEST_HINT))
        painter.setPen(QColor(tones.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | _MIDDLE, hint)
        rest = place.adjusted(0, 0, -metrics.horizontalAdvance(hint) - _GAP if hint else 0, 0)
        colour = str(getattr(tones, offer.tone))
        taken = self._paint_marked(painter, rest, offer.title, offer.title_marks, colour)
        rest.setLeft(rest.left() + taken + 8)
        painter.setPen(QColor(tones.muted))
        note = _elided(metrics, offer.note, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | _MIDDLE, note)

    def _paint_marked(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        marks: Sequence[tuple[int, int]],
        colour: str,
    ) -> int:
        """Paint a text with some of its letters emphasised; return how wide it is."""
        painter.setPen(QColor(colour))
        shown = _elided(painter.fontMetrics(), text, place.width())
        if not marks:
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | _MIDDLE, shown)
            return painter.fontMetrics().horizontalAdvance(shown)
        layout = QTextLayout(shown, painter.font())
        layout.setFormats(self._formats(shown, marks))
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        top = place.top() + (place.height() - line.height()) / 2
        painter.save()
        painter.setClipRect(place)
        layout.draw(painter, QPointF(place.left(), top))
        painter.restore()
        return round(line.naturalTextWidth())

    def _formats(
        self, shown: str, marks: Sequence[tuple[int, int]]
    ) -> list[QTextLayout.FormatRange]:
        """Return the marks as Qt counts: in UTF-16, in which an emoji is two."""
        emphasis = QTextCharFormat()
        emphasis.setForeground(QColor(self._tones.accent))
        emphasis.setFontWeight(QFont.Weight.DemiBold)
        found = []
        for place, length in marks:
            one = QTextLayout.FormatRange()
            one.start = _units(shown[:place])
            one.length = _units(shown[place : place + length])
            one.format = emphasis
            found.append(one)
        return found


def tallness(metrics: QFontMetrics, lines: int = 1) -> int:
    """Return how high an offer of so many lines is painted, in pixels."""
    return max(ROW, lines * metrics.height() + _AIR)


def _elided(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
