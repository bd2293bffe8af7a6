"""The small shapes beside text, drawn so that they are sharp at every scale in any colour."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

# Every shape is drawn on a square of this side; `draw_mark` scales it.
SIDE = 16.0


def draw_mark(painter: QPainter, name: str, colour: str, place: QRectF) -> None:
    """Draw a shape of `MARKS` into a square place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / SIDE, place.height() / SIDE)
    pen = QPen(QColor(colour), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    MARKS[name](painter)
    painter.restore()


def mark_icon(name: str, colour: str, size: int = 16) -> QIcon:
    """Return a shape as an icon for a button, sharp up to a scale of 300 %."""
    pixmap = QPixmap(size * 3, size * 3)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_mark(painter, name, colour, QRectF(0, 0, size * 3, size * 3))
    painter.end()
    return QIcon(pixmap)


def _dot(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(QPointF(8, 8), 2.4, 2.4)


def _ring(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 8), 2.6, 2.6)


def _news(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawEllipse(QPointF(8, 8), 3, 3)


def _warn(painter: QPainter) -> None:
    path = QPainterPath(QPointF(8, 2.6))
    path.lineTo(14.2, 13.2)
    path.lineTo(1.8, 13.2)
    path.closeSubpath()
    painter.drawPath(path)
    painter.drawLine(QPointF(8, 6.6), QPointF(8, 9.4))
    painter.drawPoint(QPointF(8, 11.3))


def _gap(painter: QPainter) -> None:
    painter.drawLine(QPointF(3.5, 6), QPointF(12.5, 6))
    painter.drawLine(QPointF(3.5, 10), QPointF(12.5, 10))
    painter.drawLine(QPointF(10.6, 3), QPointF(5.4, 13))


def _done(painter: QPainter) -> None:
    painter.drawPolyline([QPointF(3, 8.6), QPointF(6.4, 12), QPointF(13, 4.4)])


def _clock(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8, 8), 5.4, 5.4)
    painter.drawPolyline([QPointF(8, 5), QPointF(8, 8), QPointF(10.2, 9.4)])


def _bell_path() -> QPainterPath:
    path = QPainterPath(QPointF(3, 11.6))
    path.cubicTo(4.4, 10.2, 4.4, 9, 4.4, 7)
    path.cubicTo(4.4, 1.6, 11.6, 1.6, 11.6, 7)
    path.cubicTo(11.6, 9, 11.6, 10.2, 13, 11.6)
    path.closeSubpath()
    return path


def _bell(painter: QPainter) -> None:
    painter.drawPath(_bell_path())
    painter.drawLine(QPointF(6.9, 13.8), QPointF(9.1, 13.8))


def _full_bell(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    _bell(painter)


def _plus(painter: QPainter) -> None:
    painter.drawLine(QPointF(8, 3.5), QPointF(8, 12.5))
    painter.drawLine(QPointF(3.5, 8), QPointF(12.5, 8))


def _search(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(7, 7), 4.2, 4.2)
    painter.drawLine(QPointF(10.2, 10.2), QPointF(13.2, 13.2))


def _filter(painter: QPainter) -> None:
    painter.drawLine(QPointF(2.8, 4.5), QPointF(13.2, 4.5))
    painter.drawLine(QPointF(4.8, 8), QPointF(11.2, 8))
    painter.drawLine(QPointF(6.8, 11.5), QPointF(9.2, 11.5))


def _group(painter: QPainter) -> None:
    for top in (3.4, 10):
        painter.drawLine(QPointF(2.8, top), QPointF(9, top))
        painter.drawLine(QPointF(5.4, top + 3), QPointF(13.2, top + 3))


def _folded(painter: QPainter) -> None:
    painter.drawPolyline([QPointF(6, 4.4), QPointF(10, 8), QPointF(6, 11.6)])


def _unfolded(painter: QPainter) -> None:
    painter.drawPolyline([QPointF(4.4, 6), QPointF(8, 10), QPointF(11.6, 6)])


MARKS: Mapping[str, Callable[[QPainter], None]] = {
    "bell": _bell,
    "bell-new": _full_bell,
    "closed": _ring,
    "delayed": _clock,
    "done": _done,
    "filter": _filter,
    "folded": _folded,
    "gap": _gap,
    "group": _group,
    "news": _news,
    "open": _dot,
    "plus": _plus,
    "search": _search,
    "unfolded": _unfolded,
    "warn": _warn,
}
# The colours of marks that do not take the colour of their cell.
MARK_TONES = {
    "closed": "faint",
    "delayed": "faint",
    "done": "target",
    "gap": "warn",
    "news": "target",
    "open": "accent",
    "warn": "warn",
}
