"""The volume of each bar as a column that stands on the bottom of its pane."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gridwatch.domain.bars import Floats
from gridwatch.domain.candles import Candles
from gridwatch.ui.chart.engine.batch import Mask, Parted, draw_rects
from gridwatch.ui.chart.engine.columns import Columns, Extent
from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.gathering import Gathering
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer

_STRENGTH = 0.5


class Volume(Layer):
    """Columns in the colour of their bar; where many bars share a pixel, the greatest volume."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink, 0)
        self._gathering: Gathering | None = None
        self._found: Columns | None = None
        self._rects = Parted()  # rising, falling

    def show_candles(self, candles: Candles | None) -> None:
        """Take other bars, or none."""
        self._gathering = self._found = None
        if candles is not None:
            given = candles.volume
            self._gathering = Gathering(candles.open, candles.close, given, given, beside=True)

    def look(self, window: Window) -> Extent | None:
        """Gather the visible volumes."""
        if self._gathering is None:
            return None
        self._found = self._gathering.look(window)
        return self._gathering.extent

    def look_again(self, window: Window, first: int) -> Extent | None:
        """Look at bars that were written in place."""
        if self._gathering is None:
            return None
        self._found = self._gathering.look_again(window, first)
        return self._gathering.extent

    def reframed(self) -> None:
        """Turn the gathered volumes into pixels."""
        self._rects.clear()
        frame, found = self.frame, self._found
        if frame is not None and found is not None and len(found):
            self._rects.fill(*_columns(frame, found))

    def reframed_from(self, first: int) -> None:
        """Move the last column, where no more than that has changed."""
        if not self._moved_end(first):
            self.reframed()

    def _moved_end(self, first: int) -> bool:
        frame, found, gathering = self.frame, self._found, self._gathering
        if frame is None or found is None or gathering is None or not gathering.is_last(first):
            return False
        return self._rects.move_end(*_columns(frame, found.end()))

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the columns in colours that cover: transparent ones take twenty times as long."""
        ink, (up, down) = self.ink, self._rects.parts
        rise, fall = (ink.mixed(each, _STRENGTH) for each in (ink.rise, ink.fall))
        draw_rects(painter, (up, rise), (down, fall))


def _columns(frame: Frame, found: Columns) -> tuple[Mask, Floats, Floats, float, Floats, float]:
    """Return which volumes are of rising bars, and their rectangles down to the bottom."""
    wide = frame.body_width(found.step)
    tops = frame.snapped(frame.ys(found.high))
    lefts = frame.snapped(frame.xs(found.x) - wide / 2)
    return ~(found.last < found.first), lefts, tops, wide, frame.tall - tops, frame.ratio
