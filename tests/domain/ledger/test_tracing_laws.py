"""Laws of lots for any ledger, against a slow and plain way to find them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.groups import connected
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.lots import Traced
from gridwatch.domain.ledger.share_deltas import share_deltas
from gridwatch.domain.ledger.tracing import trace
from gridwatch.domain.ledger.transaction import Transaction, in_order
from gridwatch.domain.splits import Split
from tests.booked import NEW, ONE, OTHER, SHARE, booked, day, depots, fee

UNTIL = day(60)
SPLITS = {SHARE: (Split(day(12), 2, 1), Split(day(25), 1, 3)), NEW: (Split(day(20), 5, 4),)}
GRAIN = Fraction(1, 10**9)


Plainly = tuple[dict[int, list[Fraction]], Fraction]


@dataclass
class Unit:
    """A piece of a purchase in the plain way: never merged, always searched from the start."""

    opened_by: int
    on: int
    place: int
    quantity: Fraction
    cost: Fraction


def plainly(rows: Sequence[Transaction], method: CostMethod) -> Plainly:
    """Return (quantity, cost) left by purchase, and the cost of all that was sold."""
    units: list[Unit] = []
    sold = Fraction(0)
    for place, each in enumerate(in_order(rows)):
        number = (each.on - day(0)).days
        factor = Fraction(1)
        for split in SPLITS[SHARE]:
            if each.on < split.day <= UNTIL:
                factor *= Fraction(split.numerator, split.denominator)
        quantity = Fraction(each.quantity) * factor
        if each.kind is Kind.BUY:
            units.append(Unit(each.id, number, place, quantity, Fraction(each.net)))
            continue
        if method is CostMethod.AVERAGE:
            total = sum(unit.quantity for unit in units)
            part = quantity / total
            for unit in units:
                sold += unit.cost * part
                unit.quantity -= unit.quantity * part
                unit.cost -= unit.cost * part
            continue
        orders = {
            CostMethod.FIFO: lambda unit: (unit.on, unit.place),
            CostMethod.LIFO: lambda unit: (-unit.on, -unit.place),
            CostMethod.HIGHEST: lambda unit: (-unit.cost / unit.quantity, unit.on, unit.place),
        }
        while quantity:
            unit = min((one for one in units if one.quantity), key=orders[method])
            taken = min(quantity, unit.quantity)
            cost = unit.cost * taken / unit.quantity
            unit.quantity, unit.cost = unit.quantity - taken, unit.cost - cost
            sold, quantity = sold + cost, quantity - taken
    left = {unit.opened_by: [unit.quantity, unit.cost] for unit in units if unit.quantity}
    return left, sold


@st.composite
def trades(draw: st.DrawFn) -> list[Transaction]:
    """Draw purchases and sales of one share that never take more than there is."""
    rows, held = list[Transaction](), Fraction(0)
    days = sorted(draw(st.lists(st.integers(0, 40), min_size=1, max_size=14)))
    before = days[0]
    for number, on in enumerate(days, start=1):
        for split in SPLITS[SHARE]:
            if day(before) < split.day <= day(on):
                held *= Fraction(split.numerator, split.denominator)
        before = on
        most = int(held * 1000)
        amount = Decimal(draw(st.integers(1, 99_999))) / 100
        # A time keeps the order in which they were drawn.
        time = f"10:00:{number:02}"
        if most and draw(st.booleans()):
            quantity = Decimal(draw(st.integers(1, most))) / 1000
            rows.append(booked(number, Kind.SELL, on, quantity, amount, time=time))
            held -= Fraction(quantity)
        else:
            quantity = Decimal(draw(st.integers(1, 50_000))) / 1000
            charges = (fee(1),) if draw(st.booleans()) else ()
            rows.append(booked(number, Kind.BUY, on, quantity, amount, time=time, charges=charges))
            held += Fraction(quantity)
    return rows


METHODS = [CostMethod.FIFO, CostMethod.LIFO, CostMethod.HIGHEST, CostMethod.AVERAGE]


@given(trades(), st.sampled_from(METHODS))
@settings(max_examples=150)
def test_lots_are_those_of_the_plain_way(rows: list[Transaction], method: CostMethod) -> None:
    result = trace(rows, depots(method), SPLITS, UNTIL)
    left, sold = plainly(rows, method)
    assert result.shortfalls == ()
    assert abs(sum(Fraction(each.cost or 0) for each in result.sales) - sold) < GRAIN
    if method is CostMethod.AVERAGE:
        assert abs(_total(result, "quantity") - sum(each[0] for each in left.values())) < GRAIN
        assert abs(_total(result, "cost") - sum(each[1] for each in left.values())) < GRAIN
        return
    assert {each.opened_by for each in result.lots} == set(left)
    for lot in result.lots:
        quantity, cost = left[lot.opened_by]
        assert abs(Fraction(lot.quantity) - quantity) < GRAIN
        assert abs(Fraction(lot.cost or 0) - cost) < GRAIN


@st.composite
def ledgers(draw: st.DrawFn) -> list[Transaction]:
    """Draw anything that moves shares, sensible or not, in two accounts and two shares."""
    kinds = [Kind.BUY, Kind.BUY, Kind.SELL, Kind.DELIVERY_IN, Kind.DELIVERY_OUT, Kind.TRANSFER,
             Kind.SPIN_OFF, Kind.MERGER]  # fmt: skip
    rows = list[Transaction]()
    for number in range(1, draw(st.integers(2, 14))):
        kind = draw(st.sampled_from(kinds))
        account = draw(st.sampled_from([ONE, OTHER]))
        security = draw(st.sampled_from([SHARE, NEW]))
        fields: dict[str, object] = {"account_id": account, "security_id": security}
        quantity = Decimal(draw(st.integers(1, 3000))) / 100
        if kind is Kind.TRANSFER:
            fields["other_account_id"] = ONE + OTHER - account
        elif kind in {Kind.SPIN_OFF, Kind.MERGER}:
            fields |= {
                "other_security_id": SHARE + NEW - security,
                "ratio": (draw(st.integers(1, 5)), draw(st.integers(1, 5))),
                "cost_share": Decimal(draw(st.integers(0, 10))) / 10,
            }
            quantity = draw(st.sampled_from([Decimal(0), quantity]))
        money = kind not in {Kind.TRANSFER, Kind.SPIN_OFF, Kind.MERGER}
        gross = Decimal(draw(st.integers(1, 9999))) / 7 if money else Decimal(0)
        on = draw(st.integers(0, 30))
        rows.append(booked(number, kind, on, quantity, round(gross, 2), **fields))
    return rows


@given(ledgers(), st.sampled_from(METHODS), st.booleans())
@settings(max_examples=150)
def test_shares_and_costs_are_neither_made_nor_lost(
    rows: list[Transaction], method: CostMethod, shorts: bool
) -> None:
    result = trace(rows, depots(method, shorts=shorts), SPLITS, UNTIL)
    deltas = share_deltas(rows, SPLITS, UNTIL)
    totals: dict[tuple[int, int], Fraction] = {}
    for each in result.lots:
        key = (each.account_id, each.security_id)
        totals[key] = totals.get(key, Fraction(0)) + Fraction(each.quantity)
    for key in {*deltas, *totals}:
        told = sum((Fraction(delta) for _, delta in deltas.get(key, ())), Fraction(0))
        assert abs(told - totals.get(key, Fraction(0))) < GRAIN
    if not result.shortfalls:
        assert _money_is_kept(rows, result)


def _money_is_kept(rows: Sequence[Transaction], result: Traced) -> bool:
    """Tell whether costs of lots and sales and what sales brought are what was paid and got."""
    moved = Fraction(0)
    for each in rows:
        if each.kind in {Kind.BUY, Kind.DELIVERY_IN}:
            moved += Fraction(each.gross)
        elif each.kind in {Kind.SELL, Kind.DELIVERY_OUT}:
            moved -= Fraction(each.gross)
    left = sum(Fraction(each.cost or 0) for each in result.lots)
    gained = sum(Fraction(each.proceeds or 0) - Fraction(each.cost or 0) for each in result.sales)
    return left - gained == moved


@given(ledgers(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_any_order_in_which_they_were_entered_gives_the_same_holdings(
    rows: list[Transaction], chance: random.Random
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    renumbered = [replace(each, id=number) for number, each in enumerate(shuffled, start=1)]
    one, other = (trace(each, depots(), SPLITS, UNTIL) for each in (rows, renumbered))
    assert sorted(map(_seen, one.lots), key=repr) == sorted(map(_seen, other.lots), key=repr)
    assert share_deltas(rows, SPLITS, UNTIL) == share_deltas(shuffled, SPLITS, UNTIL)


def _seen(lot: object) -> tuple[object, ...]:
    names = ("account_id", "security_id", "on", "quantity", "cost")
    return tuple(getattr(lot, name) for name in names)


@given(ledgers())
@settings(max_examples=60)
def test_groups_traced_apart_are_the_whole(rows: list[Transaction]) -> None:
    whole = trace(rows, depots(), SPLITS, UNTIL)
    parts = [
        trace([each for each in rows if each.security_id in group], depots(), SPLITS, UNTIL)
        for group in connected(rows)
    ]
    lots = [lot for part in parts for lot in part.lots]
    assert sorted(lots, key=repr) == sorted(whole.lots, key=repr)


def test_securities_are_grouped_along_chains_of_mergers() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 1, 1, security_id=7),
        booked(2, Kind.MERGER, 1, security_id=5, other_security_id=6, ratio=(1, 1)),
        booked(3, Kind.SPIN_OFF, 1, security_id=3, other_security_id=5, ratio=(1, 1)),
        booked(4, Kind.DIVIDEND, 1, security_id=None),
    ]
    assert connected(rows) == (frozenset({3, 5, 6}), frozenset({7}))


@pytest.mark.parametrize("method", [CostMethod.FIFO, CostMethod.AVERAGE])
def test_time_grows_with_the_number_of_lots_and_not_with_its_square(method: CostMethod) -> None:
    def took(number: int) -> float:
        buys = [booked(each, Kind.BUY, each // 300, 3, 30) for each in range(1, number)]
        sales = [booked(number + each, Kind.SELL, 60, 2, 30) for each in range(number)]
        begun = process_time()
        trace([*buys, *sales], depots(method), {}, day(90))
        return process_time() - begun

    times = [min(took(number) for _ in range(2)) for number in (250, 1000, 4000)]
    # Four times as many: four times as long, with much room for a busy machine; a square gives 16.
    assert all(after < 10 * before for before, after in pairwise(times))


def _total(result: Traced, name: str) -> Fraction:
    return sum((Fraction(getattr(each, name)) for each in result.lots), Fraction(0))
