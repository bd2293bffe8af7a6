"""The shapes on the chart's buttons, drawn so that they are sharp at every scale in any colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from gridwatch.ui.appearance import Tones

SIDE = 18.0  # every shape is drawn on a square of this side
_FINEST = 3  # sharp up to a scale of 300 %


def chart_icon(name: str, tones: Tones) -> QIcon:
    """Return a shape of `SHAPES` as an icon: plain, chosen and disabled."""
    icon = QIcon()
    for mode, state, tone in (
        (QIcon.Mode.Normal, QIcon.State.Off, tones.text),
        (QIcon.Mode.Normal, QIcon.State.On, tones.accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, tones.faint),
        (QIcon.Mode.Disabled, QIcon.State.On, tones.faint),
    ):
        icon.addPixmap(_painted(name, tone, tones.base), mode, state)
    return icon


def _painted(name: str, tone: str, ground: str) -> QPixmap:
    pixmap = QPixmap(round(SIDE) * _FINEST, round(SIDE) * _FINEST)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_FINEST, _FINEST)
    pen = QPen(QColor(tone), 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setBackground(QColor(ground))
    SHAPES[name](painter)
    painter.end()
    return pixmap


def _line(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline([QPointF(x, y) for x, y in points])


def _candle(painter: QPainter, x: float, ends: tuple[float, ...], *, full: bool) -> None:
    """Draw one candle: `ends` are the high, the body's top and bottom, and the low."""
    high, top, bottom, low = ends
    _line(painter, (x, high), (x, top))
    _line(painter, (x, bottom), (x, low))
    painter.setBrush(painter.pen().color() if full else QColor(Qt.GlobalColor.transparent))
    painter.drawRect(QRectF(x - 2, top, 4, bottom - top))


def _candles(painter: QPainter) -> None:
    _candle(painter, 5.5, (4.0, 6.5, 12.0, 15.0), full=True)
    _candle(painter, 12.5, (2.5, 5.0, 10.0, 13.5), full=True)


def _hollow(painter: QPainter) -> None:
    _candle(painter, 5.5, (4.0, 6.5, 12.0, 15.0), full=False)
    _candle(painter, 12.5, (2.5, 5.0, 10.0, 13.5), full=True)


def _bars(painter: QPainter) -> None:
    for x, high, low, first, last in ((6.0, 4.5, 15.0, 12.5, 7.0), (12.5, 2.5, 12.5, 9.5, 5.0)):
        _line(painter, (x, high), (x, low))
        _line(painter, (x - 2.5, first), (x, first))
        _line(painter, (x, last), (x + 2.5, last))


_STROKE = ((2.5, 12.5), (6.5, 7.5), (10.0, 10.5), (15.5, 4.0))


def _stroke(painter: QPainter) -> None:
    _line(painter, *_STROKE)


def _area(painter: QPainter) -> None:
    shade = QColor(painter.pen().color())
    shade.setAlphaF(0.3)
    pen = painter.pen()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    ends = ((15.5, 15.0), (2.5, 15.0))
    painter.drawPolygon(QPolygonF([QPointF(*each) for each in (*_STROKE, *ends)]))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _line(painter, *_STROKE)


def _studies(painter: QPainter) -> None:
    _line(painter, (2.5, 3.0), (2.5, 15.0), (15.5, 15.0))
    _line(painter, (5.0, 11.5), (8.0, 7.0), (11.0, 9.5), (15.0, 3.5))
    pen = painter.pen()
    pen.setStyle(Qt.PenStyle.DotLine)
    pen.setWidthF(1.2)
    painter.setPen(pen)
    _line(painter, (5.0, 12.5), (15.0, 8.5))


def _compare(painter: QPainter) -> None:
    _line(painter, (2.5, 13.5), (6.5, 9.5), (10.5, 11.0), (15.5, 3.5))
    pen = painter.pen()
    pen.setWidthF(1.1)
    painter.setPen(pen)
    _line(painter, (2.5, 6.0), (6.5, 4.5), (10.5, 7.0), (15.5, 9.5))


def _draw(painter: QPainter) -> None:
    _line(painter, (3.0, 15.0), (4.2, 11.2), (12.2, 3.2), (14.8, 5.8), (6.8, 13.8), (3.0, 15.0))
    _line(painter, (10.4, 5.0), (13.0, 7.6))


def _more(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    for x in (4.0, 9.0, 14.0):
        painter.drawEllipse(QPointF(x, 9.0), 0.9, 0.9)


def _pin(painter: QPainter) -> None:
    _line(painter, (6.0, 3.0), (12.0, 3.0))
    _line(painter, (7.0, 3.0), (6.6, 8.0), (4.5, 10.5), (13.5, 10.5), (11.4, 8.0), (11.0, 3.0))
    _line(painter, (9.0, 10.5), (9.0, 15.5))


SHAPES: Mapping[str, Callable[[QPainter], None]] = {
    "area": _area,
    "bars": _bars,
    "candles": _candles,
    "compare": _compare,
    "draw": _draw,
    "hollow": _hollow,
    "line": _stroke,
    "more": _more,
    "pin": _pin,
    "studies": _studies,
}
