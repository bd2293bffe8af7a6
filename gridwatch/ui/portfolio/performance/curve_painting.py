"""Paints single lines of a chart, dense or sparse, and finds the round values of its axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gridwatch.domain.bars import Days, Floats
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.rounding import spanning_ticks
from gridwatch.ui.portfolio.performance.curves import Bars, Range, bars, is_dense, polylines

_TICK_ROOM = 30.0
_RUN = 24  # points of one path: the time for a path that crosses itself grows with their square
FILL = 0.08  # of the colour, below a line


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One line on the days of the chart; `words` name it; `filled` down to the axis."""

    words: str
    values: Floats
    tone: QColor
    wide: float = 1.6
    filled: bool = False
    dashed: bool = False


def ticks_of(lines: Sequence[Floats], tall: float, most: int = 0) -> list[float]:
    """Return round values that hold everything that is known of some lines."""
    known = [each[np.isfinite(each)] for each in lines]
    some = [each for each in known if len(each)]
    low = min((float(each.min()) for each in some), default=0.0)
    high = max((float(each.max()) for each in some), default=1.0)
    count = most or max(2, min(7, int(tall / _TICK_ROOM)))
    return spanning_ticks(low, high, count + (most == 2))


def paint_curve(
    painter: QPainter,
    days: Days,
    curve: Curve,
    place: Range,
    ink: Ink,
    fill: float = FILL,
    *,
    top: bool = False,
) -> None:
    """Draw one line, with a tint down to the bottom of its pane, or up to the top."""
    edge = place.rect.top() if top else min(place.y(0.0), place.rect.bottom())
    edge = max(edge, place.rect.top())
    tint = ink.faded(curve.tone, fill) if curve.filled else None
    if is_dense(days, place) and not curve.dashed:
        pixel = 1 / painter.device().devicePixelRatioF()
        for each in bars(days, curve.values, place, pixel):
            _paint_bars(painter, each, curve, pixel, edge, tint)
        return
    for stroke in polylines(days, curve.values, place):
        if tint is not None and len(stroke) > 1:
            _paint_tint(painter, stroke, edge, tint)
        _paint_stroke(painter, stroke, curve)


def _paint_bars(
    painter: QPainter, stroke: Bars, curve: Curve, pixel: float, edge: float, tint: QColor | None
) -> None:
    """Draw a dense stroke as one band: its edges are smooth, and it costs as little as its tint."""
    xs, half = stroke.lefts + pixel / 2, curve.wide / 2
    painter.setPen(Qt.PenStyle.NoPen)
    if tint is not None:
        painter.setBrush(tint)
        _paint_band(painter, xs, stroke.lows, np.full(len(xs), edge))
    painter.setBrush(curve.tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_band(painter, xs, stroke.tops - half, stroke.bottoms + half)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _paint_band(painter: QPainter, xs: Floats, upper: Floats, lower: Floats) -> None:
    across = xs.tolist()
    down = [*upper.tolist(), *reversed(lower.tolist())]
    points = list(map(QPointF, [*across, *reversed(across)], down))
    painter.drawPolygon(QPolygonF(points), Qt.FillRule.WindingFill)


def _paint_tint(painter: QPainter, stroke: list[QPointF], edge: float, tint: QColor) -> None:
    first, last = stroke[0], stroke[-1]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawPolygon(QPolygonF([*stroke, QPointF(last.x(), edge), QPointF(first.x(), edge)]))


def _paint_stroke(painter: QPainter, stroke: list[QPointF], curve: Curve) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=not curve.dashed)
    pen = QPen(curve.tone, 1.0 if curve.dashed else curve.wide)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
    if curve.dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for at in range(0, max(1, len(stroke) - 1), _RUN):
        painter.drawPolyline(QPolygonF(stroke[at : at + _RUN + 1]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
