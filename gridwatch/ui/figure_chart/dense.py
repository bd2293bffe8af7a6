"""Paints a line that has more points than pixels: a bar on each column of them, in linear time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import ceil
from operator import attrgetter

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from gridwatch.ui.figure_chart.columns import Column, columns_of
from gridwatch.ui.figure_chart.line import Link, Track
from gridwatch.ui.figure_chart.plot import Plot

_BANDED = attrgetter("banded")
_HALF = 0.85  # of the stroke's width
_TALL = 8.0  # pixels from which on nobody sees that the ends of a bar are not smooth


class DenseStroke:
    """The stroke of one line; what it consists of is kept while it is painted on the same place."""

    def __init__(self, track: Track) -> None:
        """Take the numbers of the line."""
        self._track = track
        self._place: tuple[Plot, float, float] | None = None
        self._shapes = _Shapes()

    def paint(
        self, painter: QPainter, plot: Plot, tones: Mapping[Link, QColor], band: QColor
    ) -> None:
        """Draw bands and stroke; no value is left out, however many share a pixel."""
        screen = painter.deviceTransform()
        place = plot, screen.m11(), screen.dx()
        if place != self._place:
            self._place, self._shapes = place, _shapes_of(self._track, plot, screen)
        self._shapes.paint(painter, tones, band)


@dataclass(frozen=True, slots=True)
class _Shapes:
    bands: Sequence[QPolygonF] = ()
    bridges: Sequence[tuple[Link, QLineF]] = ()
    bars: Sequence[tuple[Link, bool, Sequence[QRectF]]] = ()  # with whether they are tall

    def paint(self, painter: QPainter, tones: Mapping[Link, QColor], band: QColor) -> None:
        smooth = QPainter.RenderHint.Antialiasing
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(smooth, on=False)
        painter.setBrush(band)
        for each in self.bands:
            painter.drawPolygon(each)
        for link, tall, places in self.bars:
            painter.setRenderHint(smooth, on=not tall)
            painter.setBrush(tones[link])
            painter.drawRects(places)
        painter.setRenderHint(smooth, on=True)
        for link, line in self.bridges:
            painter.setPen(QPen(tones[link], 2 * _HALF))
            painter.drawLine(line)


class _Grid:
    """Where columns of whole pixels stand in a plot: on any other place their edges would shine."""

    def __init__(self, plot: Plot, screen: QTransform) -> None:
        ratio, offset = screen.m11() or 1.0, screen.dx()
        self.plot, self.pixel = plot, 1 / ratio
        self.left = (ceil(ratio * plot.rect.left() + offset) - offset) / ratio
        self.days = (plot.last - plot.first) / plot.rect.width() / ratio
        self.start = plot.first + (self.left - plot.rect.left()) * ratio * self.days

    def x(self, column: Column) -> float:
        """Return the left edge of a column."""
        return self.left + column.place * self.pixel

    def bar(self, before: Column, column: Column) -> QRectF:
        """Return the stroke on a column, from where the one beside it has ended."""
        low, high = column.low, column.high
        if column.place - before.place == 1:
            low, high = min(low, before.last), max(high, before.last)
        top, bottom = self.plot.y(high) - _HALF, self.plot.y(low) + _HALF
        return QRectF(self.x(column), top, self.pixel, bottom - top)

    def bridge(self, one: Column, other: Column) -> QLineF:
        """Return the stroke over columns without points."""
        half, y = self.pixel / 2, self.plot.y
        return QLineF(self.x(one) + half, y(one.last), self.x(other) + half, y(other.first))

    def band(self, run: Sequence[Column]) -> QPolygonF:
        """Return the band over neighbours that have one, as wide as one column at least."""
        run = (*run, replace(run[-1], place=run[-1].place + 1))
        upper = [QPointF(self.x(each), self.plot.y(each.ceiling)) for each in run]
        lower = [QPointF(self.x(each), self.plot.y(each.floor)) for each in reversed(run)]
        return QPolygonF([*upper, *lower])


def _shapes_of(track: Track, plot: Plot, screen: QTransform) -> _Shapes:
    grid = _Grid(plot, screen)
    columns = list(columns_of(track, grid.start, grid.days))
    pairs = list(pairwise((columns[0], *columns)))
    bars = defaultdict[tuple[Link, bool], list[QRectF]](list)
    for before, each in pairs:
        bar = grid.bar(before, each)
        bars[each.link, bar.height() > _TALL].append(bar)
    return _Shapes(
        [grid.band(tuple(run)) for banded, run in groupby(columns, _BANDED) if banded],
        [(each.entry, grid.bridge(e, each)) for e, each in pairs if each.place - e.place > 1],
        [(link, tall, places) for (link, tall), places in bars.items()],
    )
