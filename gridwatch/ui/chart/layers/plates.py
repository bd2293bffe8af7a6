"""Small filled plates with words on them, painted once and kept as pictures."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPixmap

from gridwatch.ui.chart.engine.ink import Ink

_HINT = 0.16  # of its tone, in the fill of a plate that is no tag
_PAD = (6.0, 1.0)  # beside and above the words
_ROUND = 3.0
_KEPT = 600


@dataclass(slots=True, eq=False)
class Plate:
    """Words at a pixel: a tag is filled with its tone, any other plate with a hint of it."""

    at: QPointF
    text: str
    tone: QColor
    tag: bool


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

    def draw(self, painter: QPainter, plates: Iterable[Plate], ratio: float) -> None:
        """Draw plates on a screen that has `ratio` pixels for one of ours, later ones on top.

        They are pictures there, and text where something else is painted on.
        """
        on_screen = (
            painter.paintEngine().type() is QPaintEngine.Type.Raster
            and abs(painter.deviceTransform().m11() - ratio) < 1e-6
        )
        for each in plates:
            if on_screen:
                painter.drawPixmap(each.at, self._kept(each, ratio))
            else:
                self._paint(painter, each.at, each)

    def _kept(self, plate: Plate, ratio: float) -> QPixmap:
        key = (plate.text, plate.tone.rgba(), plate.tag, ratio)
        if key not in self._pictures:
            if len(self._pictures) >= _KEPT:
                self._pictures.clear()
            self._pictures[key] = self._picture(plate, ratio)
        return self._pictures[key]

    def _picture(self, plate: Plate, ratio: float) -> QPixmap:
        wide, tall = self.size(plate.text)
        picture = QPixmap(math.ceil(wide * ratio), math.ceil(tall * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._paint(painter, QPointF(0, 0), plate)
        painter.end()
        return picture

    def _paint(self, painter: QPainter, at: QPointF, plate: Plate) -> None:
        place = QRectF(at, QSizeF(*self.size(plate.text)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate.tone if plate.tag else self._ink.mixed(plate.tone, _HINT))
        painter.drawRoundedRect(place, _ROUND, _ROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self._ink.base if plate.tag else self._ink.text)
        painter.setFont(self._ink.font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, plate.text)
