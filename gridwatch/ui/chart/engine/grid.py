"""Faint lines at the ticks of both axes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from gridwatch.ui.chart.engine.layer import Layer


class Grid(Layer):
    """Lines across at round values and down at round dates, under everything else."""

    _across: Sequence[float] = ()
    _down: Sequence[float] = ()

    def show_ticks(self, across: Sequence[float], down: Sequence[float]) -> None:
        """Take the pixels of the horizontal and vertical lines."""
        self._across, self._down = across, down
        self.update()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the lines on whole pixels, without smoothing."""
        wide, tall = self.sheet.width(), self.sheet.height()
        painter.setPen(QPen(self.ink.grid, 0))
        painter.drawLines(
            [QLineF(0, round(y), wide, round(y)) for y in self._across]
            + [QLineF(round(x), 0, round(x), tall) for x in self._down]
        )
