"""Rules over what a company makes up of the portfolio: once each, and never of what is unknown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.collector.alert.look import Look
from gridwatch.collector.alert.owned import Owned
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Scope, Subject
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.overview import read_facts
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.ledger_edits import AddTransactions, RemoveTransactions
from gridwatch.store.user.rule_states import all_standings
from gridwatch.store.user.transactions import all_transactions
from tests.collector.alert.kit import OTHER, Kit, at, shanghai
from tests.collector.alert.lines import SYMBOL


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    """Give a profile with two companies at 10 yuan a share and two accounts, which are empty."""
    with closing(Kit(tmp_path, [shanghai(), shanghai(OTHER)])) as kit:
        kit.edit(AddAccount(Account(0, "Cash", AccountKind.CASH, "CNY")), at(0, 1))
        kit.edit(
            AddAccount(Account(0, "Depot", AccountKind.SECURITIES, "CNY", cash_id=1)), at(0, 1)
        )
        for symbol in (SYMBOL, OTHER):
            kit.edit(AddSecurity(Security(0, symbol, "CNY", symbol)), at(0, 1))
            kit.start(10, symbol)
        yield kit


def own(kit: Kit, *, shares: int, cash: int, when: datetime, security: int = 1) -> None:
    """Own so many shares and so much money beside them, whatever was owned before."""
    before = tuple(each.id for each in all_transactions(kit.user))
    if before:
        kit.edit(RemoveTransactions(before), when)
    day = at(0).date()
    deposit = Transaction(
        0, Kind.DEPOSIT, day, cash_id=1, gross=Decimal(cash), net=Decimal(cash), currency="CNY"
    )
    delivery = Transaction(
        0,
        Kind.DELIVERY_IN,
        day,
        2,
        security_id=security,
        quantity=Decimal(shares),
        gross=Decimal(shares) * 10,
        currency="CNY",
    )
    kit.edit(AddTransactions((deposit, delivery)), when)


def test_a_weight_that_is_reached_is_told_once(kit: Kit) -> None:
    own(kit, shares=100, cash=9000, when=at(1))
    kit.rule("weight >= 20%", at(1, 2, 1))
    kit.look(at(1, 2, 2))
    assert not kit.firings()
    kit.live(at(1, 3), 25.0)
    kit.live(at(1, 4), 26.0)
    (firing,) = kit.firings()
    assert firing.measure is Measure.WEIGHT
    assert firing.value == pytest.approx(100 * 2500 / 11500)
    assert firing.company_id == 1


def test_an_edit_of_the_ledger_is_enough(kit: Kit) -> None:
    own(kit, shares=100, cash=9000, when=at(1))
    kit.rule("weight >= 20%", at(1, 2, 1))
    kit.look(at(1, 2, 2))
    own(kit, shares=500, cash=9000, when=at(1, 3))
    kit.look(at(1, 3, 1))
    assert [each.value for each in kit.firings()] == [pytest.approx(100 * 5000 / 14000)]


def test_a_weight_that_is_beyond_already_is_not_told(kit: Kit) -> None:
    own(kit, shares=100, cash=1000, when=at(1))
    kit.rule("weight >= 20%", at(1, 2, 1))
    kit.look(at(1, 2, 2))
    kit.live(at(1, 3), 12.0)
    assert not kit.firings()
    assert kit.standing().state is not None


def test_nothing_is_known_of_a_portfolio_that_is_empty(kit: Kit) -> None:
    kit.rule("weight <= 20%", at(1, 2, 1))
    kit.look(at(1, 2, 2))
    assert kit.standing().waits == ("portfolio:",)
    # What is not held makes up nothing, once there is a portfolio.
    own(kit, shares=100, cash=1000, when=at(1, 3), security=2)
    kit.look(at(1, 3, 1))
    assert kit.standing().state is not None
    assert not kit.firings()


def test_a_missing_price_of_another_security_leaves_every_weight_unknown(kit: Kit) -> None:
    own(kit, shares=100, cash=9000, when=at(1))
    kit.edit(AddSecurity(Security(0, "Unquoted", "CNY")), at(1))
    first = next(each for each in all_transactions(kit.user) if each.kind is Kind.DELIVERY_IN)
    kit.edit(AddTransactions((replace(first, security_id=3),)), at(1))
    kit.rule("weight >= 5%", at(1, 2, 1))
    kit.look(at(1, 2, 2))
    assert kit.standing().waits == ("price:Unquoted",)
    assert not kit.firings()


def test_a_stale_price_tells_no_weight(kit: Kit) -> None:
    own(kit, shares=100, cash=9000, when=at(1))
    kit.rule("weight >= 5%", at(30, 2))
    kit.look(at(30, 2) + timedelta(minutes=1))
    assert kit.standing().waits == (f"price:{SYMBOL}",)


def test_each_company_of_everything_has_its_own_weight(kit: Kit) -> None:
    own(kit, shares=100, cash=9000, when=at(1), security=2)
    kit.rule("weight >= 20%", at(1, 2, 1), Subject(Scope.EVERYTHING))
    kit.look(at(1, 2, 2))
    assert len(all_standings(kit.user)) == 2
    kit.live(at(1, 3), 50.0)
    kit.live(at(1, 3, 1), 50.0, OTHER)
    assert [each.company_id for each in kit.firings()] == [2]


def test_a_look_that_failed_half_way_is_made_up_for_by_the_next(kit: Kit) -> None:
    own(kit, shares=100, cash=9000, when=at(1))
    owned, facts = Owned(kit.user), read_facts(kit.market, (), (), "CNY", at(0).date())
    first, second, third = (Look(kit.market, facts, at(1, each)) for each in (1, 2, 3))
    assert owned.percent(first, 1, at(1).date()) == pytest.approx(10.0)
    own(kit, shares=100, cash=1000, when=at(1, 2))
    kit.user.execute("ALTER TABLE security RENAME TO gone")
    with pytest.raises(sqlite3.OperationalError):
        owned.percent(second, 1, at(1).date())
    kit.user.execute("ALTER TABLE gone RENAME TO security")
    assert owned.percent(third, 1, at(1).date()) == pytest.approx(50.0)
