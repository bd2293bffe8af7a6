"""The fields of one claim, edited in place; what is typed goes into its draft at each key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.alert.tokens import GrammarProblem
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.claim import LONGEST_FALSIFIER, LONGEST_STATEMENT, Status
from gridwatch.domain.thesis.wording import LONGEST_LINE
from gridwatch.services.thesis.verdicts import Outcome, Verdict
from gridwatch.ui.alerts.condition_line import ConditionLine
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.claims.calm_wheel import CalmWheel
from gridwatch.ui.thesis.claims.conviction import Conviction
from gridwatch.ui.thesis.claims.draft import Draft, tidied
from gridwatch.ui.thesis.claims.fault import MINE, Fault
from gridwatch.ui.thesis.claims.growing import GrowingText
from gridwatch.ui.thesis.claims.review_day import ReviewDay
from gridwatch.ui.thesis.claims.words import status_colour, verdict_words
from gridwatch.ui.words import problem_words
from gridwatch.wording.statuses import status_words

translate = QCoreApplication.translate
_TEST_EXAMPLE = "gross_margin < 28% for 2 quarters"


class ClaimForm(QWidget):
    """Shows a `Draft`; `typed` comes after each change by the user, `left` when a field is left."""

    typed = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._fixed = look, False
        self._draft: Draft | None = None
        self._verdict: Verdict | None = None
        tones = look.tones
        self.statement = GrowingText(tones, self, most=8, longest=LONGEST_STATEMENT, single=True)
        self.status, self.conviction = QComboBox(self), Conviction(self)
        self.why, self.tags = QLineEdit(self), QLineEdit(self)
        self.falsifier = GrowingText(tones, self, most=8, longest=LONGEST_FALSIFIER)
        self.test, self.test_state = ConditionLine(tones, self), QLabel(self)
        self.review = ReviewDay(look, self)
        self.why.setMaxLength(LONGEST_LINE)
        self.test_state.setWordWrap(True)
        self.test_state.setTextFormat(Qt.TextFormat.PlainText)
        self.fields: dict[str, QWidget] = {
            "statement": self.statement,
            "status": self.status,
            "conviction": self.conviction,
            "falsifier": self.falsifier,
            "test": self.test,
            "review_on": self.review,
            "tags": self.tags,
        }
        self.faults = {name: Fault(tones, self) for name in self.fields}
        self._form = QFormLayout()
        self._labels = {name: QLabel(self) for name in (*self.fields, "why")}
        self._lay_out()
        self._connect()
        CalmWheel(self)
        self.restyle(look)

    def _lay_out(self) -> None:
        form = self._form
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.addLayout(form)
        column.addStretch(1)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(7)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in self.fields.items():
            below: tuple[QWidget, ...] = (self.faults[name],)
            if name == "test":
                below = (*below, self.test_state)
            form.addRow(self._labels[name], _over(field, *below))
            if name == "conviction":
                form.addRow(self._labels["why"], self.why)
        # Tab goes down the form, not in the order in which the fields are made.
        QWidget.setTabOrder(self.review.choices, self.tags)

    def _connect(self) -> None:
        self.statement.textChanged.connect(lambda: self._put("statement"))
        self.falsifier.textChanged.connect(lambda: self._put("falsifier"))
        self.test.textChanged.connect(lambda: self._put("test"))
        self.tags.textEdited.connect(lambda _: self._put("tags"))
        self.status.activated.connect(lambda _: self._put("status"))
        self.conviction.changed.connect(lambda: self._put("conviction"))
        self.review.changed.connect(lambda: self._put("review_on"))
        self.why.textEdited.connect(self._put_note)
        for name, text in (("statement", self.statement), ("falsifier", self.falsifier)):
            text.left.connect(self.left)
            text.refused.connect(lambda problem, name=name: self._refuse(name, problem))
        for line in (self.why, self.tags):
            line.editingFinished.connect(self.left)
        self.test.entered.connect(self.left)
        self.statement.entered.connect(self._go_on)
        self.test.installEventFilter(self)
        for name, fault in self.faults.items():
            fault.chosen.connect(lambda which, name=name: self._settle(name, which))

    # What is shown

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        tones = look.tones
        for name, words in _labels().items():
            self._labels[name].setText(words)
            self._labels[name].setStyleSheet(f"color: {tones.muted};")
            if name not in {"conviction", "review_on"}:
                field = self.why if name == "why" else self.fields[name]
                field.setAccessibleName(words)
        self._offer_statuses()
        self.statement.setPlaceholderText(
            translate("Claims", "What do you claim? For instance: transformers stay sold out")
        )
        self.falsifier.setPlaceholderText(translate("Claims", "What would prove it wrong?"))
        self.test.setPlaceholderText(_TEST_EXAMPLE)
        self.tags.setPlaceholderText(translate("Claims", "words, with commas between them"))
        self.why.setPlaceholderText(translate("Claims", "Why? (optional)"))
        for text in (self.statement, self.falsifier):
            text.restyle(tones)
        self.test.restyle(tones)
        for fault in self.faults.values():
            fault.restyle(tones)
        self.conviction.restyle()
        self.review.restyle(look)
        outline(self, tones)
        self._show_faults()

    def _offer_statuses(self) -> None:
        with QSignalBlocker(self.status):
            chosen = self.status.currentIndex()
            self.status.clear()
            for each in Status:
                dot = _dot(status_colour(each, self._look.tones))
                self.status.addItem(dot, status_words(each), each)
            self.status.setCurrentIndex(max(0, chosen))

    def show_draft(
        self, draft: Draft, verdict: Verdict | None = None, *, fixed: bool = False
    ) -> None:
        """Show a claim; what is typed in a field that has the keys stays as it is typed.

        `verdict` is what its stored test says now. With `fixed` it can be read and not changed.
        """
        self._verdict = verdict
        if draft is not self._draft:
            self._draft = draft
            self._show_note(shown=bool(draft.note))
        elif draft.note != self.why.text():
            self.why.setText(draft.note)
        self._fix(fixed)
        for name in self.fields:
            self._show(name, draft.value(name))
        self._show_faults()
        self._show_test_state()

    def _show(self, name: str, value: Any) -> None:  # noqa: ANN401 - of any field
        try:
            if name in _TEXTS and tidied(name, self._read(name)) == value:
                return  # the same but for space at its end, which is being typed
        except Problem:
            pass  # what is there can't be stored: it is replaced by what can
        match name:
            case "statement":
                self.statement.put(value)
            case "falsifier":
                self.falsifier.put(value)
            case "test":
                self.test.put(value)
            case "tags" if isinstance(value, tuple):
                self.tags.setText(", ".join(value))
            case "status":
                self.status.setCurrentIndex(list(Status).index(value))
            case "conviction":
                self.conviction.put(value)
            case "review_on":
                self.review.put(value)

    def _fix(self, fixed: bool) -> None:
        self._fixed = fixed
        for text in (self.statement, self.falsifier, self.test):
            text.setReadOnly(fixed)
        self.tags.setReadOnly(fixed)
        self.status.setEnabled(not fixed)
        self.conviction.set_fixed(fixed)
        self.review.set_fixed(fixed)
        if fixed:
            self._show_note(shown=False)

    def _show_note(self, *, shown: bool) -> None:
        draft = self._draft
        self.why.setText(draft.note if draft is not None else "")
        self._form.setRowVisible(self.why, shown)

    def _show_faults(self) -> None:
        draft, now = self._draft, datetime.now(UTC)
        for name, fault in self.faults.items():
            problem = draft.fault(name, now) if draft is not None and not self._fixed else None
            if name == "test":
                self._mark(problem)
            if draft is not None and name in draft.conflicts:
                fault.say_conflict(self._words_of(name, draft.conflicts[name]))
            elif problem is not None and not (name == "statement" and self._is_unbegun()):
                fault.say(problem_words(problem, self._look.phrases.day))
            else:
                fault.say("")

    def _is_unbegun(self) -> bool:
        """Tell whether it is a new claim of which nothing is said yet: nothing is wrong."""
        return self._draft is not None and self._draft.is_new

    def _mark(self, problem: Problem | None) -> None:
        if isinstance(problem, GrammarProblem):
            self.test.mark(problem.start, problem.end)
        else:
            self.test.mark(0, 0)

    def _words_of(self, name: str, value: Any) -> str:  # noqa: ANN401 - of any field
        if isinstance(value, Status):
            return status_words(value)
        if isinstance(value, date):
            return self._look.phrases.day(value)
        if isinstance(value, tuple):
            return ", ".join(value)
        return f"{value}%" if name == "conviction" else str(value or "—")

    def _show_test_state(self) -> None:
        draft = self._draft
        words = "" if draft is None else self._test_words(draft)
        tones, verdict = self._look.tones, None if draft is None else self._verdict_on(draft)
        doubted = verdict is not None and verdict.outcome is Outcome.HOLDS
        self.test_state.setText(words)
        self.test_state.setStyleSheet(f"color: {tones.warn if doubted else tones.muted};")
        self.test_state.setVisible(bool(words))

    def _test_words(self, draft: Draft) -> str:
        """Return what the test says now, or what it is for where that is not known."""
        if not draft.value("test") or draft.fault("test", datetime.now(UTC)) is not None:
            return ""
        if draft.stored.is_decided:
            return translate("Claims", "Not tested: the claim is decided.")
        verdict = self._verdict_on(draft)
        if verdict is not None:
            return verdict_words(verdict, self._look.phrases)
        return translate(
            "Claims", "When this holds, the claim moves to “failing” and you are told."
        )

    def _verdict_on(self, draft: Draft) -> Verdict | None:
        """Return what the test says now, None where another one is typed by now."""
        return self._verdict if draft.value("test") == draft.stored.test else None

    # What the user does

    def focus(self) -> None:
        """Be ready for the keys, at the statement."""
        self.statement.setFocus()

    def _read(self, name: str) -> Any:  # noqa: ANN401 - of any field
        match name:
            case "statement" | "falsifier":
                field = self.statement if name == "statement" else self.falsifier
                return field.toPlainText()
            case "test":
                return self.test.text()
            case "tags":
                return tuple(self.tags.text().replace("，", ",").replace("、", ",").split(","))
            case "status":
                return Status(self.status.currentData())
            case "conviction":
                return self.conviction.value()
        return self.review.value()

    def _put(self, name: str) -> None:
        draft = self._draft
        if draft is None or self._fixed:
            return
        if name in {"status", "conviction"} and not draft.is_new:
            draft.end_note()
            self._show_note(shown=True)
        draft.put(name, self._read(name))
        self._show_faults()
        if name == "test":
            self._show_test_state()
        self.typed.emit()

    def _put_note(self, note: str) -> None:
        if self._draft is not None:
            self._draft.put_note(note)
            self.typed.emit()

    def _refuse(self, name: str, problem: Problem) -> None:
        self.faults[name].say(problem_words(problem))

    def _settle(self, name: str, which: str) -> None:
        draft = self._draft
        if draft is None:
            return
        settle: Callable[[str], None] = draft.keep_mine if which == MINE else draft.take_theirs
        settle(name)
        self.show_draft(draft, self._verdict)
        self.typed.emit()

    def _go_on(self) -> None:
        self.left.emit()
        self.falsifier.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Store a test when its line is left; its words in a popup are a part of the line."""
        if watched is self.test and event.type() is QEvent.Type.FocusOut:
            popup = QApplication.activePopupWidget()
            if popup is None:
                self.left.emit()
        return super().eventFilter(watched, event)


_TEXTS = frozenset({"statement", "falsifier", "test", "tags"})


def _labels() -> dict[str, str]:
    return {
        "statement": translate("Claims", "Claim"),
        "status": translate("Claims", "Status"),
        "conviction": translate("Claims", "Conviction"),
        "why": translate("Claims", "Why"),
        "falsifier": translate("Claims", "Falsifier"),
        "test": translate("Claims", "Test"),
        "review_on": translate("Claims", "Review"),
        "tags": translate("Claims", "Tags"),
    }


def _over(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    for each in widgets:
        column.addWidget(each)
    return column


def _dot(colour: str) -> QIcon:
    picture = QPixmap(24, 24)
    picture.setDevicePixelRatio(2)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(QColor(0, 0, 0, 0))
    painter.drawEllipse(2, 2, 8, 8)
    painter.end()
    return QIcon(picture)
