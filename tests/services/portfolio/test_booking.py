"""Edits that make several things of the ledger at once, each undone in one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.problem import Problem
from gridwatch.services.edits import Edit, apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.at_booking import read_day_rate, read_open_lots
from gridwatch.services.portfolio.balances import read_register
from gridwatch.services.portfolio.booking import BookTransaction, KeepSecurity, OpenAccounts
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.store.database import open_user
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.securities import all_own_splits, all_securities, prices_of
from gridwatch.store.user.transactions import all_transactions

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 1, 5)


@pytest.fixture
def user(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_user(tmp_path / "user.db")) as opened:
        yield opened


def do(user: sqlite3.Connection, edit: Edit) -> Edit:
    return apply(user, edit, NOW)[1]


def two_accounts(user: sqlite3.Connection) -> None:
    cash = Account(-1, "Cash", AccountKind.CASH, "EUR")
    depot = Account(-2, "Depot", AccountKind.SECURITIES, "EUR", cash_id=-1)
    do(user, OpenAccounts((cash, depot)))


def bought(day: date, quantity: str, gross: str, **fields: int) -> Transaction:
    money = Decimal(gross)
    return Transaction(
        0, Kind.BUY, day, 2, 1, fields.get("security", 1), Decimal(quantity), money, "EUR",
        net=money,
    )  # fmt: skip


def test_accounts_that_belong_together_are_opened_and_undone_in_one(
    user: sqlite3.Connection,
) -> None:
    cash = Account(-1, "Cash", AccountKind.CASH, "EUR")
    depot = Account(-2, "Depot", AccountKind.SECURITIES, "EUR", cash_id=-1)
    back = do(user, OpenAccounts((cash, depot)))
    made = all_accounts(user)
    assert [each.name for each in made.values()] == ["Cash", "Depot"]
    assert made[2].cash_id == 1
    again = do(user, back)
    assert not all_accounts(user)
    do(user, again)
    assert all_accounts(user) == made


def test_a_taken_name_opens_neither_account(user: sqlite3.Connection) -> None:
    do(user, AddAccount(Account(0, "depot", AccountKind.SECURITIES, "EUR")))
    cash = Account(-1, "Cash", AccountKind.CASH, "EUR")
    with pytest.raises(Problem) as caught:
        do(user, OpenAccounts((cash, Account(-2, "Depot", AccountKind.SECURITIES, "EUR"))))
    assert caught.value.code == "account_exists"
    assert len(all_accounts(user)) == 1


def test_a_new_security_is_made_with_its_transaction_and_goes_with_its_undo(
    user: sqlite3.Connection,
) -> None:
    two_accounts(user)
    fresh = Security(-1, "GE Vernova", "USD", "GEV")
    back = do(user, BookTransaction(bought(DAY, "2", "100", security=-1), (fresh,)))
    (one,) = all_transactions(user)
    assert all_securities(user)[one.security_id or 0].symbol == "GEV"
    do(user, back)
    assert not all_transactions(user)
    assert not all_securities(user)


def test_a_security_that_came_meanwhile_is_taken_and_not_made_twice(
    user: sqlite3.Connection,
) -> None:
    two_accounts(user)
    do(user, AddSecurity(Security(0, "Mine", "USD", "GEV")))
    fresh = Security(-1, "GE Vernova", "USD", "GEV")
    do(user, BookTransaction(bought(DAY, "2", "100", security=-1), (fresh,)))
    assert [each.name for each in all_securities(user).values()] == ["Mine"]


def test_prices_and_splits_change_with_their_security_and_come_back(
    user: sqlite3.Connection,
) -> None:
    do(user, KeepSecurity(Security(0, "Fund", "EUR"), (OwnPrice(0, DAY, Decimal("7.5")),)))
    back = do(
        user,
        KeepSecurity(
            Security(1, "Fund B", "EUR"),
            (OwnPrice(1, date(2026, 2, 1), Decimal(8)),),
            (DAY,),
            (OwnSplit(1, DAY, 10, 1),),
        ),
    )
    assert [each.price for each in prices_of(user, 1)] == [Decimal(8)]
    assert all_own_splits(user)[1] == (OwnSplit(1, DAY, 10, 1),)
    do(user, back)
    assert all_securities(user)[1].name == "Fund"
    assert [(each.on, each.price) for each in prices_of(user, 1)] == [(DAY, Decimal("7.5"))]
    assert not all_own_splits(user)


def test_balances_are_what_moved(user: sqlite3.Connection) -> None:
    two_accounts(user)
    do(user, AddAccount(Account(0, "Dollars", AccountKind.CASH, "USD")))
    do(user, AddSecurity(Security(0, "Fund", "EUR")))
    paid = Transaction(
        0, Kind.DEPOSIT, DAY, cash_id=1, gross=Decimal(500), currency="EUR", net=Decimal(500)
    )
    moved = Transaction(
        0, Kind.CASH_TRANSFER, DAY, cash_id=1, other_cash_id=3, gross=Decimal(100),
        currency="EUR", net=Decimal(101), other_net=Decimal("109.50"),
    )  # fmt: skip
    do(user, AddTransactions((paid, moved, bought(DAY, "2", "120.25"))))
    found = read_register(user)
    assert found.balances == {1: Decimal("278.75"), 3: Decimal("109.50")}
    assert found.account_uses == {1: 3, 2: 1, 3: 1}
    assert found.security_uses == {1: 1}


def test_open_lots_leave_out_the_transaction_that_takes_them(user: sqlite3.Connection) -> None:
    two_accounts(user)
    do(user, AddSecurity(Security(0, "Fund", "EUR")))
    later = date(2026, 2, 5)
    do(user, AddTransactions((bought(DAY, "10", "100"), bought(later, "5", "80"))))
    sold = Transaction(
        0, Kind.SELL, later, 2, 1, 1, Decimal(4), Decimal(70), "EUR", net=Decimal(70)
    )
    do(user, AddTransactions((sold,)))
    number = all_transactions(user)[-1].id
    every = read_open_lots(user, None, (2, 1), later, without=number)
    assert [(each.quantity, each.cost) for each in every] == [
        (Decimal(10), Decimal(100)),
        (Decimal(5), Decimal(80)),
    ]
    assert [each.quantity for each in read_open_lots(user, None, (2, 1), later)] == [
        Decimal(6),
        Decimal(5),
    ]
    assert [each.quantity for each in read_open_lots(user, None, (2, 1), DAY)] == [Decimal(10)]


def test_an_own_split_counts_for_the_open_lots(user: sqlite3.Connection) -> None:
    two_accounts(user)
    do(
        user,
        KeepSecurity(Security(0, "Fund", "EUR"), splits=(OwnSplit(0, date(2026, 2, 1), 3, 1),)),
    )
    do(user, AddTransactions((bought(DAY, "10", "100"),)))
    (lot,) = read_open_lots(user, None, (2, 1), date(2026, 2, 5))
    assert (lot.quantity, lot.cost) == (Decimal(30), Decimal(100))


def test_a_rate_is_unknown_without_a_market(user: sqlite3.Connection) -> None:
    assert read_day_rate(None, "USD", "EUR", DAY) is None
    assert CostMethod.CHOSEN not in {each.method for each in all_accounts(user).values()}
