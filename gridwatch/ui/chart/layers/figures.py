"""The figures of an evidence series on the bars: links, points, and the band of what is expected.

There are few of them beside the bars, and they stand where their periods end: also right of the
last bar, where the canvas has room.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from gridwatch.domain.bars import Floats
from gridwatch.domain.figure_line import FigureLine, Flags
from gridwatch.domain.thesis.figures import LONGEST_GAP
from gridwatch.ui.chart.engine.batch import polygon
from gridwatch.ui.chart.engine.columns import Extent
from gridwatch.ui.chart.engine.frame import Window
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.layers.curves import Tone
from gridwatch.ui.chart.layers.trace import Trace

RADIUS = 3.0
_WIDE = 1.4
_BAND, _GAP, _EXPECTED = 0.13, 0.4, 0.6
_APART = 7.0  # pixels from one point to the next below which the line alone is drawn
_REACH = RADIUS + 2


@dataclass(frozen=True, slots=True, eq=False)
class PlacedLine:
    """A series with the bar number of each of its figures, rising; `last` is the last bar."""

    line: FigureLine
    bars: Floats
    last: int

    def part(self, first: int, stop: int) -> slice:
        """Return the figures between two bar numbers, with one neighbour at each side."""
        begin = int(np.searchsorted(self.bars, first)) - 1
        end = int(np.searchsorted(self.bars, stop, side="right")) + 1
        return slice(max(0, begin), max(0, end))

    def across(self, bars: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the height of the links and of the band's edges at some bar numbers.

        NaN beyond the ends, but that the last value holds on.
        """
        low, high = band_edges(self.line)
        return (
            np.interp(bars, self.bars, self.line.values, left=np.nan),
            np.interp(bars, self.bars, low, left=np.nan, right=np.nan),
            np.interp(bars, self.bars, high, left=np.nan, right=np.nan),
        )

    @property
    def whole(self) -> Flags:
        """Tell of each figure whether none is missing between it and the one before."""
        longest = LONGEST_GAP.get(self.line.series.frequency)
        gaps = np.diff(self.line.days, prepend=self.line.days[:1])
        return np.ones(len(gaps), np.bool_) if longest is None else gaps <= longest


class FigureBand(Layer):
    """Tints what lies between the edges; it lies below the grid and covers, as all such grounds."""

    def __init__(self, ink: Ink, tone: Tone) -> None:
        super().__init__(ink, -12)
        self._tone = tone
        self._shown: PlacedLine | None = None
        self._polygons: list[QPolygonF] = []

    def show_line(self, shown: PlacedLine | None) -> None:
        """Take another series."""
        self._shown = shown

    def reframed(self) -> None:
        """Turn the edges into pixels; a forecast's band opens at the figure before it."""
        self._polygons = []
        shown, frame = self._shown, self.frame
        if shown is None or frame is None or not len(shown.line):
            return
        part = shown.part(int(frame.left) - 1, int(frame.right) + 2)
        line = shown.line
        low, high = band_edges(line)
        x, upper, lower = frame.xs(shown.bars[part]), frame.ys(high[part]), frame.ys(low[part])
        known = np.isfinite(upper + lower)
        for at in np.flatnonzero(known[1:] & known[:-1]).tolist():
            pair = slice(at, at + 2)
            across = np.concatenate((x[pair], x[pair][::-1]))
            self._polygons.append(polygon(across, np.concatenate((upper[pair], lower[pair][::-1]))))

    def reframed_from(self, first: int) -> None:
        """Stay: a quote changes no figure."""

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Tint the ground."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink.mixed(self._tone(self.ink), _BAND))
        for each in self._polygons:
            painter.drawPolygon(each)


