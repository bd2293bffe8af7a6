"""The closing prices as one line over a soft area, drawn from the columns in view."""

from __future__ import annotations

import numpy as np
from pyqtgraph import GraphicsObject
from pyqtgraph.functions import create_qpolygonf, ndarray_from_qpolygonf
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gridwatch.domain.bars import Floats
from gridwatch.ui.chart.engine.columns import Columns, stroke

# Qt draws a pen of width 1 on a path of its own: 20,000 bars in view cost 1 ms with it and 50 ms
# with a wider one (pyqtgraph issue 533). A short line can afford to be seen.
_BOLD, _BOLD_POINTS = 1.6, 400


class Line(GraphicsObject):  # type: ignore[misc]  # pyqtgraph carries no types
    """One series in the stage's own coordinates: bar numbers and heights."""

    def __init__(self) -> None:
        super().__init__()
        self._rect = QRectF()
        self._line = QPolygonF()
        self._area = QPolygonF()
        self._ink = QColor()
        self._fill = QBrush(Qt.BrushStyle.NoBrush)

    def set_ink(self, ink: QColor) -> None:
        """Take a colour for the line; the area is a breath of it."""
        self._ink = ink
        self.update()

    def show_columns(self, found: Columns, view: QRectF) -> None:
        """Draw these columns in the visible rectangle of the stage."""
        x, y = stroke(found)
        self._line = _polygon(x, y)
        self._area = QPolygonF()
        if len(x):
            ends = np.array((view.top(), view.top()))
            top = found.last if found.step == 1 else found.high
            self._area = _polygon(
                np.concatenate((found.x, found.x[[-1, 0]])), np.concatenate((top, ends))
            )
        self._fill = self._gradient(view)
        if view != self._rect:
            self.prepareGeometryChange()
            self._rect = QRectF(view)
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the visible rectangle: nothing is drawn beyond it."""
        return self._rect

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the area, then the line on it."""
        del option, widget
        if self._line.size() < 2:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill)
        painter.drawPolygon(self._area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(self._pen())
        painter.drawPolyline(self._line)

    def _pen(self) -> QPen:
        pen = QPen(self._ink, _BOLD if self._line.size() <= _BOLD_POINTS else 0)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        return pen

    def _gradient(self, view: QRectF) -> QBrush:
        # A data rectangle stands on its head: its bottom is the highest price.
        gradient = QLinearGradient(0, view.bottom(), 0, view.top())
        for place, strength in ((0.0, 0.26), (0.55, 0.10), (1.0, 0.0)):
            tone = QColor(self._ink)
            tone.setAlphaF(strength)
            gradient.setColorAt(place, tone)
        return QBrush(gradient)


def _polygon(x: Floats, y: Floats) -> QPolygonF:
    polygon: QPolygonF = create_qpolygonf(len(x))
    if len(x):
        points = ndarray_from_qpolygonf(polygon)
        points[:, 0] = x
        points[:, 1] = y
    return polygon
