"""Dashed lines across and down a pane, as whole pixels in one call to the painter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QColor, QPainter

from gridwatch.ui.chart.engine.batch import Rects


class Dashes:
    """Lines of one colour."""

    def __init__(self, drawn: float, left_out: float) -> None:
        """Take the length of a dash and of the gap behind it, in pixels of ours."""
        self._drawn, self._every = drawn, drawn + left_out
        self._rects = Rects()

    def across(
        self, heights: Sequence[float], wide: float, ratio: float, *, strong: bool = False
    ) -> None:
        """Lay lines across `wide` pixels at these heights; strong ones are twice as thick."""
        begins = np.arange(0.0, wide, self._every)
        ys = np.repeat(np.array(heights, dtype=np.float64), len(begins))
        thick = np.full(len(ys), (2 if strong else 1) / ratio)
        self._rects.fill(np.tile(begins, len(heights)), ys, self._drawn, thick, ratio)

    def down(self, x: float, tall: float, ratio: float) -> None:
        """Lay the line down `tall` pixels."""
        begins = np.arange(0.0, tall, self._every)
        lengths = np.full(len(begins), self._drawn)
        self._rects.fill(np.full(len(begins), x), begins, 1 / ratio, lengths, ratio)

    def clear(self) -> None:
        """Lay it nowhere."""
        self._rects.clear()

    def draw(self, painter: QPainter, tone: QColor) -> None:
        """Draw the line where it lies."""
        self._rects.draw(painter, tone)
