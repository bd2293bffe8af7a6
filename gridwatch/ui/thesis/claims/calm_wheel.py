"""Lets the wheel scroll a form, and change a box in it only where that has the keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QSlider, QWidget


class CalmWheel(QObject):
    """Watches the boxes inside a widget: scrolling past one must not change what is stored."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        for each in form.findChildren(QWidget):
            if isinstance(each, QAbstractSpinBox | QComboBox | QSlider):
                each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Pass the wheel on to what scrolls."""
        turned = event.type() is QEvent.Type.Wheel
        if turned and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
