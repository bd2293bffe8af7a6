"""Rates as columns: on every day the same as the dated table, also for real ones."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.bars import Bars, History, bars_of, day_number, day_of
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.bars import read_closes, store_history
from gridwatch.store.market.quotes import all_quotes, store_quotes
from gridwatch.store.market.rate_lines import read_rate_lines
from gridwatch.store.market.rates import fx_table

CODES = {"CNY", "EUR", "USD", "JPY"}


@pytest.fixture
def market(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_market(tmp_path / "market.db")
    yield connection
    connection.close()


def put(market: sqlite3.Connection, currency: str, values: dict[date, float]) -> None:
    bars: Bars = bars_of(
        (day_number(day), one, one, one, one, 0, 1) for day, one in sorted(values.items())
    )
    history = History(fx_symbol(currency), currency, currency, "Europe/London", "CCY", bars)
    with transaction(market):
        store_history(market, history, replace_all=True)


def quote(currency: str, day: date, price: float) -> Quote:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Quote(fx_symbol(currency), price, at, currency, currency)


def same_as_table(market: sqlite3.Connection, first: date, count: int) -> int:
    """Compare every pair on every day and return how many rates there were."""
    quotes = all_quotes(market)
    table = fx_table(market, quotes.values(), CODES)
    lines = read_rate_lines(market, quotes, CODES)
    days = np.arange(day_number(first), day_number(first) + count, dtype=np.int64)
    found = 0
    for given in CODES:
        for wanted in CODES:
            for number, one in zip(days.tolist(), lines.on(days, given, wanted), strict=True):
                rate = table.rate(given, wanted, day_of(number))
                assert np.isnan(one) if rate is None else one == pytest.approx(rate.value)
                found += rate is not None
    return found


def test_every_day_is_as_the_table_tells_it(market: sqlite3.Connection) -> None:
    first = date(2026, 2, 1)
    put(market, "CNY", {first + timedelta(days=each): 7 + each / 10 for each in (0, 1, 15, 16)})
    put(market, "EUR", {first + timedelta(days=each): 1.1 for each in (3, 4, 9)})
    with transaction(market):
        today = [
            quote("CNY", first + timedelta(days=20), 9.0),
            quote("EUR", first + timedelta(days=9), 1.3),
        ]
        store_quotes(market, today)
    assert 0 < same_as_table(market, first - timedelta(days=2), 40) < 40 * 16
    with transaction(market):
        store_quotes(market, [replace(today[0], doubt=Doubt.SPIKE)])
    same_as_table(market, first, 30)


def test_real_rates_are_as_the_table_tells_them(
    market: sqlite3.Connection, shared_data: Path
) -> None:
    values: dict[str, dict[date, float]] = {"CNY": {}, "EUR": {}}
    with (shared_data / "fx" / "eurofxref-hist.csv").open() as lines:
        for row in csv.DictReader(lines):
            day = date.fromisoformat(next(iter(row.values())))
            if day.year == 2024 and row["USD"] and row["CNY"]:
                values["EUR"][day] = float(row["USD"])
                values["CNY"][day] = float(row["CNY"]) / float(row["USD"])
    for currency, one in values.items():
        put(market, currency, one)
    assert same_as_table(market, date(2023, 12, 28), 380) > 2000


def test_closes_are_those_with_a_price(market: sqlite3.Connection) -> None:
    put(market, "CNY", {date(2026, 3, 2): 7.0, date(2026, 3, 3): 0.0, date(2026, 3, 4): 7.2})
    days, closes = read_closes(market, fx_symbol("CNY"))
    assert [day_of(int(each)).day for each in days] == [2, 4]
    assert closes.tolist() == [7.0, 7.2]
    assert len(read_closes(market, "NONE")[0]) == 0
