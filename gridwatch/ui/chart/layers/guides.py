"""Faint dashed lines at values that mean something: 30 and 70 of an RSI, the zero of a MACD."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer

_STRENGTH, _TINT = 0.5, 0.06


class Guides(Layer):
    """Lines across the whole pane, above its grid; the ground between two is tinted."""

    def __init__(self, ink: Ink, values: Sequence[float]) -> None:
        super().__init__(ink, -8)
        self._values = tuple(values)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the lines on whole pixels, without smoothing."""
        if self.frame is None:
            return
        wide = self.sheet.width()
        heights = [round(self.frame.y(each)) for each in self._values]
        if len(heights) == 2:
            ground = QRectF(0, min(heights), wide, abs(heights[0] - heights[1]))
            painter.fillRect(ground, self.ink.faded(self.ink.muted, _TINT))
        pen = QPen(self.ink.mixed(self.ink.muted, _STRENGTH), 0)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawLines([QLineF(0, y, wide, y) for y in heights])
