"""The ground between two lines, tinted: where most prices lie, or where none of them should."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from gridwatch.domain.bars import Floats
from gridwatch.ui.chart.engine.batch import Rects, known_parts, polygon
from gridwatch.ui.chart.engine.columns import Columns
from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.gathering import Gathering
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.layers.curves import Tone

_STRENGTH = 0.09
# Where more columns are in view, rectangles show the same and cost less than a polygon.
_FINE = 400


class Band(Layer):
    """Lies below the grid and covers: half-transparent ground takes many times as long."""

    def __init__(self, ink: Ink, tone: Tone) -> None:
        super().__init__(ink, -12)
        self._tone = tone
        self._gathering: Gathering | None = None
        self._found: Columns | None = None
        self._polygons: list[QPolygonF] = []
        self._rects = Rects()

    def show_edges(self, edges: tuple[Floats, Floats] | None) -> None:
        """Take the lower and upper values of each bar, or none; they may be written in place."""
        self._found = None
        self._gathering = Gathering(*edges, *edges) if edges is not None else None

    def look(self, window: Window) -> None:
        """Gather what is visible; the lines at its edges stretch the view, not the band."""
        if self._gathering is not None:
            self._found = self._gathering.look(window)

    def look_again(self, window: Window, first: int) -> None:
        """Look at values that were written in place."""
        if self._gathering is not None:
            self._found = self._gathering.look_again(window, first)

    def reframed(self) -> None:
        """Turn the gathered edges into pixels."""
        self._polygons = []
        self._rects.clear()
        frame, found = self.frame, self._found
        if frame is None or found is None or len(found) < 2:
            return
        x, upper = frame.xs(found.x), frame.ys(found.high)
        # Below what the scale can show the band goes on to the bottom.
        lower = np.where(np.isnan(found.low), np.nan, np.fmin(frame.ys(found.low), frame.tall))
        if len(found) > _FINE:
            self._fill(frame, x, upper, lower)
        else:
            self._polygons = _between(x, upper, lower)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Tint the ground."""
        tone = self.ink.mixed(self._tone(self.ink), _STRENGTH)
        self._rects.draw(painter, tone)
        if self._polygons:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone)
            for each in self._polygons:
                painter.drawPolygon(each)

    def _fill(self, frame: Frame, x: Floats, upper: Floats, lower: Floats) -> None:
        half = (x[1] - x[0]) / 2
        lefts = frame.snapped(x - half)
        wide = np.diff(lefts, append=frame.snapped(x[-1:] + half))
        tops = frame.snapped(upper)
        self._rects.fill(lefts, tops, wide, frame.snapped(lower) - tops, frame.ratio)


def _between(x: Floats, upper: Floats, lower: Floats) -> list[QPolygonF]:
    """Return one polygon for each run of bars at which both edges are known."""
    found = []
    for part in known_parts(upper + lower):
        across = np.concatenate((x[part], x[part][::-1]))
        found.append(polygon(across, np.concatenate((upper[part], lower[part][::-1]))))
    return found
