"""Paints a piece of evidence: its side and day, what was found, its figure, weight and source."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from gridwatch.domain.thesis.evidence import HEAVIEST, Evidence
from gridwatch.ui.appearance import Tones, tabular
from gridwatch.ui.thesis.claims.cards import wrapped
from gridwatch.ui.thesis.claims.evidence_model import EvidenceModel
from gridwatch.ui.thesis.claims.evidence_words import figure_words, source_words
from gridwatch.ui.thesis.claims.words import stance_colour, stance_words

MARGIN, _DOT, _STEP, _LINES = 10, 6, 9, 4
Index = QModelIndex | QPersistentModelIndex


class EvidencePainter(QStyledItemDelegate):
    """Paints the pieces of an `EvidenceModel` at the width of the view."""

    def __init__(self, tones: Tones, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self.restyle(tones)

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the font that the view has now."""
        self.tones = tones
        self.font = QFont(self._view.font())
        self.small = tabular(QFont(self.font))
        self.small.setPointSizeF(self.font.pointSizeF() * 0.88)
        self.strong = tabular(QFont(self.font))
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.metrics, self.fine = QFontMetrics(self.font), QFontMetrics(self.small)

    def _width(self) -> int:
        return max(120, self._view.viewport().width())

    def _lines(self, piece: Evidence) -> tuple[str, ...]:
        return wrapped(piece.what, self.font, self._width() - 2 * MARGIN, _LINES)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: D102 - Qt's
        model = index.model()
        piece = model.piece(index.row()) if isinstance(model, EvidenceModel) else None
        if piece is None:
            return QSize(0, 0)
        height = self.metrics.lineSpacing() * (1 + len(self._lines(piece))) + 2 * MARGIN
        return QSize(self._width(), height + (self.fine.lineSpacing() if self._foot(piece) else 0))

    @staticmethod
    def _foot(piece: Evidence) -> str:
        return source_words(piece)

    def link_rect(self, rect: QRect, piece: Evidence) -> QRect:
        """Return where the source stands in a card, which leads to its link."""
        if not piece.link:
            return QRect()
        width = self.fine.horizontalAdvance(self._foot(piece) + " ↗")
        height = self.fine.lineSpacing()
        top = rect.bottom() - MARGIN + 2 - height
        return QRect(MARGIN, top, min(width, self._width() - 2 * MARGIN), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of a card, and what it says."""
        model = index.model()
        piece = model.piece(index.row()) if isinstance(model, EvidenceModel) else None
        if piece is None or not isinstance(model, EvidenceModel):
            return
        tones, rect = self.tones, QRect(0, option.rect.y(), self._width(), option.rect.height())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tones.chosen))
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(rect.x(), rect.y(), 2, rect.height(), QColor(tones.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tones.hover))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(tones.grid))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(MARGIN, MARGIN - 3, -MARGIN, 0)
        self._paint_head(painter, inner, piece, model)
        self._paint_what(painter, inner, piece)
        self._paint_foot(painter, rect, piece)
        painter.restore()

    def _paint_head(
        self, painter: QPainter, inner: QRect, piece: Evidence, model: EvidenceModel
    ) -> None:
        base, colour = (
            inner.y() + self.metrics.ascent(),
            QColor(stance_colour(piece.stance, self.tones)),
        )
        painter.setFont(self.small)
        painter.setPen(colour)
        side = stance_words(piece.stance)
        painter.drawText(inner.x(), base, side)
        x = inner.x() + self.fine.horizontalAdvance(side) + 8
        painter.setPen(QColor(self.tones.muted))
        day = model.phrases.day(piece.on)
        painter.drawText(x, base, day)
        x += self.fine.horizontalAdvance(day) + 10
        right = self._paint_weight(painter, inner, piece, colour) - 10
        painter.setFont(self.strong)
        painter.setPen(QColor(self.tones.text))
        metrics = QFontMetrics(self.strong)
        words = figure_words(piece, model.phrases)
        short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, right - x))
        painter.drawText(right - metrics.horizontalAdvance(short), base, short)

    def _paint_weight(
        self, painter: QPainter, inner: QRect, piece: Evidence, colour: QColor
    ) -> int:
        """Paint the weight as dots from the right; return where they begin."""
        left = inner.right() - HEAVIEST * _STEP + _STEP - _DOT
        middle = inner.y() + self.metrics.height() / 2
        for place in range(HEAVIEST):
            full = place < piece.weight
            painter.setPen(QPen(colour if full else QColor(self.tones.faint), 1))
            painter.setBrush(colour if full else Qt.BrushStyle.NoBrush)
            spot = QRectF(left + place * _STEP, middle - _DOT / 2, _DOT - 1, _DOT - 1)
            painter.drawEllipse(spot)
        return left

    def _paint_what(self, painter: QPainter, inner: QRect, piece: Evidence) -> None:
        painter.setFont(self.font)
        painter.setPen(QColor(self.tones.text))
        y = inner.y() + self.metrics.lineSpacing() + 3
        for line in self._lines(piece):
            painter.drawText(inner.x(), y + self.metrics.ascent(), line)
            y += self.metrics.lineSpacing()

    def _paint_foot(self, painter: QPainter, rect: QRect, piece: Evidence) -> None:
        words = self._foot(piece)
        if not words:
            return
        painter.setFont(self.small)
        painter.setPen(QColor(self.tones.accent if piece.link else self.tones.muted))
        words = f"{words} ↗" if piece.link else words
        short = self.fine.elidedText(
            words, Qt.TextElideMode.ElideMiddle, self._width() - 2 * MARGIN
        )
        top = rect.bottom() - MARGIN + 2 - self.fine.lineSpacing()
        painter.drawText(MARGIN, top + self.fine.ascent(), short)
