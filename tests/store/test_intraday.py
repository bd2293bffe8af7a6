"""Bars within the day in the cache: over those of the same stamps, never more than can be had."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.barsize import REACH, BarSize
from gridwatch.domain.candles import Candles
from gridwatch.store.database import MIGRATIONS, open_market, transaction, version_of
from gridwatch.store.market.instruments import Failure
from gridwatch.store.market.intraday import (
    Fetched,
    forget_candles,
    last_stamp,
    note_fetched,
    note_unfetched,
    read_candles,
    read_fetched,
    store_candles,
)
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.market.results import read_results, store_results

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
MINUTE, FIVE, HOUR = BarSize.MINUTE, BarSize.FIVE_MINUTES, BarSize.HOUR
BEGIN = 1_800_000_000


@pytest.fixture
def market(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Give an empty cache."""
    with closing(open_market(tmp_path / "market.db")) as connection:
        yield connection


def made(*stamps: int, price: float = 10.0) -> Candles:
    count = len(stamps)
    column = np.full(count, price)
    return Candles(
        np.array(stamps, np.int64), column, column + 1, column - 1, column + 0.5, column * 100
    )


def test_what_goes_in_comes_out(market: sqlite3.Connection) -> None:
    candles = made(BEGIN, BEGIN + 300)
    candles.open[0] = candles.volume[1] = np.nan
    store_candles(market, "GEV", FIVE, candles)
    again = read_candles(market, "GEV", FIVE)
    for name in ("stamps", "open", "high", "low", "close", "volume"):
        np.testing.assert_array_equal(getattr(again, name), getattr(candles, name))
    assert again.stamps.dtype == np.int64
    assert len(read_candles(market, "GEV", HOUR)) == 0
    assert len(read_candles(market, "NOPE", FIVE)) == 0
    assert read_candles(market, "GEV", FIVE, since=BEGIN + 1).stamps.tolist() == [BEGIN + 300]


def test_newer_ones_take_the_place_of_the_same_stamps(market: sqlite3.Connection) -> None:
    store_candles(market, "GEV", FIVE, made(BEGIN, BEGIN + 300))
    store_candles(market, "GEV", FIVE, made(BEGIN + 300, BEGIN + 600, price=20.0))
    assert read_candles(market, "GEV", FIVE).open.tolist() == [10.0, 20.0, 20.0]
    assert last_stamp(market, "GEV", FIVE) == BEGIN + 600
    store_candles(market, "GEV", FIVE, made(BEGIN + 900), replace_all=True)
    assert read_candles(market, "GEV", FIVE).stamps.tolist() == [BEGIN + 900]


def test_a_stamp_that_the_source_no_longer_has_goes(market: sqlite3.Connection) -> None:
    """A trade before the first bar after lunch was put where none begins."""
    store_candles(market, "GEV", FIVE, made(BEGIN, BEGIN + 250))
    store_candles(market, "GEV", FIVE, made(BEGIN, BEGIN + 300))
    assert read_candles(market, "GEV", FIVE).stamps.tolist() == [BEGIN, BEGIN + 300]


@pytest.mark.parametrize("size", sorted(REACH))
def test_what_is_older_than_the_source_reaches_is_dropped(
    market: sqlite3.Connection, size: BarSize
) -> None:
    reach = int(REACH[size].total_seconds())
    store_candles(market, "GEV", size, made(BEGIN, BEGIN + 60))
    store_candles(market, "PWR", size, made(BEGIN))
    store_candles(market, "GEV", size, made(BEGIN + reach + 1))
    assert read_candles(market, "GEV", size).stamps.tolist() == [BEGIN + 60, BEGIN + reach + 1]
    assert len(read_candles(market, "PWR", size)) == 1


def test_a_bar_without_a_close_and_a_size_that_is_none(market: sqlite3.Connection) -> None:
    candles = made(BEGIN, BEGIN + 300)
    candles.close[0] = np.nan
    store_candles(market, "GEV", FIVE, candles)
    assert read_candles(market, "GEV", FIVE).stamps.tolist() == [BEGIN + 300]
    with pytest.raises(KeyError):
        store_candles(market, "GEV", BarSize.DAY, candles)
    store_candles(market, "GEV", FIVE, made())
    assert len(read_candles(market, "GEV", FIVE)) == 1


