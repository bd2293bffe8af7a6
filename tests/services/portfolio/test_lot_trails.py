"""The way to a lot and to a sale, event by event."""

from __future__ import annotations

from decimal import Decimal

from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.tracing import trace
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.lot_trails import lot_trail, sale_trail
from tests.booked import NEW, ONE, OTHER, SHARE, booked, day, depots, fee

UNTIL = day(100)
SPLITS = {SHARE: (Split(day(10), 2, 1), Split(day(90), 3, 1)), NEW: (Split(day(50), 5, 1),)}


def test_a_lot_tells_all_that_happened_to_it_in_order() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 10, 100, charges=(fee("1.5"),)),
        booked(2, Kind.SELL, 12, 5, 90),
        booked(3, Kind.TRANSFER, 20, 15, other_account_id=OTHER),
        booked(
            4, Kind.MERGER, 40, account_id=OTHER, other_security_id=NEW, ratio=(1, 3)
        ),
    ]  # fmt: skip
    traced = trace(rows, depots(), SPLITS, UNTIL)
    (lot,) = traced.lots
    step = lot_trail(lot, traced, SPLITS, UNTIL)
    assert [each.code for each in step.steps] == [
        "lot_bought",
        "lot_split",
        "lot_transferred",
        "lot_merged",
        "lot_split",
        "lot_closed",
    ]
    bought, split, moved, merged, later, closed = step.steps
    assert (bought.amount, bought.values["price"], bought.values["charges"]) == (
        Decimal("101.5"),
        10,
        Decimal("1.5"),
    )
    assert (split.values["ratio"], split.values["security_id"]) == ((2, 1), SHARE)
    assert (moved.values["quantity"], moved.values["account_id"]) == (15, OTHER)
    assert (merged.values["quantity"], merged.values["security_id"]) == (5, NEW)
    assert (later.values["ratio"], later.values["on"]) == ((5, 1), day(50))
    assert (closed.amount, closed.values["quantity"], closed.transaction_id) == (90, 5, 2)
    assert (step.values["quantity"], step.transaction_id) == (25, 1)


def test_a_sale_tells_its_purchase_and_both_sums() -> None:
    rows = [booked(1, Kind.BUY, 0, 10, 100), booked(2, Kind.SELL, 12, 5, 90, charges=(fee(2),))]
    traced = trace(rows, depots(), SPLITS, UNTIL)
    step = sale_trail(traced.sales[0], SPLITS, UNTIL)
    assert [each.code for each in step.steps] == [
        "lot_bought",
        "lot_split",
        "lot_sold",
        "sale_cost",
        "sale_proceeds",
    ]
    assert (step.amount, step.steps[3].amount, step.steps[4].amount) == (88, 25, 88)


def test_a_pool_tells_every_purchase_in_it() -> None:
    rows = [booked(number, Kind.BUY, number, 1, number) for number in range(1, 2001)]
    traced = trace(rows, depots(CostMethod.AVERAGE), {}, day(3000))
    step = lot_trail(traced.lots[0], traced, {}, day(3000))
    assert [each.transaction_id for each in step.steps] == list(range(1, 2001))
    assert step.values["account_id"] == ONE
