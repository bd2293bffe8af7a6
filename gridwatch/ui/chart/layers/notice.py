"""Words in the middle of an empty pane, and quiet ones in its lower left corner."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.layers.pictures import Pictures
from gridwatch.ui.chart.layers.places import FOOT

_LEFT, _GAP, _PAD = 6.0, 6.0, 7.0
_WIDEST = 460.0  # of a sentence in the middle, in pixels: longer lines are hard to read
_APART = 4.0  # of the title and the sentence below it
_VEIL = 0.9


class NoticeWords(Layer):
    """Draws a title and a sentence, a mark, and one line of notes."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink, 30)
        self._title = self._sentence = ""
        self._mark = self._note = ""
        self._grave = False
        self._laid: tuple[tuple[str, QRectF], ...] = ()
        self._pictures = Pictures()

    @property
    def words(self) -> tuple[str, str]:
        """Return the title and the sentence in the middle."""
        return self._title, self._sentence

    @property
    def note(self) -> str:
        """Return the line of notes as it is drawn, shortened to its room."""
        return next((text for text, _ in self._laid[bool(self._mark) :]), "")

    @property
    def note_rect(self) -> QRectF:
        """Return where the line of notes stands."""
        return next((rect for _, rect in self._laid[bool(self._mark) :]), QRectF())

    @property
    def corner_height(self) -> float:
        """Return the height of the lower left corner, 0 where nothing stands there."""
        return self.ink.metrics.height() + 8 if self._mark or self._note else 0.0

    def show_words(self, title: str, sentence: str) -> None:
        """Take the words for the middle, "" for none."""
        if (title, sentence) != self.words:
            self._title, self._sentence = title, sentence
            self.repaint()

    def show_corner(self, mark: str, note: str, *, grave: bool) -> None:
        """Take the mark of the corner and the note beside it; a grave one is a warning."""
        if (mark, note, grave) != (self._mark, self._note, self._grave):
            self._mark, self._note, self._grave = mark, note, grave
            self._lay_out()
            self.repaint()

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self._pictures.clear()
        super().set_ink(ink)
        self._lay_out()

    def set_size(self, wide: float, tall: float) -> None:
        """Cover the pane, and shorten the note to its room."""
        super().set_size(wide, tall)
        self._lay_out()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw what there is to say."""
        for number, (text, rect) in enumerate(self._laid):
            if exposed.intersects(rect):
                marked = bool(self._mark) and not number
                paint = partial(self._paint_corner, text, marked or self._grave)
                key = (text, marked or self._grave)
                self._pictures.draw(painter, rect, key, paint)
        if self._title:
            self._draw_middle(painter)

    def _lay_out(self) -> None:
        """Stand the mark and the note side by side, the note as long as there is room."""
        metrics, left, laid = self.ink.metrics, _LEFT, []
        tall = metrics.height() + 5
        top = self.sheet.height() - FOOT - tall
        for text in filter(None, (self._mark, self._note)):
            room = self.sheet.width() - left - _LEFT - 2 * _PAD
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
            wide = metrics.horizontalAdvance(shown) + 2 * _PAD
            laid.append((shown, QRectF(left, top, wide, tall)))
            left += wide + _GAP
        self._laid = tuple(laid)

    def _paint_corner(self, text: str, warning: bool, painter: QPainter, rect: QRectF) -> None:
        tone, ground = self.ink.muted, self.ink.faded(self.ink.base, _VEIL)
        if warning:
            tone, ground = self.ink.warn, self.ink.mixed(self.ink.warn, 0.14)
        painter.setFont(self.ink.font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(tone)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_middle(self, painter: QPainter) -> None:
        sheet = self.sheet
        wide = min(_WIDEST, sheet.width() - 24)
        left, middle = (sheet.width() - wide) / 2, sheet.height() / 2
        upper = QRectF(left, 0, wide, middle - _APART)
        lower = QRectF(left, middle + _APART, wide, middle - _APART)
        painter.setFont(self.ink.strong)
        _write(painter, upper, Qt.AlignmentFlag.AlignBottom, self._title, self.ink.text)
        painter.setFont(self.ink.font)
        _write(painter, lower, Qt.AlignmentFlag.AlignTop, self._sentence, self.ink.muted)


def _write(
    painter: QPainter, rect: QRectF, side: Qt.AlignmentFlag, text: str, tone: QColor
) -> None:
    painter.setPen(tone)
    flags = side | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(rect, flags, text)
