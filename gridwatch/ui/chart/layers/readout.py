"""One line of words at the top of the pane: what a bar was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gridwatch.ui.appearance import tabular
from gridwatch.ui.chart.engine.exposed import painted_parts
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer

_LEFT, _TOP = 6.0, 5.0
_PAD, _GAP = 6.0, 12.0
_VEIL = 0.6
_MOST_WIDTHS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Words of one colour; where there is no room, those of the highest `rank` go first."""

    text: str
    tone: QColor
    rank: int = 0


class ReadoutLine(Layer):
    """Draws words side by side, in figures of one width so that they stand still."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink, 24)
        self._words: Sequence[Word] = ()
        self._places: list[tuple[float, Word]] = []
        self._rect = QRectF()
        self._wides: dict[str, float] = {}
        self._font, self._metrics = _type_of(ink)
        self._veil = ink.faded(ink.base, _VEIL)

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self._font, self._metrics = _type_of(ink)
        self._veil = ink.faded(ink.base, _VEIL)
        self._wides.clear()
        super().set_ink(ink)

    @property
    def text(self) -> str:
        """Return what can be read."""
        return "  ".join(word.text for _, word in self._places)

    @property
    def rect(self) -> QRectF:
        """Return where the words stand."""
        return self._rect

    def show_words(self, words: Sequence[Word]) -> None:
        """Take other words, and have both strips painted."""
        before = self._rect
        self._words = words
        self._lay_out()
        self.repaint(before.united(self._rect).adjusted(-1, -1, 1, 1))

    def set_size(self, wide: float, tall: float) -> None:
        """Cover the pane, and find which words it has room for."""
        super().set_size(wide, tall)
        self._lay_out()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the words on a veil."""
        if self._places and painted_parts(painter)(self._rect):
            ratio = painter.deviceTransform().m11()  # pixels of the screen to one of ours
            painter.translate(round(_LEFT * ratio) / ratio, round(_TOP * ratio) / ratio)
            painter.fillRect(QRectF(QPointF(), self._rect.size()), self._veil)
            painter.setFont(self._font)
            line = 2 + self._metrics.ascent()
            for left, word in self._places:
                painter.setPen(word.tone)
                painter.drawText(QPointF(left - _LEFT, line), word.text)

    def _lay_out(self) -> None:
        """Find places for the words that fit side by side."""
        room = self.sheet.width() - 2 * _LEFT
        measured = [(self._wide(each.text), each) for each in self._words]
        while measured and _width_of(measured) > room:
            last = max(measured, key=lambda each: each[1].rank)
            measured.remove(last)
        self._places, left = [], _LEFT + _PAD
        for wide, word in measured:
            self._places.append((left, word))
            left += wide + _GAP
        wide = _width_of(measured) if measured else 0.0
        self._rect = QRectF(_LEFT, _TOP, wide, self._metrics.height() + 4 if measured else 0.0)

    def _wide(self, text: str) -> float:
        """Return the width of a word; of a tick most words are those of the tick before."""
        if text not in self._wides:
            if len(self._wides) >= _MOST_WIDTHS:
                self._wides.clear()
            self._wides[text] = self._metrics.horizontalAdvance(text)
        return self._wides[text]


def _width_of(measured: Sequence[tuple[float, Word]]) -> float:
    return sum(wide for wide, _ in measured) + _GAP * (len(measured) - 1) + 2 * _PAD


def _type_of(ink: Ink) -> tuple[QFont, QFontMetricsF]:
    font = tabular(ink.font)
    return font, QFontMetricsF(font)
