"""The tests of falsifiers: each is the alert rule of its claim, kept in step with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from gridwatch.domain.alert.condition import Condition
from gridwatch.domain.alert.grammar import GrammarProblem, parse_condition
from gridwatch.domain.alert.rule import Basis, Rule, Scope, Subject
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.services.figure_values import check_series
from gridwatch.services.rule_checks import check_alone, check_rule
from gridwatch.store.user import rule_states, rules
from gridwatch.store.user.claims import claims_about
from gridwatch.store.user.kept_rules import KeptRule, bring_back, kept_rule_of_claim


def put_test(
    user: sqlite3.Connection,
    claim: Claim,
    now: datetime,
    kept: KeptRule | None = None,
    *,
    brought: bool = False,
) -> None:
    """Make the rule of a claim what its test says: none for "", removed or decided claims.

    A test that is another one begins now; how its rule tells stays as the user has set it. That of
    the rule `kept` stands where it stood. `brought`: the claim was kept elsewhere, and a series
    that its test names may come later, or be gone. Raises Problem (a GrammarProblem) where the test
    is not understood.
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
        _check(user, wanted, claim.test, now, brought=brought)
        rules.replace_rule(user, wanted)
        rule_states.forget_standings(user, wanted.id)
        return
    new = rule_of_test(claim.about, condition, now)
    _check(user, new, claim.test, now, brought=brought)
    _add_test(user, claim, new)


def _check(
    user: sqlite3.Connection, rule: Rule, text: str, now: datetime, *, brought: bool
) -> None:
    if brought:
        check_alone(rule, now, rule if rule.id else None)
    else:
        check_test_rule(user, rule, text, now)


def _add_test(user: sqlite3.Connection, claim: Claim, rule: Rule) -> None:
    rules.add_rule(user, replace(rule, claim_id=claim.id))


def check_test(claim: Claim, now: datetime) -> None:
    """Raise Problem for a test that no file could keep; what it names is looked up elsewhere.

    For a wrong word that is a GrammarProblem.
    """
    if claim.test:
        check_alone(rule_of_test(claim.about, parse_condition(claim.test), now), now)


def rule_of_test(about: About, condition: Condition, now: datetime) -> Rule:
    """Return the rule that tests a claim about this as it is made; the claim is still to come."""
    # By closes: what a day only touched proves no thesis wrong.
    return Rule(0, _subject(about), condition, now, now, basis=Basis.LAST, claim_id=0)


def check_test_rule(user: sqlite3.Connection, rule: Rule, text: str, now: datetime) -> None:
    """Raise Problem for a test that can't be kept; where it can, pointing at a word of `text`."""
    try:
        check_rule(user, rule, now, rule if rule.id else None)
        check_series(user, rule)
    except GrammarProblem:
        raise
    except Problem as problem:
        raise _pointed(problem, text) from None


def _pointed(problem: Problem, text: str) -> Problem:
    """Return what is wrong with a test, with the letters of the series that it is about."""
    key, folded = str(problem.values.get("key", "")), text.casefold()
    at = folded.find(key) if key and len(folded) == len(text) else -1
    return problem if at < 0 else GrammarProblem(problem, at, at + len(key))


def put_tests(
    user: sqlite3.Connection, theme_id: int, now: datetime, kept: Iterable[KeptRule] = ()
) -> None:
    """Begin the tests of a theme that has come back, whatever has become of other series since.

    The `kept` ones stand where they stood.
    """
    own = {each.rule.claim_id: each for each in kept}
    for each in claims_about(user, About(theme_id=theme_id)):
        if each.id in own:
            put_test(user, each, now, own[each.id])
        elif each.test and not each.is_decided:
            _add_test(user, each, rule_of_test(each.about, parse_condition(each.test), now))


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
