"""Lines of computed values that run along with the bars: averages, bands, oscillators, counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from gridwatch.domain.bars import Floats
from gridwatch.ui.chart.engine.columns import Columns, Extent, together
from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.gathering import Gathering
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.layers.trace import Trace, through

_BOLD = 1.4
# Lines may stretch what they lie on by this part of its height, up and down.
STRETCH = 0.5

Tone = Callable[[Ink], QColor]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One line: a value for each bar (NaN where there is none) and its colour.

    `stepped`: a value holds until the next one, as a count of shares does.
    """

    values: Floats
    tone: Tone
    stepped: bool = False
    dashed: bool = False


@dataclass(slots=True, eq=False)
class _Line:
    """A curve with what is kept of it from one view to the next."""

    curve: Curve
    gathering: Gathering
    trace: Trace


class Curves(Layer):
    """Some lines of one pane.

    `beside` gives the extent of what they lie on, which has been looked at before: lines that are
    far from it do not press it flat. Without it the lines take the room that they need, and at
    least the part `least` of their value, so that what hardly moves looks as if it hardly moved.
    """

    def __init__(
        self,
        ink: Ink,
        z: float = 2.0,
        beside: Callable[[], Extent | None] | None = None,
        least: float = 0.0,
    ) -> None:
        super().__init__(ink, z)
        self._beside, self._least = beside, least
        self._lines: list[_Line] = []

    def show_curves(self, curves: Sequence[Curve]) -> None:
        """Take other lines; their values may be written in place from then on."""
        self._lines = [
            _Line(each, Gathering(*(each.values,) * 4), Trace(dashed=each.dashed))
            for each in curves
        ]

    def look(self, window: Window) -> Extent | None:
        """Gather what is visible of each line."""
        for each in self._lines:
            each.gathering.look(window)
        return self._extent()

    def look_again(self, window: Window, first: int) -> Extent | None:
        """Look at values that were written in place."""
        for each in self._lines:
            each.gathering.look_again(window, first)
        return self._extent()

    def _extent(self) -> Extent | None:
        whole = together(each.gathering.extent for each in self._lines)
        if self._beside is not None:
            return kept_near(whole, self._beside())
        return widened(whole, self._least)

    def reframed(self) -> None:
        """Turn the gathered values into pixels."""
        for each in self._lines:
            self._reframe(each)

    def reframed_from(self, first: int) -> None:
        """Move the ends of the lines, where no more than that has changed."""
        for each in self._lines:
            if not (self.frame and each.gathering.is_last(first) and _moved(each, self.frame)):
                self._reframe(each)

    def _reframe(self, line: _Line) -> None:
        line.trace.clear()
        if self.frame is not None and len(line.gathering.found):
            _fill(line.trace, line.curve, self.frame, line.gathering.found)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the lines, the first one on top; the view sets the painter back by itself."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        width = _BOLD * (self.frame.ratio if self.frame is not None else 1.0)
        for each in reversed(self._lines):
            each.trace.draw(painter, exposed, each.curve.tone(self.ink), width)


def kept_near(found: Extent | None, data: Extent | None) -> Extent | None:
    """Return the part of an extent that is no further from the data than it may stretch it."""
    if found is None or data is None:
        return found
    room = STRETCH * ((data[1] - data[0]) or abs(data[1]))
    low, high = max(found[0], data[0] - room), min(found[1], data[1] + room)
    return (low, high) if low <= high else None


def widened(found: Extent | None, least: float) -> Extent | None:
    """Return an extent that is at least the part `least` of its highest value, about its middle."""
    if found is None:
        return None
    missing = max(0.0, abs(found[1]) * least - (found[1] - found[0])) / 2
    return found[0] - missing, found[1] + missing


def _moved(line: _Line, frame: Frame) -> bool:
    """Move the end of a line, if that is enough."""
    if line.curve.stepped:
        return False
    return line.trace.move_end(float(frame.ys(line.gathering.found.last[-1:])[0]))


def _fill(trace: Trace, curve: Curve, frame: Frame, found: Columns) -> None:
    bars, values = through(found)
    x, y = frame.xs(bars), frame.ys(values)
    if curve.stepped and found.step == 1:
        x, y = np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]
    trace.fill(x, y)
