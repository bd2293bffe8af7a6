"""What is painted in a pane: a sheet over all of it, in the pane's own pixels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.ink import Ink

Extent = tuple[float, float]


class Layer(QGraphicsObject):
    """One sheet. A pane asks `look` first, then gives the frame, then `draw` is called."""

    def __init__(self, ink: Ink, z: float = 0.0) -> None:
        super().__init__()
        self.setZValue(z)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.ink = ink
        self.frame: Frame | None = None
        self._sheet = QRectF()

    def look(self, window: Window) -> Extent | None:
        """Gather what is visible; return its lowest and highest value, None to stretch nothing."""
        del window
        return None

    def covers(self) -> Sequence[QRectF]:
        """Return the places of its words, of which labels of other layers keep clear."""
        return ()

    def wish(self) -> float | None:
        """Return a value that the pane should show where it is near enough."""
        return None

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self.ink = ink
        self.reframed()
        self.update()

    def set_frame(self, frame: Frame | None) -> None:
        """Take the geometry of the view, None where there is nothing to see."""
        self.frame = frame
        self.reframed()
        self.update()

    def reframed(self) -> None:
        """Make ready what `draw` paints: the frame or the ink is new."""

    def rewritten(self, first: int) -> None:
        """Take note that the bars from `first` on were written in place; `look` comes next."""

    def repaint_from(self, first: int) -> None:
        """Paint the bars from `first` on again, and no others: the frame stands."""
        frame = self.frame
        if frame is None:
            return
        self.reframed()
        left = max(0.0, frame.x(first - 1) - frame.bar_width - 2)
        self.update(QRectF(left, 0, self._sheet.width() - left, self._sheet.height()))

    def set_size(self, wide: float, tall: float) -> None:
        """Cover the pane."""
        if (wide, tall) != (self._sheet.width(), self._sheet.height()):
            self.prepareGeometryChange()
            self._sheet = QRectF(0, 0, wide, tall)

    @property
    def sheet(self) -> QRectF:
        """Return the pane's own rectangle."""
        return self._sheet

    def boundingRect(self) -> QRectF:
        """Return the sheet."""
        return self._sheet

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw on the sheet with the chart's type."""
        del widget
        painter.setFont(self.ink.font)
        self.draw(painter, option.exposedRect)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the layer's own things, at least those in the exposed rectangle."""
        raise NotImplementedError
