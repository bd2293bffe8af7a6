"""The series of a chart: bars as stored, the quote on top, targets as prices."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.bars import Bars, History, bars_of, day_number, day_of
from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.marketcap import MarketCap
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.targets import Target
from gridwatch.services.overview import CompanyView, Rung
from gridwatch.services.series import read_series, with_quote
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.bars import store_history

SYMBOL = "601179.SS"
LAST = date(2026, 3, 5)
SHANGHAI = 8 * 3600


def stored_bars(*, final: bool = True) -> Bars:
    first = day_number(LAST) - 2
    return bars_of(
        [(first + n, 10 + n, 11 + n, 9 + n, 10.5 + n, 1000, final or n < 2) for n in range(3)]
    )


def quote(day: date = LAST, price: float = 14.0) -> Quote:
    # Noon in Shanghai is still the evening before in New York, and the same day in UTC.
    time = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    return Quote(SYMBOL, price, time, "CNY", "CNY", SHANGHAI, day_high=14.5, day_low=12.0)


def view(priced: Quote | None, *targets: tuple[str, float | None], cap: str = "CNY") -> CompanyView:
    company = Company(
        1,
        "China XD",
        "中国西电",
        "zgxd",
        "CN",
        True,
        "uhv",
        SYMBOL,
        (Listing(SYMBOL, "SSE", "CNY"),),
    )
    made = datetime(2026, 1, 1, tzinfo=UTC)
    rungs = tuple(
        Rung(Target(n, 1, Decimal(amount), "CNY", made), 1.0, 1.0, price, 0.5, reached=n == 0)
        for n, (amount, price) in enumerate(targets)
    )
    value = MarketCap(1.0, cap, Basis.DOMESTIC, 1.0, 1.0)
    return CompanyView(company, priced, value, None, rungs, None, stale=False)


@pytest.fixture
def market(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_market(tmp_path / "market.db")
    with transaction(connection):
        history = History(SYMBOL, "CNY", "CNY", "Asia/Shanghai", "SSE", stored_bars())
        store_history(connection, history, replace_all=True)
    yield connection
    connection.close()


def test_nothing_stored_is_none(market: sqlite3.Connection) -> None:
    assert read_series(None, view(None)) is None
    with transaction(market):
        market.execute("DELETE FROM bar")
    assert read_series(market, view(quote())) is None


def test_stored_bars_come_as_they_are(market: sqlite3.Connection) -> None:
    series = read_series(market, view(None))
    assert series is not None
    assert (series.symbol, series.currency, series.live) == (SYMBOL, "CNY", False)
    assert series.bars.close.tolist() == [10.5, 11.5, 12.5]


def test_a_newer_quote_becomes_the_last_bar(market: sqlite3.Connection) -> None:
    tomorrow = LAST + timedelta(days=1)
    series = read_series(market, view(quote(tomorrow)))
    assert series is not None
    assert series.live
    assert day_of(int(series.bars.days[-1])) == tomorrow
    assert series.bars.close.tolist() == [10.5, 11.5, 12.5, 14.0]
    assert (series.bars.high[-1], series.bars.low[-1]) == (14.5, 12.0)
    # What a quote does not tell is not made up.
    assert math.isnan(series.bars.open[-1])
    assert math.isnan(series.bars.volume[-1])
    assert not series.bars.final[-1]


def test_an_unfinished_day_is_brought_up_to_date() -> None:
    bars = with_quote(stored_bars(final=False), quote())
    assert bars.close.tolist() == [10.5, 11.5, 14.0]
    # The bar's own open and volume stay; its extremes only widen.
    assert (bars.open[-1], bars.high[-1], bars.low[-1], bars.volume[-1]) == (12, 14.5, 11, 1000)


@pytest.mark.parametrize(
    "useless",
    [
        quote(),  # the day is final
        quote(LAST - timedelta(days=1)),
        replace(quote(LAST + timedelta(days=1)), doubt=Doubt.SPLIT),
        replace(quote(LAST + timedelta(days=1)), price=0.0),
        replace(quote(LAST + timedelta(days=1)), price=math.nan),
    ],
)
def test_a_quote_that_adds_nothing_changes_nothing(useless: Quote) -> None:
    bars = stored_bars()
    assert with_quote(bars, useless) is bars


def test_a_quote_in_another_currency_is_not_joined(market: sqlite3.Connection) -> None:
    foreign = replace(quote(LAST + timedelta(days=1)), currency="HKD")
    series = read_series(market, view(foreign))
    assert series is not None
    assert not series.live
    assert len(series.bars) == 3


def test_the_day_is_the_exchanges_own() -> None:
    # 17:30 UTC is already the next morning in Shanghai.
    late = replace(quote(), time=datetime(2026, 3, 5, 17, 30, tzinfo=UTC))
    assert day_of(int(with_quote(stored_bars(), late).days[-1])) == LAST + timedelta(days=1)


def test_targets_are_prices_of_the_listing(market: sqlite3.Connection) -> None:
    series = read_series(market, view(None, ("50e9", 9.75), ("100e9", 19.51), ("200e9", None)))
    assert series is not None
    assert [(each.amount, each.price, each.reached) for each in series.targets] == [
        (50e9, 9.75, True),
        (100e9, 19.51, False),
    ]


def test_targets_in_another_currency_are_not_drawn(market: sqlite3.Connection) -> None:
    series = read_series(market, view(None, ("100e9", 19.51), cap="HKD"))
    assert series is not None
    assert series.targets == ()


def test_columns_keep_their_types() -> None:
    bars = with_quote(stored_bars(), quote(LAST + timedelta(days=1)))
    assert bars.days.dtype == np.int64
    assert bars.final.dtype == np.bool_
