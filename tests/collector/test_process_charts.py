"""The real collector with a chart on screen: bars within the day, ticks, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch import wire
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import Candles
from gridwatch.domain.targets import Target
from gridwatch.places import Profile
from gridwatch.services.profiles import market_reader
from gridwatch.store.database import open_user
from gridwatch.store.market.instruments import all_instruments
from gridwatch.store.market.intraday import read_candles
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.firings import firings
from gridwatch.store.user.targets import add_target
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.collector.desk import one_listing
from tests.collector.test_process import Running
from tests.feeds.yahoo.test_stream import eventually
from tests.yahoo_server import Clock, Line, Market, YahooServer, faults
from tests.yahoo_server.exchange import Exchange
from tests.yahoo_server.generated import currency_finder, generated_bars, generated_line
from tests.yahoo_server.streamer import HOST

ALL_DAY = Exchange(
    "24H", "Around the clock", "UTC", "us_market", ((time(0), time(23, 59, 59)),), "USD", delay=0
)
STREAM = "/"
Start = Callable[[], Running]


def always_open(symbol: str, today: datetime) -> Line:
    """Make a line that trades at whatever time a test runs."""
    days = generated_bars(symbol, (today - timedelta(days=140)).date(), today.date(), 50.0)[-60:]
    count = len(days)
    bars = tuple(
        replace(row, day=today.date() - timedelta(days=count - 1 - place))
        for place, row in enumerate(days)
    )
    return Line(
        symbol, ALL_DAY, "USD", bars, symbol, symbol, shares=((bars[0].day, 1_000_000_000),)
    )


@pytest.fixture
def served(yahoo: YahooServer) -> YahooServer:
    """Serve two lines that always trade, one to look at, and the currencies, at the real time."""
    now = datetime.now(UTC)
    first = (now - timedelta(days=400)).date()
    lines = [always_open(each, now) for each in ("DAYA", "DAYB")]
    lines.append(generated_line("6501.T", first, now.date()))
    yahoo.reset(Market(lines, currency_finder(first, now.date())), Clock())
    return yahoo


@pytest.fixture
def start(profile: Path, served: YahooServer) -> Iterator[Start]:
    """Start collectors on a profile that follows both lines."""
    user = open_user(Profile(profile).user_db)
    listed = [add_company(user, one_listing(each, "24H", "USD")).id for each in ("DAYA", "DAYB")]
    set_companies(user, add_watchlist(user, "Test"), listed)
    user.execute("INSERT INTO preference VALUES ('started_with', '1')")
    user.execute("INSERT INTO preference VALUES ('base_currency', 'USD')")
    user.close()
    running: list[Running] = []

    def begin() -> Running:
        running.append(Running(profile, served.environment()))
        running[-1].until(wire.Rested)
        return running[-1]

    yield begin
    for each in running:
        each.end()


def show(collector: Running, *symbols: str, charts: tuple[tuple[str, str], ...] = ()) -> None:
    collector.say(wire.encoded(wire.Show(symbols, tuple(wire.Chart(*each) for each in charts))))


def candles(profile: Path, symbol: str, size: BarSize) -> Candles:
    with market_reader(Profile(profile)) as market:
        assert market is not None
        return read_candles(market, symbol, size)


def price(profile: Path, symbol: str) -> float:
    with market_reader(Profile(profile)) as market:
        assert market is not None
        return all_quotes(market)[symbol].price


def quoted(*symbols: str) -> Callable[[wire.Changed], bool]:
    return lambda each: set(symbols) <= set(each.quotes)


def intraday_requests(served: YahooServer) -> list[str]:
    return [
        each.symbol
        for each in served.requests
        if each.path.startswith("/v8/") and each.query.get("interval") != "1d"
    ]


def streams(served: YahooServer) -> int:
    return sum(each.host == HOST for each in served.requests)


def test_a_chart_gets_its_bars_at_once(start: Start, served: YahooServer, profile: Path) -> None:
    collector = start()
    assert intraday_requests(served) == []
    assert streams(served) == 0, "nothing is shown, nothing is streamed"
    show(collector, "DAYA", charts=(("DAYA", "5m"), ("DAYA", "1m")))
    collector.until(wire.Changed, lambda each: "DAYA" in each.intraday)
    collector.until(wire.Rested)
    assert len(candles(profile, "DAYA", BarSize.FIVE_MINUTES)) > 250
    assert len(candles(profile, "DAYA", BarSize.MINUTE)) > 250
    assert len(candles(profile, "DAYA", BarSize.HOUR)) == 0
    assert intraday_requests(served) == ["DAYA", "DAYA"]
    assert collector.hang_up() == 0


def test_ticks_become_quotes_and_firings(start: Start, served: YahooServer, profile: Path) -> None:
    collector = start()
    before = price(profile, "DAYA")
    user = open_user(Profile(profile).user_db)
    cap = Decimal(round(before * 1.02 * 1_000_000_000))
    add_target(user, Target(0, 1, cap, "USD", datetime.now(UTC)))
    collector.say(wire.encoded(wire.Reread()))
    show(collector, "DAYA", "6501.T")
    eventually(lambda: "DAYA" in served.streamer.wanted)
    served.streamer.tell("DAYA", before * 1.01, datetime.now(UTC).timestamp())
    collector.until(wire.Changed, quoted("DAYA"))
    eventually(lambda: price(profile, "DAYA") == pytest.approx(before * 1.01))
    assert firings(user) == ()
    served.streamer.tell("DAYA", before * 1.03, datetime.now(UTC).timestamp() + 1)
    told = collector.until(wire.Changed, lambda each: bool(each.firings) or "DAYA" in each.quotes)
    assert told.firings, "the firing goes before the price that made it"
    assert len(firings(user)) == 1
    if "DAYA" not in told.quotes:
        collector.until(wire.Changed, quoted("DAYA"))
    user.close()
    show(collector, "DAYB")
    eventually(lambda: served.streamer.wanted == {"DAYB"})
    show(collector)
    eventually(lambda: not served.streamer.sessions)
    assert collector.hang_up() == 0


def test_rubbish_in_the_stream_does_no_harm(
    start: Start, served: YahooServer, profile: Path
) -> None:
    collector = start()
    before = price(profile, "DAYA")
    show(collector, "DAYA")
    eventually(lambda: served.streamer.wanted == {"DAYA"})
    now = datetime.now(UTC).timestamp()
    for text in ("", "rubbish", "[[[", '{"message":7}', '{"message":"AAAA"}'):
        served.streamer.say(text)
    for wrong in (0.0, before * 100, before / 100, float("nan")):
        served.streamer.tell("DAYA", wrong, now)
    served.streamer.tell("DAYA", before * 1.01, now, currency="GBp")
    served.streamer.tell("DAYA", before * 1.01, now - 1000 * 86_400)
    served.streamer.tell("DAYA", before * 1.02, now)
    collector.until(wire.Changed, quoted("DAYA"))
    eventually(lambda: price(profile, "DAYA") == pytest.approx(before * 1.02))
    assert not [each for each in collector.seen if isinstance(each, wire.Troubled)]
    assert collector.hang_up() == 0


def test_without_the_stream_polling_goes_on(
    start: Start, served: YahooServer, profile: Path
) -> None:
    collector = start()
    show(collector, "DAYA")
    eventually(lambda: served.streamer.wanted == {"DAYA"})
    served.fault = faults.only(faults.hangs_up(), host=HOST)
    served.streamer.drop()
    eventually(lambda: streams(served) >= 2)
    collector.say(wire.encoded(wire.Refresh()))
    collector.until(wire.Changed, quoted("DAYA", "DAYB"))
    assert not [each for each in collector.seen if isinstance(each, wire.Troubled)]
    served.fault = None
    eventually(lambda: served.streamer.wanted == {"DAYA"})
    assert collector.hang_up() == 0


def test_a_source_that_is_left_alone_is_not_listened_to(start: Start, served: YahooServer) -> None:
    collector = start()
    show(collector, "DAYA")
    eventually(lambda: served.streamer.sessions)
    served.fault = faults.only(faults.too_many_requests(300), prefix="/v7/")
    collector.say(wire.encoded(wire.Refresh()))
    collector.until(wire.Troubled)
    eventually(lambda: not served.streamer.sessions)
    assert collector.hang_up() == 0


def test_what_is_only_looked_at_gets_all_it_needs(
    start: Start, served: YahooServer, profile: Path
) -> None:
    collector = start()
    show(collector, "6501.T", "NOPE", "A/B", charts=(("6501.T", "1h"),))
    collector.until(wire.Changed, lambda each: "6501.T" in each.bars)
    collector.until(wire.Rested)
    with market_reader(Profile(profile)) as market:
        assert market is not None
        known = all_instruments(market)
        assert {"6501.T", "USDJPY=X"} <= set(all_quotes(market))
    assert known["6501.T"].history_at is not None
    assert known["USDJPY=X"].history_at is not None
    told = [each for each in collector.seen if isinstance(each, wire.Troubled)]
    assert {each.symbols for each in told} == {("NOPE",)}
    assert len(candles(profile, "6501.T", BarSize.HOUR)) > 100
    served.traffic.clear()
    show(collector)
    collector.say(wire.encoded(wire.Refresh()))
    collector.until(wire.Changed, quoted("DAYA"))
    asked = [each.symbols for each in served.requests if each.path.startswith("/v7/")]
    assert [set(each) for each in asked] == [{"DAYA", "DAYB"}]
    assert collector.hang_up() == 0


def test_a_chart_that_fails_is_told_once(start: Start, served: YahooServer) -> None:
    collector = start()
    served.fault = faults.only(faults.ragged_arrays(), prefix="/v8/")
    show(collector, "DAYA", charts=(("DAYA", "5m"),))
    # The trouble is stored, and a chart without bars says it.
    collector.until(wire.Changed, lambda each: "DAYA" in each.intraday)
    trouble = collector.until(wire.Troubled)
    assert (trouble.kind, trouble.symbols) == ("garbled", ("DAYA",))
    for number in range(3):
        show(collector, "DAYA", "DAYB"[: 4 - number % 2], charts=(("DAYA", "5m"),))
        collector.until(wire.Rested)
    assert intraday_requests(served) == ["DAYA"]
    assert collector.hang_up() == 0
