"""What a tick makes of a quote, and what it must not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.collector.alert.watcher import Watcher
from gridwatch.collector.checks import Known, LastClose
from gridwatch.collector.live import SPACING, Live
from gridwatch.collector.needs import read_needs
from gridwatch.collector.refresh import all_known, refresh_quotes
from gridwatch.collector.ticks import TickBox, followed, store_ticks
from gridwatch.domain.quote import Doubt, MarketState, Quote
from gridwatch.feeds.feed import Stream, Tick
from gridwatch.feeds.simulated import SimulatedFeed
from gridwatch.feeds.simulated_stream import SimulatedStream
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.places import resources
from gridwatch.services.overview import read_facts
from gridwatch.store.database import open_market
from gridwatch.store.market.quotes import all_quotes
from tests.collector.desk import one_listing, open_desk, want
from tests.yahoo_server import Clock, YahooServer, faults

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
QUOTE = Quote(
    "601179.SS", 20.0, NOW - timedelta(seconds=30), "CNY", "CNY", 28_800, previous_close=19.8,
    day_high=20.2, day_low=19.5, volume=1000.0, state=MarketState.OPEN, source_cap=1e11,
    listing_shares=5e9, exchange="SHH", fetched_at=NOW - timedelta(seconds=20),
)  # fmt: skip
PENCE = replace(QUOTE, symbol="NG.L", price=9.8, currency="GBP", quoted_in="GBp", offset=0,
                previous_close=9.75, day_high=9.9, day_low=9.7)  # fmt: skip


def tick(price: float, seconds: float = 0.0, **changes: object) -> Tick:
    at = NOW + timedelta(seconds=seconds)
    return replace(Tick("601179.SS", price, at), **changes)  # type: ignore[arg-type]


def after(*ticks: Tick, quote: Quote = QUOTE) -> Quote | None:
    assert quote.previous_close
    last = LastClose(quote.day - timedelta(days=1), quote.previous_close)
    return followed(Known(quote, last), ticks, NOW)


def test_a_tick_moves_price_time_and_extremes_and_nothing_else() -> None:
    moved = after(tick(20.5), tick(19.4, 1), tick(20.1, 2, volume=1500.0))
    assert moved == replace(
        QUOTE, price=20.1, time=NOW + timedelta(seconds=2), day_high=20.5, day_low=19.4,
        volume=1500.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        tick(20.5, -31),  # older than the quote
        tick(0.0),
        tick(-1.0),
        tick(float("nan")),
        tick(float("inf")),
        tick(40.0),  # further than any market lets it go
        tick(0.2),  # pence for pounds, or a wrong print
        tick(20.5, 86_400 * 1.5),  # the future
        tick(20.5, 86_400 * 0.9),  # a day that no quote has begun
        tick(20.5, -86_400),
        tick(20.5, currency="HKD", quoted_in="HKD"),
    ],
)
def test_a_bad_tick_changes_nothing(bad: Tick) -> None:
    assert after(bad) == QUOTE
    good = tick(20.3, 1)
    assert after(bad, good) == after(good), "and nothing of it stays behind"


def test_a_symbol_without_a_quote_gets_none() -> None:
    assert followed(Known(), [tick(20.5)], NOW) is None


def test_a_tick_is_scaled_by_what_it_declares_else_by_its_quote() -> None:
    raw = replace(tick(985.0), symbol="NG.L", day_high=995.0)
    moved = after(raw, quote=PENCE)
    assert moved is not None
    assert (moved.price, moved.day_high, moved.currency) == (9.85, 9.95, "GBP")
    declared = replace(raw, price=9.86, day_high=None, currency="GBP", quoted_in="GBp")
    moved = after(declared, quote=PENCE)
    assert moved is not None
    assert moved.price == 9.86
    wrong = replace(raw, currency="GBP", quoted_in="GBP")  # says pounds, means pence
    assert after(wrong, quote=PENCE) == PENCE


def test_an_absurd_high_is_passed_over_and_a_sound_one_counts() -> None:
    moved = after(tick(20.1, day_high=2010.0, day_low=0.01))
    assert moved is not None
    assert (moved.day_high, moved.day_low) == (20.2, 19.5)
    moved = after(tick(20.1, day_high=20.9, day_low=19.1))
    assert moved is not None
    assert (moved.day_high, moved.day_low) == (20.9, 19.1)


def test_a_quote_in_doubt_stays_in_doubt_and_lives() -> None:
    doubtful = replace(QUOTE, price=40.0, day_high=40.0, doubt=Doubt.SPIKE)
    moved = after(tick(40.5), quote=doubtful)
    assert moved is not None
    assert (moved.price, moved.doubt) == (40.5, Doubt.SPIKE)


@given(st.lists(st.tuples(st.floats(allow_nan=True), st.integers(-100, 100)), max_size=20))
def test_whatever_comes_the_quote_stays_sound(came: list[tuple[float, int]]) -> None:
    moved = after(*(tick(price, seconds) for price, seconds in came))
    assert moved is not None
    assert moved.time >= QUOTE.time
    assert moved.doubt is Doubt.NONE
    assert moved.day_low is not None
    assert moved.day_high is not None
    assert moved.day_low <= moved.price <= moved.day_high
    assert moved.fetched_at == QUOTE.fetched_at


def test_the_box_keeps_the_order_and_tells_once() -> None:
    told: list[int] = []
    box = TickBox(lambda: told.append(1))
    assert box.is_empty
    threads = [threading.Thread(target=box.put, args=(tick(20 + n, n),)) for n in range(3)]
    for each in threads:
        each.start()
        each.join()
    assert told == [1]
    assert [each.price for each in box.take()["601179.SS"]] == [20, 21, 22]
    assert box.is_empty
    for n in range(2000):
        box.put(tick(20.0, n))
    taken = box.take()["601179.SS"]
    assert len(taken) == 500
    assert taken[-1].time == NOW + timedelta(seconds=1999)


def test_a_poll_that_is_late_changes_the_state_and_not_the_price(
    yahoo: YahooServer, yahoo_feed: Callable[[], YahooFeed], tmp_path: Path
) -> None:
    """Else a quote that ticked after the last polled trade would be open for ever."""
    with closing(open_market(tmp_path / "market.db")) as market:
        feed, now = yahoo_feed(), yahoo.clock.now
        refresh_quotes(feed, market, [QUOTE.symbol], now)
        quote = all_quotes(market)[QUOTE.symbol]
        assert quote.state is MarketState.OPEN
        later = Tick(QUOTE.symbol, quote.price * 1.01, quote.time + timedelta(seconds=9))
        nobody = replace(later, symbol="NOPE")
        ticks = {QUOTE.symbol: [later], "NOPE": [nobody]}
        assert store_ticks(market, ticks, now) == (QUOTE.symbol,)
        assert store_ticks(market, ticks, now) == (), "the same again changes nothing"
        yahoo.fault = faults.quote_edited(lambda one: one.update(marketState="POST"))
        after = now + timedelta(seconds=60)
        refresh_quotes(feed, market, [QUOTE.symbol], after)
        stored = all_quotes(market)[QUOTE.symbol]
        assert (stored.price, stored.state) == (later.price, MarketState.CLOSED)
        assert stored.fetched_at == after


def test_a_target_is_reached_by_a_tick(tmp_path: Path) -> None:
    """The simulated GEV is polled once; a tick lifts it over its target."""
    clock = Clock(datetime(2026, 11, 18, 15, tzinfo=UTC))
    feed = SimulatedFeed(lambda: clock.now, resources() / "catalog.toml")
    desk = open_desk(tmp_path / "profile", feed, clock, [one_listing("GEV", "NYSE", "USD")])
    desk.round()
    cap = desk.overview().companies[1].cap.value
    assert cap is not None
    want(desk, 1, round(cap * 1.10), "USD", clock.now)
    desk.round()
    assert desk.firings() == []
    quote = all_quotes(desk.market)["GEV"]
    clock.advance(timedelta(seconds=10))
    watcher = Watcher(desk.user, read_needs(desk.user, desk.market), feed.name)

    def ticked(symbol: str, price: float) -> tuple[int, ...]:
        moved = store_ticks(desk.market, {symbol: [Tick(symbol, price, clock.now)]}, clock.now)
        return watcher.look(desk.market, clock.now, moved)

    assert ticked("GEV", quote.price * 1.05) == ()
    clock.advance(timedelta(seconds=1))
    assert len(ticked("GEV", quote.price * 1.12)) == 1
    clock.advance(timedelta(seconds=1))
    assert ticked("GEV", quote.price * 1.13) == (), "the same crossing is told once"
    clock.advance(timedelta(seconds=1))
    assert ticked("GEV", quote.price * 1.05) == ()
    assert len(ticked("GEV", quote.price * 1.12)) == 1, "two trades of one second are two"
    assert ticked("GEV", quote.price * 1.12) == ()
    clock.advance(timedelta(seconds=1))
    assert [each.symbol for each in desk.firings()] == ["GEV", "GEV"]
    assert desk.overview().companies[1].quote.price == quote.price * 1.12  # type: ignore[union-attr]
    desk.close()


def test_what_is_read_of_the_ticked_is_what_is_known_of_all(tmp_path: Path) -> None:
    """No listing declares its currency: only the quote tells that a rate is needed."""
    clock = Clock(datetime(2026, 11, 18, 15, tzinfo=UTC))
    feed = SimulatedFeed(lambda: clock.now, resources() / "catalog.toml")
    companies = [one_listing(each, "", "") for each in ("GEV", "NG.L", "601179.SS")]
    desk = open_desk(tmp_path / "profile", feed, clock, companies)
    desk.round()
    desk.round()  # now with the rates
    since = clock.now.date() - timedelta(days=21)
    whole = read_facts(desk.market, companies, (), "CNY", since)
    some = read_facts(desk.market, companies[1:2], (), "CNY", since, symbols={"NG.L"})
    assert some.quotes == {
        each: quote
        for each, quote in whole.quotes.items()
        if each in ("NG.L", "GBPUSD=X", "USDCNY=X")
    }
    assert some.instruments == {each: whole.instruments[each] for each in some.quotes}
    assert some.shares == {key: each for key, each in whole.shares.items() if key[0] == "NG.L"}
    today = whole.quotes["NG.L"].day
    assert some.fx.rate("GBP", "CNY", today) == whole.fx.rate("GBP", "CNY", today) is not None
    known = all_known(desk.market)
    assert all_known(desk.market, {"NG.L", "NOPE"}) == {"NG.L": known["NG.L"]}
    desk.close()


@pytest.fixture
def feed() -> Iterator[SimulatedFeed]:
    """Give a market whose streams a test may look into."""
    feed = SimulatedFeed(lambda: NOW, resources() / "catalog.toml")
    yield feed
    feed.stop()


def stream_of(live: Live) -> Stream | None:
    """Give the stream that is open."""
    return live._stream


def test_one_stream_follows_what_is_wanted(feed: SimulatedFeed) -> None:
    live = Live(feed, lambda: None)
    live.follow(())
    assert stream_of(live) is None
    live.follow(("GEV", "ETN"))
    first = stream_of(live)
    live.follow(("ETN",))
    assert isinstance(first, SimulatedStream)
    assert stream_of(live) is first
    assert first._wanted == ("ETN",)
    live.follow(())
    assert not first._thread.is_alive()
    live.follow(("GEV",))
    second = stream_of(live)
    assert isinstance(second, SimulatedStream)
    live.close()
    assert not second._thread.is_alive()


def test_ticks_are_taken_at_most_ten_times_a_second(feed: SimulatedFeed) -> None:
    assert SPACING >= 0.1
    now = [100.0]
    live = Live(feed, lambda: None, lambda: now[0])
    assert live.wait() == float("inf")
    assert live.take() == {}
    live._box.put(tick(20.0))
    assert live.wait() == 0.0
    assert len(live.take()["601179.SS"]) == 1
    live._box.put(tick(20.1))
    live._box.put(tick(20.2))
    assert 0 < live.wait() <= SPACING
    assert live.take() == {}
    now[0] += SPACING
    assert [each.price for each in live.take()["601179.SS"]] == [20.1, 20.2]


def test_a_stream_that_does_not_begin_is_tried_again(feed: SimulatedFeed) -> None:
    live = Live(feed, lambda: None)
    feed.offline = True
    live.follow(("GEV",))
    assert stream_of(live) is None
    feed.offline = False
    live.follow(("GEV",))
    assert stream_of(live) is not None
    live.close()
