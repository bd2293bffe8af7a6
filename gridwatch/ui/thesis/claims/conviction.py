"""How sure the user is of a claim: a slider and its number, which always say the same."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QSpinBox, QWidget

translate = QCoreApplication.translate


class Conviction(QWidget):
    """A percentage from 0 to 100; `changed` comes when the user changes it."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.slider, self.number = QSlider(Qt.Orientation.Horizontal, self), QSpinBox(self)
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(10)
        self.slider.setMinimumWidth(60)
        self.number.setRange(0, 100)
        self.number.setSuffix("%")
        self.setFocusProxy(self.slider)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.slider, 1)
        row.addWidget(self.number)
        self.slider.valueChanged.connect(self._take)
        self.number.valueChanged.connect(self._take)
        self.restyle()

    def restyle(self) -> None:
        """Say what it is in the language that is spoken now."""
        for each in (self.slider, self.number):
            each.setAccessibleName(translate("Claims", "Conviction"))
            each.setToolTip(translate("Claims", "How probable you hold it, in per cent"))

    def value(self) -> int:
        """Return the percentage."""
        return self.number.value()

    def put(self, value: int) -> None:
        """Show a percentage that does not come from here; nothing is said of it."""
        with QSignalBlocker(self.slider), QSignalBlocker(self.number):
            self.slider.setValue(value)
            self.number.setValue(value)

    def set_fixed(self, fixed: bool) -> None:
        """Let it be looked at only."""
        self.slider.setEnabled(not fixed)
        self.number.setReadOnly(fixed)

    def _take(self, value: int) -> None:
        self.put(value)
        self.changed.emit()
