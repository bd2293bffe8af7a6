"""The words of an alert rule on a chart: the label of its line, and all of it under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.alert.condition import Relation
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.domain.charting import Quantity
from gridwatch.domain.series import RulePrice, Series
from gridwatch.ui.phrases import Phrases

if TYPE_CHECKING:
    from gridwatch.ui.alerts.scene import Scene

translate = QCoreApplication.translate
_SINGLE = frozenset({Scope.COMPANY, Scope.LISTING})
_TERMS: Mapping[tuple[Measure, Relation], Callable[[], str]] = {
    (Measure.CAP, Relation.AT_LEAST): lambda: translate("Chart", "Cap ≥ {level}"),
    (Measure.CAP, Relation.AT_MOST): lambda: translate("Chart", "Cap ≤ {level}"),
    (Measure.PRICE, Relation.AT_LEAST): lambda: translate("Chart", "Price ≥ {level}"),
    (Measure.PRICE, Relation.AT_MOST): lambda: translate("Chart", "Price ≤ {level}"),
}


def is_single(one: RulePrice) -> bool:
    """Tell whether a rule is about one company alone."""
    return one.rule.subject.scope in _SINGLE


def is_quiet(one: RulePrice, now: datetime) -> bool:
    """Tell whether a rule would tell nobody, were its level reached now."""
    rule = one.rule
    return one.done or rule.muted or rule.is_snoozed(now) or rule.is_over(now)


def rule_label(phrases: Phrases, one: RulePrice, series: Series, now: datetime) -> str:
    """Return the label of a rule's line: its term in short, and what that is on this chart."""
    words = [_term_words(phrases, one, series)]
    here = _here(phrases, one, series)
    words += [each for each in (here, _state_words(one, now)) if each]
    return " · ".join(words)


def away_words(phrases: Phrases, one: RulePrice, close: float) -> str:
    """Return how far a rule's line is from the last close."""
    return f" · {phrases.percent(one.price / close - 1)}" if close > 0 else ""


def _term_words(phrases: Phrases, one: RulePrice, series: Series) -> str:
    term = one.term
    if term.measure is Measure.CAP:
        level = phrases.compact(one.amount, one.currency)
    else:
        plain = series.quantity is Quantity.PRICE and one.currency == series.currency
        level = phrases.price(one.amount, "" if plain else one.currency)
    words = _TERMS[term.measure, term.relation]().format(level=level)
    return words if len(one.rule.terms) == 1 else f"{words} …"


def _here(phrases: Phrases, one: RulePrice, series: Series) -> str:
    """Return the height of a line in the chart's own unit, "" where its term is in that."""
    priced, same = series.quantity is Quantity.PRICE, one.currency == series.currency
    if priced == (one.term.measure is Measure.PRICE) and same:
        return ""
    if not priced:
        return phrases.compact(one.price, series.currency)
    price = phrases.price(one.price, "" if same else series.currency)
    return translate("Chart", "price {price}").format(price=price)


def _state_words(one: RulePrice, now: datetime) -> str:
    """Return why a rule tells nobody, "" where it does."""
    rule = one.rule
    if rule.is_over(now):
        return translate("Chart", "expired")
    if one.done:
        return translate("Chart", "done")
    if rule.muted:
        return translate("Chart", "muted")
    return translate("Chart", "snoozed") if rule.is_snoozed(now) else ""


def rule_tip(one: RulePrice, scene: Scene) -> str:
    """Return all that is said of a rule under the pointer, and whether its line can be pulled."""
    from gridwatch.ui.alerts.scene import subject_words
    from gridwatch.ui.alerts.words import title_words

    rule = one.rule
    lines = [title_words(each, scene) for each in (rule, *_nameless(rule))]
    state = _state_words(one, scene.now)
    if state:
        lines.append(state[:1].upper() + state[1:])
    if is_single(one):
        lines.append(translate("Chart", "Pull the line to change the level."))
    else:
        about = subject_words(rule.subject, scene)
        lines.append(translate("Chart", "For each of: {group}").format(group=about))
        lines.append(
            translate("Chart", "The line can't be pulled: that would change it for all of them.")
        )
    return "\n".join(lines)


def _nameless(rule: Rule) -> tuple[Rule, ...]:
    """Return a rule that has a name without it: its condition is to be said as well."""
    return (replace(rule, name=""),) if rule.name else ()
