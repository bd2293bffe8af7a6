"""Where days and values stand in a plot of some lines, as plain arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF

from gridwatch.domain.thesis.figures import Figure
from gridwatch.ui.chart.engine.rounding import spanning_ticks
from gridwatch.ui.figure_chart.line import Line, Point

_AIR = 0.04  # of the days, free at each side
_ALONE = 120  # days at each side of a single figure
_TICK_ROOM, _MOST_TICKS, _LEAST_TICKS = 26.0, 6, 2


@dataclass(frozen=True, slots=True)
class Plot:
    """Days from `first` to `last` (ordinals) and values over the ticks, on the pixels of `rect`."""

    rect: QRectF
    first: float
    last: float
    ticks: tuple[float, ...]

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last whole day in view."""
        return _day(self.first + 1), _day(self.last)

    def x(self, day: date) -> float:
        """Return the pixel of a day."""
        part = (day.toordinal() - self.first) / (self.last - self.first)
        return self.rect.left() + part * self.rect.width()

    def y(self, value: float) -> float:
        """Return the pixel of a value."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.rect.bottom() - (value - low) / (high - low) * self.rect.height()

    def at(self, figure: Figure, value: float) -> QPointF:
        """Return the pixel of a value at a figure's day."""
        return QPointF(self.x(figure.on), self.y(value))

    def nearest(self, lines: Iterable[Line], x: float) -> Point | None:
        """Return the point whose day is nearest to a pixel, None where there is none."""
        day = self.first + (x - self.rect.left()) / self.rect.width() * (self.last - self.first)
        points = (found for line in lines if (found := line.nearest(day)) is not None)
        return min(points, key=lambda each: abs(each.on.toordinal() - day), default=None)


def plot_of(lines: Sequence[Line], rect: QRectF) -> Plot | None:
    """Return a plot with room for everything that is drawn of some lines; None for no points."""
    drawn = [line for line in lines if line.points]
    if not drawn:
        return None
    first = min(line.track.days[0] for line in drawn)
    last = max(line.track.days[-1] for line in drawn)
    air = (last - first) * _AIR or _ALONE
    most = max(_LEAST_TICKS, min(_MOST_TICKS, int(rect.height() / _TICK_ROOM)))
    least = min(line.least for line in drawn)
    ticks = spanning_ticks(least, max(line.most for line in drawn), most)
    begin, end = max(1.0, first - air), min(float(date.max.toordinal()), last + air)
    return Plot(rect, begin, end, tuple(ticks))


def _day(ordinal: float) -> date:
    return date.fromordinal(int(min(max(1, ordinal), date.max.toordinal())))
