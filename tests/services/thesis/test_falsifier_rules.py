"""Tests of falsifiers: a rule for each claim that has one, which comes and goes with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.alert.machine import State
from gridwatch.domain.alert.rule import Basis, Rule, Scope, Subject
from gridwatch.domain.thesis.claim import Status
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.claim_edits import ChangeClaim, RemoveClaim, ReviewClaim
from gridwatch.services.thesis.theme_edits import RemoveTheme
from gridwatch.store.user.claims import claim_with_id
from gridwatch.store.user.rule_states import Standing, all_standings, store_standings
from gridwatch.store.user.rules import all_rules, replace_rule, rule_of_claim
from tests.services.thesis.notes import NOW, TEST, filled
from tests.services.undoing import dump

LATER = NOW + timedelta(days=1)
STOOD = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


def rule_of(user: sqlite3.Connection, claim: int) -> Rule:
    found = rule_of_claim(user, claim)
    assert found is not None
    return found


def changed(user: sqlite3.Connection, **values: object) -> Edit:
    before = claim_with_id(user, 1)
    assert before is not None
    return ChangeClaim(replace(before, **values))  # type: ignore[arg-type]


def settle(user: sqlite3.Connection, claim: int) -> Rule:
    """Let the rule of a claim stand somewhere and be muted, as it may be after a while."""
    rule = replace(rule_of(user, claim), muted=True)
    replace_rule(user, rule)
    state = State((True,), False, STOOD)
    store_standings(user, {(rule.id, 1): Standing(state, STOOD)})
    return rule


def test_each_claim_with_a_test_has_a_rule_about_its_own(user: sqlite3.Connection) -> None:
    of_company, of_theme = all_rules(user)
    assert (of_company.claim_id, of_theme.claim_id) == (1, 3)
    assert of_company.subject == Subject(Scope.COMPANY, 1)
    assert of_theme.subject == Subject(Scope.THEME, 1)
    assert {condition_text(each.condition) for each in (of_company, of_theme)} == {TEST}
    assert (of_company.basis, of_company.since) == (Basis.LAST, NOW)
    assert rule_of_claim(user, 2) is None


def test_another_test_begins_anew_and_is_told_as_the_one_before(user: sqlite3.Connection) -> None:
    before = settle(user, 1)
    apply(user, changed(user, test="price <= 8 CNY"), LATER)
    after = rule_of(user, 1)
    assert (after.id, after.muted, after.since) == (before.id, True, LATER)
    assert condition_text(after.condition) == "price <= 8 CNY"
    assert all_standings(user) == {}


def test_other_words_leave_the_test_where_it_stands(user: sqlite3.Connection) -> None:
    before = settle(user, 1)
    apply(user, changed(user, falsifier="Words", conviction=3, test=f" {TEST} "), LATER)
    assert rule_of(user, 1) == before
    assert all_standings(user).keys() == {(before.id, 1)}


@pytest.mark.parametrize(
    "edit",
    [
        RemoveClaim(1),
        ReviewClaim(1, Status.BROKEN, 0, None),
        ReviewClaim(1, Status.CONFIRMED, 100, None),
    ],
    ids=str,
)
def test_a_rule_that_went_with_its_claim_comes_back_as_it_stood(
    user: sqlite3.Connection, edit: Edit
) -> None:
    settle(user, 1)
    before = [each for each in dump(user) if "rule" in each]
    _, undo = apply(user, edit, LATER)
    assert rule_of_claim(user, 1) is None
    _, redo = apply(user, undo, LATER)
    assert [each for each in dump(user) if "rule" in each] == before
    apply(user, redo, LATER)
    assert rule_of_claim(user, 1) is None


def test_the_test_before_comes_back_as_it_stood(user: sqlite3.Connection) -> None:
    settle(user, 1)
    before = [each for each in dump(user) if "rule" in each]
    _, undo = apply(user, changed(user, test="price <= 8 CNY"), LATER)
    apply(user, undo, LATER)
    assert [each for each in dump(user) if "rule" in each] == before


def test_the_tests_of_a_theme_go_and_come_with_it(user: sqlite3.Connection) -> None:
    settle(user, 3)
    before = [each for each in dump(user) if "rule" in each]
    _, undo = apply(user, RemoveTheme(1), LATER)
    assert [each.claim_id for each in all_rules(user)] == [1]
    apply(user, undo, LATER)
    assert [each for each in dump(user) if "rule" in each] == before


def test_a_decided_claim_that_is_opened_again_is_tested_from_then_on(
    user: sqlite3.Connection,
) -> None:
    apply(user, ReviewClaim(1, Status.BROKEN, 0, None), NOW)
    apply(user, ReviewClaim(1, Status.OPEN, 40, None), LATER)
    assert rule_of(user, 1).since == LATER
