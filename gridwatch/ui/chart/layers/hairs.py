"""The hair lines of the crosshair in one pane."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.layers.dashes import Dashes

_DOT = 4.0
_ON, _OFF = 3, 3
_STRENGTH = 0.75


class Hairs(Layer):
    """Up to two lines and a dot; a move paints the strips that they leave and take."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink, 20)
        self._x: float | None = None
        self._y: float | None = None
        self._dot: float | None = None
        self._down, self._across = Dashes(_ON, _OFF), Dashes(_ON, _OFF)

    @property
    def lines(self) -> tuple[float | None, float | None]:
        """Return the pixels of the vertical and the horizontal line."""
        return self._x, self._y

    def show_hairs(self, frame: Frame, x: float | None, y: float | None, dot: float | None) -> None:
        """Take the pixels of both lines, and the height of the dot on the vertical one.

        None leaves one out.
        """
        if (x, y, dot) == (self._x, self._y, self._dot):
            return
        if x != self._x:
            self._touch_down()
        if y != self._y:
            self._touch_across()
        self._x, self._y, self._dot = x, y, dot
        self._down.clear()
        self._across.clear()
        if x is not None:
            self._down.down(x, self.sheet.height(), frame.ratio)
            self._touch_down()
        if y is not None:
            self._across.across((y,), self.sheet.width(), frame.ratio)
            self._touch_across()

    def hide_hairs(self) -> None:
        """Draw nothing any more."""
        self._touch_down()
        self._touch_across()
        self._x = self._y = self._dot = None

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the lines, and the dot on the close."""
        tone = self._tone()
        if self._x is not None:
            self._down.draw(painter, tone)
        if self._y is not None:
            self._across.draw(painter, tone)
        if self._x is not None and self._dot is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
            painter.setPen(QPen(self.ink.base, 0))
            painter.setBrush(self.ink.line)
            painter.drawEllipse(QPointF(self._x, self._dot), _DOT, _DOT)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _tone(self) -> QColor:
        return self.ink.mixed(self.ink.muted, _STRENGTH)

    def _touch_down(self) -> None:
        """Have the strip of the vertical line and of its dot painted."""
        if self._x is not None:
            half = _DOT + 2 if self._dot is not None else 2
            self.repaint(QRectF(self._x - half, 0, 2 * half, self.sheet.height()))

    def _touch_across(self) -> None:
        if self._y is not None:
            self.repaint(QRectF(0, self._y - 2, self.sheet.width(), 4))
