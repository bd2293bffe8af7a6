"""The tests of falsifiers: each is the alert rule of its claim, kept in step with it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Basis, Rule, Scope, Subject
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.services.rule_checks import check_alone, check_rule
from gridwatch.store.user import rule_states, rules
from gridwatch.store.user.claims import claims_about


def put_test(user: sqlite3.Connection, claim: Claim, now: datetime) -> None:
    """Make the rule of a claim what its test says: none for "", removed or decided claims.

    A test that is another one begins now; how its rule tells stays as the user has set it. Raises
    Problem (a GrammarProblem) where the test is not understood.
    """
    before = rules.rule_of_claim(user, claim.id)
    if not claim.test or claim.removed or claim.is_decided:
        if before is not None:
            rules.remove_rule(user, before.id)
        return
    condition = parse_condition(claim.test)
    if before is not None and before.condition == condition:
        return
    if before is not None:
        wanted = replace(before, condition=condition, since=now)
        check_rule(user, wanted, now, before)
        rules.replace_rule(user, wanted)
        rule_states.forget_standings(user, wanted.id)
        return
    new = _rule(claim, now)
    check_rule(user, new, now)
    rules.add_rule(user, new)


def check_test(claim: Claim, now: datetime) -> None:
    """Raise Problem (a GrammarProblem for a wrong word) where the test of a claim can't be kept."""
    if claim.test:
        check_alone(_rule(claim, now), now)


def _rule(claim: Claim, now: datetime) -> Rule:
    condition = parse_condition(claim.test)
    # By closes: what a day only touched proves no thesis wrong.
    return Rule(0, _subject(claim.about), condition, now, now, basis=Basis.LAST, claim_id=claim.id)


def put_tests(user: sqlite3.Connection, theme_id: int, now: datetime) -> None:
    """Begin the tests of a theme that has come back."""
    for each in claims_about(user, About(theme_id=theme_id)):
        put_test(user, each, now)


def drop_tests(user: sqlite3.Connection, theme_id: int) -> None:
    """Give up the tests of a theme that was removed."""
    for each in claims_about(user, About(theme_id=theme_id)):
        found = rules.rule_of_claim(user, each.id)
        if found is not None:
            rules.remove_rule(user, found.id)


def _subject(about: About) -> Subject:
    if about.company_id:
        return Subject(Scope.COMPANY, about.company_id)
    return Subject(Scope.THEME, about.theme_id)
