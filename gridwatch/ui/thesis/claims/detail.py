"""One claim beside the list: its fields, its evidence and its history, one of them in front."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.changes_of_claim import Step
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.services.thesis.verdicts import Verdict
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.claims.draft import Draft
from gridwatch.ui.thesis.claims.evidence_panel import EvidencePanel
from gridwatch.ui.thesis.claims.form import ClaimForm
from gridwatch.ui.thesis.claims.history import History

translate = QCoreApplication.translate


class Side(IntEnum):
    """What of a claim is in front."""

    FORM = 0
    EVIDENCE = 1
    HISTORY = 2


SHORTCUTS = {Side.FORM: "Ctrl+1", Side.EVIDENCE: "Ctrl+2", Side.HISTORY: "Ctrl+3"}


class ClaimDetail(QWidget):
    """Shows one claim. `turned`: another side is in front."""

    turned = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._counts = (0, 0)
        self.form = ClaimForm(look, self)
        self.evidence = EvidencePanel(look, self)
        self.history = History(look, self)
        self.stack, self._room = QStackedWidget(self), QScrollArea(self)
        self._group = QButtonGroup(self)
        self.sides = {each: QToolButton(self) for each in Side}
        self._lay_out()
        for side, button in self.sides.items():
            button.clicked.connect(lambda _=False, side=side: self.turn(side))
        self.restyle(look)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        for side, button in self.sides.items():
            button.setAutoRaise(True)
            button.setCheckable(True)
            self._group.addButton(button, side)
            bar.addWidget(button)
        bar.addStretch(1)
        self.sides[Side.FORM].setChecked(True)
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setWidget(self.form)
        for each in (self._room, self.evidence, self.history):
            self.stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        for part in (self.form, self.evidence, self.history):
            part.restyle(look)
        self._say_counts(*self._counts)

    @property
    def side(self) -> Side:
        """Return what is in front."""
        return Side(self.stack.currentIndex())

    def turn(self, side: Side) -> None:
        """Bring another side to the front."""
        self.sides[side].setChecked(True)
        self.stack.setCurrentIndex(side)
        self.turned.emit()

    def show_claim(
        self,
        draft: Draft,
        evidence: tuple[Evidence, ...],
        revisions: int,
        verdict: Verdict | None,
        *,
        fixed: bool,
    ) -> None:
        """Show a claim with its evidence, and what its test says where that is known.

        `fixed`: it can be read and not changed.
        """
        self.form.show_draft(draft, verdict, fixed=fixed)
        self.evidence.show_evidence(draft.stored.id, evidence, fixed=fixed)
        self._say_counts(len(evidence), revisions)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show the history of the claim."""
        self.history.show_steps(steps)

    def _say_counts(self, evidence: int, revisions: int) -> None:
        self._counts = (evidence, revisions)
        numbered = translate("Claims", "{words} ({number})")
        for side, words, number in (
            (Side.FORM, translate("Claims", "Claim"), 0),
            (Side.EVIDENCE, translate("Claims", "Evidence"), evidence),
            (Side.HISTORY, translate("Claims", "History"), revisions),
        ):
            text = numbered.format(words=words, number=number) if number else words
            self.sides[side].setText(text)
            self.sides[side].setToolTip(f"{words} ({shown_key(SHORTCUTS[side])})")


def shown_key(key: str) -> str:
    """Return a shortcut as the system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
