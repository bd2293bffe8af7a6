"""Lots and sales: by method, through splits, transfers, spin-offs and mergers, exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gridwatch.domain.ledger.account import Account, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.lots import Traced
from gridwatch.domain.ledger.share_deltas import share_deltas
from gridwatch.domain.ledger.tracing import trace
from gridwatch.domain.ledger.transaction import ChosenLot, Transaction
from gridwatch.domain.splits import Split
from tests.booked import (
    CASH,
    NEW,
    ONE,
    OTHER,
    SHARE,
    booked,
    day,
    depot,
    depots,
    fee,
    fields_of,
    seen,
    tax,
)

D = Decimal
UNTIL = date(2025, 12, 31)


def traced(
    transactions: Sequence[Transaction],
    accounts: Mapping[int, Account] | CostMethod = CostMethod.FIFO,
    splits: Mapping[int, Sequence[Split]] | None = None,
    until: date = UNTIL,
) -> Traced:
    by_id = depots(accounts) if isinstance(accounts, CostMethod) else accounts
    return trace(transactions, by_id, splits or {}, until)


def held(result: Traced) -> list[tuple[int, int, Decimal, Decimal | None]]:
    return fields_of(result.lots, "opened_by", "account_id", "quantity", "cost")


THREE = [
    booked(1, Kind.BUY, 0, 10, 100),
    booked(2, Kind.BUY, 1, 10, 300),
    booked(3, Kind.BUY, 2, 10, 200),
]


@pytest.mark.parametrize(
    ("method", "sold", "left"),
    [
        (CostMethod.FIFO, [(1, 10, 100), (2, 5, 150)], [(2, 5, 150), (3, 10, 200)]),
        (CostMethod.LIFO, [(3, 10, 200), (2, 5, 150)], [(1, 10, 100), (2, 5, 150)]),
        (CostMethod.HIGHEST, [(2, 10, 300), (3, 5, 100)], [(1, 10, 100), (3, 5, 100)]),
        (CostMethod.AVERAGE, [(1, 15, 300)], [(1, 15, 300)]),
        (CostMethod.CHOSEN, [(2, 3, 90), (3, 2, 40), (1, 10, 100)], [(2, 7, 210), (3, 8, 160)]),
    ],
)
def test_each_method_takes_its_lots(
    method: CostMethod, sold: list[tuple[int, int, int]], left: list[tuple[int, int, int]]
) -> None:
    lots = (ChosenLot(2, D(3)), ChosenLot(3, D(2)))
    sale = booked(4, Kind.SELL, 3, 15, 600, lots=lots)
    result = traced([*THREE, sale], method)
    assert fields_of(result.sales, "opened_by", "quantity", "cost") == sold
    assert fields_of(result.lots, "opened_by", "quantity", "cost") == left
    assert sum(each.proceeds or 0 for each in result.sales) == 600


def test_chosen_lots_that_are_gone_are_made_good_by_the_oldest() -> None:
    sale = booked(4, Kind.SELL, 3, 15, 600, lots=(ChosenLot(3, D(40)), ChosenLot(77, D(5))))
    result = traced([*THREE, sale], CostMethod.CHOSEN)
    assert fields_of(result.sales, "opened_by", "quantity") == [(3, 10), (1, 5)]


def test_charges_are_in_the_cost_and_off_the_proceeds_and_told_apart() -> None:
    result = traced(
        [
            booked(1, Kind.BUY, 0, 10, 100, charges=(fee(2), tax(1))),
            booked(2, Kind.SELL, 400, 4, 60, charges=(fee(4), tax(6))),
        ]
    )
    (lot,) = result.lots
    assert seen(lot, "cost", "charges") == (D("61.8"), D("1.8"))
    (sale,) = result.sales
    assert seen(sale, "cost", "cost_charges", "proceeds") == (D("41.2"), D("1.2"), 50)
    assert seen(sale, "fees", "taxes", "charges", "days_held") == (4, 6, 10, 400)


def test_what_moved_goes_before_what_gross_and_charges_say() -> None:
    (lot,) = traced([booked(1, Kind.BUY, 0, 3, 100, charges=(fee(1),), net=D("101.01"))]).lots
    assert lot.cost == D("101.01")


def test_a_charge_in_the_currency_of_settlement_is_converted_by_the_rate_told() -> None:
    buy = booked(
        1, Kind.BUY, 0, 10, 100, currency="USD", cash_id=CASH, rate=D("0.8"),
        charges=(fee(8, "EUR"),), net=D(88),
    )  # fmt: skip
    assert traced([buy]).lots[0].cost == 110
    untold = replace(buy, rate=None)  # net, gross and the charge leave one rate open
    assert traced([untold]).lots[0].cost == 110
    foreign = replace(buy, charges=(fee(8, "CHF"),))
    assert traced([foreign]).lots[0].cost is None


def test_splits_count_from_their_day_on_and_nothing_is_rewritten() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 9, 90),
        booked(2, Kind.BUY, 10, 9, 30),  # on the day of the split: after it
        booked(3, Kind.SELL, 20, 20, 100),
    ]
    splits = {SHARE: [Split(day(10), 3, 1), Split(day(30), 1, 7)]}
    result = traced(rows, splits=splits)
    assert fields_of(result.sales, "opened_by", "quantity", "cost") == [
        (1, 20, D("66.666666666666"))
    ]
    assert [each.opened_by for each in result.lots] == [1, 2]
    assert result.lots[0].quantity == 1
    assert result.lots[1].quantity == D("1.285714285714")
    assert traced(rows, splits=splits, until=day(25)).lots[0].quantity == 7
    assert traced(rows, splits=splits, until=day(5)).lots[0].quantity == 9


def test_shares_counted_after_later_splits_are_not_split_again() -> None:
    rows = [booked(1, Kind.BUY, 0, 30, 90, shares_as_of=day(10))]
    splits = {SHARE: [Split(day(10), 3, 1), Split(day(30), 2, 1)]}
    assert traced(rows, splits=splits).lots[0].quantity == 60
    assert traced(rows, splits=splits, until=day(5)).lots[0].quantity == 10


@pytest.mark.parametrize("method", list(CostMethod))
def test_no_dust_remains_when_all_is_sold(method: CostMethod) -> None:
    # Thirds of these have no end as decimal numbers.
    rows = [
        booked(1, Kind.BUY, 0, "0.1", "1.01"),
        booked(2, Kind.BUY, 1, "0.3333333", "7.77"),
        booked(3, Kind.SELL, 30, "0.1", 5),
        booked(4, Kind.SELL, 40, "0.1333333", 5, shares_as_of=day(0)),
    ]
    splits = {SHARE: [Split(day(10), 1, 3), Split(day(35), 1, 7)]}
    result = traced(rows, method, splits)
    assert result.lots == ()
    assert result.shortfalls == ()
    assert sum(each.cost or 0 for each in result.sales) == D("8.78")


def test_more_sold_than_held_opens_a_short_where_the_account_may() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 10, 100),
        booked(2, Kind.SELL, 1, 15, 300, charges=(fee(3),)),
        booked(3, Kind.BUY, 5, 8, 120, charges=(fee(8),)),
    ]
    short = traced(rows[:2], depots(shorts=True))
    assert held(short) == [(2, ONE, D(-5), D(-99))]
    assert short.lots[0].charges == 1
    result = traced(rows, depots(shorts=True))
    assert held(result) == [(3, ONE, D(3), D(48))]
    cover = result.sales[1]
    assert seen(cover, "closed_by", "opened_by", "quantity") == (3, 2, -5)
    assert seen(cover, "cost", "proceeds", "fees", "days_held") == (-99, -80, 5, 4)
    assert result.shortfalls == ()


def test_more_sold_than_held_is_told_and_has_no_cost() -> None:
    result = traced([booked(1, Kind.BUY, 0, 10, 100), booked(2, Kind.SELL, 1, 15, 300)])
    assert fields_of(result.sales, "opened_by", "quantity", "cost", "proceeds") == [
        (1, 10, 100, 200),
        (None, 5, None, 100),
    ]
    assert fields_of(result.shortfalls, "transaction_id", "quantity") == [(2, 5)]
    assert held(result) == [(2, ONE, D(-5), None)]


def test_a_purchase_that_was_booked_too_late_makes_the_sale_good() -> None:
    result = traced([booked(1, Kind.SELL, 1, 5, 100), booked(2, Kind.BUY, 2, 8, 64)])
    (sale,) = result.sales
    assert seen(sale, "closed_by", "opened_by", "cost", "proceeds") == (1, 2, 40, 100)
    assert seen(sale, "on", "days_held") == (day(1), 0)
    assert held(result) == [(2, ONE, D(3), D(24))]
    assert len(result.shortfalls) == 1


def test_a_delivery_without_a_value_has_none_that_is_known() -> None:
    rows = [booked(1, Kind.DELIVERY_IN, 0, 5), booked(2, Kind.DELIVERY_IN, 1, 5, 50)]
    result = traced([*rows, booked(3, Kind.DELIVERY_OUT, 2, 7)])
    assert held(result) == [(2, ONE, D(3), D(30))]
    assert fields_of(result.sales, "cost", "proceeds") == [(None, None), (20, None)]


def test_a_transfer_moves_lots_with_day_and_cost() -> None:
    accounts = depots() | {ONE: depot(ONE, CostMethod.LIFO)}
    rows = [
        *THREE,
        booked(4, Kind.BUY, 5, 1, 77, account_id=OTHER),
        booked(5, Kind.TRANSFER, 6, 15, other_account_id=OTHER),
        booked(6, Kind.SELL, 7, 6, 90, account_id=OTHER),
    ]
    result = traced(rows, accounts)
    # LIFO chose what left; FIFO over there goes by the day of the purchase.
    assert fields_of(result.sales, "opened_by", "quantity", "cost") == [
        (2, 5, 150),
        (3, 1, 20),
    ]
    assert held(result) == [
        (1, ONE, D(10), D(100)),
        (2, ONE, D(5), D(150)),
        (3, OTHER, D(9), D(180)),
        (4, OTHER, D(1), D(77)),
    ]
    assert result.lots[2].on == day(2)


def test_a_chain_of_transfers_of_one_day_ends_where_it_should_in_any_order() -> None:
    third = depots() | {3: depot(3)}
    chain = [
        booked(1, Kind.BUY, 0, 10, 100),
        booked(2, Kind.TRANSFER, 1, 10, account_id=OTHER, other_account_id=3),
        booked(3, Kind.TRANSFER, 1, 10, account_id=ONE, other_account_id=OTHER),
        booked(4, Kind.SELL, 1, 4, 80, account_id=3),
    ]
    for time in ("", "10:00"):  # a time puts the transfer behind the sale
        rows = [chain[0], replace(chain[1], time=time), replace(chain[2], time=time), chain[3]]
        result = traced(rows, third)
        assert held(result) == [(1, 3, D(6), D(60))]
        assert fields_of(result.sales, "opened_by", "cost") == [(1, 40)]


def test_accounts_that_owe_each_other_come_to_an_end() -> None:
    rows = [
        booked(1, Kind.TRANSFER, 0, 3000, other_account_id=OTHER),
        booked(2, Kind.TRANSFER, 0, 2000, account_id=OTHER, other_account_id=ONE),
        booked(3, Kind.BUY, 1, "0.01", 1),
    ]
    result = traced(rows)
    for account, wanted in ((ONE, "-999.99"), (OTHER, "1000")):
        assert sum(each.quantity for each in result.lots if each.account_id == account) == D(wanted)


def test_more_moved_than_held_arrives_at_an_unknown_cost() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 4, 40),
        booked(2, Kind.TRANSFER, 1, 10, other_account_id=OTHER),
        booked(3, Kind.SELL, 2, 5, 100, account_id=OTHER),
    ]
    result = traced(rows)
    assert held(result) == [(2, ONE, D(-6), None), (2, OTHER, D(5), None)]
    assert fields_of(result.sales, "opened_by", "quantity", "cost") == [
        (1, 4, 40),
        (2, 1, None),
    ]


def test_a_short_position_is_moved_by_shares_that_go_back() -> None:
    rows = [
        booked(1, Kind.SELL, 0, 10, 100),
        booked(2, Kind.TRANSFER, 1, 10, account_id=OTHER, other_account_id=ONE),
    ]
    result = traced(rows, depots(shorts=True))
    assert held(result) == [(1, OTHER, D(-10), D(-100))]
    assert result.sales == ()


def spin(number: int, on: int, **fields: Any) -> Transaction:  # noqa: ANN401
    named: dict[str, Any] = {
        "other_security_id": NEW,
        "ratio": (1, 4),
        "cost_share": D("0.25"),
        **fields,
    }
    return booked(number, Kind.SPIN_OFF, on, **named)


def test_a_spin_off_hands_over_a_part_of_each_cost_and_keeps_the_day() -> None:
    result = traced([*THREE[:2], spin(4, 9)])
    assert fields_of(result.lots, "opened_by", "security_id", "quantity", "cost", "on") == [
        (1, SHARE, 10, 75, day(0)),
        (2, SHARE, 10, 225, day(1)),
        (1, NEW, D("2.5"), 25, day(0)),
        (2, NEW, D("2.5"), 75, day(1)),
    ]


def test_a_spin_off_of_fewer_shares_concerns_every_lot_alike() -> None:
    result = traced([*THREE[:2], spin(4, 9, quantity=8)])
    assert [each.quantity for each in result.lots] == [10, 10, 1, 1]
    assert [each.cost for each in result.lots] == [90, 270, 10, 30]


def test_after_a_spin_off_the_highest_cost_is_the_one_that_is_left() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 10, 100),
        spin(2, 1, cost_share=D("0.5")),
        booked(3, Kind.BUY, 2, 10, 80),
        booked(4, Kind.SELL, 3, 10, 90),
    ]
    assert [each.opened_by for each in traced(rows, CostMethod.HIGHEST).sales] == [3]


def merger(number: int, on: int, **fields: Any) -> Transaction:  # noqa: ANN401
    named: dict[str, Any] = {"other_security_id": NEW, "ratio": (3, 2), **fields}
    return booked(number, Kind.MERGER, on, **named)


def test_a_merger_puts_new_shares_in_place_of_old_ones() -> None:
    result = traced([*THREE[:2], merger(4, 9)])
    assert fields_of(result.lots, "opened_by", "security_id", "quantity", "cost", "on") == [
        (1, NEW, 15, 100, day(0)),
        (2, NEW, 15, 300, day(1)),
    ]
    assert result.sales == ()


def test_money_of_a_merger_gives_cost_back_first_and_the_rest_is_gained() -> None:
    result = traced([*THREE[:2], merger(4, 9, gross=400)])
    assert fields_of(result.sales, "quantity", "cost", "proceeds") == [
        (0, 100, 200),
        (0, 200, 200),
    ]
    assert [each.cost for each in result.lots] == [0, 100]


def test_money_in_another_currency_takes_cost_by_its_own_rate_or_none() -> None:
    told = merger(4, 9, gross=100, currency="USD", cash_id=CASH, rate=D("0.9"), net=D(90))
    result = traced([THREE[0], told])
    assert fields_of(result.sales, "cost", "proceeds", "proceeds_currency") == [(90, 100, "USD")]
    assert result.lots[0].cost == 10
    result = traced([THREE[0], merger(4, 9, gross=100, currency="USD")])
    assert fields_of(result.sales, "cost", "proceeds") == [(0, 100)]
    assert result.lots[0].cost == 100


@pytest.mark.parametrize(("net", "paid"), [(0, 30), (-30, 30), (30, -30)])
def test_a_short_position_pays_in_a_merger_unless_money_came(net: int, paid: int) -> None:
    rows = [booked(1, Kind.SELL, 0, 10, 100), merger(2, 5, gross=30, net=D(net))]
    result = traced(rows, depots(shorts=True))
    assert held(result) == [(1, ONE, D(-15), D(-100 + paid))]
    assert fields_of(result.sales, "cost", "proceeds") == [(-paid, -paid)]


def test_who_pays_for_a_merger_has_more_cost() -> None:
    result = traced([THREE[0], merger(4, 9, gross=40, net=D(-40))])
    assert fields_of(result.sales, "cost", "proceeds") == [(-40, -40)]
    assert result.lots[0].cost == 140


def test_pools_of_two_currencies_give_the_same_part() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 30, 300),
        booked(2, Kind.BUY, 1, 10, 50, currency="USD"),
        booked(3, Kind.BUY, 2, 10, 100),
        booked(4, Kind.SELL, 3, 25, 500),
    ]
    result = traced(rows, CostMethod.AVERAGE)
    assert fields_of(result.sales, "quantity", "cost", "cost_currency") == [
        (20, 200, "EUR"),
        (5, 25, "USD"),
    ]


def test_highest_cost_compares_in_the_currency_of_the_account() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 10, 100),
        booked(2, Kind.BUY, 1, 10, 120, currency="USD"),
        booked(3, Kind.BUY, 2, 10, 130, currency="USD", cash_id=CASH, net=D(90)),
        booked(4, Kind.SELL, 3, 25, 500),
    ]
    accounts = depots(CostMethod.HIGHEST)
    dear = trace(rows, accounts, {}, UNTIL, lambda *_: 0.95)
    assert [each.opened_by for each in dear.sales] == [2, 1, 3]
    unknown = trace(rows, accounts, {}, UNTIL)
    assert [each.opened_by for each in unknown.sales] == [1, 3, 2]


def test_deltas_are_what_the_lots_add_up_to() -> None:
    rows = [
        *THREE,
        booked(4, Kind.TRANSFER, 3, 12, other_account_id=OTHER),
        spin(5, 4),
        merger(6, 5, account_id=OTHER, quantity=Decimal(4)),
        booked(7, Kind.SELL, 6, 40, 1),
    ]
    splits = {SHARE: [Split(day(2), 7, 3)], NEW: [Split(day(9), 1, 9)]}
    deltas = share_deltas(rows, splits, UNTIL)
    result = traced(rows, splits=splits)
    for (account, security), some in deltas.items():
        total = sum(delta for _, delta in some)
        here = [each for each in result.lots if each.account_id == account]
        shares = [each.quantity for each in here if each.security_id == security]
        assert float(sum(shares)) == pytest.approx(float(total), abs=1e-10)
    assert {(each.account_id, each.security_id) for each in result.lots} <= set(deltas)
