"""What is shown when nothing is due: a calm word, and which claims come next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.services.thesis.due import ReviewQueue
from gridwatch.ui.look import Look
from gridwatch.ui.reviews.words import days_words

translate = QCoreApplication.translate
MOST = 6
_LARGER = 1.3
_WIDEST = 560  # pixels


class ComingView(QWidget):
    """One sentence, and for each claim that comes due in the next weeks its day and words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.calm, self.heading, self.undated = QLabel(self), QLabel(self), QLabel(self)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self.calm)
        column.addWidget(self.heading)
        column.addLayout(self._grid)
        column.addWidget(self.undated)
        column.addStretch(3)
        for each in (self.calm, self.heading, self.undated):
            each.setWordWrap(True)
        inner = QWidget(self)
        inner.setLayout(column)
        inner.setMaximumWidth(_WIDEST)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 8, 16, 8)
        across.addWidget(inner)
        font = self.calm.font()
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        self.calm.setFont(font)

    def show_queue(
        self, queue: ReviewQueue | None, name: Callable[[About], str], look: Look
    ) -> None:
        """Show what comes; before the first reading there is no queue."""
        tones = look.tones
        self.calm.setText(_calm_words(queue))
        self.calm.setStyleSheet(f"color: {tones.text};")
        claims = queue.coming[:MOST] if queue is not None else ()
        self.heading.setText(translate("Reviews", "Next"))
        self.heading.setVisible(bool(claims))
        words = translate("Reviews", "Claims without a day for their review: {count}")
        self.undated.setText(words.format(count=queue.undated if queue else 0))
        self.undated.setVisible(queue is not None and queue.undated > 0)
        for each in (self.heading, self.undated):
            each.setStyleSheet(f"color: {tones.muted};")
        for pair in self._rows:
            for label in pair:
                label.hide()
                label.deleteLater()
        today = queue.today if queue is not None else date.min
        self._rows = [self._row(each, today, name, look) for each in claims]

    @property
    def lines(self) -> list[str]:
        """Return what is shown of each claim that comes."""
        return [f"{day.text()} {claim.text()}".replace("\n", " ") for day, claim in self._rows]

    def _row(
        self, claim: Claim, today: date, name: Callable[[About], str], look: Look
    ) -> tuple[QLabel, QLabel]:
        on = claim.review_on or today
        day = self._label(f"{look.phrases.day(on)}\n{days_words((on - today).days)}")
        words = self._label(f"{_short(claim.statement)}\n{name(claim.about)}")
        day.setStyleSheet(f"color: {look.tones.muted};")
        words.setStyleSheet(f"color: {look.tones.text};")
        place = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(day, place, 0, top)
        self._grid.addWidget(words, place, 1, top)
        return day, words

    def _label(self, words: str) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(words)
        return label


def _calm_words(queue: ReviewQueue | None) -> str:
    if queue is None:
        return translate("Reviews", "Reading what is due…")
    if queue.coming or queue.undated:
        return translate("Reviews", "Nothing is due.")
    return translate(
        "Reviews",
        "Nothing is due. Give a claim of a thesis a day for its review, and it comes up here on"
        " that day.",
    )


def _short(words: str, most: int = 160) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
