"""The menu of alert rules on a chart: a new one at a height, and what is done with one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.series import RulePrice
from gridwatch.services.edits import Edit
from gridwatch.services.rule_edits import AddRule, RemoveRule
from gridwatch.ui.alerts.rule_choices import is_quiet, muted, snoozed
from gridwatch.ui.alerts.scene import Scene
from gridwatch.ui.alerts.words import called
from gridwatch.ui.chart.controls.menus import add_verb
from gridwatch.ui.chart.signs.asked import Asked
from gridwatch.wording.conditions import condition_words

translate = QCoreApplication.translate
_LONG = 60  # letters of a rule that stands in a menu


@dataclass(frozen=True, slots=True)
class RuleVerbs:
    """What the menu tells: an edit, a rule to be asked for with a text, a rule to be opened."""

    edited: Callable[[Edit], object]
    wanted: Callable[[Subject, str], object]
    opened: Callable[[Rule], object]


def fill_rules(
    menu: QMenu,
    asked: Asked,
    rules: Sequence[RulePrice],
    company: int,
    scene: Scene,
    verbs: RuleVerbs,
) -> None:
    """Offer what can be done with alerts at a place: with the one there, else a new one, or all."""
    if asked.rule is not None:
        fill_rule(menu, asked.rule, scene, verbs)
    else:
        fill_new_rules(menu, asked.terms, company, scene, verbs)
        if rules:
            fill_several(menu, rules, scene, verbs)
    menu.addSeparator()


def fill_new_rules(
    menu: QMenu, terms: tuple[Term, ...], company: int, scene: Scene, verbs: RuleVerbs
) -> None:
    """Offer a rule for each term, made at once, and one in its dialog that begins with the first.

    What is made at once can be pulled, opened and undone: asking first would be in the way.
    """
    subject = Subject(Scope.COMPANY, company)
    for each in terms:
        words = translate("Chart", "New alert: {condition}")
        condition = condition_words(each, scene.phrases)
        rule = Rule(0, subject, each, scene.now, scene.now)
        add_verb(menu, words.format(condition=condition), _edit(verbs, AddRule(rule)))
    text = condition_text(terms[0]) if terms else ""
    add_verb(menu, translate("Chart", "New alert…"), lambda: verbs.wanted(subject, text))


def fill_rule(menu: QMenu, one: RulePrice, scene: Scene, verbs: RuleVerbs) -> None:
    """Offer what can be done with a rule, below what it is."""
    menu.addAction(_short(called(one.rule, scene))).setEnabled(False)
    fill_verbs(menu, one.rule, scene.now, verbs)


def fill_several(menu: QMenu, rules: Sequence[RulePrice], scene: Scene, verbs: RuleVerbs) -> None:
    """Offer the same for each rule of a chart in a menu of its own."""
    inside = menu.addMenu(translate("Chart", "Alerts on this chart"))
    for rule in {each.rule.id: each.rule for each in rules}.values():
        fill_verbs(inside.addMenu(_short(called(rule, scene))), rule, scene.now, verbs)


def fill_verbs(menu: QMenu, rule: Rule, now: datetime, verbs: RuleVerbs) -> None:
    """Offer what can be done with a rule."""
    mute = (
        translate("Chart", "Let alert tell again")
        if is_quiet(rule, now)
        else translate("Chart", "Mute alert")
    )
    day = snoozed([rule], now + timedelta(days=1))
    add_verb(menu, translate("Chart", "Edit alert…"), lambda: verbs.opened(rule))
    add_verb(menu, mute, _edit(verbs, muted([rule], now)))
    add_verb(menu, translate("Chart", "Snooze alert for 1 day"), _edit(verbs, day))
    add_verb(menu, translate("Chart", "Delete alert"), _edit(verbs, RemoveRule(rule.id)))


def _edit(verbs: RuleVerbs, edit: Edit | None) -> Callable[[], object]:
    return lambda: verbs.edited(edit) if edit is not None else None


def _short(words: str) -> str:
    """Return words that leave a menu narrow, with no letter taken for a key."""
    cut = words if len(words) <= _LONG else f"{words[: _LONG - 1].rstrip()}…"
    return cut.replace("&", "&&")
