"""A tree whose rows are dragged between others, with the line that shows where they will go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QTreeView, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QDragLeaveEvent, QDragMoveEvent, QDropEvent


class DraggedRows(QTreeView):
    """Tells by `dropped` in front of which row the selected ones are put; moves none itself."""

    dropped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setViewport(_canvas())
        self._drop_at = -1

    def takes_drops(self) -> bool:
        """Tell whether rows may be put elsewhere at present."""
        return True

    def paint_drop(self, colour: str) -> None:
        """Draw the line where the dragged rows will go; to be called after the rows."""
        if self._drop_at < 0:
            return
        from PySide6.QtGui import QColor, QPainter

        model = self.model()
        last = model.rowCount() - 1
        rect = self.visualRect(model.index(min(self._drop_at, last), 0))
        y = max(0, (rect.top() if self._drop_at <= last else rect.bottom() + 1) - 1)
        painter = QPainter(self.viewport())
        painter.fillRect(0, y, self.viewport().width(), 2, QColor(colour))
        painter.end()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show between which rows a drop would put the dragged ones."""
        super().dragMoveEvent(event)
        if self._takes(event):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self._point_drop(self._drop_row(event.position().toPoint()))
        else:
            event.ignore()
            self._point_drop(-1)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the line of the drop away."""
        super().dragLeaveEvent(event)
        self._point_drop(-1)

    def _takes(self, event: QDropEvent) -> bool:
        return event.source() is self and self.takes_drops()

    def _point_drop(self, row: int) -> None:
        if row != self._drop_at:
            self._drop_at = row
            self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Turn a drop between rows into a new order of the list."""
        self._point_drop(-1)
        if not self._takes(event):
            event.ignore()
            return
        self.dropped.emit(self._drop_row(event.position().toPoint()))
        # The rows move when the edit is stored; Qt must not remove them itself.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _drop_row(self, where: QPoint) -> int:
        index = self.indexAt(where)
        if not index.isValid():
            return self.model().rowCount()
        below = where.y() > self.visualRect(index).center().y()
        return index.row() + (1 if below else 0)


def _canvas() -> QWidget:
    """Return what a view scrolls, like Qt's own.

    Of that one Python does not know the class: it would load those of all widgets to find out.
    """
    canvas = QWidget()
    canvas.setBackgroundRole(QPalette.ColorRole.Base)
    canvas.setAutoFillBackground(True)
    return canvas
