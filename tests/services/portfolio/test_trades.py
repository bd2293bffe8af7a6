"""Round trips with their own rate of return."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyxirr import xirr

from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.tracing import trace
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.conversion import Conversion
from gridwatch.services.portfolio.gains import lot_views, realised
from gridwatch.services.portfolio.trades import Trade, trades
from tests.booked import ONE, OTHER, SHARE, booked, day, depots, fee, seen

EUROS = {SHARE: "EUR"}


def irr(flows: Sequence[tuple[date, float]]) -> float | None:
    return xirr([on for on, _ in flows], [amount for _, amount in flows])


def traded(
    rows: Sequence[Transaction],
    price: float,
    until: date,
    method: CostMethod = CostMethod.FIFO,
    *,
    shorts: bool = False,
) -> tuple[Trade, ...]:
    traced = trace(rows, depots(method, shorts=shorts), {}, until)
    conversion = Conversion(lambda *_: None)
    views = lot_views(traced.lots, EUROS, {SHARE: price}, "EUR", until, conversion)
    sold = realised(traced.sales, EUROS, "EUR", conversion)
    return trades(traced.lots, views, sold, until, irr)


def test_a_sale_closes_what_it_takes_and_the_rest_is_one_open_trade() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 10, 100),
        booked(2, Kind.BUY, 100, 10, 200),
        booked(3, Kind.SELL, 365, 15, 400),
        booked(4, Kind.BUY, 400, 5, 120),
    ]
    closed, still = traded(rows, 30.0, day(730))
    assert seen(closed, "opened_on", "closed_on", "days_held") == (day(0), day(365), 365)
    assert closed.transactions == (1, 2, 3)
    assert seen(closed, "cost", "value", "gain") == (200, 400, 200)
    assert closed.simple == 1
    assert seen(still, "opened_on", "closed_on", "quantity") == (day(100), None, 10)
    assert seen(still, "cost", "value", "transactions") == (220, 300, (2, 4))


def test_a_trade_of_unknown_cost_has_no_return() -> None:
    closed, still = traded([booked(1, Kind.SELL, 10, 5, 100)], 30.0, day(20))
    assert seen(closed, "opened_on", "gain", "irr", "days_held") == (None, None, None, None)
    assert seen(still, "quantity", "gain") == (-5, None)


def test_a_short_gains_when_it_is_covered_for_less() -> None:
    rows = [booked(1, Kind.SELL, 0, 10, 100), booked(2, Kind.BUY, 365, 10, 80)]
    (closed,) = traded(rows, 1.0, day(400), shorts=True)
    assert seen(closed, "quantity", "gain", "simple") == (-10, 20, 0.2)
    assert closed.irr == pytest.approx(-0.2, abs=1e-3)  # 100 was lent to us and 80 given back


def test_an_average_counts_from_the_mean_day_of_what_was_paid() -> None:
    rows = [
        booked(1, Kind.BUY, 0, 10, 100),
        booked(2, Kind.BUY, 100, 10, 300),
        booked(3, Kind.SELL, 440, 20, 440),
    ]
    (closed,) = traded(rows, 1.0, day(500), CostMethod.AVERAGE)
    assert closed.opened_on == day(0)
    assert closed.irr == pytest.approx(0.1)  # 400 on day 75, 440 a year later


def test_trades_through_a_transfer_are_those_of_portfolio_performance(shared_data: Path) -> None:
    # Issue1898TradeIRRwithPortfolioTransfersTest
    text = (shared_data / "cases" / "pp_Issue1898TradeIRR.expected.json").read_text("utf-8")
    expected = json.loads(text)["expected"]
    buy = booked(1, Kind.BUY, 0, "0.55", "6710.00", charges=(fee("27.15"),))
    later = booked(2, Kind.BUY, 0, "0.25", "5375.00", charges=(fee("2.00"),), account_id=OTHER)
    move = booked(3, Kind.TRANSFER, 0, "0.55", other_account_id=OTHER)
    sale = booked(4, Kind.SELL, 0, "0.55", "13068.57", account_id=OTHER)
    rows = [
        replace(buy, on=date(2013, 7, 10)),
        replace(later, on=date(2020, 4, 29)),
        replace(move, on=date(2020, 5, 5)),
        replace(sale, on=date(2020, 9, 21)),
    ]
    closed, still = traded(rows, 22900.0, date(2020, 10, 9))
    wanted = expected["closed"]
    assert str(closed.opened_on) == wanted["start"]
    assert str(closed.closed_on) == wanted["end"]
    assert closed.irr == pytest.approx(wanted["irr"], abs=wanted["irr_tolerance"])
    assert len(closed.transactions) == wanted["transactions"]
    assert str(still.opened_on) == expected["open"]["start"]
    assert still.closed_on is None
    assert len(still.transactions) == expected["open"]["transactions"]
    assert still.account_id != ONE