class FigurePoints(Layer):
    """Draws the links and the points: revised ones hollow, those of forecasts with less weight.

    After the last figure its value holds on, faintly, up to the last bar.
    """

    def __init__(self, ink: Ink, tone: Tone) -> None:
        super().__init__(ink, 2)
        self._tone = tone
        self._shown: PlacedLine | None = None
        self._extent: Extent | None = None
        self._counted, self._across = Trace(), Trace()
        self._ahead, self._holding = Trace(dashed=True), Trace(dashed=True)
        self._points: list[tuple[QPointF, bool, bool]] = []

    def show_line(self, shown: PlacedLine | None) -> None:
        """Take another series."""
        self._shown = shown

    def look(self, window: Window) -> Extent | None:
        """Find the lowest and the highest value in view, edges of bands among them."""
        self._extent = None
        shown = self._shown
        if shown is None or not len(shown.line):
            return None
        line, edges = shown.line, np.array([window.left, window.right])
        inside = slice(*np.searchsorted(shown.bars, edges).tolist())
        # Where a link leaves the view it is as high as it is there, not as its end.
        seen = (line.values[inside], line.low[inside], line.high[inside])
        every = np.concatenate((*seen, *(shown.across(edges))))
        known = every[np.isfinite(every)]
        self._extent = (float(known.min()), float(known.max())) if len(known) else None
        return self._extent

    def look_again(self, window: Window, first: int) -> Extent | None:
        """Return what was found: a quote changes no figure."""
        del window, first
        return self._extent

    def reframed_from(self, first: int) -> None:
        """Stay: a quote changes no figure."""

    def reframed(self) -> None:
        """Turn the figures in view into pixels."""
        self._points = []
        for each in (self._counted, self._across, self._ahead, self._holding):
            each.clear()
        shown, frame = self._shown, self.frame
        if shown is None or frame is None or not len(shown.line):
            return
        part, line = shown.part(int(frame.left) - 1, int(frame.right) + 2), shown.line
        x, y = frame.xs(shown.bars[part]), frame.ys(line.values[part])
        ahead, whole = line.forecast[part][1:], shown.whole[part][1:]
        _link(self._counted, x, y, whole & ~ahead)
        _link(self._across, x, y, ~whole & ~ahead)
        _link(self._ahead, x, y, ahead)
        if shown.bars[-1] < shown.last:
            ends = np.array([shown.bars[-1], shown.last], dtype=np.float64)
            self._holding.fill(frame.xs(ends), np.repeat(frame.ys(line.values[-1:]), 2))
        if len(x) * _APART <= max(frame.wide, x[-1] - x[0] if len(x) else 0.0):
            self._points = _points(x, y, np.isfinite(line.former[part]), line.forecast[part])

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw what is exposed."""
        ink, tone = self.ink, self._tone(self.ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        self._holding.draw(painter, exposed, ink.mixed(tone, _GAP), 1)
        self._across.draw(painter, exposed, ink.mixed(tone, _GAP), 1)
        self._ahead.draw(painter, exposed, ink.mixed(tone, _EXPECTED), 1)
        self._counted.draw(painter, exposed, tone, _WIDE)
        for at, revised, expected in self._points:
            if exposed.left() - _REACH <= at.x() <= exposed.right() + _REACH:
                colour = ink.mixed(tone, _EXPECTED) if expected else tone
                painter.setPen(QPen(colour, 1.4))
                painter.setBrush(ink.base if revised else colour)
                painter.drawEllipse(at, RADIUS - 0.6, RADIUS - 0.6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def band_edges(line: FigureLine) -> tuple[Floats, Floats]:
    """Return the edges of the band, NaN where there is none.

    That of a forecast opens at the figure before it.
    """
    low, high = line.low.copy(), line.high.copy()
    known = np.isfinite(low)
    opens = np.flatnonzero(line.forecast[1:] & known[1:] & ~known[:-1])
    low[opens] = high[opens] = line.values[opens]
    return low, high


def _link(trace: Trace, x: Floats, y: Floats, linked: Flags) -> None:
    """Draw the links from each point to the next where it is `linked`, nothing between."""
    if not linked.any():
        return
    cuts = np.flatnonzero(~linked) + 1
    trace.fill(np.insert(x, cuts, x[cuts]), np.insert(y, cuts, np.nan))


def _points(
    x: Floats, y: Floats, revised: Flags, expected: Flags
) -> list[tuple[QPointF, bool, bool]]:
    rows = zip(x.tolist(), y.tolist(), revised.tolist(), expected.tolist(), strict=True)
    return [(QPointF(left, top), *kind) for left, top, *kind in rows]
