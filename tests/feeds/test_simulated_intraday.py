"""Bars within the simulated days agree with its days and quotes, and its stream with both."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import day_of
from gridwatch.domain.barsize import REACH, BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles, aggregated
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble, Tick
from gridwatch.feeds.simulated import SimulatedFeed
from tests.feeds.test_simulated import CATALOG, EVENING, SHOWCASES, SYMBOLS, feed_at, quote_of

sizes = st.sampled_from(sorted(REACH))
#: Springs, autumns and ordinary days.
instants = st.integers(0, 366 * DAY_SECONDS).map(
    lambda second: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)


def candles_of(feed: SimulatedFeed, symbol: str, size: BarSize, days: int = 3) -> Candles:
    return feed.intraday(symbol, size, feed.clock() - timedelta(days=days)).candles


@settings(max_examples=60)
@given(st.sampled_from((*SYMBOLS, "600089.SS", "600487.SS")), sizes, instants)
def test_the_bars_of_a_day_make_its_daily_bar(symbol: str, size: BarSize, now: datetime) -> None:
    feed = feed_at(now)
    days = aggregated(candles_of(feed, symbol, size), BarSize.DAY)
    daily = feed.history(symbol, day_of(int(days.stamps[0]) // DAY_SECONDS)).bars
    # The first day was cut where the bars were asked for from.
    for name in ("open", "high", "low", "close"):
        ours, theirs = getattr(days, name)[1:], getattr(daily, name)[1:]
        assert ours.tolist() == pytest.approx(theirs.tolist()), name
    assert days.volume[1:].tolist() == pytest.approx(daily.volume[1:].tolist(), abs=1.0)


@settings(max_examples=60)
@given(st.sampled_from((*SYMBOLS, *SHOWCASES)), sizes, instants)
def test_the_last_bar_ends_with_the_quote(symbol: str, size: BarSize, now: datetime) -> None:
    feed = feed_at(now)
    history, quote = feed.intraday(symbol, size, now - timedelta(hours=30)), quote_of(feed, symbol)
    candles = history.candles
    assert (history.currency, history.quoted_in) == (quote.currency, quote.quoted_in)
    assert candles.close[-1] == quote.price
    local = int(quote.time.timestamp()) + quote.offset
    assert 0 <= local - candles.stamps[-1] <= size.seconds
    today = candles.stamps // DAY_SECONDS == local // DAY_SECONDS
    assert candles.high[today].max() == quote.day_high
    assert candles.low[today].min() == quote.day_low


@settings(max_examples=60)
@given(st.sampled_from(SYMBOLS), sizes, instants)
def test_every_bar_is_sound_and_joins_the_next(symbol: str, size: BarSize, now: datetime) -> None:
    candles = candles_of(feed_at(now), symbol, size)
    assert np.all(np.diff(candles.stamps) >= size.seconds)
    assert np.all(candles.low <= np.minimum(candles.open, candles.close))
    assert np.all(candles.high >= np.maximum(candles.open, candles.close))
    assert np.all(candles.volume >= 0)
    together = np.diff(candles.stamps) == size.seconds
    midnight = candles.stamps[1:] % DAY_SECONDS == 0
    joined = candles.open[1:] == candles.close[:-1]
    assert np.all(joined[together & ~midnight])


@settings(max_examples=30)
@given(st.sampled_from((*SYMBOLS, *SHOWCASES)), instants, st.integers(60, 20_000))
def test_a_finished_bar_never_changes(symbol: str, now: datetime, later: int) -> None:
    before = candles_of(feed_at(now), symbol, BarSize.FIVE_MINUTES, 1)
    after = candles_of(feed_at(now + timedelta(seconds=later)), symbol, BarSize.FIVE_MINUTES, 2)
    _, left, right = np.intersect1d(before.stamps[:-1], after.stamps, return_indices=True)
    assert len(left) > 100
    for name in ("open", "high", "low", "close", "volume"):
        assert getattr(before, name)[left].tolist() == pytest.approx(
            getattr(after, name)[right].tolist()
        ), name


@pytest.mark.parametrize("size", sorted(REACH))
def test_all_there_are_is_what_the_size_reaches_back(size: BarSize) -> None:
    candles = feed_at().intraday("GEV", size, None).candles
    reached = candles.stamps[-1] - candles.stamps[0]
    assert reached == pytest.approx(REACH[size].total_seconds(), abs=3 * 3600)
    with pytest.raises(KeyError):
        feed_at().intraday("GEV", BarSize.DAY, None)


def test_since_cuts_and_no_time_to_come_is_asked_for() -> None:
    feed = feed_at()
    since = EVENING - timedelta(minutes=20)
    assert len(feed.intraday("GEV", BarSize.MINUTE, since).candles) == 20
    assert len(feed.intraday("GEV", BarSize.MINUTE, EVENING + timedelta(days=1)).candles) <= 1


def test_the_stream_tells_the_quotes_and_follows_what_is_wanted() -> None:
    on_a_tick = EVENING.replace(second=5)
    feed, came = SimulatedFeed(lambda: on_a_tick, CATALOG), list[Tick]()
    stream = feed.stream(["GEV", "NOPE"], came.append)
    _eventually(came, "GEV")
    quote = quote_of(feed, "GEV")
    assert (came[0].price, came[0].time, came[0].currency) == (quote.price, quote.time, "USD")
    assert (came[0].day_high, came[0].day_low) == (quote.day_high, quote.day_low)
    stream.subscribe(["SIMP.L"])
    _eventually(came, "SIMP.L")
    assert came[-1].quoted_in == "GBp"
    assert came[-1].currency == "GBP"
    feed.offline = True
    stream.close()
    count = len(came)
    time.sleep(1.2)
    assert len(came) == count


def test_a_faster_stream_ticks_within_the_second() -> None:
    """And each tick has its own time, or the trades of a second would count as one."""
    now = itertools.count()
    feed = SimulatedFeed(
        lambda: EVENING + timedelta(milliseconds=10 * next(now)), CATALOG, pace=0.01
    )
    came = list[Tick]()
    stream = feed.stream(["GEV"], came.append)
    deadline = time.monotonic() + 20
    while len(came) < 5:
        assert time.monotonic() < deadline
    stream.close()
    feed.stop()
    assert [later.time - earlier.time for earlier, later in itertools.pairwise(came[:5])] == [
        timedelta(milliseconds=10)
    ] * 4


@settings(max_examples=60)
@given(st.sampled_from((*SYMBOLS, *SHOWCASES)), instants)
def test_a_tick_lies_between_two_quotes(symbol: str, now: datetime) -> None:
    tick = feed_at(now)._ticks([symbol])[0]
    assert tick.time == now.replace(microsecond=0)
    assert tick.day_low is not None
    assert tick.day_high is not None
    assert tick.day_low <= tick.price <= tick.day_high
    before = quote_of(feed_at(now), symbol)
    assert before.time <= tick.time
    assert tick.price == pytest.approx(before.price, rel=0.02)


@given(instants)
def test_companies_report_each_quarter(now: datetime) -> None:
    answer = feed_at(now).quotes(["GEV", "USDCNY=X", "^GSPC"])
    assert list(answer.results) == ["GEV"]
    last, following = answer.results["GEV"]
    assert last < answer.quotes[0].day <= following
    assert 85 <= (following - last).days <= 95


def test_a_stopped_market_has_no_stream() -> None:
    feed, came = SimulatedFeed(lambda: EVENING, CATALOG), list[Tick]()
    stream = feed.stream(["GEV"], came.append)
    feed.stop()
    stream._thread.join(5)
    assert not stream._thread.is_alive()
    with pytest.raises(FeedTrouble) as caught:
        feed.stream(["GEV"], came.append)
    assert caught.value.kind is TroubleKind.OFFLINE
    with pytest.raises(FeedTrouble):
        feed.intraday("GEV", BarSize.MINUTE, None)


def _eventually(came: list[Tick], symbol: str) -> None:
    deadline = time.monotonic() + 20
    while not any(each.symbol == symbol for each in came):
        assert time.monotonic() < deadline
        time.sleep(0.02)
