"""Edits and their inverses: the file comes back exactly, and nothing is half made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.alert.condition import Relation, Term
from gridwatch.domain.alert.machine import State
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Scope, Subject, Telling
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.services.edits import (
    AddCompany,
    AddWatchlist,
    ArrangeCompanies,
    Choose,
    Edit,
    RemoveCompanies,
    RemoveTargets,
    RemoveWatchlist,
    RenameWatchlist,
    SetTarget,
    apply,
)
from gridwatch.store.user.companies import add_company, all_companies
from gridwatch.store.user.ladders import OwnLadder, all_ladders, put_ladder
from gridwatch.store.user.rule_states import Standing, all_standings, store_standings
from gridwatch.store.user.rules import add_rule, all_rules, replace_rule, rule_of
from gridwatch.store.user.starters import want_targets, wanted_targets
from gridwatch.store.user.targets import all_targets
from gridwatch.store.user.watchlists import add_watchlist, all_watchlists, set_companies
from tests.in_memory import copied, new_user
from tests.services.undoing import undone_and_redone

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
HUNDRED = Money(Decimal(100000000000), "CNY")
# What is not the user's: where rules stand, SQLite's own numbering.
NOT_COMPARED = ("rule_state", "sqlite_sequence")


def company(symbol: str, number: int = 0) -> Company:
    return Company(
        number, symbol, "", "", "CN", True, "", symbol, (Listing(symbol, "SSE", "CNY", "A", "I"),)
    )


def filled() -> sqlite3.Connection:
    """Give a file in memory: lists 1 and 2, companies 1 to 4 of which 4 is on none, a target."""
    return copied(_filled())


@lru_cache
def _filled() -> sqlite3.Connection:
    user = new_user()
    for number in range(1, 5):
        add_company(user, company(f"60000{number}.SS", number))
    for name, entries in (("Grid", [3, 1, 2]), ("Other", [2])):
        set_companies(user, add_watchlist(user, name), entries)
    apply(user, SetTarget(1, HUNDRED), NOW)
    want_targets(user, (2,), HUNDRED)
    add_rule(user, falling(Subject(Scope.LIST, 1)))
    add_rule(user, falling(Subject(Scope.EVERYTHING)))
    put_ladder(user, OwnLadder("CNY", (Decimal(50_000_000), Decimal(90_000_000)), watchlist_id=1))
    return user


def falling(subject: Subject) -> Rule:
    return Rule(0, subject, Term(Measure.DAY, Relation.AT_MOST, Decimal(-5)), NOW, NOW)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


def dump(user: sqlite3.Connection) -> list[str]:
    return [
        line for line in user.iterdump() if not any(f'"{name}"' in line for name in NOT_COMPARED)
    ]


EDITS: list[Edit] = [
    AddCompany(company("GEV"), 1),
    AddCompany(company("GEV"), 2, 0),
    AddCompany(company("600004.SS"), 1, 1),
    AddCompany(company("600001.SS"), 2),
    RemoveCompanies((1,), 1),
    RemoveCompanies((3, 2), 1),
    RemoveCompanies((2, 77), 2),
    ArrangeCompanies(1, (2, 3, 1)),
    ArrangeCompanies(1, (4, 1)),
    AddWatchlist("Third"),
    AddWatchlist("Third", (4, 1)),
    RemoveWatchlist(1),
    RemoveWatchlist(2),
    RenameWatchlist(1, "  The   grid "),
    SetTarget(1, Money(Decimal("50000000000.5"), "USD")),
    SetTarget(1, Money(Decimal(200_000_000), "CNY"), replacing=1),
    SetTarget(2, HUNDRED),
    SetTarget(4, HUNDRED),
    RemoveTargets(1, (1,)),
    RemoveTargets(1, (99,)),
    Choose("theme", "dark"),
    Choose("refresh_seconds", "1"),
]


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_an_inverse_restores_the_file_and_its_own_inverse_the_edit(
    user: sqlite3.Connection, edit: Edit
) -> None:
    before = dump(user)
    changes, undo = apply(user, edit, NOW)
    after = dump(user)
    assert changes.concern_collector()
    _, redo = apply(user, undo, NOW)
    assert dump(user) == before
    _, undo = apply(user, redo, NOW)
    assert dump(user) == after
    apply(user, undo, NOW)
    assert dump(user) == before


@given(st.lists(st.sampled_from(EDITS), max_size=8))
def test_a_stack_of_edits_is_undone_and_redone_step_by_step(chosen: list[Edit]) -> None:
    user = filled()
    undone_and_redone(user, chosen, NOW, dump)
    user.close()


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (AddCompany(company("600001.SS"), 1), "already_listed"),
        (AddCompany(company("GEV"), 9), "list_unknown"),
        (RemoveCompanies((4,), 1), "not_listed"),
        (ArrangeCompanies(1, (1, 77)), "company_unknown"),
        (AddWatchlist("Grid"), "list_exists"),
        (AddWatchlist("  "), "list_unnamed"),
        (AddWatchlist("Third", (77,)), "company_unknown"),
        (RenameWatchlist(1, "Other"), "list_exists"),
        (RemoveWatchlist(9), "list_unknown"),
        (SetTarget(1, HUNDRED), "target_exists"),
        (SetTarget(9, HUNDRED), "company_unknown"),
        (Choose("theme", "pink"), "setting_value"),
        (Choose("nothing", "1"), "setting_value"),
    ],
    ids=str,
)
def test_what_cannot_be_made_is_refused_and_changes_nothing(
    user: sqlite3.Connection, edit: Edit, code: str
) -> None:
    before = dump(user)
    with pytest.raises(Problem) as refused:
        apply(user, edit, NOW)
    assert refused.value.code == code
    assert dump(user) == before


def test_the_only_list_stays(user: sqlite3.Connection) -> None:
    apply(user, RemoveWatchlist(1), NOW)
    with pytest.raises(Problem) as refused:
        apply(user, RemoveWatchlist(2), NOW)
    assert refused.value.code == "last_list"


def add_lists(user: sqlite3.Connection, names: tuple[str, ...]) -> None:
    for each in names:
        apply(user, AddWatchlist(each), NOW)


def test_a_full_disk_is_told_and_changes_nothing(user: sqlite3.Connection) -> None:
    before = dump(user)
    pages = user.execute("PRAGMA page_count").fetchone()[0]
    user.execute(f"PRAGMA max_page_count = {pages}")
    names = tuple(f"{number} " + "x" * 70 for number in range(2000))
    with pytest.raises(Problem) as refused:
        add_lists(user, names)
    assert refused.value.code == "database_unreachable"
    assert not user.in_transaction
    assert set(before) <= set(dump(user))
    whole = [each.name for each in all_watchlists(user)][2:]
    assert 0 < len(whole) < len(names)
    assert whole == [each.strip() for each in names[: len(whole)]]


def test_undoing_a_removal_keeps_what_another_window_added(user: sqlite3.Connection) -> None:
    _, undo = apply(user, RemoveCompanies((3, 1), 1), NOW)
    apply(user, AddCompany(company("GEV"), 1, 0), NOW)
    apply(user, undo, NOW)
    entries = all_watchlists(user)[0].companies
    assert set(entries) == {1, 2, 3, 5}


def test_undoing_an_addition_keeps_a_company_with_a_target(user: sqlite3.Connection) -> None:
    _, undo = apply(user, AddCompany(company("GEV"), 1), NOW)
    apply(user, SetTarget(5, HUNDRED), NOW)
    apply(user, undo, NOW)
    assert 5 in all_companies(user)
    assert [each.company_id for each in all_targets(user)] == [1, 5]


def standing(at: datetime) -> Standing:
    return Standing(State((True,), armed=False, since=at, told_at=at, told_on=at.date()), at)


def test_every_target_has_its_rule(user: sqlite3.Connection) -> None:
    apply(user, SetTarget(4, HUNDRED), LATER)
    rule = rule_of(user, 2)
    assert rule is not None
    assert rule.subject == Subject(Scope.COMPANY, 4)
    assert rule.condition == Term(Measure.CAP, Relation.AT_LEAST, HUNDRED.amount, "CNY")
    assert (rule.created_at, rule.since) == (LATER, LATER)


def own_rule(user: sqlite3.Connection) -> Rule:
    """Give the rule of the first target settings of its own."""
    rule = rule_of(user, 1)
    assert rule is not None
    told = replace(rule, muted=True, telling=Telling(sound=False, channels=(3,)), name="Mine")
    replace_rule(user, told)
    return told


def test_a_target_that_comes_back_stands_where_it_stood(user: sqlite3.Connection) -> None:
    told = own_rule(user)
    before = {(told.id, 1): standing(NOW)}
    store_standings(user, before)
    _, undo = apply(user, RemoveTargets(1, (1,)), NOW)
    assert all_standings(user) == {}
    assert rule_of(user, 1) is None
    _, redo = apply(user, undo, LATER)
    assert [each.id for each in all_targets(user)] == [1]
    assert rule_of(user, 1) == told
    assert all_standings(user) == before
    apply(user, redo, LATER)
    assert rule_of(user, 1) is None


def test_a_target_that_takes_over_another_is_told_in_the_same_way(
    user: sqlite3.Connection,
) -> None:
    told = own_rule(user)
    store_standings(user, {(told.id, 1): standing(NOW)})
    wanted = Money(Decimal(200_000_000), "CNY")
    _, undo = apply(user, SetTarget(1, wanted, replacing=1), LATER)
    rule = rule_of(user, 2)
    assert rule is not None
    assert (rule.muted, rule.telling, rule.name) == (True, told.telling, "Mine")
    assert (rule.since, rule.condition) == (
        LATER,
        Term(Measure.CAP, Relation.AT_LEAST, wanted.amount, "CNY"),
    )
    assert all_standings(user) == {}
    apply(user, undo, LATER)
    assert rule_of(user, 1) == told
    assert all_standings(user) == {(told.id, 1): standing(NOW)}


def test_a_list_that_comes_back_has_its_rules_and_its_ladder(user: sqlite3.Connection) -> None:
    rules, ladders = all_rules(user), all_ladders(user)
    before = {(2, 1): standing(NOW), (2, 3): standing(LATER)}
    store_standings(user, before)
    _, undo = apply(user, RemoveWatchlist(1), NOW)
    assert [each.subject.scope for each in all_rules(user)] == [Scope.COMPANY, Scope.EVERYTHING]
    assert all_ladders(user) == ()
    changes, _ = apply(user, undo, LATER)
    assert changes.rules
    assert (all_rules(user), all_ladders(user)) == (rules, ladders)
    # Company 1 was on no list meanwhile: what is about it alone begins from its return.
    assert all_standings(user) == {**before, (1, 1): Standing(None, LATER)}


def test_a_company_that_was_on_no_list_is_watched_anew(user: sqlite3.Connection) -> None:
    # Rule 1 is of its own target, rule 3 of everything.
    before = {(1, 1): standing(NOW), (3, 1): standing(NOW), (3, 2): standing(NOW)}
    store_standings(user, before)
    _, undo = apply(user, RemoveCompanies((1,), 1), NOW)
    assert all_standings(user) == before
    apply(user, undo, LATER)
    assert all_standings(user) == {(1, 1): Standing(None, LATER), (3, 2): standing(NOW)}
    store_standings(user, before)
    apply(user, AddCompany(company("600001.SS"), 2), NOW)  # followed all the while
    assert all_standings(user) == before


@pytest.mark.parametrize("subject", [Subject(Scope.COMPANY, 5), Subject(Scope.LISTING, 0, "GEV")])
def test_undoing_an_addition_keeps_a_company_with_a_rule(
    user: sqlite3.Connection, subject: Subject
) -> None:
    _, undo = apply(user, AddCompany(company("GEV"), 1), NOW)
    add_rule(user, falling(subject))
    apply(user, undo, NOW)
    assert 5 in all_companies(user)


def test_a_number_that_a_firing_keeps_is_not_given_again(user: sqlite3.Connection) -> None:
    apply(user, RemoveTargets(1, (1,)), NOW)
    apply(user, SetTarget(1, Money(Decimal(5_000_000), "CNY")), NOW)
    assert [each.id for each in all_targets(user)] == [2]


def test_a_target_set_by_hand_ends_the_waiting_of_the_starter(user: sqlite3.Connection) -> None:
    _, undo = apply(user, SetTarget(2, Money(Decimal(5_000_000), "CNY")), NOW)
    assert wanted_targets(user) == {}
    apply(user, undo, NOW)
    assert wanted_targets(user) == {2: HUNDRED}


def test_a_target_whose_scale_was_forgotten_is_refused(user: sqlite3.Connection) -> None:
    before = dump(user)
    with pytest.raises(Problem) as refused:
        apply(user, SetTarget(1, Money(Decimal(100), "CNY")), NOW)
    assert refused.value.code == "target_small"
    assert dump(user) == before
