"""A strip within a page: one question or remark, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.strips import mixed

Verb = tuple[str, Callable[[], object]]


class PageStrip(QFrame):
    """Shows one sentence with buttons below it; hidden until it has something to say."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones
        self.setObjectName("page_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 7)
        column.setSpacing(6)
        column.addWidget(self.label)
        column.addLayout(self._row)
        self.buttons: list[QPushButton] = []
        self.restyle(tones)
        self.hide()

    def ask(self, words: str, verbs: Sequence[Verb], *, rich: bool = False) -> None:
        """Show a sentence; the first of `verbs` is the default. `rich`: the words are HTML."""
        self.dismiss()
        self.label.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.label.setText(words)
        for place, (name, verb) in enumerate(verbs):
            button = QPushButton(name, self)
            button.setDefault(not place)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, verb=verb: verb())
            self._row.addWidget(button)
            self.buttons.append(button)
        self._row.addStretch(1)
        self._make_room()
        self.show()

    def dismiss(self) -> None:
        """Take the sentence away."""
        self.hide()
        self.label.clear()
        for each in self.buttons:
            each.deleteLater()
        self.buttons = []
        while self._row.count():
            self._row.takeAt(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height of the sentence in the other width."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Keep the whole sentence in sight where the page is low."""
        layout = self.layout()
        if layout is not None:
            width = layout.contentsRect().width()
            self.label.setMinimumHeight(max(0, self.label.heightForWidth(width)))

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self._tones = tones
        ground = mixed(tones.warn, tones.base, 0.20)
        self.setStyleSheet(
            f"#page_strip {{ background: {ground}; border: none;"
            f" border-bottom: 1px solid {tones.border}; }}"
            f"#page_strip QLabel {{ color: {tones.text}; }}"
        )
