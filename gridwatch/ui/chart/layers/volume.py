"""The volume of each bar as a column that stands on the bottom of its pane."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gridwatch.domain.candles import Candles
from gridwatch.ui.chart.engine.batch import Rects, draw_rects
from gridwatch.ui.chart.engine.columns import Columns, Extremes, gathered
from gridwatch.ui.chart.engine.frame import Window
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Extent, Layer

_STRENGTH = 0.5


class Volume(Layer):
    """Columns in the colour of their bar; where many bars share a pixel, the greatest volume."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink, 0)
        self._candles: Candles | None = None
        self._extremes: Extremes | None = None
        self._found: Columns | None = None
        self._rects = (Rects(), Rects())  # rising, falling

    def show_candles(self, candles: Candles | None) -> None:
        """Take other bars, or none."""
        self._candles, self._found = candles, None
        self._extremes = Extremes(candles.volume, candles.volume) if candles is not None else None

    def look(self, window: Window) -> Extent | None:
        """Gather the visible volumes."""
        candles = self._candles
        if candles is None or self._extremes is None or not len(candles):
            return None
        self._found = gathered(
            candles.open, candles.close, self._extremes, window.left, window.right, window.wide
        )
        return self._found.extent()

    def rewritten(self, first: int) -> None:
        """Take bars that were written in place."""
        if self._extremes is not None:
            self._extremes.changed_from(first)

    def reframed(self) -> None:
        """Turn the gathered volumes into pixels."""
        for each in self._rects:
            each.clear()
        frame, found = self.frame, self._found
        if frame is None or found is None or not len(found):
            return
        wide = frame.body_width(found.step)
        tops = frame.snapped(frame.ys(found.high))
        lefts = frame.snapped(frame.xs(found.x) - wide / 2)
        falling = found.last < found.first
        for mask, rects in zip((~falling, falling), self._rects, strict=True):
            rects.fill(lefts[mask], tops[mask], wide, frame.tall - tops[mask], frame.ratio)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the columns in colours that cover: transparent ones take twenty times as long."""
        ink, (up, down) = self.ink, self._rects
        rise, fall = (ink.mixed(each, _STRENGTH) for each in (ink.rise, ink.fall))
        draw_rects(painter, (up, rise), (down, fall))
