"""The dialog of one alert rule: rows of boxes and a typed text that always say the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.alert.condition import Condition, terms_of
from gridwatch.domain.alert.grammar import GrammarProblem, condition_text, parse_condition
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.alert.vocabulary import EXAMPLES
from gridwatch.domain.problem import Problem
from gridwatch.services.edits import Edit
from gridwatch.services.rule_checks import check_alone, is_pair
from gridwatch.services.rule_edits import AddRule, ReplaceRule
from gridwatch.services.rule_values import Present
from gridwatch.services.rule_views import Rulebook
from gridwatch.store.user.channels import Channel
from gridwatch.ui.alerts.builder import Builder
from gridwatch.ui.alerts.condition_line import ConditionLine
from gridwatch.ui.alerts.examples import MIXED_EXAMPLES
from gridwatch.ui.alerts.options import Options
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.alerts.preview import Preview
from gridwatch.ui.alerts.scene import Scene
from gridwatch.ui.alerts.subject_picker import SubjectPicker
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate
_WIDE = 560


@dataclass(frozen=True, slots=True)
class Draft:
    """What the dialog begins with: whom it is about, a text that may still be incomplete.

    `before` is the rule that is edited, None for a new one; `like` one that tells as it shall.
    """

    subject: Subject
    text: str = ""
    before: Rule | None = None
    like: Rule | None = None


def draft_of(rule: Rule) -> Draft:
    """Return the draft with which a rule is edited."""
    return Draft(rule.subject, condition_text(rule.condition), rule)


class RuleDialog(QDialog):
    """Asks for a rule; `decided` carries the edit, nothing changes until then."""

    decided = Signal(object)

    def __init__(
        self,
        draft: Draft,
        scene: Scene,
        present: Present,
        channels: tuple[Channel, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft, self._scene, self._present = draft, scene, present
        self._rules: tuple[Rule, ...] = ()
        self._fresh = not draft.text  # nothing has been typed: nothing is wrong yet
        self._companies = draft.subject  # what to go back to from an exchange rate
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            translate("Alerts", "Edit alert") if draft.before else translate("Alerts", "New alert")
        )
        self.picker = SubjectPicker(scene, self)
        self.builder = Builder(scene.look.tones, self)
        self.line = ConditionLine(scene.look.tones, self)
        self.options = Options(channels, self)
        self.fault = QLabel(self)
        self.preview = Preview(scene, self)
        self.more, self.examples = QToolButton(self), QToolButton(self)
        self.buttons = self._make_buttons()
        self._lay_out()
        outline(self, scene.look.tones)
        self._order()
        self._connect()
        self._begin()

    # How it is built

    def _make_buttons(self) -> QDialogButtonBox:
        kind = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kind.Ok | kind.Cancel, self)
        words = translate("Alerts", "Save") if self._draft.before else translate("Alerts", "Create")
        buttons.button(kind.Ok).setText(words)
        buttons.button(kind.Ok).setDefault(True)
        return buttons

    def ok(self) -> QPushButton:
        """Return the button that makes or saves the rule."""
        return self.buttons.button(QDialogButtonBox.StandardButton.Ok)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(translate("Alerts", "About"), self.picker)
        form.addRow(translate("Alerts", "When"), self.builder)
        form.addRow(translate("Alerts", "As text"), self._with_examples())
        form.addRow("", self.fault)
        form.addRow(translate("Alerts", "Tells"), self._with_more())
        self.fault.setWordWrap(True)
        self.fault.setStyleSheet(f"color: {self._scene.look.tones.warn};")
        self.preview.setMinimumWidth(_WIDE)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.options)
        column.addWidget(self.preview)
        column.addStretch(1)
        column.addWidget(self.buttons)

    def _with_examples(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        examples = self.examples
        examples.setText(translate("Alerts", "Examples") + " ▾")
        examples.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        examples.setAutoRaise(True)
        examples.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(examples)
        for text in (*EXAMPLES.values(), *MIXED_EXAMPLES):
            menu.addAction(text).triggered.connect(_put(self, text))
        examples.setMenu(menu)
        row.addWidget(examples, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _with_more(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.options.repeat)
        row.addStretch(1)
        self.more.setText(translate("Alerts", "More options"))
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addWidget(self.more)
        return row

    def _connect(self) -> None:
        self.picker.changed.connect(self._subject_changed)
        self.builder.changed.connect(self._built)
        self.builder.resized.connect(self._order)
        self.line.textChanged.connect(self._typed)
        self.options.changed.connect(self._show)
        self.more.toggled.connect(self._unfold)
        for part in (self.builder, self.line, self.options):
            part.entered.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _order(self) -> None:
        """Let the tab key go through everything as it is read, rows that came later as well."""
        order = [
            *self.picker.in_order(), *self.builder.in_order(), self.line, self.examples,
            self.options.repeat, self.more, *self.options.in_order(), *self.buttons.buttons(),
        ]  # fmt: skip
        for one, other in pairwise(order):
            self.setTabOrder(one, other)

    def _begin(self) -> None:
        draft, before = self._draft, self._draft.before
        self.picker.show_subject(draft.subject)
        like = draft.like or before
        if like is not None:
            self.options.show_rule(like)
        self._unfold(like is not None and not self.options.is_plain(like))
        if draft.text:
            self.line.put(draft.text)
            self._typed()
        else:
            self._begin_anew()
        if self._condition() is None and draft.text:
            self.line.setFocus()
        else:
            self.builder.focus_level()

    def _begin_anew(self) -> None:
        """Show one row that waits for its amount."""
        subject = self.picker.subject()
        if subject.scope is Scope.RATE:
            self.builder.begin(Measure.RATE, pair=subject.key)
        else:
            self.builder.begin(Measure.CAP, currency=self._likely_currency(subject))
        self.line.put(self.builder.text())
        self._show()

    def _likely_currency(self, subject: Subject) -> str:
        view = self._scene.companies.get(subject.number)
        if subject.scope is Scope.COMPANY and view is not None and view.cap.currency:
            return view.cap.currency
        return self._scene.phrases.base_currency

    # What comes from outside

    def show_book(self, book: Rulebook) -> None:
        """Take what is known now."""
        self._present = book.present
        self._rules = tuple(each.rule for each in book.views)
        self.options.add_channels(book.channels)
        self._show()

    # How both ways of saying it stay the same

    def _built(self) -> None:
        self._fresh = False
        self.line.put(self.builder.text())
        self._show()

    def _typed(self) -> None:
        self._fresh = False
        condition = self._condition()
        if condition is not None:
            self.builder.show_condition(condition)
            self._follow_rate(condition)
        self._show()

    def _follow_rate(self, condition: Condition) -> None:
        """Be about the exchange rate that is typed, and about companies again after it."""
        pairs = {each.pair for each in terms_of(condition)}
        subject = self.picker.subject()
        if len(pairs) == 1 and "" not in pairs and subject.key not in pairs:
            if subject.scope is not Scope.RATE:
                self._companies = subject
            self.picker.show_subject(Subject(Scope.RATE, key=pairs.pop()))
        elif pairs == {""} and subject.scope is Scope.RATE:
            self.picker.show_subject(self._companies)

    def _subject_changed(self) -> None:
        subject, condition = self.picker.subject(), self._condition()
        about_rate = subject.scope is Scope.RATE
        if not about_rate:
            self._companies = subject
        measured = {each.measure for each in terms_of(condition)} if condition else {Measure.CAP}
        if about_rate:
            self.builder.set_pair(subject.key)
        if about_rate != (measured == {Measure.RATE}) or (self._fresh and condition is None):
            self._fresh = True
            self._begin_anew()
        elif about_rate:
            self._built()
        else:
            self._show()

    def _condition(self) -> Condition | None:
        try:
            return parse_condition(self.line.text())
        except GrammarProblem:
            return None

    # What is wrong, what it will do, what is true now

    def _show(self) -> None:
        try:
            rule = self._rule()
        except GrammarProblem as problem:
            self._refuse(problem, problem.start, problem.end)
        except Problem as problem:
            self._refuse(problem, 0, 0)
        else:
            self._promise(rule)

    def _rule(self) -> Rule:
        """Return the rule as it is asked for; raises Problem where it can't be."""
        before, now = self._draft.before, datetime.now(UTC)
        condition, subject = parse_condition(self.line.text()), self.picker.subject()
        if subject.scope is Scope.RATE and not is_pair(subject.key):
            raise Problem("rule_subject", "What the alert is about is not there any more.")
        rule = before or Rule(0, subject, condition, now, now)
        rule = self.options.applied(replace(rule, subject=subject, condition=condition))
        check_alone(rule, now, before)
        return rule

    def _refuse(self, problem: Problem, start: int, end: int) -> None:
        quiet = self._fresh
        self.line.mark(0, 0) if quiet else self.line.mark(start, end)
        words = problem_words(problem, self._scene.phrases.day)
        self.fault.setText("" if quiet else words)
        self.fault.setVisible(not quiet)
        self.ok().setEnabled(False)
        self.preview.hint(
            translate("Alerts", "Type an amount, and press Enter.")
            if quiet
            else translate("Alerts", "The alert is not complete yet.")
        )
        self._fit()

    def _promise(self, rule: Rule) -> None:
        self.line.mark(0, 0)
        self.fault.hide()
        self.ok().setEnabled(True)
        self.preview.promise(rule, self._present, self._same(rule))
        self._fit()

    def _same(self, rule: Rule) -> Rule | None:
        """Return another rule that is about the same and waits for the same."""
        what = (rule.subject, rule.condition)
        others = (each for each in self._rules if each.id != rule.id)
        return next((each for each in others if (each.subject, each.condition) == what), None)

    def _unfold(self, shown: bool) -> None:
        self.options.setVisible(shown)
        self.more.setChecked(shown)
        self.more.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need at this width."""
        if self.isVisible():
            QTimer.singleShot(0, self, self._take_height)

    def _take_height(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), layout.minimumSize().width())
            self.resize(width, layout.totalHeightForWidth(width))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height of what was put before."""
        super().showEvent(event)
        self._fit()

    def put(self, text: str) -> None:
        """Take a text in place of what is typed."""
        self.line.put(text)
        self._typed()
        self.line.setFocus()

    def accept(self) -> None:
        """Make or save the rule; where it can't be the caret goes to the word that is wrong."""
        try:
            rule = self._rule()
        except Problem as problem:
            self._fresh = False
            self._show()
            if isinstance(problem, GrammarProblem):
                self.line.point_at(problem.start)
            return
        self.decided.emit(self._edit(rule))
        super().accept()

    def again(self) -> Draft:
        """Return a draft with which the same could be asked for again."""
        before = self._draft.before
        return Draft(self.picker.subject(), self.line.text(), before, self._rule())

    def _edit(self, rule: Rule) -> Edit:
        return AddRule(rule) if self._draft.before is None else ReplaceRule(rule)


def _put(dialog: RuleDialog, text: str) -> Callable[[], None]:
    return lambda: dialog.put(text)
