"""Paints lines on a plot: grid and axes, bands, what is counted, what is only expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gridwatch.domain.thesis.figures import Figure
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.figure_chart.dates import DayTick
from gridwatch.ui.figure_chart.dense import DenseStroke
from gridwatch.ui.figure_chart.line import Line, Link, Point
from gridwatch.ui.figure_chart.plot import Plot

RADIUS = 3.0
_BAND, _FORMER, _GAP_TONE = 0.16, 0.4, 0.4
_FORECAST_TONE = 0.65  # of a dense line: dashes would leave out what is between them
_APART = 8.0  # pixels from one point to the next below which no points are drawn
_RUN = 16  # points of one path: the time for a path that crosses itself grows with their square


@dataclass(frozen=True, slots=True)
class Axes:
    """What stands on the axes: the words of the plot's ticks, the days, and the unit."""

    values: tuple[str, ...]
    days: tuple[DayTick, ...]
    unit: str = ""


def paint_axes(painter: QPainter, plot: Plot, axes: Axes, ink: Ink) -> None:
    """Draw the grid and its words: values at the right, days below, the unit above the values."""
    ratio, rect = screen_ratio(painter), plot.rect
    thin = 1 / ratio
    for value in plot.ticks:
        y = round(plot.y(value) * ratio) / ratio
        painter.fillRect(QRectF(rect.left(), y, rect.width(), thin), ink.grid)
    for tick in axes.days:
        x = round(plot.x(tick.day) * ratio) / ratio
        painter.fillRect(QRectF(x, rect.top(), thin, rect.height()), ink.grid)
    _write_values(painter, plot, axes, ink)
    _write_days(painter, plot, axes.days, ink)


def _write_values(painter: QPainter, plot: Plot, axes: Axes, ink: Ink) -> None:
    tall, left = ink.metrics.height(), plot.rect.right() + 8
    painter.setFont(ink.font)
    painter.setPen(ink.muted)
    wide = ink.metrics.maxWidth() * 20
    middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for value, text in zip(plot.ticks, axes.values, strict=True):
        painter.drawText(QRectF(left, plot.y(value) - tall / 2, wide, tall), middle, text)


def _write_days(painter: QPainter, plot: Plot, days: Sequence[DayTick], ink: Ink) -> None:
    top, tall = plot.rect.bottom() + 5, ink.metrics.height()
    for tick in days:
        painter.setFont(ink.strong if tick.strong else ink.font)
        painter.setPen(ink.text if tick.strong else ink.muted)
        wide = ink.width(tick.text) + 8
        at = QRectF(plot.x(tick.day) - wide / 2, top, wide, tall)
        if at.left() >= 0 and at.right() <= plot.rect.right() + wide / 2:
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, tick.text)


def paint_line(
    painter: QPainter, plot: Plot, line: Line, stroke: DenseStroke, tone: QColor, ink: Ink
) -> None:
    """Draw one line: its band, the links, earlier revisions, and its points.

    `stroke` is that of the line for where it has more points than pixels.
    """
    wide, band = plot.rect.width(), ink.faded(tone, _BAND)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    if len(line.points) > wide:
        stroke.paint(painter, plot, _dense_tones(tone, ink), band)
    else:
        _paint_bands(painter, plot, line, band)
        _paint_links(painter, plot, line, tone, ink)
    if len(line.points) * _APART <= wide:
        for each in line.points:
            _paint_former(painter, plot, each, ink.mixed(tone, _FORMER))
        for each in line.points:
            paint_point(painter, plot, each, tone, ink)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _dense_tones(tone: QColor, ink: Ink) -> Mapping[Link, QColor]:
    return {
        Link.WHOLE: tone,
        Link.GAP: ink.mixed(tone, _GAP_TONE),
        Link.FORECAST: ink.mixed(tone, _FORECAST_TONE),
    }


def paint_point(
    painter: QPainter, plot: Plot, point: Point, tone: QColor, ink: Ink, radius: float = RADIUS
) -> None:
    """Draw one point: filled where it is counted, hollow where it is a forecast."""
    painter.setPen(QPen(tone, 1.5))
    painter.setBrush(ink.base if point.figure.forecast else tone)
    painter.drawEllipse(plot.at(point.figure, point.value), radius, radius)


def _paint_former(painter: QPainter, plot: Plot, point: Point, tone: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone)
    for each in point.former:
        if each.value is not None:
            painter.drawEllipse(plot.at(each, each.value), RADIUS - 0.8, RADIUS - 0.8)


def _paint_bands(painter: QPainter, plot: Plot, line: Line, tone: QColor) -> None:
    """Tint what lies between the edges; a band opens at the last figure that is counted."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone)
    for run in _banded_runs(line.points):
        if len(run) == 1:
            x, low, high = plot.x(run[0][0].on), plot.y(run[0][1]), plot.y(run[0][2])
            painter.drawRect(QRectF(x - 4, high, 8, max(1.0, low - high)))
            continue
        upper = [plot.at(each, high) for each, _, high in run]
        lower = [plot.at(each, low) for each, low, _ in reversed(run)]
        painter.drawPolygon(QPolygonF([*upper, *lower]))


def _banded_runs(points: Sequence[Point]) -> Iterator[list[tuple[Figure, float, float]]]:
    """Yield neighbours with edges; a forecast's run begins with the edges of the figure before."""
    run: list[tuple[Figure, float, float]] = []
    before: Point | None = None
    for each in points:
        figure = each.figure
        if figure.low is None or figure.high is None:
            if run:
                yield run
            run = []
        else:
            if not run and figure.forecast and before is not None:
                run.append((before.figure, before.value, before.value))
            run.append((figure, figure.low, figure.high))
        before = each
    if run:
        yield run


def _paint_links(painter: QPainter, plot: Plot, line: Line, tone: QColor, ink: Ink) -> None:
    """Draw what leads from point to point, each for itself: as one path it would be far slower."""
    dashed = QPen(tone, 1.5, Qt.PenStyle.CustomDashLine)
    dashed.setDashPattern([3.0, 2.5])
    pens = {
        Link.WHOLE: QPen(tone, 1.7),
        Link.GAP: QPen(ink.mixed(tone, _GAP_TONE), 1.2),
        Link.FORECAST: dashed,
    }
    places = [plot.at(each.figure, each.value) for each in line.points]
    links = [Link(each) for each in line.track.links]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for link in (Link.GAP, Link.WHOLE):
        painter.setPen(pens[link])
        painter.drawLines(
            [
                QLineF(*ends)
                for ends, each in zip(pairwise(places), links[1:], strict=True)
                if each is link
            ]
        )
    painter.setPen(dashed)
    for run in _forecast_runs(places, links):
        painter.drawPolyline(QPolygonF(run))


def _forecast_runs(places: Sequence[QPointF], links: Sequence[Link]) -> Iterator[list[QPointF]]:
    """Yield paths of a few points, along which the dashes go on."""
    run = list[QPointF]()
    for (one, other), link in zip(pairwise(places), links[1:], strict=True):
        if link is Link.FORECAST:
            run = [*run, other] if run else [one, other]
        if run and (link is not Link.FORECAST or len(run) > _RUN):
            yield run
            run = run[-1:] if link is Link.FORECAST else []
    if len(run) > 1:
        yield run


def screen_ratio(painter: QPainter) -> float:
    """Return how many pixels of what is painted on make one of ours."""
    return float(painter.deviceTransform().m11()) or 1.0
