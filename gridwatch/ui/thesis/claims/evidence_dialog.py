"""The dialog of one piece of evidence: on which side, of when, what, how much, from where."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QDate, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.evidence import (
    HEAVIEST,
    LIGHTEST,
    LONGEST_UNIT,
    LONGEST_WHAT,
    Evidence,
    Stance,
    checked_evidence,
)
from gridwatch.domain.thesis.links import LONGEST_LINK
from gridwatch.domain.thesis.typed_number import figure_text, parse_figure
from gridwatch.domain.thesis.wording import LONGEST_LINE
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.evidence_edits import AddEvidence, ChangeEvidence
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.claims.evidence_words import decimal_mark, figure_words
from gridwatch.ui.thesis.claims.growing import GrowingText
from gridwatch.ui.thesis.claims.review_day import DATE_FORMATS
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate
_WIDE = 420


def fresh_evidence(claim_id: int, stance: Stance) -> Evidence:
    """Return evidence of today about which nothing is said yet."""
    today = date.today()  # noqa: DTZ011 - the user's own day
    return Evidence(0, claim_id, today, "", datetime.now(UTC), stance)


class EvidenceDialog(QDialog):
    """Asks for evidence; `decided` carries an Edit. It stays open until `accept`."""

    decided = Signal(object)

    def __init__(self, evidence: Evidence, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before, self._look = evidence, look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            translate("Claims", "Edit evidence")
            if evidence.id
            else translate("Claims", "New evidence")
        )
        self.stance, self.weight, self.day = QComboBox(self), QComboBox(self), QDateEdit(self)
        self.what = GrowingText(look.tones, self, most=6, longest=LONGEST_WHAT, single=True)
        self.figure, self.figure_to, self.unit = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.source, self.page, self.link = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.told = QLabel(self)
        self._fill()
        self._lay_out()
        self._name()
        outline(self, look.tones)
        self._show_evidence(evidence)
        for line in (self.figure, self.figure_to, self.unit, self.link):
            line.textChanged.connect(self._tell)
        self.what.textChanged.connect(self._tell)
        self.what.entered.connect(self.decide)
        self.what.refused.connect(self._show_fault)
        self._begun = False
        self._tell()
        self._begun = True
        self.what.setFocus()

    def _fill(self) -> None:
        self.stance.addItem(translate("Claims", "For the claim"), Stance.FOR)
        self.stance.addItem(translate("Claims", "Against the claim"), Stance.AGAINST)
        for number in range(LIGHTEST, HEAVIEST + 1):
            dots = "●" * number + "○" * (HEAVIEST - number)
            self.weight.addItem(f"{dots}  {number}", number)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(DATE_FORMATS.get(self._look.phrases.language, "d MMM yyyy"))
        self.day.setMinimumDate(QDate(1800, 1, 1))
        for line, longest in (
            (self.unit, LONGEST_UNIT),
            (self.source, LONGEST_LINE),
            (self.page, LONGEST_LINE),
            (self.link, LONGEST_LINK),
            (self.figure, 60),
            (self.figure_to, 60),
        ):
            line.setMaxLength(longest)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(translate("Claims", "What"), self.what)
        form.addRow(translate("Claims", "Speaks"), _beside(self.stance, self.weight))
        form.addRow(translate("Claims", "Day"), self.day)
        dash = QLabel("–", self)
        form.addRow(
            translate("Claims", "Figure"), _beside(self.figure, dash, self.figure_to, self.unit)
        )
        form.addRow(translate("Claims", "Source"), _beside(self.source, self.page))
        form.addRow(translate("Claims", "Link"), self.link)
        for one, next_one in pairwise((self.what, self.stance, self.weight, self.day, self.figure)):
            self.setTabOrder(one, next_one)
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(self.told.fontMetrics().height() * 2 + 4)
        kind = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kind.Ok | kind.Cancel, self)
        words = translate("Claims", "Save") if self._before.id else translate("Claims", "Add")
        self.ok().setText(words)
        self.buttons.accepted.connect(self.decide)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(_WIDE)

    def _name(self) -> None:
        for widget, words in (
            (self.stance, translate("Claims", "For or against")),
            (self.weight, translate("Claims", "Weight")),
            (self.day, translate("Claims", "Day")),
            (self.what, translate("Claims", "What was found")),
            (self.figure, translate("Claims", "Figure")),
            (self.figure_to, translate("Claims", "Upper end of a range")),
            (self.unit, translate("Claims", "Unit")),
            (self.source, translate("Claims", "Title of the source")),
            (self.page, translate("Claims", "Page")),
            (self.link, translate("Claims", "Link")),
        ):
            widget.setAccessibleName(words)
        self.what.setPlaceholderText(translate("Claims", "What was found?"))
        self.figure.setPlaceholderText(f"27{decimal_mark(self._look.phrases)}4")
        self.figure_to.setPlaceholderText(translate("Claims", "to"))
        self.unit.setPlaceholderText(translate("Claims", "unit"))
        self.source.setPlaceholderText(translate("Claims", "Annual report 2025"))
        self.page.setPlaceholderText(translate("Claims", "page"))
        self.link.setPlaceholderText("https://…")

    def _show_evidence(self, piece: Evidence) -> None:
        mark = decimal_mark(self._look.phrases)
        self.stance.setCurrentIndex(list(Stance).index(piece.stance))
        self.weight.setCurrentIndex(piece.weight - LIGHTEST)
        self.day.setDate(QDate(piece.on.year, piece.on.month, piece.on.day))
        self.what.put(piece.what)
        for line, number in ((self.figure, piece.figure), (self.figure_to, piece.figure_to)):
            line.setText("" if number is None else figure_text(number, mark))
        self.unit.setText(piece.unit)
        self.source.setText(piece.source)
        self.page.setText(piece.page)
        self.link.setText(piece.link)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at what was found."""
        super().showEvent(event)
        self.what.setFocus()

    def ok(self) -> QPushButton:
        """Return the button that stores the evidence."""
        return self.buttons.button(QDialogButtonBox.StandardButton.Ok)

    # What the user does

    def evidence(self) -> Evidence:
        """Return the evidence as it is asked for; raises Problem where it can't be kept.

        A unit that is typed behind a figure counts where no other is given.
        """
        mark = decimal_mark(self._look.phrases)
        figure, unit = parse_figure(self.figure.text(), mark)
        figure_to, unit_to = parse_figure(self.figure_to.text(), mark)
        day = self.day.date()
        return checked_evidence(
            replace(
                self._before,
                stance=Stance(self.stance.currentData()),
                weight=self.weight.currentData(),
                on=date(day.year(), day.month(), day.day()),
                what=self.what.toPlainText(),
                figure=figure,
                figure_to=figure_to,
                unit=self.unit.text().strip() or unit_to or unit,
                source=self.source.text(),
                page=self.page.text(),
                link=self.link.text(),
            )
        )

    def decide(self) -> None:
        """Take what was typed; what can't be kept is explained and stays to be mended."""
        try:
            piece = self.evidence()
        except Problem as problem:
            self._show_fault(problem)
            return
        edit: Edit = ChangeEvidence(piece) if piece.id else AddEvidence(piece)
        self.ok().setEnabled(False)  # until it is known whether it could be stored
        self.decided.emit(edit)

    def stay(self) -> None:
        """Let it be tried again: it could not be stored."""
        self.ok().setEnabled(True)

    def _tell(self) -> None:
        """Say how the figure is understood, or what is wrong."""
        try:
            piece = self.evidence()
        except Problem as problem:
            quiet = problem.code == "evidence_words" and (not self._begun or not self._touched())
            self._show_fault(problem) if not quiet else self._say("", fault=False)
            self.ok().setEnabled(False)
            return
        self.ok().setEnabled(True)
        words = figure_words(piece, self._look.phrases)
        self._say(translate("Claims", "Figure: {words}").format(words=words) if words else "")

    def _touched(self) -> bool:
        lines = (self.figure, self.figure_to, self.unit, self.link)
        return any(each.text() for each in lines)

    def _show_fault(self, problem: Problem) -> None:
        self._say(problem_words(problem), fault=True)

    def _say(self, words: str, *, fault: bool = False) -> None:
        tones = self._look.tones
        self.told.setStyleSheet(f"color: {tones.warn if fault else tones.muted};")
        self.told.setText(words)


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for each in widgets:
        row.addWidget(each, 0 if isinstance(each, QLabel) else 1)
    return row