def test_each_size_has_its_own_fetching_and_trouble(market: sqlite3.Connection) -> None:
    assert read_fetched(market, "GEV", FIVE) == Fetched()
    failure = Failure("garbled", "HTML", NOW, NOW + timedelta(minutes=15))
    note_fetched(market, "GEV", FIVE, NOW)
    note_unfetched(market, "GEV", FIVE, failure)
    assert read_fetched(market, "GEV", FIVE) == Fetched(NOW, failure)
    assert read_fetched(market, "GEV", MINUTE) == Fetched()
    assert failure.waits(NOW)
    assert not failure.waits(NOW + timedelta(minutes=15))
    note_fetched(market, "GEV", FIVE, NOW + timedelta(hours=1))
    assert read_fetched(market, "GEV", FIVE) == Fetched(NOW + timedelta(hours=1))
    store_candles(market, "GEV", FIVE, made(BEGIN))
    forget_candles(market, "GEV")
    assert read_fetched(market, "GEV", FIVE) == Fetched()
    assert last_stamp(market, "GEV", FIVE) is None


def test_a_cache_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    folder = tmp_path / "before"
    shutil.copytree(MIGRATIONS, folder)
    for file in (folder / "market").glob("*.sql"):
        if file.name != "001_start.sql":
            file.unlink()
    path = tmp_path / "market.db"
    with closing(open_market(path, folder)) as old, transaction(old):
        assert version_of(old) == 1
        old.execute("INSERT INTO instrument (id, symbol, currency) VALUES (7, 'GEV', 'USD')")
        old.execute(
            "INSERT INTO quote (instrument_id, price, time, currency, quoted_in, zone_offset,"
            " state, delay_minutes, fetched_at)"
            " VALUES (7, 900, '2026-11-20T15:00:00+00:00', 'USD', 'USD', -18000, 'open', 0,"
            " '2026-11-20T15:00:01+00:00')"
        )
        old.execute("INSERT INTO bar VALUES (7, 20000, 1, 2, 1, 2, 5, 1)")
    with closing(open_market(path)) as market:
        assert version_of(market) > 1
        assert all_quotes(market)["GEV"].price == 900
        assert market.execute("SELECT count(*) FROM bar").fetchone() == (1,)
        assert read_results(market, "GEV") == ()
        store_candles(market, "GEV", FIVE, made(BEGIN))
        assert len(read_candles(market, "GEV", FIVE)) == 1


def on(day: int, month: int = 1) -> date:
    return date(2026, month, day)


def test_days_of_results_gather(market: sqlite3.Connection) -> None:
    store_results(market, "GEV", [on(20)], today=on(10))
    store_results(market, "GEV", [on(20), on(22, 4)], today=on(21))
    store_results(market, "GEV", [on(22, 4)], today=on(22, 4))
    store_results(market, "GEV", [on(22, 7)], today=on(23, 4))
    assert read_results(market, "GEV") == (on(20), on(22, 4), on(22, 7))
    assert read_results(market, "PWR") == ()


def test_an_expected_day_moves_and_does_not_pile_up(market: sqlite3.Connection) -> None:
    for named in (on(20), on(22), on(18)):
        store_results(market, "GEV", [named], today=on(10))
    assert read_results(market, "GEV") == (on(18),)
    store_results(market, "GEV", [on(28)], today=on(19))  # it has passed, and was moved after all
    assert read_results(market, "GEV") == (on(28),)


def test_a_day_that_jumps_a_quarter_has_taken_place(market: sqlite3.Connection) -> None:
    store_results(market, "GEV", [on(20)], today=on(20))
    store_results(market, "GEV", [on(22, 4)], today=on(21))
    assert read_results(market, "GEV") == (on(20), on(22, 4))


def test_no_days_change_nothing(market: sqlite3.Connection) -> None:
    store_results(market, "GEV", [on(20)], today=on(10))
    store_results(market, "GEV", [], today=on(11))
    assert read_results(market, "GEV") == (on(20),)
