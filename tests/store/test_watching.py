"""Which alerts watch a company: by every scope, without those that are over or done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.money import Money
from gridwatch.services.edits import SetTarget, apply
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.rules import add_rule
from gridwatch.store.user.watching import FIRST, Watch, Watching, watching_by_company
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.in_memory import new_user

NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    """Give a file with three companies, the third on no list."""
    connection = new_user()
    for number, segment in ((1, "relay"), (2, "cable"), (3, "relay")):
        symbol = f"{number:06d}.SZ"
        listing = Listing(symbol, "SZSE", "CNY")
        add_company(
            connection,
            Company(number, f"C{number}", "", "", "CN", True, segment, symbol, (listing,)),
        )
    set_companies(connection, add_watchlist(connection, "Grid"), [1, 2])
    set_companies(connection, add_watchlist(connection, "Other"), [2])
    yield connection
    connection.close()


def add(user: sqlite3.Connection, subject: Subject, **changes: object) -> int:
    plain = Rule(0, subject, parse_condition("day >= 5%"), NOW, NOW)
    return add_rule(user, replace(plain, **changes)).id  # type: ignore[arg-type]


def counts(user: sqlite3.Connection, now: datetime = NOW) -> dict[int, int]:
    return {company: each.count for company, each in watching_by_company(user, now).items()}


def test_nothing_watches_where_nothing_was_made(user: sqlite3.Connection) -> None:
    assert watching_by_company(user, NOW) == {}


@pytest.mark.parametrize(
    ("subject", "watched"),
    [
        (Subject(Scope.COMPANY, 1), {1: 1}),
        (Subject(Scope.COMPANY, 3), {3: 1}),
        (Subject(Scope.LISTING, key="000002.SZ"), {2: 1}),
        (Subject(Scope.LISTING, key="GEV"), {}),
        (Subject(Scope.LIST, 2), {2: 1}),
        (Subject(Scope.SEGMENT, key="relay"), {1: 1}),
        (Subject(Scope.EVERYTHING), {1: 1, 2: 1}),
        (Subject(Scope.RATE, key="USDCNY"), {}),
    ],
)
def test_each_scope_watches_whom_it_is_about(
    user: sqlite3.Connection, subject: Subject, watched: dict[int, int]
) -> None:
    add(user, subject)
    assert counts(user) == watched


def test_a_target_and_the_own_alerts_come_first_with_their_words(
    user: sqlite3.Connection,
) -> None:
    add(user, Subject(Scope.EVERYTHING), name="Jumps")
    add(user, Subject(Scope.SEGMENT, key="relay"))
    add(user, Subject(Scope.LIST, 1))
    apply(user, SetTarget(1, Money(Decimal(100000000000), "CNY")), NOW)
    assert watching_by_company(user, NOW)[1] == Watching(
        4,
        (
            Watch("company", "", "", "", "100000000000", "CNY"),
            Watch("list", "Grid", "", "day >= 5%"),
            Watch("segment", "relay", "", "day >= 5%"),
            Watch("everything", "", "Jumps", "day >= 5%"),
        ),
    )


def test_many_are_counted(user: sqlite3.Connection) -> None:
    for _ in range(12):
        add(user, Subject(Scope.COMPANY, 1))
    found = watching_by_company(user, NOW)[1]
    assert (found.count, len(found.first)) == (12, FIRST)


def test_what_is_over_or_has_spoken_once_watches_no_more(user: sqlite3.Connection) -> None:
    add(user, Subject(Scope.COMPANY, 1), expires_at=NOW + timedelta(hours=1))
    done = add(user, Subject(Scope.LIST, 1))
    user.execute(
        "INSERT INTO rule_state (rule_id, company_id, since, done) VALUES (?, 1, '', 1)", (done,)
    )
    assert counts(user) == {1: 1, 2: 1}
    assert counts(user, NOW + timedelta(hours=1)) == {2: 1}
