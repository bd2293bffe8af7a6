"""The alert that tells when a claim is due: one rule for all, which can be made and given up."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from gridwatch.domain.alert.condition import Condition
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.alert.tokens import GrammarProblem
from gridwatch.services.edits import Edit
from gridwatch.services.rule_edits import AddRule, RemoveRule
from gridwatch.store.user.rules import all_rules

REMINDER = "review >= 0 days"


def reminder_condition(words: str = REMINDER) -> Condition | None:
    """Return the condition of the reminder; None where alerts know no reviews."""
    try:
        return parse_condition(words)
    except GrammarProblem:
        return None


def reminder_rule(user: sqlite3.Connection, condition: Condition) -> int:
    """Return the id of the rule that reminds of all claims, 0 where there is none."""
    everything = Subject(Scope.EVERYTHING)
    found = (
        each.id
        for each in all_rules(user)
        if each.subject == everything and each.condition == condition
    )
    return next(found, 0)


def reminder_edit(condition: Condition, number: int) -> Edit:
    """Return the edit that turns the reminder on, or off where it is the rule `number`."""
    if number:
        return RemoveRule(number)
    begun = datetime.now(UTC)  # the edit says when it begins
    return AddRule(Rule(0, Subject(Scope.EVERYTHING), condition, begun, begun))
