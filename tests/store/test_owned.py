"""Which part of the ledger is about a company: found by an index, with all that is connected."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.store.user.accounts import add_account
from gridwatch.store.user.owned import connected_securities, securities_among, transactions_among
from gridwatch.store.user.securities import add_security
from gridwatch.store.user.transactions import add_transactions
from tests.in_memory import new_user


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    made = new_user()
    add_account(made, Account(0, "Depot", AccountKind.SECURITIES, "CNY"))
    for symbol in ("A.SS", "B.SS", "", "D.HK"):
        add_security(made, Security(0, symbol or "unlisted", "CNY", symbol))
    yield made
    made.close()


def one(kind: Kind, security: int, other: int | None = None, day: int = 1) -> Transaction:
    ratio = (1, 2) if other else None
    return Transaction(
        0, kind, date(2026, 3, day), account_id=1, security_id=security, quantity=Decimal(1),
        currency="CNY", other_security_id=other, ratio=ratio,
    )  # fmt: skip


def test_securities_are_found_by_the_symbols_of_a_company(user: sqlite3.Connection) -> None:
    assert securities_among(user, ["D.HK", "X", "A.SS"]) == {1: "A.SS", 4: "D.HK"}
    assert securities_among(user, ["X"]) == {}
    assert securities_among(user, [""]) == {}
    assert securities_among(user, []) == {}


def test_to_find_nothing_takes_one_look_into_an_index(user: sqlite3.Connection) -> None:
    seen: list[str] = []
    user.set_trace_callback(seen.append)
    securities_among(user, ["X", "Y"])
    user.set_trace_callback(None)
    (statement,) = seen
    (plan,) = user.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    assert "security_by_symbol" in plan[-1]
    assert "SCAN" not in plan[-1]


def test_what_hands_over_its_lots_belongs_to_it(user: sqlite3.Connection) -> None:
    add_transactions(user, [one(Kind.MERGER, 1, 2), one(Kind.SPIN_OFF, 2, 3), one(Kind.BUY, 4)])
    assert connected_securities(user, {3}) == {1, 2, 3}
    assert connected_securities(user, {4}) == {4}


def test_transactions_of_some_securities_come_by_day(user: sqlite3.Connection) -> None:
    add_transactions(
        user,
        [one(Kind.BUY, 1, day=9), one(Kind.BUY, 2), one(Kind.SELL, 4, day=3), one(Kind.BUY, 1)],
    )
    assert transactions_among(user, {1, 4}) == (4, 3, 1)
    assert transactions_among(user, {3}) == ()
