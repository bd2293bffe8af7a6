"""Alert rules as a series has them, for charts of tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.charting import Quantity
from gridwatch.domain.series import RulePrice, Series

MADE = datetime(2026, 1, 5, tzinfo=UTC)
SHARES = 5e9


def rule_of(number: int, text: str, scope: Scope = Scope.COMPANY, **changes: object) -> Rule:
    """Make a rule about company 1, or about everything."""
    subject = Subject(scope, 1 if scope is Scope.COMPANY else 0)
    plain = Rule(number, subject, parse_condition(text), MADE, MADE)
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields of a rule by name


def with_rules(shown: Series, rules: Sequence[Rule], shares: float = SHARES) -> Series:
    """Return a series with the lines of rules whose levels are in its own currency."""
    lines = [
        RulePrice(rule, number, float(term.level), "CNY", float(term.level), height)
        for rule in rules
        for number, term in enumerate(rule.terms)
        if term.measure in {Measure.CAP, Measure.PRICE}
        for height in [_height(float(term.level), term.measure, shown.quantity, shares)]
    ]
    return replace(shown, rules=tuple(lines))


def _height(level: float, measure: Measure, quantity: Quantity, shares: float) -> float:
    if (measure is Measure.PRICE) == (quantity is Quantity.PRICE):
        return level
    return level * shares if measure is Measure.PRICE else level / shares
