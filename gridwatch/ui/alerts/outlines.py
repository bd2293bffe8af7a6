"""Lets boxes be told from a dark ground, where their style draws them darker than the window."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QRadioButton, QWidget

from gridwatch.ui.appearance import Tones


def outline(widget: QWidget, tones: Tones) -> None:
    """Give the boxes inside a widget an outline that can be seen."""
    if not tones.dark:
        return
    for each in widget.findChildren(QWidget):
        if isinstance(each, QCheckBox | QRadioButton | QComboBox | QAbstractSpinBox):
            palette = each.palette()
            # Only the outline is made of it: none of these paints the window behind itself.
            palette.setColor(QPalette.ColorRole.Window, QColor(tones.muted))
            each.setPalette(palette)
