"""The view of one pane as geometry: bar numbers and values to pixels of the pane and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Floats
from gridwatch.ui.chart.engine.scale import Scale, height, heights, price_at

# How much of a bar's room its body takes, where that is a few pixels and where it is many.
_CLOSE, _LOOSE, _ROOMY = 0.82, 0.72, 8.0
_WIDEST = 24.0


@dataclass(frozen=True, slots=True)
class View:
    """The bar numbers at the left and right edge."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Window:
    """The bars from `left` to `right` on `wide` pixels: what a layer looks for before it is drawn.

    Bar number 3 stands at 3.0, in the middle of its room from 2.5 to 3.5.
    """

    left: float
    right: float
    wide: float

    def bars(self, count: int) -> tuple[int, int]:
        """Return the first visible bar of `count` and the one after the last visible."""
        first = max(0, int(np.ceil(self.left)))
        return min(first, count), max(min(first, count), min(count, int(np.floor(self.right)) + 1))


@dataclass(frozen=True, slots=True)
class Frame:
    """Bars from `left` to `right` and heights from `bottom` to `top` on `wide` × `tall` pixels.

    `base` is the value that stands at 0 % on a percent scale; `ratio` is how many pixels of the
    screen make one of ours.
    """

    left: float
    right: float
    bottom: float
    top: float
    wide: float
    tall: float
    scale: Scale
    base: float = 0.0
    ratio: float = 1.0

    @property
    def bar_width(self) -> float:
        """Return the pixels from one bar to the next."""
        return self.wide / (self.right - self.left)

    def body_width(self, step: int) -> float:
        """Return the width of what stands at a bar, or at a column of `step` bars, in our pixels.

        It is whole and odd on the screen, so that there is a middle pixel for a wick; columns leave
        no gap.
        """
        room = self.bar_width * step * self.ratio
        if step > 1:
            return float(np.ceil(room)) / self.ratio
        part = _CLOSE if room < _ROOMY else _LOOSE
        whole = int(min(room * part + 0.1, _WIDEST * self.ratio))
        return max(1, whole - 1 + whole % 2) / self.ratio

    def x(self, bar: float) -> float:
        """Return the pixel of the middle of a bar."""
        return (bar - self.left) / (self.right - self.left) * self.wide

    def y(self, value: float) -> float:
        """Return the pixel of a value, counted from the top; NaN where the scale has no place."""
        return (self.top - height(value, self.scale)) / (self.top - self.bottom) * self.tall

    def xs(self, bars: Floats) -> Floats:
        """Return the pixels of bar numbers."""
        return (bars - self.left) * (self.wide / (self.right - self.left))

    def ys(self, values: Floats) -> Floats:
        """Return the pixels of values, NaN where the scale has no place for one."""
        return (self.top - heights(values, self.scale)) * (self.tall / (self.top - self.bottom))

    def bar(self, x: float) -> float:
        """Return the bar number at a pixel."""
        return self.left + x / self.wide * (self.right - self.left)

    def value(self, y: float) -> float:
        """Return the value at a pixel counted from the top."""
        return price_at(self.top - y / self.tall * (self.top - self.bottom), self.scale)

    def snapped(self, pixels: Floats) -> Floats:
        """Return pixels moved to whole ones of the screen, so that edges are sharp at 125 %."""
        return np.round(pixels * self.ratio) / self.ratio
