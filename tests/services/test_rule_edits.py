"""Rules are added, changed, quietened and removed: whole, undone exactly, refused in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.alert.condition import Condition, Relation, Term
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.machine import State
from gridwatch.domain.alert.measure import Measure, Slack
from gridwatch.domain.alert.rule import Basis, Repeat, Rule, Scope, Subject, Telling
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.services import rule_checks
from gridwatch.services.edits import (
    AddCompany,
    Edit,
    RemoveCompanies,
    RemoveTargets,
    RemoveWatchlist,
    SetTarget,
    apply,
)
from gridwatch.services.rule_edits import (
    AddRule,
    MuteRule,
    RemoveRule,
    ReplaceRule,
    SetLadder,
    SnoozeRule,
    UnmuteRule,
)
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.ladders import OwnLadder, all_ladders
from gridwatch.store.user.rule_states import Standing, all_standings, store_standings
from gridwatch.store.user.rules import all_rules, rule_with_id
from gridwatch.store.user.segments import Segment, store_segments
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.in_memory import copied, new_user
from tests.services.undoing import dump, undone_and_redone

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
BN = Decimal(10**9)
COMPANY, EVERYTHING = Subject(Scope.COMPANY, 1), Subject(Scope.EVERYTHING)


def company(symbol: str) -> Company:
    listings = (Listing(symbol, "SSE", "CNY", "A", "I"),)
    return Company(0, symbol, "", "", "CN", True, "wires", symbol, listings)


def rule(text: str = "cap >= 100bn CNY", subject: Subject = COMPANY, number: int = 0) -> Rule:
    return Rule(number, subject, parse_condition(text), NOW, NOW)


def filled() -> sqlite3.Connection:
    """Give a file in memory: companies 1 and 2, two lists, rules 1 and 2, a target with rule 3."""
    return copied(_filled())


@lru_cache
def _filled() -> sqlite3.Connection:
    user = new_user()
    store_segments(user, [Segment("wires", "Wires", "Leitungen", "电线")])
    for symbol in ("600001.SS", "600002.SS"):
        add_company(user, company(symbol))
    set_companies(user, add_watchlist(user, "Grid"), [1, 2])
    # On the other list as well: they stay followed where the first one goes.
    set_companies(user, add_watchlist(user, "Other"), [1, 2])
    apply(user, AddRule(rule()), NOW)
    apply(user, AddRule(rule("day <= -5%", Subject(Scope.LIST, 1))), NOW)
    apply(user, SetTarget(1, Money(50 * BN, "CNY")), NOW)
    apply(user, SetLadder("CNY", (50 * BN, 20 * BN), watchlist_id=1), NOW)
    before = {(1, 1): standing(NOW), (2, 1): standing(NOW), (2, 2): standing(LATER)}
    store_standings(user, {**before, (3, 1): standing(NOW)})
    return user


def standing(at: datetime) -> Standing:
    return Standing(State((True,), armed=False, since=at, told_at=at, told_on=at.date()), at)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


CHANGED = replace(
    rule(number=2, subject=Subject(Scope.LIST, 1), text="day <= -5%"),
    name="  Falls   hard ",
    basis=Basis.CLOSE,
    repeat=Repeat.ONCE,
    slack=Slack(Decimal("1.5")),
    cooldown=timedelta(hours=2),
    expires_at=LATER + timedelta(days=9),
    telling=Telling(sound=False, channels=(1, 2)),
)
EDITS: list[Edit] = [
    AddRule(rule("cap >= 1000亿 and day >= 5%")),
    AddRule(rule("price <= 12.5", Subject(Scope.LISTING, 0, "600002.SS"))),
    AddRule(rule("drawdown >= 20%", Subject(Scope.SEGMENT, 0, "wires"))),
    AddRule(rule("distance <= 5% or volume >= 3x", EVERYTHING)),
    AddRule(rule("USDCNY >= 7.3", Subject(Scope.RATE, 0, "USDCNY"))),
    ReplaceRule(CHANGED),
    ReplaceRule(rule("cap >= 120bn CNY", number=1)),
    ReplaceRule(rule("cap >= 100bn CNY", Subject(Scope.COMPANY, 2), number=1)),
    RemoveRule(1),
    RemoveRule(2),
    MuteRule(1),
    MuteRule(3),
    UnmuteRule(1),
    SnoozeRule(2, LATER + timedelta(days=3)),
    SetLadder("USD", (BN, 2 * BN), company_id=1),
    SetLadder("USD", (BN,), watchlist_id=1),
    SetLadder("CNY", (), watchlist_id=1),
    SetLadder("CNY", (), company_id=2),
    SetTarget(1, Money(70 * BN, "CNY"), replacing=1),
    RemoveTargets(1, (1,)),
    RemoveWatchlist(1),
]


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_an_inverse_restores_the_file_and_its_own_inverse_the_edit(
    user: sqlite3.Connection, edit: Edit
) -> None:
    before = dump(user)
    _, undo = apply(user, edit, LATER)
    after = dump(user)
    _, redo = apply(user, undo, LATER)
    assert dump(user) == before
    _, undo = apply(user, redo, LATER)
    assert dump(user) == after
    apply(user, undo, LATER)
    assert dump(user) == before


@given(st.lists(st.sampled_from(EDITS), max_size=10))
def test_any_edits_are_undone_and_redone_step_by_step(chosen: list[Edit]) -> None:
    user = filled()
    undone_and_redone(user, chosen, LATER)
    user.close()


RATE = Subject(Scope.RATE, 0, "USDCNY")
WEIRD = Term(Measure.DAY, Relation.AT_LEAST, Decimal("NaN"))
ENDLESS = replace(WEIRD, level=Decimal(2000))
LONG = replace(WEIRD, level=Decimal(2), length=3)
LACKING = Term(Measure.RSI, Relation.AT_MOST, Decimal(3))
REFUSED: list[tuple[Edit, str]] = [
    (AddRule(rule(subject=Subject(Scope.COMPANY, 9))), "rule_subject"),
    (AddRule(rule(subject=Subject(Scope.COMPANY, 0))), "rule_subject"),
    (AddRule(rule(subject=Subject(Scope.COMPANY, 1, "GEV"))), "rule_subject"),
    (AddRule(rule(subject=Subject(Scope.LIST, 9))), "rule_subject"),
    (AddRule(rule(subject=Subject(Scope.LISTING, 0, "GEV"))), "rule_subject"),
    (AddRule(rule(subject=Subject(Scope.SEGMENT, 0, "clouds"))), "rule_subject"),
    (AddRule(rule(subject=Subject(Scope.EVERYTHING, 1))), "rule_subject"),
    (AddRule(rule("USDCNY >= 7", Subject(Scope.RATE, 0, "USDUSD"))), "rule_subject"),
    (AddRule(rule("USDCNY >= 7", Subject(Scope.RATE, 0, "USDXXX"))), "rule_subject"),
    (AddRule(rule("USDCNY >= 7")), "rule_rate"),
    (AddRule(rule("USDCNY >= 7 and cap >= 5bn CNY", RATE)), "rule_rate"),
    (AddRule(rule("EURCNY >= 7", RATE)), "rule_pair"),
    (AddRule(rule("gain(2026-03-09) >= 5")), "rule_since"),
    (AddRule(replace(rule(), condition=WEIRD)), "rule_condition"),
    (AddRule(replace(rule(), condition=ENDLESS)), "condition_range"),
    (AddRule(replace(rule(), condition=LONG)), "condition_argument"),
    (AddRule(replace(rule(), condition=LACKING)), "rule_condition"),
    (AddRule(replace(rule(), name="x" * 201)), "rule_name"),
    (AddRule(replace(rule(), slack=Slack(Decimal(-1)))), "rule_slack"),
    (AddRule(replace(rule(), slack=Slack(Decimal(101), percent=True))), "rule_slack"),
    (AddRule(replace(rule(), slack=Slack(Decimal("NaN")))), "rule_slack"),
    (AddRule(replace(rule(), cooldown=timedelta(-1))), "rule_cooldown"),
    (AddRule(replace(rule(), cooldown=timedelta(400))), "rule_cooldown"),
    (AddRule(replace(rule(), expires_at=NOW)), "rule_expired"),
    (SnoozeRule(1, NOW), "rule_snoozed"),
    (SnoozeRule(9, LATER), "rule_unknown"),
    (MuteRule(9), "rule_unknown"),
    (UnmuteRule(9), "rule_unknown"),
    (RemoveRule(9), "rule_unknown"),
    (RemoveRule(3), "rule_of_target"),
    (ReplaceRule(rule(number=9)), "rule_unknown"),
    (ReplaceRule(rule("cap >= 60bn CNY", number=3)), "rule_target_change"),
    (ReplaceRule(rule("cap >= 60bn CNY", Subject(Scope.COMPANY, 9), number=1)), "rule_subject"),
    (SetLadder("CNY", (BN,)), "ladder_owner"),
    (SetLadder("CNY", (BN,), 1, 1), "ladder_owner"),
    (SetLadder("CNY", (BN,), 9), "ladder_owner"),
    (SetLadder("XXX", (BN,), 1), "ladder_rung"),
    (SetLadder("CNY", (BN, Decimal("NaN")), 1), "ladder_rung"),
    (SetLadder("CNY", (Decimal(100),), 1), "ladder_rung"),
    (SetLadder("CNY", tuple(BN * each for each in range(1, 60)), 1), "ladder_long"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "code"), REFUSED, ids=str)
def test_what_cannot_be_made_is_refused_and_changes_nothing(
    user: sqlite3.Connection, edit: Edit, code: str
) -> None:
    before = dump(user)
    with pytest.raises(Problem) as refused:
        apply(user, edit, NOW)
    assert refused.value.code == code
    assert "{" not in str(refused.value)
    assert dump(user) == before


def test_there_are_at_most_so_many_rules(
    user: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_checks, "MOST_RULES", 3)
    with pytest.raises(Problem, match="3 alerts"):
        apply(user, AddRule(rule()), NOW)


def test_a_new_rule_begins_when_it_is_added(user: sqlite3.Connection) -> None:
    old = replace(rule(), id=77, created_at=NOW - timedelta(9), target_id=1, name=" A  b ")
    changes, _ = apply(user, AddRule(old), LATER)
    assert changes.rules
    assert changes.concern_collector()
    new = all_rules(user)[-1]
    assert (new.id, new.created_at, new.since, new.target_id, new.name) == (
        4, LATER, LATER, None, "A b",
    )  # fmt: skip


def replaced(user: sqlite3.Connection, wanted: Rule) -> Rule:
    apply(user, ReplaceRule(wanted), LATER)
    found = rule_with_id(user, wanted.id)
    assert found is not None
    return found


def test_another_way_of_telling_keeps_where_a_rule_stands(user: sqlite3.Connection) -> None:
    before = all_standings(user)
    found = replaced(user, replace(CHANGED, created_at=LATER, since=LATER))
    assert found == replace(CHANGED, name="Falls hard", created_at=NOW, since=NOW)
    assert all_standings(user) == before


@pytest.mark.parametrize(
    "wanted",
    [
        rule("cap >= 90bn CNY", number=1),
        rule("cap <= 100bn CNY", number=1),
        rule(subject=Subject(Scope.COMPANY, 2), number=1),
    ],
    ids=str,
)
def test_another_condition_or_subject_begins_anew(user: sqlite3.Connection, wanted: Rule) -> None:
    found = replaced(user, wanted)
    assert found == replace(wanted, since=LATER)
    assert (1, 1) not in all_standings(user)
    assert (2, 1) in all_standings(user)


def test_the_same_condition_in_other_words_changes_nothing(user: sqlite3.Connection) -> None:
    condition: Condition = parse_condition("市值 ≥ 1000亿元")
    assert replaced(user, replace(rule(number=1), condition=condition)).since == NOW


def test_undoing_a_change_keeps_how_far_the_collector_is(user: sqlite3.Connection) -> None:
    _, undo = apply(user, MuteRule(1), NOW)
    store_standings(user, {(1, 1): standing(LATER)})
    apply(user, undo, LATER)
    assert all_standings(user)[(1, 1)] == standing(LATER)


def test_a_rule_that_comes_back_stands_where_it_stood(user: sqlite3.Connection) -> None:
    before = all_standings(user)
    _, undo = apply(user, RemoveRule(2), NOW)
    assert [key for key in all_standings(user) if key[0] == 2] == []
    apply(user, undo, LATER)
    assert all_standings(user) == before


def test_what_is_over_already_may_stay(user: sqlite3.Connection) -> None:
    apply(user, SnoozeRule(1, LATER), NOW)
    soon = rule_with_id(user, 1)
    assert soon is not None
    apply(user, ReplaceRule(replace(soon, expires_at=LATER)), NOW)
    apply(user, MuteRule(1), LATER + timedelta(days=9))


def test_unmuting_ends_a_snooze_as_well(user: sqlite3.Connection) -> None:
    apply(user, MuteRule(1), NOW)
    apply(user, SnoozeRule(1, LATER), NOW)
    apply(user, UnmuteRule(1), NOW)
    found = rule_with_id(user, 1)
    assert found is not None
    assert not found.muted
    assert found.snoozed_until is None


def test_the_rule_of_a_target_can_be_told_otherwise(user: sqlite3.Connection) -> None:
    apply(user, MuteRule(3), NOW)
    found = rule_with_id(user, 3)
    assert found is not None
    assert found.muted
    assert found.target_id == 1


def test_a_rule_goes_with_its_company_only_when_the_company_goes(user: sqlite3.Connection) -> None:
    _, undo = apply(user, AddCompany(company("GEV"), 1), NOW)
    apply(user, AddRule(rule(subject=Subject(Scope.COMPANY, 3))), NOW)
    apply(user, undo, NOW)  # the company stays for its rule
    assert any(each.subject.number == 3 for each in all_rules(user))
    apply(user, RemoveCompanies((1,), 1), NOW)
    assert rule_with_id(user, 1) is not None


def test_a_ladder_keeps_its_rungs_in_order(user: sqlite3.Connection) -> None:
    changes, _ = apply(user, SetLadder("USD", (2 * BN, BN, BN), company_id=1), NOW)
    assert changes.ladders
    assert not changes.concern_collector()
    assert all_ladders(user) == (
        OwnLadder("CNY", (20 * BN, 50 * BN), watchlist_id=1, id=1),
        OwnLadder("USD", (BN, 2 * BN), company_id=1, id=2),
    )


def test_a_date_of_today_is_not_in_the_future(user: sqlite3.Connection) -> None:
    since = date(2026, 3, 3)  # today already, east of Greenwich
    apply(user, AddRule(rule(f"gain({since}) >= 5%")), NOW)


def test_what_watches_the_clock_stands_alone(user: sqlite3.Connection) -> None:
    """It is looked at when time passes, not with a price: beside others it would miss days."""
    apply(user, AddRule(rule("stale >= 3d", EVERYTHING)), NOW)
    with pytest.raises(Problem) as refused:
        apply(user, AddRule(rule("price >= 10 CNY and stale >= 3d", EVERYTHING)), NOW)
    assert refused.value.code == "rule_stale_joined"
