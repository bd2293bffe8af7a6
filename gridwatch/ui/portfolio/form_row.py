"""One line of a form: widgets beside each other, and below them what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gridwatch.ui.appearance import Tones


class FormRow(QWidget):
    """Widgets in a row; the first is what the label of the form names."""

    def __init__(
        self, tones: Tones, parent: QWidget, *widgets: QWidget, spread: bool = True
    ) -> None:
        """Put `widgets` beside each other; the first takes the room unless `spread` is off."""
        super().__init__(parent)
        self.label = QLabel(parent)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setVisible(False)
        self.first, self.widgets = widgets[0], widgets
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for place, each in enumerate(widgets):
            row.addWidget(each, 1 if spread and place == 0 else 0)
        if not spread:
            row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.told)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.label.setBuddy(self.first)
        self._tones = tones

    def put_into(self, form: QFormLayout) -> None:
        """Add the row with its label to a form."""
        form.addRow(self.label, self)

    def name(self, words: str, accessible: str = "") -> None:
        """Say what the row is."""
        self.label.setText(words)
        self.first.setAccessibleName(accessible or words)

    def say(self, words: str, *, fault: bool = True) -> None:
        """Say something below the widgets, a fault unless it is only a hint; "" for nothing."""
        self.told.setStyleSheet(f"color: {self._tones.warn if fault else self._tones.muted};")
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self.first.setAccessibleDescription(words)


def walk_rows(rows: Iterable[FormRow]) -> None:
    """Let Tab go through the widgets of some rows from top to bottom, as they are read.

    Without this it goes in the order in which they were made.
    """
    widgets = [each for row in rows for each in row.widgets]
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)
