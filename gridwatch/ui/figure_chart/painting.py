"""Paints lines on a plot: grid and axes, bands, what is counted, what is only expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gridwatch.domain.thesis.figures import Figure
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.figure_chart.dates import DayTick
from gridwatch.ui.figure_chart.line import Line, Point, links_of
from gridwatch.ui.figure_chart.plot import Plot

RADIUS = 3.0
_BAND, _FORMER, _GAP_TONE = 0.16, 0.4, 0.4
_APART = 8.0  # pixels from one point to the next below which no points are drawn
_DENSE = 2.0  # links on one pixel from which on they are drawn as one stroke


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


def paint_line(painter: QPainter, plot: Plot, line: Line, tone: QColor, ink: Ink) -> None:
    """Draw one line: its band, the links, earlier revisions, and its points."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    _paint_bands(painter, plot, line, ink.faded(tone, _BAND))
    _paint_links(painter, plot, line, tone, ink)
    if not _is_dense(plot, line):
        for each in line.points:
            _paint_former(painter, plot, each, ink.mixed(tone, _FORMER))
        for each in line.points:
            paint_point(painter, plot, each, tone, ink)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


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
    solid, dashed = QPen(tone, 1.7), QPen(tone, 1.5, Qt.PenStyle.CustomDashLine)
    dashed.setDashPattern([3.0, 2.5])
    thin = QPen(ink.mixed(tone, _GAP_TONE), 1.2)
    runs: list[tuple[QPen, list[QPointF]]] = []
    for one, other, whole in links_of(line):
        pen = dashed if other.figure.forecast else (solid if whole else thin)
        start, end = plot.at(one.figure, one.value), plot.at(other.figure, other.value)
        if runs and runs[-1][0] is pen:
            runs[-1][1].append(end)
        else:
            runs.append((pen, [start, end]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen, places in runs:
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(_thinned(places)))


def _thinned(places: Sequence[QPointF]) -> list[QPointF]:
    """Return a path that leaves out no extreme, with at most four points on a pixel."""
    if len(places) < 2 or len(places) <= _DENSE * abs(places[-1].x() - places[0].x()):
        return list(places)
    columns: dict[int, list[QPointF]] = {}
    for each in places:
        columns.setdefault(int(each.x()), []).append(each)
    return [each for column in columns.values() for each in _extremes(column)]


def _extremes(column: Sequence[QPointF]) -> list[QPointF]:
    low, high = min(column, key=QPointF.y), max(column, key=QPointF.y)
    return [column[0], low, high, column[-1]]


def _is_dense(plot: Plot, line: Line) -> bool:
    return len(line.points) * _APART > plot.rect.width()


def screen_ratio(painter: QPainter) -> float:
    """Return how many pixels of what is painted on make one of ours."""
    return float(painter.deviceTransform().m11()) or 1.0
