"""The claim that is looked at, large: whose it is, what it says, and what would prove it wrong."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gridwatch.domain.thesis.claim import Claim
from gridwatch.ui.look import Look
from gridwatch.ui.reviews.words import due_words

translate = QCoreApplication.translate
_LARGER = 1.35


class ClaimView(QWidget):
    """Plain labels: nothing of what the user has typed is read as anything but words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.subject, self.statement, self.falsifier = QLabel(self), QLabel(self), QLabel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 2)
        column.setSpacing(4)
        for each in (self.subject, self.statement, self.falsifier):
            each.setTextFormat(Qt.TextFormat.PlainText)
            each.setWordWrap(True)
            column.addWidget(each)
        font = self.statement.font()
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setBold(True)
        self.statement.setFont(font)

    def show_claim(self, claim: Claim, owner: str, today: date, look: Look) -> None:
        """Show a claim; `owner` is what it is about."""
        tones = look.tones
        due = due_words(claim.review_on, today, look.phrases)
        self.subject.setText(f"{owner} · {due}")
        self.statement.setText(claim.statement)
        words = claim.falsifier
        if claim.test:
            tested = translate("Reviews", "Test: {condition}").format(condition=claim.test)
            words = "\n".join(each for each in (words, tested) if each)
        self.falsifier.setText(translate("Reviews", "Wrong if: {words}").format(words=words))
        self.falsifier.setVisible(bool(words))
        self.subject.setStyleSheet(f"color: {tones.muted};")
        self.statement.setStyleSheet(f"color: {tones.text};")
        self.falsifier.setStyleSheet(f"color: {tones.muted};")
