"""Columns that stand on zero and hang from it: the distance of a MACD from its signal."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gridwatch.domain.bars import Floats
from gridwatch.ui.chart.engine.batch import Rects, draw_rects
from gridwatch.ui.chart.engine.columns import Columns, Extent
from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.gathering import Gathering
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer

_ROOM, _WIDEST = 0.72, 24.0
_GROWING, _FADING = 0.62, 0.34  # how strong the colour is where the distance grows, and shrinks


class Histogram(Layer):
    """One column of values; where many bars share a pixel, all that they reach on both sides."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink, 0)
        self._gathering: Gathering | None = None
        self._found: Columns | None = None
        # Above zero growing and fading, below zero growing and fading.
        self._rects = (Rects(), Rects(), Rects(), Rects())

    def show_values(self, values: Floats | None) -> None:
        """Take other values, one for each bar, or none; they may be written in place."""
        self._found = self._gathering = None
        if values is not None:
            self._gathering = Gathering(values, values, values, values)

    def look(self, window: Window) -> Extent | None:
        """Gather the visible values; zero belongs to them."""
        if self._gathering is None:
            return None
        self._found = self._gathering.look(window)
        return _with_zero(self._gathering.extent)

    def look_again(self, window: Window, first: int) -> Extent | None:
        """Look at values that were written in place."""
        if self._gathering is None:
            return None
        self._found = self._gathering.look_again(window, first)
        return _with_zero(self._gathering.extent)

    def reframed(self) -> None:
        """Turn the gathered values into pixels."""
        for each in self._rects:
            each.clear()
        frame, found = self.frame, self._found
        if frame is not None and found is not None and len(found):
            self._fill(frame, found)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the columns in colours that cover."""
        ink = self.ink
        tones = [
            ink.mixed(tone, part) for tone in (ink.rise, ink.fall) for part in (_GROWING, _FADING)
        ]
        draw_rects(painter, *zip(self._rects, tones, strict=True))

    def _fill(self, frame: Frame, found: Columns) -> None:
        wide = _width(frame, found.step)
        lefts = frame.snapped(frame.xs(found.x) - wide / 2)
        zero = float(frame.snapped(np.array([frame.y(0.0)]))[0])
        before = np.concatenate((found.first[:1], found.last[:-1]))
        rises = found.last >= before
        upper, lower = frame.snapped(frame.ys(found.high)), frame.snapped(frame.ys(found.low))
        above, below = found.high > 0, found.low < 0
        for mask, rects in zip((above & rises, above & ~rises), self._rects[:2], strict=True):
            rects.fill(lefts[mask], upper[mask], wide, zero - upper[mask], frame.ratio)
        for mask, rects in zip((below & ~rises, below & rises), self._rects[2:], strict=True):
            tall = lower[mask] - zero
            rects.fill(lefts[mask], np.full(len(tall), zero), wide, tall, frame.ratio)


def _with_zero(seen: Extent | None) -> Extent | None:
    return (min(seen[0], 0.0), max(seen[1], 0.0)) if seen is not None else None


def _width(frame: Frame, step: int) -> float:
    """Return the width of a column in pixels of ours, whole on the screen."""
    room = frame.bar_width * step
    wanted = room if step > 1 else min(room * _ROOM, _WIDEST)
    return max(1.0, float(np.floor(wanted * frame.ratio))) / frame.ratio
