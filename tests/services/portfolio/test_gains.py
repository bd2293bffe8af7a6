"""Gains of lots and sales, that of the price apart from the currency's, and cases of others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.tracing import trace
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.conversion import Conversion
from gridwatch.services.portfolio.gains import lot_views, realised
from tests.booked import CASH, ONE, SHARE, booked, day, depots, fee, seen

UNTIL = day(100)
D = Decimal


def by_day(rates: Mapping[int, float]) -> Conversion:
    """Return euros for a dollar by day."""
    told = {day(number): rate for number, rate in rates.items()}

    def rate(given_: str, wanted: str, on: date) -> float | None:
        found = told.get(on)
        if found is None or {given_, wanted} != {"USD", "EUR"}:
            return None
        return found if given_ == "USD" else 1 / found

    return Conversion(rate)


BUY = booked(1, Kind.BUY, 0, 10, 1000, currency="USD")
SELL = booked(2, Kind.SELL, 50, 4, 600, currency="USD", charges=(fee(20, "USD"),))


def test_a_lot_gains_by_price_and_by_currency() -> None:
    lots = trace([BUY], depots(), {}, UNTIL).lots
    conversion = by_day({0: 0.8, 100: 0.9})
    (view,) = lot_views(lots, {SHARE: "USD"}, {SHARE: 130.0}, "EUR", UNTIL, conversion)
    assert seen(view, "cost", "base_cost", "value") == (1000, 800, 1170)
    assert view.price_gain == pytest.approx(300 * 0.9)
    assert view.currency_gain == pytest.approx(1000 * 0.1)
    assert view.days_held == 100


def test_a_sale_gains_at_the_rate_of_its_day_and_tells_its_charges() -> None:
    traced = trace([BUY, SELL], depots(), {}, UNTIL)
    conversion = by_day({0: 0.8, 50: 1.0, 100: 0.9})
    (sold,) = realised(traced.sales, {SHARE: "USD"}, "EUR", conversion)
    assert seen(sold, "cost", "proceeds", "fees", "taxes") == (320, 580, 20, 0)
    assert seen(sold, "price_gain", "currency_gain") == (pytest.approx(180), pytest.approx(80))
    assert sold.gain == 260


def test_what_was_paid_in_the_currency_of_the_view_counts_as_it_was_paid() -> None:
    buy = booked(
        1, Kind.BUY, 0, 10, 1000, currency="USD", cash_id=CASH, rate=D("0.81"), net=D("810.55")
    )
    lots = trace([buy], depots(), {}, UNTIL).lots
    conversion = by_day({0: 0.8, 100: 0.9})
    (view,) = lot_views(lots, {SHARE: "USD"}, {SHARE: 130.0}, "EUR", UNTIL, conversion)
    assert view.base_cost == pytest.approx(810.55, abs=1e-12)


def test_a_purchase_in_another_currency_than_the_share_has_its_rate_of_the_day() -> None:
    lots = trace([booked(1, Kind.BUY, 0, 10, 800)], depots(), {}, UNTIL).lots
    conversion = by_day({0: 0.8, 100: 0.9})
    (view,) = lot_views(lots, {SHARE: "USD"}, {SHARE: 130.0}, "EUR", UNTIL, conversion)
    assert seen(view, "cost", "currency", "base_cost") == (1000, "USD", 800)
    assert view.price_gain == pytest.approx(270)
    assert view.currency_gain == pytest.approx(100)


def test_an_average_has_the_mean_of_the_rates_by_what_was_paid() -> None:
    rows = [
        BUY,
        booked(3, Kind.BUY, 10, 10, 3000, currency="USD"),
        booked(4, Kind.SELL, 20, 5, 1, currency="USD"),
        booked(5, Kind.BUY, 30, 5, 1000, currency="USD"),
    ]
    lots = trace(rows, depots(CostMethod.AVERAGE), {}, UNTIL).lots
    conversion = by_day({0: 0.8, 10: 1.0, 20: 1.0, 30: 0.5, 100: 0.9})
    (view,) = lot_views(lots, {SHARE: "USD"}, {SHARE: 1.0}, "EUR", UNTIL, conversion)
    assert view.cost == 4000
    assert view.base_cost == pytest.approx((800 + 3000) * 0.75 + 500)


def test_what_is_missing_is_unknown_and_never_nothing_or_one() -> None:
    lots = trace([BUY], depots(), {}, UNTIL).lots
    names = {SHARE: "USD"}
    (view,) = lot_views(lots, names, {}, "EUR", UNTIL, by_day({0: 0.8, 100: 0.9}))
    assert seen(view, "base_cost", "value", "price_gain") == (800, None, None)
    (view,) = lot_views(lots, names, {SHARE: 130.0}, "EUR", UNTIL, by_day({0: 0.8}))
    assert seen(view, "base_cost", "value", "currency_gain") == (800, None, None)
    (view,) = lot_views(lots, names, {SHARE: 130.0}, "EUR", UNTIL, by_day({100: 0.9}))
    assert seen(view, "base_cost", "value", "price_gain") == (None, 1170, pytest.approx(270))
    short = trace([SELL], depots(), {}, UNTIL)
    (sold,) = realised(short.sales, names, "EUR", by_day({50: 1.0}))
    assert seen(sold, "cost", "proceeds", "gain") == (None, 580, None)
    (view,) = lot_views(short.lots, names, {}, "EUR", UNTIL, by_day({50: 1.0}), lambda *_: 9.0)
    assert view.cost is None


def test_a_delivery_without_a_value_has_the_close_of_its_day() -> None:
    rows = [
        booked(1, Kind.DELIVERY_IN, 0, 10),
        booked(2, Kind.TRANSFER, 1, 10, other_account_id=2),
        booked(3, Kind.DELIVERY_OUT, 50, 8, account_id=2),
    ]
    traced = trace(rows, depots(), {SHARE: [Split(day(20), 2, 1)]}, UNTIL)
    closes = {day(0): 10.0, day(50): 30.0}  # counting shares as of the last day

    def closing(_security: int, on: date) -> float | None:
        return closes.get(on)

    conversion = by_day({})
    (view,) = lot_views(
        traced.lots, {SHARE: "EUR"}, {SHARE: 40.0}, "EUR", UNTIL, conversion, closing
    )
    assert seen(view, "cost", "value") == (120, 480)
    (sold,) = realised(traced.sales, {SHARE: "EUR"}, "EUR", conversion, closing)
    assert seen(sold, "cost", "proceeds") == (80, 240)


def test_covering_a_short_gains_what_the_price_fell() -> None:
    rows = [
        booked(1, Kind.SELL, 0, 10, 1000, currency="USD"),
        booked(2, Kind.BUY, 50, 10, 700, currency="USD"),
    ]
    traced = trace(rows, depots(shorts=True), {}, UNTIL)
    (sold,) = realised(traced.sales, {SHARE: "USD"}, "EUR", by_day({0: 0.8, 50: 0.9}))
    assert seen(sold, "cost", "proceeds") == (-800, pytest.approx(-630))
    assert sold.price_gain == pytest.approx(270)
    assert sold.currency_gain == pytest.approx(-100)  # the dollars owed became dearer


rates = st.dictionaries(st.sampled_from([0, 10, 50, 100]), st.floats(0.1, 10), min_size=4)


@given(rates, st.integers(1, 30), st.floats(0.01, 1000), st.sampled_from(["EUR", "USD"]))
@settings(max_examples=60)
def test_both_gains_are_the_whole_gain(
    told: Mapping[int, float], quantity: int, price: float, paid: str
) -> None:
    rows = [
        booked(1, Kind.BUY, 0, 10, 1000, currency=paid),
        booked(2, Kind.BUY, 10, 20, 500, currency="USD"),
        booked(3, Kind.SELL, 50, quantity, 300, currency=paid),
    ]
    traced, conversion = trace(rows, depots(), {}, UNTIL), by_day(told)
    for view in lot_views(traced.lots, {SHARE: "USD"}, {SHARE: price}, "EUR", UNTIL, conversion):
        assert view.value is not None
        assert view.base_cost is not None
        assert view.price_gain is not None
        assert view.currency_gain is not None
        whole = view.value - view.base_cost
        assert view.price_gain + view.currency_gain == pytest.approx(whole, rel=1e-9, abs=1e-6)
    for sold in realised(traced.sales, {SHARE: "USD"}, "EUR", conversion):
        assert sold.price_gain is not None
        assert sold.currency_gain is not None
        both = sold.price_gain + sold.currency_gain
        assert both == pytest.approx(sold.gain, rel=1e-9, abs=1e-6)


# Numbers of Ghostfolio's own tests (apps/api/src/app/portfolio/calculator/roai), each named in the
# file. There charges are left out of the cost and dividends out of the performance.


def _cases(shared_data: Path) -> list[dict[str, Any]]:
    text = (shared_data / "cases" / "performance_ghostfolio.json").read_text("utf-8")
    cases: list[dict[str, Any]] = json.loads(text)["cases"]
    return cases


def _rows(case: Mapping[str, Any]) -> list[Transaction]:
    rows = list[Transaction]()
    for number, each in enumerate(case["activities"], start=1):
        on = (date.fromisoformat(each["date"]) - day(0)).days
        gross = D(str(each["quantity"])) * D(str(each["unit_price"]))
        charges = (fee(str(each["fee"]), each["currency"]),) if each["fee"] else ()
        rows.append(
            booked(
                number, Kind(each["type"].lower()), on, D(str(each["quantity"])), gross,
                currency=each["currency"], charges=charges,
            )
        )  # fmt: skip
    return rows


def test_amounts_are_those_of_ghostfolio(shared_data: Path) -> None:
    for case in _cases(shared_data):
        rows, expected = _rows(case), case["expected"]
        until = date.fromisoformat(case.get("as_of", "2026-01-01"))
        told = case.get("splits", ())
        splits = {SHARE: [Split(date.fromisoformat(on), *ratio) for on, *ratio in told]}
        traced = trace(rows, depots(CostMethod.AVERAGE), splits, until)
        quantity = sum((each.quantity for each in traced.lots), D(0))
        invested = sum(((each.cost or D(0)) - each.charges for each in traced.lots), D(0))
        if "quantity" in expected:
            assert quantity == D(expected["quantity"]), case["id"]
        if "investment" in expected:
            assert invested == D(expected["investment"]), case["id"]
        if "average_price" in expected:
            average = invested / quantity if quantity else D(0)
            assert average == D(expected["average_price"]), case["id"]
        if "net_performance" not in expected:
            continue
        prices = {SHARE: next(iter(case["prices"].values()))[case["as_of"]]}
        base = case["base_currency"]
        conversion = Conversion(lambda *_: None)
        views = lot_views(traced.lots, {SHARE: base}, prices, base, until, conversion)
        sold = realised(traced.sales, {SHARE: base}, base, conversion)
        net = sum((view.value or 0) - (view.base_cost or 0) for view in views)
        net += sum(each.gain or 0 for each in sold)
        fees = float(sum(charge.amount for each in rows for charge in each.charges))
        assert net == pytest.approx(float(expected["net_performance"]), abs=1e-9), case["id"]
        if "gross_performance" in expected:
            gross = float(expected["gross_performance"])
            assert net + fees == pytest.approx(gross, abs=1e-9), case["id"]


def test_a_purchase_in_dollars_gains_in_francs_what_ghostfolio_says(shared_data: Path) -> None:
    (case,) = [each for each in _cases(shared_data) if each["id"] == "googl_buy_usd_in_chf"]
    expected, rates_by_day = case["expected"], case["fx"]["USDCHF"]
    until = date.fromisoformat(case["as_of"])
    conversion = Conversion(lambda _given, _wanted, on: rates_by_day.get(on.isoformat()))
    lots = trace(_rows(case), depots(), {}, until).lots
    price = case["prices"]["GOOGL"][case["as_of"]]
    (view,) = lot_views(lots, {SHARE: "USD"}, {SHARE: price}, "CHF", until, conversion)
    assert view.value == pytest.approx(float(expected["current_value_base"]), abs=1e-9)
    gain = (view.price_gain or 0) + (view.currency_gain or 0)
    wanted = float(expected["net_performance_base_with_fx"])
    assert gain == pytest.approx(wanted, abs=1e-9)
    charged = float(view.fees) * rates_by_day["2023-01-03"]
    invested = float(expected["investment_base_with_fx"])
    assert (view.base_cost or 0) - charged == pytest.approx(invested, abs=1e-9)


def test_costs_are_those_of_portfolio_performance(shared_data: Path) -> None:
    # Issue1909FIFOCalculationOfSecurityPositionTest: two purchases in two depots, and a sale.
    cases = shared_data / "cases"
    expected = json.loads((cases / "pp_Issue1909FIFO.expected.json").read_text("utf-8"))["expected"]
    until = date(2020, 12, 31)

    def on(month: int, number: int) -> int:
        return (date(2020, month, number) - day(0)).days

    for method, name, second in (
        (CostMethod.FIFO, "fifo", 2),
        (CostMethod.AVERAGE, "moving_average", ONE),  # its average goes over both depots
    ):
        rows = [
            booked(1, Kind.BUY, on(9, 21), 10, 2000),
            booked(2, Kind.BUY, on(10, 21), 10, 1000, account_id=second),
            booked(3, Kind.SELL, on(11, 21), 10, 2805, account_id=second),
        ]
        lots = trace(rows, depots(method), {}, until).lots
        conversion = Conversion(lambda *_: None)
        views = lot_views(
            lots, {SHARE: "EUR"}, {SHARE: expected["quote"]}, "EUR", until, conversion
        )
        (view,) = views
        assert view.cost == expected[f"{name}_cost"]
        assert view.quantity == expected["shares_held"]
        assert view.value == pytest.approx(expected["market_value"])
        gain = expected[f"capital_gain_on_holdings_{name}"]
        assert view.price_gain == pytest.approx(gain)
        cost = float(view.cost or 0)
        assert round(gain / cost, 4) == expected[f"capital_gain_pct_{name}"]
