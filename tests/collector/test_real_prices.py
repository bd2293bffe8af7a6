"""End to end on real prices: the crossings that are found are those in the data."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gridwatch.collector.refresh import refresh_shares
from gridwatch.feeds.yahoo.feed import YahooFeed
from tests.collector.desk import Desk, one_listing, open_desk, want
from tests.yahoo_server import YahooServer
from tests.yahoo_server.price_files import file_market

HUNDRED_BN = 100_000_000_000
# Symbols whose files cross 100 bn CNY, with a window around the crossings.
WINDOWS = {
    "300274.SZ": ("SZSE", date(2020, 12, 1), date(2021, 5, 31)),
    "600089.SS": ("SSE", date(2021, 8, 2), date(2021, 12, 31)),
    "600406.SS": ("SSE", date(2019, 2, 15), date(2019, 7, 31)),
}


def crossings_in(file: Path, first: date, last: date) -> list[date]:
    """Find the days that reach 100 bn CNY by a slow reading of the file's own caps.

    The day's high counts; after one crossing a close below 98 bn has to come before the next.
    """
    found, armed = [], True
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            day = date.fromisoformat(row["date"])
            if not first <= day <= last or not float(row["close"] or 0):
                continue
            cap = float(row["total_mcap_cny"])
            highest = cap * float(row["high"]) / float(row["close"])
            if armed and highest >= HUNDRED_BN and day > first:
                found.append(day)
                armed = cap < HUNDRED_BN * 0.98
            else:
                armed = (armed and cap < HUNDRED_BN) or cap < HUNDRED_BN * 0.98
    return found


def evenings(first: date, last: date, step: int) -> Iterator[datetime]:
    """Yield an instant an hour after the close of every `step`th day, and of the last."""
    day = first
    while day <= last:
        yield datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        day += timedelta(days=step)
    yield datetime(last.year, last.month, last.day, 8, tzinfo=UTC)


@pytest.fixture(params=sorted(WINDOWS))
def symbol(request: pytest.FixtureRequest) -> str:
    """Give each symbol in turn."""
    return str(request.param)


@pytest.fixture
def desk(
    symbol: str,
    shared_data: Path,
    yahoo: YahooServer,
    yahoo_feed: Callable[[], YahooFeed],
    tmp_path: Path,
) -> Iterator[Desk]:
    """Open a profile with the company, its file served as if live from the first day on."""
    exchange, first, _ = WINDOWS[symbol]
    market = file_market(shared_data, symbols=[symbol], kinds=("raw_mcap",))
    yahoo.reset(market, yahoo.clock)
    yahoo.clock.set(next(evenings(first, first, 1)))
    company = one_listing(symbol, exchange, "CNY", mainland=True)
    desk = open_desk(tmp_path / "profile", yahoo_feed(), yahoo.clock, [company])
    yield desk
    desk.close()


@pytest.mark.parametrize("step", [1, 9, 60])
def test_crossings_are_those_in_the_data_however_often_the_program_runs(
    desk: Desk, symbol: str, shared_data: Path, step: int
) -> None:
    """Daily runs, runs every nine days and every sixty find the same days, each once."""
    _, first, last = WINDOWS[symbol]
    expected = crossings_in(shared_data / "ohlcv" / f"{symbol}.raw_mcap.csv", first, last)
    assert expected, "the window holds no crossing, so this could not fail"
    want(desk, 1, HUNDRED_BN, "CNY", desk.clock.now)
    for evening in evenings(first, last, step):
        desk.clock.set(evening)
        account = desk.round()
        assert not account.troubles
        refresh_shares(desk.feed, desk.market, symbol, desk.clock.now)
    assert [each.reached_on for each in desk.firings()] == expected
    for firing in desk.firings():
        assert firing.value >= HUNDRED_BN
        evidence = firing.evidence
        assert evidence.price is not None
        assert evidence.shares is not None
        assert firing.value == pytest.approx(evidence.price * evidence.shares, rel=1e-9)


def test_caps_are_the_files_own(desk: Desk, symbol: str, shared_data: Path) -> None:
    """The cap on the screen is the total market value that the file gives for the day."""
    _, first, _ = WINDOWS[symbol]
    desk.round()
    view = desk.overview().companies[1]
    with (shared_data / "ohlcv" / f"{symbol}.raw_mcap.csv").open(encoding="utf-8-sig") as lines:
        row = next(each for each in csv.DictReader(lines) if each["date"] == first.isoformat())
    assert view.cap.value == pytest.approx(float(row["total_mcap_cny"]), rel=1e-4)
    assert view.cap.currency == "CNY"
