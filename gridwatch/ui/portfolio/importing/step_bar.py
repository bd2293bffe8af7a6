"""The line above an import that says where one is, and leads back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gridwatch.ui.appearance import Tones


class StepBar(QWidget):
    """Numbers and names of the steps; `wanted` carries the place of one that was clicked."""

    wanted = Signal(int)

    def __init__(self, titles: tuple[str, ...], tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones
        self.buttons: list[QToolButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for place, title in enumerate(titles):
            if place:
                mark = QLabel("›", self)
                mark.setStyleSheet(f"color: {tones.faint};")
                row.addWidget(mark)
            button = QToolButton(self)
            button.setText(f"{place + 1}  {title}")
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, place=place: self.wanted.emit(place))
            row.addWidget(button)
            self.buttons.append(button)
        row.addStretch(1)

    def show_place(self, place: int, reachable: tuple[bool, ...]) -> None:
        """Mark the step in front, and let those be clicked that can be reached."""
        tones = self._tones
        for at, (button, can) in enumerate(zip(self.buttons, reachable, strict=True)):
            button.setEnabled(can and at != place)
            tone = tones.accent if at == place else tones.text if can else tones.faint
            weight = 600 if at == place else 400
            button.setStyleSheet(
                f"QToolButton {{ color: {tone}; font-weight: {weight}; padding: 3px 6px; }}"
            )
