"""The answer to a claim that is due: how it stands, how sure the user is, when it is due next."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.claim import DECIDED, Claim, Status
from gridwatch.domain.thesis.wording import LONGEST_LINE
from gridwatch.services.thesis.claim_edits import ReviewClaim
from gridwatch.ui.appearance import tabular
from gridwatch.ui.look import Look
from gridwatch.ui.reviews.next_date import NextDate
from gridwatch.ui.reviews.words import conviction_words, status_words
from gridwatch.ui.thesis.claims.words import status_colour

translate = QCoreApplication.translate
STEP = 5
_NUMBERED = 420  # pixels, from which on a status shows its key
_STATUS_STYLE = """
QToolButton {{ border: 1px solid {border}; border-radius: 5px; padding: 3px 2px; color: {text};
  background: {base}; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:checked {{ border: 1px solid {colour}; color: {colour}; background: {chosen};
  font-weight: 600; }}
"""
_DONE_STYLE = """
QPushButton {{ background: {accent}; color: {on_accent}; border: none; border-radius: 5px;
  padding: 4px 14px; font-weight: 600; }}
QPushButton:hover {{ background: {text}; color: {base}; }}
QPushButton:disabled {{ background: {track}; color: {faint}; }}
"""


class Answer(QWidget):
    """Three rows of controls; `given` asks for the answer to be stored.

    `skipped`: another claim is wanted first; `opened`: this one is wanted in its thesis.
    """

    given = Signal()
    skipped = Signal()
    opened = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._claim: Claim | None = None
        self._conviction = 50
        self._group = QButtonGroup(self)
        self.statuses = {each: self._tool(checkable=True) for each in Status}
        self.less, self.more = self._tool(), self._tool()
        self.sure, self.was, self.next_words = QLabel(self), QLabel(self), QLabel(self)
        self.next = NextDate(self)
        self.note = QLineEdit(self)
        self.note.setMaxLength(LONGEST_LINE)
        self.skip, self.open, self.done = self._tool(), self._tool(), QPushButton(self)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def _tool(self, *, checkable: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(checkable)
        button.setAutoRaise(not checkable)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        statuses, middle, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for each in self.statuses.values():
            self._group.addButton(each)
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            each.setMaximumWidth(150)
            statuses.addWidget(each)
        statuses.addStretch()
        self._row = statuses
        for widget in (self.less, self.sure, self.more, self.was):
            middle.addWidget(widget)
        middle.addStretch()
        middle.addWidget(self.next_words)
        middle.addWidget(self.next)
        last.addWidget(self.note, 1)
        for button in (self.skip, self.open, self.done):
            last.addWidget(button)
        self.sure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sure.setFont(tabular(self.sure.font()))
        self.done.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in (statuses, middle, last):
            row.setSpacing(5)
            column.addLayout(row)

    def _connect(self) -> None:
        for status, button in self.statuses.items():
            button.clicked.connect(lambda _=False, status=status: self.choose(status))
        self.less.clicked.connect(lambda: self.step(-STEP))
        self.more.clicked.connect(lambda: self.step(STEP))
        self.done.clicked.connect(self.given)
        self.skip.clicked.connect(self.skipped)
        self.open.clicked.connect(self.opened)

    # What is answered

    def ask(self, claim: Claim, today: date) -> None:
        """Ask about a claim: nothing is another answer until the user says so."""
        self._claim, self._conviction = claim, claim.conviction
        self.statuses[claim.status].setChecked(True)
        self.next.set_today(today)
        self.note.clear()
        self._tell()

    def ask_again(self, claim: Claim, today: date) -> None:
        """Ask anew about a claim that was changed meanwhile; the note stays."""
        note = self.note.text()
        self.ask(claim, today)
        self.note.setText(note)

    @property
    def status(self) -> Status:
        """Return the status that is chosen."""
        return next(each for each, button in self.statuses.items() if button.isChecked())

    @property
    def conviction(self) -> int:
        """Return how sure the user is now, as a percentage."""
        return self._conviction

    def choose(self, status: Status) -> None:
        """Choose how the claim stands."""
        self.statuses[status].setChecked(True)
        self._tell()

    def step(self, by: int) -> None:
        """Be surer or less sure, in whole steps: from 52 to 55, or to 50."""
        now = self._conviction
        wanted = now // STEP * STEP + STEP if by > 0 else -(-now // STEP) * STEP - STEP
        self._conviction = max(0, min(100, wanted))
        self._tell()

    def edit(self) -> ReviewClaim | None:
        """Return the answer as an edit; a decided claim is due no more. None without a claim."""
        if self._claim is None:
            return None
        due = None if self.status in DECIDED else self.next.date
        claim, note = self._claim, self.note.text()
        return ReviewClaim(claim.id, self.status, self._conviction, due, note, claim)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the numbers of the keys out where words need the room."""
        super().resizeEvent(event)
        self._name_statuses()

    def _name_statuses(self) -> None:
        """Give each status room by its words; a layout of equal ones would cut the longest."""
        numbered = self.width() >= _NUMBERED
        for place, (status, button) in enumerate(self.statuses.items()):
            words = status_words(status)
            text = f"{place + 1} {words}" if numbered else words
            if button.text() != text:
                button.setText(text)
            self._row.setStretch(place, button.fontMetrics().horizontalAdvance(text) + 16)

    def _tell(self) -> None:
        claim, phrases = self._claim, self._look.phrases
        self.sure.setText(conviction_words(self._conviction, phrases))
        spoken = translate("Reviews", "Conviction {percent}").format(percent=self.sure.text())
        self.sure.setAccessibleName(spoken)
        other = claim is not None and claim.conviction != self._conviction
        before = conviction_words(claim.conviction, phrases) if claim and other else ""
        self.was.setText(translate("Reviews", "was {percent}").format(percent=before))
        self.was.setVisible(other)
        decided = self.status in DECIDED if claim is not None else False
        self.next.setEnabled(not decided)
        self.next_words.setEnabled(not decided)
        self.done.setText(self._done_words(claim))

    def _done_words(self, claim: Claim | None) -> str:
        if claim is None or self.status is claim.status in {Status.OPEN, Status.HOLDING}:
            return translate("Reviews", "Still holds")
        if self.status is Status.BROKEN:
            return translate("Reviews", "It is broken")
        if self.status is Status.CONFIRMED:
            return translate("Reviews", "It is confirmed")
        return translate("Reviews", "Reviewed")

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        tones = look.tones
        self._name_statuses()
        for place, (status, button) in enumerate(self.statuses.items(), start=1):
            words = status_words(status)
            button.setToolTip(
                translate("Reviews", "{words} (key {key})").format(words=words, key=place)
            )
            button.setStyleSheet(
                _STATUS_STYLE.format(
                    border=tones.border, text=tones.text, base=tones.base, hover=tones.hover,
                    chosen=tones.chosen, colour=status_colour(status, tones),
                )
            )  # fmt: skip
        self.less.setText("\N{MINUS SIGN}")
        self.more.setText("+")
        self.less.setToolTip(translate("Reviews", "Less sure (key −)"))
        self.more.setToolTip(translate("Reviews", "Surer (key +)"))
        for button in (self.less, self.more):
            button.setAccessibleName(button.toolTip())
        self.sure.setMinimumWidth(self.sure.fontMetrics().horizontalAdvance("100 %") + 8)
        self.sure.setToolTip(translate("Reviews", "Conviction: how probable the claim is"))
        self.was.setStyleSheet(f"color: {tones.muted};")
        self.next_words.setText(translate("Reviews", "Next review"))
        self.next_words.setStyleSheet(f"color: {tones.muted};")
        self.next.restyle()
        self.note.setPlaceholderText(translate("Reviews", "Note (N)"))
        self.note.setAccessibleName(translate("Reviews", "Note on this review"))
        self.skip.setText(translate("Reviews", "Skip"))
        self.skip.setToolTip(translate("Reviews", "Look at it after the others (key S)"))
        self.open.setText(translate("Reviews", "Open thesis"))
        self.open.setToolTip(translate("Reviews", "Show it in its thesis (key O)"))
        self.done.setToolTip(translate("Reviews", "Store the review (Enter)"))
        self.done.setStyleSheet(
            _DONE_STYLE.format(**{name: getattr(tones, name) for name in tones.__slots__})
        )
        if self._claim is not None:
            self._tell()
