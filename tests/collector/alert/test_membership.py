"""Companies that leave and come back, rules that are edited, removed and put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from gridwatch.domain.alert.rule import Repeat, Scope, Subject
from gridwatch.services import edits
from gridwatch.services.rule_edits import RemoveRule, ReplaceRule
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.collector.alert.kit import OTHER, Kit, at, on, shanghai


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    """Give a profile with a company at 9 on the first day."""
    with closing(Kit(tmp_path)) as kit:
        kit.start(9.0)
        yield kit


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Kit]:
    """Give a profile with two companies on one list, both at 9 on the first day."""
    with closing(Kit(tmp_path, [shanghai(), shanghai(OTHER)])) as kit:
        kit.start(9.0)
        kit.start(9.0, OTHER)
        yield kit


def test_a_company_removed_and_put_back_is_told_once(kit: Kit) -> None:
    kit.rule("cap >= 10bn CNY", at(0, 9))
    kit.look(at(0, 9))
    kit.live(at(1, 2), 10.5)
    kit.evening([9.0, 10.5])
    kit.live(at(2, 2), 10.6)
    undo = kit.edit(edits.RemoveCompanies((1,), kit.watchlist), at(2, 2, 1))
    kit.look(at(2, 2, 1))
    kit.edit(undo, at(2, 2, 2))
    kit.look(at(2, 2, 2))
    kit.live(at(2, 3), 10.6)
    assert kit.told() == on(1)


def test_what_happened_while_a_company_was_removed_is_not_told(kit: Kit) -> None:
    kit.rule("cap >= 10bn CNY", at(0, 9))
    kit.look(at(0, 9))
    undo = kit.edit(edits.RemoveCompanies((1,), kit.watchlist), at(0, 10))
    kit.look(at(0, 10))
    kit.quote(at(5, 7), 9.0)
    kit.days([9.0, 9.0, 10.5, 9.0, 9.0, 9.0], at(5, 8))
    kit.edit(undo, at(5, 9))
    kit.look(at(5, 9))
    assert kit.told() == []


def test_a_rule_of_a_list_begins_anew_with_a_company_that_comes_back(pair: Kit) -> None:
    """It crossed the level while it was on another list alone."""
    other = add_watchlist(pair.user, "Other")
    set_companies(pair.user, other, [1, 2])
    pair.rule("price >= 10", at(0, 9), Subject(Scope.LIST, pair.watchlist))
    pair.rule("price >= 100", at(0, 9))
    pair.look(at(0, 9))
    pair.edit(edits.RemoveCompanies((1,), pair.watchlist), at(0, 10))
    pair.look(at(0, 10))
    pair.evening([9.0, 9.0, 10.5, 10.5, 10.5, 10.5])
    pair.edit(edits.ArrangeCompanies(pair.watchlist, (1, 2)), at(5, 9))
    pair.look(at(5, 9))
    pair.live(at(6, 2), 10.5)
    assert pair.told() == []


def test_the_only_company_of_a_list_that_comes_back_is_told_once(kit: Kit) -> None:
    kit.rule("price >= 10", at(0, 9), Subject(Scope.LIST, kit.watchlist))
    kit.look(at(0, 9))
    kit.live(at(1, 2), 10.5)
    kit.evening([9.0, 10.5])
    assert kit.told() == on(1)
    undo = kit.edit(edits.RemoveCompanies((1,), kit.watchlist), at(2, 1))
    kit.look(at(2, 1))
    kit.edit(undo, at(2, 1, 1))
    kit.look(at(2, 1, 1))
    kit.live(at(2, 2), 10.5)
    assert kit.told() == on(1)


def test_a_company_that_joins_an_empty_list_begins_when_it_is_first_seen_there(pair: Kit) -> None:
    empty = add_watchlist(pair.user, "Empty")
    pair.rule("price >= 10", at(0, 9), Subject(Scope.LIST, empty))
    pair.look(at(0, 9))
    pair.evening([9.0, 9.0, 10.5, 9.0, 9.0, 9.0])
    set_companies(pair.user, empty, [1])
    pair.watcher = None
    pair.look(at(5, 9))
    assert pair.told() == []
    pair.live(at(6, 2), 10.5)
    assert pair.told() == on(6)


def test_a_rule_removed_and_put_back_is_told_once(kit: Kit) -> None:
    rule = kit.rule("price >= 10", at(0, 9))
    kit.look(at(0, 9))
    kit.live(at(1, 2), 10.5)
    undo = kit.edit(RemoveRule(rule.id), at(1, 2, 1))
    kit.look(at(1, 2, 1))
    kit.edit(undo, at(1, 2, 2))
    kit.look(at(1, 2, 2))
    kit.live(at(1, 3), 10.5)
    assert kit.told() == on(1)


def test_a_rule_that_spoke_once_and_may_speak_again_comes_back_first(kit: Kit) -> None:
    rule = kit.rule("price >= 10", at(0, 9), repeat=Repeat.ONCE)
    kit.look(at(0, 9))
    kit.live(at(1, 2), 10.5)
    assert kit.told() == on(1)
    kit.edit(ReplaceRule(replace(rule, repeat=Repeat.EVERY)), at(1, 2, 5))
    kit.look(at(1, 2, 6))
    kit.live(at(1, 3), 10.6)
    assert kit.told() == on(1)
    kit.evening([9.0, 9.0])
    kit.live(at(2, 2), 10.5)
    assert kit.told() == on(1, 2)


def test_a_rule_that_was_over_and_is_extended_begins_anew(kit: Kit) -> None:
    rule = kit.rule("price >= 10", at(0, 9), expires_at=at(1, 1))
    kit.look(at(0, 9))
    kit.live(at(1, 2), 10.5)
    kit.evening([9.0, 10.5, 10.5, 10.5, 10.5])
    kit.edit(ReplaceRule(replace(rule, expires_at=at(20, 1))), at(5, 1))
    kit.look(at(5, 1))
    kit.live(at(5, 2), 10.5)
    assert kit.told() == []
