"""The view as geometry: bar numbers and prices to pixels of the plot and back."""

from __future__ import annotations

from dataclasses import dataclass

from gridwatch.ui.chart.engine.scale import Scale, height, price_at


@dataclass(frozen=True, slots=True)
class Frame:
    """Bars from `left` to `right` and heights from `bottom` to `top` on `wide` × `tall` pixels."""

    left: float
    right: float
    bottom: float
    top: float
    wide: float
    tall: float
    scale: Scale

    def x(self, bar: float) -> float:
        """Return the pixel of a bar number."""
        return (bar - self.left) / (self.right - self.left) * self.wide

    def y(self, price: float) -> float:
        """Return the pixel of a price, counted from the top."""
        return (self.top - height(price, self.scale)) / (self.top - self.bottom) * self.tall

    def bar(self, x: float) -> float:
        """Return the bar number at a pixel."""
        return self.left + x / self.wide * (self.right - self.left)

    def price(self, y: float) -> float:
        """Return the price at a pixel counted from the top."""
        return price_at(self.top - y / self.tall * (self.top - self.bottom), self.scale)
