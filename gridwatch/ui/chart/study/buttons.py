"""The small buttons of a legend, drawn so that they are sharp at every scale."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_SIDE = 12.0


class Button(StrEnum):
    """What can be done with an entry."""

    SETTINGS = "settings"
    HIDE = "hide"
    SHOW = "show"
    REMOVE = "remove"


def draw_button(painter: QPainter, button: Button, room: QRectF, tone: QColor) -> None:
    """Draw the sign of a button in the middle of its room."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(QPen(tone, 1.2, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = room.center()
    painter.translate(middle.x() - _SIDE / 2, middle.y() - _SIDE / 2)
    if button is Button.REMOVE:
        painter.drawLine(QPointF(2.5, 2.5), QPointF(9.5, 9.5))
        painter.drawLine(QPointF(9.5, 2.5), QPointF(2.5, 9.5))
    elif button is Button.SETTINGS:
        _draw_sliders(painter, tone)
    else:
        _draw_eye(painter, tone, closed=button is Button.HIDE)
    painter.restore()


def _draw_sliders(painter: QPainter, tone: QColor) -> None:
    painter.drawLine(QPointF(1, 3.5), QPointF(11, 3.5))
    painter.drawLine(QPointF(1, 8.5), QPointF(11, 8.5))
    painter.setBrush(tone)
    painter.drawEllipse(QPointF(7.8, 3.5), 1.5, 1.5)
    painter.drawEllipse(QPointF(4.2, 8.5), 1.5, 1.5)


def _draw_eye(painter: QPainter, tone: QColor, *, closed: bool) -> None:
    eye = QPainterPath(QPointF(0.5, 6))
    eye.quadTo(QPointF(6, 0.5), QPointF(11.5, 6))
    eye.quadTo(QPointF(6, 11.5), QPointF(0.5, 6))
    painter.drawPath(eye)
    if closed:
        painter.drawLine(QPointF(2, 10.5), QPointF(10, 1.5))
    painter.setBrush(tone)
    painter.drawEllipse(QPointF(6, 6), 1.6, 1.6)
