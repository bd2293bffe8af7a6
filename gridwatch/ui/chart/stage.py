"""The plot's stage: pyqtgraph's view box, moved by wheel, drag and double click."""

from __future__ import annotations

from pyqtgraph import ViewBox
from pyqtgraph.GraphicsScene.mouseEvents import HoverEvent, MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

from gridwatch.ui.chart.ranges import zoomed

_PER_NOTCH = 0.8  # one notch of the wheel shows this much of what was in view
_NOTCH = 120.0


class Stage(ViewBox):  # type: ignore[misc]  # pyqtgraph carries no types
    """Asks for views instead of taking them: whoever draws decides what y follows."""

    asked = Signal(float, float)
    reset = Signal()
    pointed = Signal(object)  # QPointF in pixels of the stage, None where the pointer left

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.disableAutoRange()
        self.setMouseEnabled(x=False, y=False)

    def span(self) -> tuple[float, float]:
        """Return the bar numbers at the left and right edge."""
        left, right = self.viewRange()[0]
        return float(left), float(right)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        """Zoom about the pointer, or pan where the wheel is turned sideways."""
        left, right = self.span()
        notches = event.delta() / _NOTCH
        if event.orientation() == Qt.Orientation.Horizontal:
            shift = -notches * (right - left) / 10
            self.asked.emit(left + shift, right + shift)
        else:
            about = left + event.pos().x() / max(1.0, self.width()) * (right - left)
            self.asked.emit(*zoomed(left, right, _PER_NOTCH**notches, about))
        event.accept()

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        """Pan by as much as the pointer moved."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        left, right = self.span()
        moved = event.scenePos().x() - event.lastScenePos().x()
        shift = moved / max(1.0, self.width()) * (right - left)
        self.asked.emit(left - shift, right - shift)

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        """Go back to the chosen range on a double click."""
        if event.double():
            event.accept()
            self.reset.emit()

    def hoverEvent(self, event: HoverEvent) -> None:
        """Say where the pointer is."""
        self.pointed.emit(None if event.isExit() else QPointF(event.pos()))
