"""The frame in the dialog that says what a rule will do, and what is true now."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gridwatch.domain.alert.rule import Rule
from gridwatch.services.rule_values import Present
from gridwatch.ui.alerts.preview_words import now_of, same_words, sentence
from gridwatch.ui.alerts.scene import Scene

translate = QCoreApplication.translate


class Preview(QFrame):
    """A sentence, and under it what is true now."""

    def __init__(self, scene: Scene, parent: QWidget) -> None:
        super().__init__(parent)
        self._scene = scene
        self.told, self.now, self.same = QLabel(self), QLabel(self), QLabel(self)
        tones = scene.look.tones
        self.setObjectName("preview")
        self.setStyleSheet(
            f"#preview {{ background: {tones.base}; border: 1px solid {tones.border};"
            " border-radius: 6px; }"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(3)
        for label in (self.told, self.now, self.same):
            label.setWordWrap(True)
            column.addWidget(label)
        self.told.setAccessibleName(translate("Alerts", "What the alert will do"))
        self.now.setAccessibleName(translate("Alerts", "What is true now"))
        self.same.hide()

    def promise(self, rule: Rule, present: Present, same: Rule | None = None) -> None:
        """Say what a rule will do, and which one looks at the same already."""
        self.told.setText(sentence(rule, self._scene))
        self.told.setStyleSheet("")
        now = now_of(rule, present, self._scene)
        self.now.setText(now.words)
        self.now.setStyleSheet(f"color: {getattr(self._scene.look.tones, now.tone)};")
        self.now.show()
        self.same.setText("" if same is None else same_words(same, self._scene))
        self.same.setVisible(same is not None)

    def hint(self, words: str) -> None:
        """Say what is missing."""
        self.told.setText(words)
        self.told.setStyleSheet(f"color: {self._scene.look.tones.muted};")
        self.now.hide()
        self.same.hide()
