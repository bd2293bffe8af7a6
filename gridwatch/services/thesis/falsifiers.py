"""The tests of falsifiers: each is the alert rule of its claim, kept in step with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Basis, Rule, Scope, Subject
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.services.rule_checks import check_rule
from gridwatch.store.user import rule_states, rules
from gridwatch.store.user.claims import claims_about
from gridwatch.store.user.kept_rules import KeptRule, bring_back, kept_rule_of_claim


def put_test(
    user: sqlite3.Connection, claim: Claim, now: datetime, kept: KeptRule | None = None
) -> None:
    """Make the rule of a claim what its test says: none for "", removed or decided claims.

    A test that is another one begins now; how its rule tells stays as the user has set it. That of
    the rule `kept` stands where it stood. Raises Problem (a GrammarProblem) where the test is not
    understood.
    """
    before = rules.rule_of_claim(user, claim.id)
    if not claim.test or claim.removed or claim.is_decided:
        if before is not None:
            rules.remove_rule(user, before.id)
        return
    condition = parse_condition(claim.test)
    if before is not None and before.condition == condition:
        return
    if kept is not None and kept.rule.condition == condition:
        if before is not None:
            rules.remove_rule(user, before.id)
        bring_back(user, kept)
        return
    if before is not None:
        wanted = replace(before, condition=condition, since=now)
        check_rule(user, wanted, now, before)
        rules.replace_rule(user, wanted)
        rule_states.forget_standings(user, wanted.id)
        return
    # By closes: what a day only touched proves no thesis wrong.
    new = Rule(0, _subject(claim.about), condition, now, now, basis=Basis.LAST, claim_id=claim.id)
    check_rule(user, new, now)
    rules.add_rule(user, new)


def put_tests(
    user: sqlite3.Connection, theme_id: int, now: datetime, kept: Iterable[KeptRule] = ()
) -> None:
    """Begin the tests of a theme that has come back; the `kept` ones stand where they stood."""
    own = {each.rule.claim_id: each for each in kept}
    for each in claims_about(user, About(theme_id=theme_id)):
        put_test(user, each, now, own.get(each.id))


def drop_tests(user: sqlite3.Connection, theme_id: int) -> tuple[KeptRule, ...]:
    """Give up the tests of a theme that was removed, and return what they were."""
    claims = claims_about(user, About(theme_id=theme_id))
    found = (kept_rule_of_claim(user, each.id) for each in claims)
    kept = tuple(each for each in found if each is not None)
    for each in kept:
        rules.remove_rule(user, each.rule.id)
    return kept


def _subject(about: About) -> Subject:
    if about.company_id:
        return Subject(Scope.COMPANY, about.company_id)
    return Subject(Scope.THEME, about.theme_id)
