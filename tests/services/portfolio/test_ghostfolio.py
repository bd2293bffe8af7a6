"""Ghostfolio's own expected numbers: amounts by period, and percentages of what was invested."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gridwatch.domain.bars import Bars, History, day_number
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import OwnPrice, Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.services.portfolio.book import Book, open_book
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.periods import PeriodName, named_period
from gridwatch.services.portfolio.views import Measured, Scope
from gridwatch.store.database import transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.user.accounts import add_account
from gridwatch.store.user.securities import add_security, put_prices
from gridwatch.store.user.transactions import add_transactions
from tests.in_memory import new_market, new_user

# Without dividends, which Ghostfolio tells apart.
VALUED = [
    "baln_buy",
    "baln_buy_and_buy",
    "novn_buy_and_sell_partially",
    "novn_buy_and_sell",
    "msft_buy_with_dividend",
    "googl_buy_usd_in_chf",
]
RANGES = {
    "wtd": PeriodName.THIS_WEEK,
    "mtd": PeriodName.THIS_MONTH,
    "ytd": PeriodName.THIS_YEAR,
    "1y": PeriodName.ONE_YEAR,
    "max": PeriodName.ALL,
}
KINDS = {"BUY": Kind.BUY, "SELL": Kind.SELL, "DIVIDEND": Kind.DIVIDEND}


def case_of(shared_data: Path, name: str) -> dict[str, Any]:
    told = json.loads((shared_data / "cases" / "performance_ghostfolio.json").read_text("utf-8"))
    return next(each for each in told["cases"] if each["id"] == name)


def transaction_of(each: dict[str, Any]) -> Transaction:
    """Return an activity, paid from outside as Ghostfolio has no cash."""
    kind, fee = KINDS[each["type"]], Decimal(str(each["fee"]))
    quantity, price = Decimal(str(each["quantity"])), Decimal(str(each["unit_price"]))
    sign = 1 if kind is Kind.BUY else -1
    return Transaction(
        0, kind, date.fromisoformat(each["date"]), 1, None, 1,
        quantity, quantity * price, each["currency"],
        (Charge(ChargeKind.FEE, fee, each["currency"]),) if fee else (),
        quantity * price + sign * fee,
    )  # fmt: skip


def book_of(case: dict[str, Any]) -> Book:
    """Return the book of a case on its last day."""
    with closing(new_user()) as user, closing(new_market()) as market:
        activities = [transaction_of(each) for each in case["activities"]]
        currency = activities[0].currency
        add_account(user, Account(0, "Depot", AccountKind.SECURITIES, case["base_currency"]))
        add_security(user, Security(0, case["activities"][0]["symbol"], currency))
        ((_, prices),) = case["prices"].items()
        put_prices(
            user,
            (
                OwnPrice(1, date.fromisoformat(day), Decimal(str(price)))
                for day, price in prices.items()
            ),
        )
        add_transactions(user, activities)
        for pair, rates in case.get("fx", {}).items():
            assert fx_symbol(case["base_currency"]) == f"{pair}=X"
            days = np.array([day_number(date.fromisoformat(day)) for day in rates])
            close = np.array(list(rates.values()))
            rest = (close, close, close, close, np.ones(len(days)), np.ones(len(days), dtype=bool))
            history = History(
                f"{pair}=X", case["base_currency"], case["base_currency"], "UTC", "",
                Bars(days, *rest),
            )  # fmt: skip
            with transaction(market):
                store_history(market, history, replace_all=True)
        return open_book(user, market, date.fromisoformat(case["as_of"]))


def told_of(book: Book, case: dict[str, Any], name: PeriodName) -> Measured:
    begun = date.fromisoformat(case["activities"][0]["date"])
    period = named_period(name, book.today, begun)
    return measure(book, Scope(), case["base_currency"], period)


@pytest.mark.parametrize("name", VALUED)
def test_ghostfolio_finds_the_same_gains(shared_data: Path, name: str) -> None:
    case = case_of(shared_data, name)
    told, expected = told_of(book_of(case), case, PeriodName.ALL), case["expected"]
    assert told.gain is not None
    assert told.income is not None
    assert told.fees is not None
    suffix = "_base_with_fx" if "fx" in case else ""
    net = told.gain - told.income
    value = expected.get("current_value") or expected.get("current_value_base")
    if value is not None:
        assert told.end == pytest.approx(float(value), abs=1e-9)
    gross = expected["gross_performance" + suffix] if name != "baln_buy_and_buy" else None
    if gross is not None:
        assert net + told.fees == pytest.approx(float(gross), abs=1e-9)
    assert net == pytest.approx(float(expected["net_performance" + suffix]), abs=1e-9)
    if "dividend" in expected:
        assert told.income == pytest.approx(float(expected["dividend"]))
    if "fee" in expected:
        assert told.fees == pytest.approx(float(expected["fee"]))


def test_ghostfolio_finds_the_same_gains_of_periods(shared_data: Path) -> None:
    case = case_of(shared_data, "baln_buy")
    book, expected = book_of(case), case["expected"]["net_by_range"]
    for name, period in RANGES.items():
        told = told_of(book, case, period)
        assert told.gain == pytest.approx(float(expected[name]), abs=1e-9), name
    yesterday = named_period(PeriodName.ALL, book.today, book.today)
    assert yesterday.first == book.today - timedelta(days=1)
    told = measure(book, Scope(), "CHF", yesterday)
    assert told.gain == pytest.approx(float(expected["1d"]), abs=1e-9)


def test_ghostfolio_tells_the_same_percentages_with_and_without_the_currency(
    shared_data: Path,
) -> None:
    case = case_of(shared_data, "googl_buy_usd_in_chf")
    book, expected = book_of(case), case["expected"]
    for currency, suffix in (("CHF", "_pct_with_fx"), ("USD", "_pct")):
        case["base_currency"] = currency
        told = told_of(book, case, PeriodName.ALL)
        assert told.gain is not None
        assert told.fees is not None
        # One purchase is invested all the time: what it cost is the average.
        invested = told.inflow - told.fees
        net, gross = (expected[f"{each}_performance{suffix}"] for each in ("net", "gross"))
        assert told.gain / invested == pytest.approx(float(net), rel=1e-12)
        assert (told.gain + told.fees) / invested == pytest.approx(float(gross), rel=1e-12)
