"""The frame in the dialog that says what a rule will do, and what is true now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gridwatch.domain.alert.rule import Rule
from gridwatch.services.rule_values import Present
from gridwatch.ui.alerts.preview_words import now_of, sentence
from gridwatch.ui.alerts.scene import Scene

translate = QCoreApplication.translate


class Preview(QFrame):
    """A sentence, and under it what is true now."""

    def __init__(self, scene: Scene, parent: QWidget) -> None:
        super().__init__(parent)
        self._scene = scene
        self.told, self.now = QLabel(self), QLabel(self)
        tones = scene.look.tones
        self.setObjectName("preview")
        self.setStyleSheet(
            f"#preview {{ background: {tones.base}; border: 1px solid {tones.border};"
            " border-radius: 6px; }"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(3)
        for label in (self.told, self.now):
            label.setWordWrap(True)
            column.addWidget(label)
        self.told.setAccessibleName(translate("Alerts", "What the alert will do"))
        self.now.setAccessibleName(translate("Alerts", "What is true now"))

    def promise(self, rule: Rule, present: Present) -> None:
        """Say what a rule will do."""
        self.told.setText(sentence(rule, self._scene))
        self.told.setStyleSheet("")
        now = now_of(rule, present, self._scene)
        self.now.setText(now.words)
        self.now.setStyleSheet(f"color: {getattr(self._scene.look.tones, now.tone)};")
        self.now.show()

    def hint(self, words: str) -> None:
        """Say what is missing."""
        self.told.setText(words)
        self.told.setStyleSheet(f"color: {self._scene.look.tones.muted};")
        self.now.hide()
