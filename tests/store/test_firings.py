"""The log of firings: each crossing once, with all its evidence, and no error swallowed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.move import Move
from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.domain.company import Basis
from gridwatch.store.instants import instant_of, instant_text
from gridwatch.store.user.firings import (
    Evidence,
    Firing,
    add_firing,
    firings,
    firings_with_ids,
    mark_seen,
)
from gridwatch.store.user.unseen import unseen_by_company
from tests.in_memory import new_user

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
EVIDENCE = Evidence(
    19.6, "CNY", Basis.DOMESTIC, 5.125e9, date(2026, 1, 1), "catalog", 1.0, date(2026, 3, 2),
    "Yahoo", (("cap >= 100bn CNY", 1.005e11), ("rsi(14) >= 70", None)),
)  # fmt: skip
FIRING = Firing(
    5, 7, 3, "601179.SS", "China XD", "", "cap >= 100bn CNY", Measure.CAP,
    Decimal(100000000000), "CNY", 1.005e11, AT, date(2026, 3, 2), Sight.BAR, Spot.HIGH,
    AT + timedelta(hours=1), evidence=EVIDENCE, move=Move(date(2026, 1, 5), 9e10, 1e10, 5e8, 0.0),
)  # fmt: skip


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = new_user()
    yield connection
    connection.close()


def test_a_firing_keeps_its_evidence_and_is_logged_once(user: sqlite3.Connection) -> None:
    number = add_firing(user, FIRING)
    assert number
    assert add_firing(user, replace(FIRING, value=2e11)) is None
    assert firings(user) == (replace(FIRING, id=number),)
    later = add_firing(user, replace(FIRING, reached_at=AT + timedelta(days=1)))
    assert later
    assert [each.id for each in firings(user)] == [later, number]
    assert [each.id for each in firings_with_ids(user, (later, number))] == [number, later]


def test_what_is_not_known_of_a_firing_comes_back_as_it_is(user: sqlite3.Connection) -> None:
    bare = replace(
        FIRING, rule_id=None, target_id=None, company_id=None, symbol="USDCNY",
        measure=Measure.RATE, unit="USDCNY", held=False, quiet=Quiet.MUTED, sound=False,
        evidence=Evidence(), move=None,
    )  # fmt: skip
    number = add_firing(user, bare)
    assert number
    assert firings(user) == (replace(bare, id=number),)


def test_firings_of_rules_that_are_gone_do_not_hide_each_other(user: sqlite3.Connection) -> None:
    orphan = replace(FIRING, rule_id=None)
    assert add_firing(user, orphan)
    assert add_firing(user, orphan)


def test_a_firing_that_is_not_whole_is_an_error(user: sqlite3.Connection) -> None:
    user.execute("PRAGMA ignore_check_constraints = OFF")
    with pytest.raises(sqlite3.IntegrityError):
        add_firing(user, replace(FIRING, value=float("nan")))
    assert firings(user) == ()


def test_what_was_seen_is_no_longer_new(user: sqlite3.Connection) -> None:
    number = add_firing(user, FIRING) or 0
    assert unseen_by_company(user) == {3: 1}
    mark_seen(user, (number,), AT)
    mark_seen(user, (number,), AT + timedelta(days=9))
    assert unseen_by_company(user) == {}
    assert firings(user)[0].seen_at == AT


def test_what_nobody_was_told_of_does_not_ring(user: sqlite3.Connection) -> None:
    assert add_firing(user, replace(FIRING, quiet=Quiet.SNOOZED))
    assert unseen_by_company(user) == {}


def test_instants_sort_as_text_and_need_a_zone() -> None:
    texts = [instant_text(AT + timedelta(microseconds=each)) for each in (0, 1, 10**6, 10**12)]
    assert texts == sorted(texts)
    assert instant_of(texts[0]) == AT
    with pytest.raises(ValueError, match="zone"):
        instant_text(datetime(2026, 3, 2))  # noqa: DTZ001 - that is the point
