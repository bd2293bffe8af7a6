"""All crossings of 20, 50 and 100 bn CNY in real prices: live, caught up and in the files alike."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from gridwatch.collector.alert.watcher import Watcher
from gridwatch.collector.needs import read_needs
from gridwatch.domain.alert.sight import Quiet, Sight
from gridwatch.domain.bars import Bars, History, day_number
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.domain.targets import Target
from gridwatch.store.database import open_market, open_user, transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.market.instruments import note_history
from gridwatch.store.market.quotes import store_quotes
from gridwatch.store.market.shares import store_shares
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.firings import Firing, firings
from gridwatch.store.user.targets import add_target
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.collector.desk import one_listing

BILLION = 10**9
RUNGS = (20, 50, 100)
LIVE = {
    "300274.SZ": (date(2020, 5, 6), date(2021, 3, 31)),
    "600406.SS": (date(2019, 2, 15), date(2019, 12, 31)),
    "601179.SS": (date(2014, 11, 3), date(2015, 9, 30)),
}
CORRECTED = 0.03


@dataclass(frozen=True, slots=True)
class Day:
    """One day as it traded, with the count that its market value tells."""

    day: date
    high: float
    low: float
    close: float
    shares: float

    @property
    def cap(self) -> float:
        """Return the market value at the close."""
        return self.close * self.shares


def days_in(file: Path) -> list[Day]:
    """Read the priced days of a file with unadjusted prices and market values."""
    found = []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            close, cap = float(row["close"] or 0), float(row["total_mcap_cny"] or 0)
            if close > 0 and cap > 0:
                high, low = float(row["high"] or close), float(row["low"] or close)
                shares = round(cap / close)
                day = date.fromisoformat(row["date"])
                found.append(Day(day, max(high, close), min(low, close), close, shares))
    return found


def crossings(days: list[Day], wanted: float) -> list[tuple[date, bool]]:
    """Find the days that reach a cap by a slow reading, and whether only the count brought it.

    The day's high counts; after one crossing a close 2 % below has to come before the next.
    """
    found, armed = list[tuple[date, bool]](), days[0].cap < wanted
    before = days[0].shares
    for each in days[1:]:
        best = each.cap if each.cap >= wanted else each.high * each.shares
        if armed and best >= wanted:
            change = each.shares / before
            by_count = abs(change - 1) > CORRECTED and best / change < wanted
            found.append((each.day, by_count))
            armed = each.cap < wanted * 0.98
        else:
            armed = (armed and each.cap < wanted) or each.cap < wanted * 0.98
        before = each.shares
    return found


@contextmanager
def watching(
    folder: Path, symbol: str, first: Day
) -> Iterator[tuple[Watcher, sqlite3.Connection, sqlite3.Connection]]:
    """Open a profile with a company and its targets, set in the evening of a day."""
    evening = datetime.combine(first.day, time(9), UTC)
    with (
        closing(open_user(folder / "user.db")) as user,
        closing(open_market(folder / "market.db")) as market,
    ):
        with transaction(user):
            exchange = "SSE" if symbol.endswith("SS") else "SZSE"
            company = add_company(user, one_listing(symbol, exchange, "CNY", mainland=True))
            set_companies(user, add_watchlist(user, "Test"), [company.id])
            for rung in RUNGS:
                amount = Decimal(rung) * BILLION
                add_target(user, Target(0, company.id, amount, "CNY", evening))
        keep(market, symbol, [first], evening)
        ask(market, symbol, first, first.close, first.high, first.low, time(7))
        watcher = Watcher(user, read_needs(user, market), "test")
        watcher.look(market, evening)
        yield watcher, user, market


def keep(market: sqlite3.Connection, symbol: str, days: list[Day], now: datetime) -> None:
    """Store finished days with their counts, as they were then."""
    numbers = np.array([day_number(each.day) for each in days])
    close, high, low = (
        np.array([getattr(each, name) for each in days]) for name in ("close", "high", "low")
    )
    final = np.ones(len(days), dtype=np.bool_)
    bars = Bars(numbers, close, high, low, close, numbers * 0.0, final)
    counts = [
        ShareCount(Scope.COMPANY, each.day, each.shares, "file")
        for number, each in enumerate(days)
        if not number or each.shares != days[number - 1].shares or len(days) == 1
    ]
    with transaction(market):
        history = History(symbol, "CNY", "CNY", "Asia/Shanghai", "", bars)
        store_history(market, history, replace_all=False)
        store_shares(market, symbol, counts)
        note_history(market, symbol, now)


def ask(
    market: sqlite3.Connection,
    symbol: str,
    day: Day,
    price: float,
    high: float,
    low: float,
    at: time,
) -> datetime:
    """Store a quote of a time of a day, with the count that it carries."""
    now = datetime.combine(day.day, at, UTC)
    quote = Quote(
        symbol, price, now, "CNY", "CNY", 8 * 3600, None, high, low, None, MarketState.OPEN,
        fetched_at=now,
    )  # fmt: skip
    with transaction(market):
        store_quotes(market, [quote])
        store_shares(market, symbol, [ShareCount(Scope.COMPANY, day.day, day.shares, "file")])
    return now


def told(log: tuple[Firing, ...], rung: int) -> list[tuple[date, bool]]:
    """Return the days of the firings of a rung, and whether only the count brought each."""
    own = [each for each in reversed(log) if each.level == Decimal(rung) * BILLION]
    return [(each.reached_on, each.quiet is Quiet.COUNT) for each in own]


@pytest.fixture
def files(shared_data: Path) -> dict[str, Path]:
    """Give the files that have market values, by symbol."""
    found = (shared_data / "ohlcv").glob("*.raw_mcap.csv")
    return {each.name.removesuffix(".raw_mcap.csv"): each for each in found}


def test_years_that_are_caught_up_at_once(files: dict[str, Path], tmp_path: Path) -> None:
    """Ten companies over decades, all at once: what the slow reading finds, in its order."""
    total = 0
    for symbol, file in sorted(files.items()):
        days = days_in(file)
        folder = tmp_path / symbol
        folder.mkdir()
        with watching(folder, symbol, days[0]) as (watcher, user, market):
            last = datetime.combine(days[-1].day + timedelta(days=1), time(1), UTC)
            keep(market, symbol, days, last)
            watcher.look(market, last)
            log = firings(user, 10_000)
        for rung in RUNGS:
            expected = crossings(days, rung * BILLION)
            assert told(log, rung) == expected, (symbol, rung)
            total += len(expected)
        assert {each.sight for each in log} <= {Sight.BAR}
    assert total > 60, "too few crossings for this to mean anything"


@pytest.mark.parametrize("symbol", sorted(LIVE))
def test_live_finds_what_catching_up_finds(
    symbol: str, files: dict[str, Path], tmp_path: Path
) -> None:
    """A quote at noon and one at the close of every day, the bar in the evening."""
    first, last = LIVE[symbol]
    days = [each for each in days_in(files[symbol]) if first <= each.day <= last]
    with watching(tmp_path, symbol, days[0]) as (watcher, user, market):
        for each in days[1:]:
            # The extremes lie before, as a bar is read: in which order they came it can't tell.
            now = ask(market, symbol, each, each.close, each.high, each.low, time(4))
            watcher.look(market, now, (symbol,))
            now = ask(market, symbol, each, each.close, each.high, each.low, time(7))
            watcher.look(market, now, (symbol,))
            evening = datetime.combine(each.day, time(9), UTC)
            keep(market, symbol, [each], evening)
            watcher.look(market, evening)
        log = firings(user, 10_000)
    found = {(day, rung) for rung in RUNGS for day, _ in told(log, rung)}
    expected = {(day, rung) for rung in RUNGS for day, _ in crossings(days, rung * BILLION)}
    assert expected
    assert found == expected
    assert len(log) == len(found), "each once"
    assert {each.sight for each in log} == {Sight.LIVE}
