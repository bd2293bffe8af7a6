"""Small filled plates with words on them, painted once and kept as pictures."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPixmap

from gridwatch.ui.chart.engine.ink import Ink

_HINT = 0.16  # of its tone, in the fill of a plate that is no tag
_PAD = (6.0, 1.0)  # beside and above the words
_ROUND = 3.0
_KEPT = 600


class Plates:
    """Measures and paints plates in one ink.

    A text that is painted takes ten times as long as a picture of it, and one that is measured a
    hundred times as long as one whose size is known.
    """

    def __init__(self, ink: Ink) -> None:
        self._ink = ink
        self._sizes: dict[str, tuple[float, float]] = {}
        self._pictures: dict[tuple[str, int, bool, float], QPixmap] = {}

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self._ink = ink
        self._sizes.clear()
        self._pictures.clear()

    def size(self, text: str) -> tuple[float, float]:
        """Return the width and height of a plate with these words, which may have several lines."""
        if text not in self._sizes:
            if len(self._sizes) >= _KEPT:
                self._sizes.clear()
            words = self._ink.metrics.size(0, text)
            self._sizes[text] = (
                math.ceil(words.width()) + 2 * _PAD[0],
                math.ceil(words.height()) + 2 * _PAD[1],
            )
        return self._sizes[text]

    def draw(
        self, painter: QPainter, at: QPointF, text: str, tone: QColor, *, tag: bool, ratio: float
    ) -> None:
        """Draw a plate: a tag is filled with its tone, any other with a hint of it.

        It is a picture on the screen, which has `ratio` pixels for one of ours, and text where
        something else is painted on.
        """
        on_screen = (
            painter.paintEngine().type() is QPaintEngine.Type.Raster
            and abs(painter.deviceTransform().m11() - ratio) < 1e-6
        )
        if not on_screen:
            self._paint(painter, at, text, tone, tag=tag)
            return
        key = (text, tone.rgba(), tag, ratio)
        if key not in self._pictures:
            if len(self._pictures) >= _KEPT:
                self._pictures.clear()
            self._pictures[key] = self._picture(text, tone, tag=tag, ratio=ratio)
        painter.drawPixmap(at, self._pictures[key])

    def _picture(self, text: str, tone: QColor, *, tag: bool, ratio: float) -> QPixmap:
        wide, tall = self.size(text)
        picture = QPixmap(math.ceil(wide * ratio), math.ceil(tall * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._paint(painter, QPointF(0, 0), text, tone, tag=tag)
        painter.end()
        return picture

    def _paint(self, painter: QPainter, at: QPointF, text: str, tone: QColor, *, tag: bool) -> None:
        place = QRectF(at, QSizeF(*self.size(text)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone if tag else self._ink.mixed(tone, _HINT))
        painter.drawRoundedRect(place, _ROUND, _ROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self._ink.base if tag else self._ink.text)
        painter.setFont(self._ink.font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
