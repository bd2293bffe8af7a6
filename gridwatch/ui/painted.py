"""Tells when a widget has been painted: for measuring, and for pictures of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class _FirstPaint(QObject):
    def __init__(self, canvas: QWidget, then: Callable[[], object]) -> None:
        super().__init__(canvas)
        self._then = then
        canvas.installEventFilter(self)
        canvas.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Let every event pass; after the first paint do what was asked for."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def after_paint(widget: QWidget, then: Callable[[], object]) -> None:
    """Call `then` once after the next paint of a widget, or of the canvas that it scrolls."""
    area = widget.findChild(QAbstractScrollArea)
    _FirstPaint(widget if area is None else area.viewport(), then)
