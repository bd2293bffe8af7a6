"""Whose ladder counts: a company's own, else those of its lists; targets always."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.domain.targets import Target
from gridwatch.services.rungs import Plans, rungs_by_company
from gridwatch.store.user.ladders import OwnLadder
from gridwatch.store.user.watchlists import Watchlist

NOW = datetime(2026, 3, 6, 4, tzinfo=UTC)
LISTS = (Watchlist(1, "Grid", (1, 2)), Watchlist(2, "Cables", (2, 3)))


def ladder(*amounts: int, company: int = 0, of_list: int = 0, currency: str = "CNY") -> OwnLadder:
    return OwnLadder(currency, tuple(Decimal(each) for each in amounts), company, of_list)


def amounts(plans: Plans, company: int, *added: Money) -> list[tuple[int, str, int]]:
    found = plans.rungs_for(company, NOW, added)
    return [(int(each.amount), each.currency, each.id) for each in found]


def test_an_own_ladder_goes_before_those_of_lists() -> None:
    plans = Plans((), (ladder(5, 10, company=1), ladder(7, of_list=1)), LISTS)
    assert amounts(plans, 1) == [(5, "CNY", 0), (10, "CNY", 0)]
    assert amounts(plans, 2) == [(7, "CNY", 0)]
    assert amounts(plans, 3) == []


def test_a_company_on_two_lists_has_the_rungs_of_both_each_once() -> None:
    plans = Plans(
        (), (ladder(5, 10, of_list=1), ladder(10, 20, of_list=2), ladder(3, of_list=9)), LISTS
    )
    assert amounts(plans, 2) == [(5, "CNY", 0), (10, "CNY", 0), (20, "CNY", 0)]


def test_targets_always_count_and_are_not_told_twice() -> None:
    target = Target(4, 1, Decimal(10), "CNY", NOW)
    plans = Plans((target,), (ladder(5, 10, company=1),), LISTS)
    assert amounts(plans, 1) == [(10, "CNY", 4), (5, "CNY", 0)]
    assert amounts(plans, 1, Money(Decimal(8), "USD")) == [
        (10, "CNY", 4), (5, "CNY", 0), (8, "USD", 0),
    ]  # fmt: skip


def test_what_is_added_belongs_to_its_company() -> None:
    found = rungs_by_company(Plans(()), (1, 2), NOW, {2: [Money(Decimal(8), "USD")], 9: []})
    assert [len(found[each]) for each in (1, 2)] == [0, 1]
    with pytest.raises(Problem):
        rungs_by_company(Plans(()), (1,), NOW, {1: [Money(Decimal(0), "USD")]})
