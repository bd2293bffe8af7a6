"""Lines that all begin at 100 at the left edge of the view, whatever they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gridwatch.domain.bars import Floats
from gridwatch.services.compared import BEGINNING
from gridwatch.ui.chart.engine.columns import Columns, Extent, together
from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.gathering import Gathering
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.layers.trace import Trace, through

_BOLD, _MAIN_BOLD = 1.5, 2.2
_DOT = 3.0
_STRIDE = 64


@dataclass(slots=True, eq=False)
class _Line:
    """One line: `base` is the bar at which it stands at 100, the first known one of the view.

    It is that for every view that begins from bar `since` on up to the base.
    """

    values: Floats
    tone: int
    gathering: Gathering
    base: int | None = None
    since: int | None = None
    found: Columns | None = None
    trace: Trace = field(default_factory=Trace)

    @property
    def factor(self) -> float:
        """Return what its values are multiplied with, NaN where it has none in view."""
        return np.nan if self.base is None else BEGINNING / float(self.values[self.base])


class Rebased(Layer):
    """The first line is the main one; each is rebased after it has come down to the columns."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink, 1)
        self._lines: list[_Line] = []
        self._bar: int | None = None

    def show_lines(self, lines: Sequence[Floats]) -> None:
        """Take other lines, a value for each bar; they may be written in place from then on."""
        self._bar = None
        self._lines = [
            _Line(values, number, Gathering(*(values,) * 4)) for number, values in enumerate(lines)
        ]

    def tone(self, line: int) -> QColor:
        """Return the colour of a line."""
        return self.ink.series_tone(self._lines[line].tone)

    def base(self, line: int) -> int | None:
        """Return the bar at which a line stands at 100 in this view."""
        return self._lines[line].base

    def value(self, line: int, bar: int) -> float:
        """Return the rebased value of a line at a bar, NaN where it has none."""
        one = self._lines[line]
        return float(one.values[bar]) * one.factor if one.values[bar] > 0 else np.nan

    def last_known(self, line: int, bar: int) -> int | None:
        """Return the last bar up to `bar` at which a line has a value in this view."""
        one = self._lines[line]
        if one.base is None or bar < one.base:
            return None
        if one.values[bar] > 0:
            return bar
        known = np.flatnonzero(one.values[one.base : bar + 1] > 0)
        return one.base + int(known[-1])

    def stand_on(self, bar: int | None) -> None:
        """Put a dot on each line at a bar, and paint no more than their columns."""
        if bar == self._bar:
            return
        for each in (self._bar, bar):
            if each is not None and self.frame is not None:
                x, wide = self.frame.x(each), _DOT + 3
                self.repaint(QRectF(x - wide, 0, 2 * wide, self.sheet.height()))
        self._bar = bar

    def look(self, window: Window) -> Extent | None:
        """Gather what is visible of each line, as multiples of its base."""
        for each in self._lines:
            each.gathering.look(window)
        return self._extent(window)

    def look_again(self, window: Window, first: int) -> Extent | None:
        """Look at values that were written in place."""
        for each in self._lines:
            each.gathering.look_again(window, first)
            if each.base is None or each.base >= first:
                each.base = each.since = None
        return self._extent(window)

    def _extent(self, window: Window) -> Extent | None:
        """Let all lines begin at the same height, and return how far they go from there."""
        for each in self._lines:
            _find_base(each, window.bars(len(each.values))[0])
            each.found = _times(each.gathering.found, each.factor)
        found = (each.found for each in self._lines if each.found is not None)
        return together(each.extent_between(window.left, window.right) for each in found)

    def reframed(self) -> None:
        """Turn the gathered values into pixels."""
        for each in self._lines:
            each.trace.clear()
            if self.frame is not None and each.found is not None and len(each.found):
                bars, values = through(each.found)
                each.trace.fill(self.frame.xs(bars), self.frame.ys(values))

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the compared lines below the main one, and the dots."""
        if self.frame is not None and self._lines:
            self._draw_beginning(painter, self.frame)
        ratio = self.frame.ratio if self.frame is not None else 1.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        for each in reversed(self._lines):
            tone = self.ink.series_tone(each.tone)
            width = _MAIN_BOLD if each is self._lines[0] else _BOLD
            each.trace.draw(painter, exposed, tone, width * ratio)
        if self._bar is not None and self.frame is not None:
            self._draw_dots(painter, self.frame, self._bar)

    def _draw_beginning(self, painter: QPainter, frame: Frame) -> None:
        """Draw a dashed line where everything begins."""
        pen = QPen(self.ink.mixed(self.ink.muted, 0.6), 0)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        y = round(frame.y(BEGINNING))
        painter.drawLine(QLineF(0, y, self.sheet.width(), y))

    def _draw_dots(self, painter: QPainter, frame: Frame, bar: int) -> None:
        painter.setPen(QPen(self.ink.base, 1.2))
        for number in reversed(range(len(self._lines))):
            y = frame.y(self.value(number, bar))
            if 0 <= y <= frame.tall:
                painter.setBrush(self.tone(number))
                painter.drawEllipse(QPointF(frame.x(bar), y), _DOT, _DOT)


def _find_base(line: _Line, first: int) -> None:
    """Find the first bar from `first` on with a value, which is mostly the one of last time."""
    if line.base is not None and line.since is not None and line.since <= first <= line.base:
        return
    line.base, line.since = _next_known(line.values, first), first


def _next_known(values: Floats, first: int) -> int | None:
    """Return the first bar from `first` on whose value is above zero, None without any."""
    reach = _STRIDE
    while first < len(values):
        known = np.flatnonzero(values[first : first + reach] > 0)
        if len(known):
            return first + int(known[0])
        first, reach = first + reach, reach * 8
    return None


def _times(found: Columns, factor: float) -> Columns:
    first, low, high, last = (
        each * factor for each in (found.first, found.low, found.high, found.last)
    )
    return Columns(found.x, first, low, high, last, found.step)
