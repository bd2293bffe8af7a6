"""The simulated market: the same for everybody, at one with itself, and never dull."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import Bars, day_number
from gridwatch.domain.marketcap import GAP_WORTH_SHOWING
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.sessions import is_open
from gridwatch.domain.shares import Scope
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import Feed, FeedTrouble
from gridwatch.feeds.simulated import SimulatedFeed

CATALOG = Path(__file__).resolve().parents[2] / "resources" / "catalog.toml"
EVENING = datetime(2026, 11, 22, 20, 30, 7, tzinfo=UTC)
HUNDRED = 100e9
SHOWCASES = ("601179.SS", "600487.SS")
SYMBOLS = ("601179.SS", "1072.HK", "GEV", "ABBN.SW", "6501.T", "267260.KS", "SIMP.L", "USDCNY=X")


def instants_of(first: int) -> st.SearchStrategy[datetime]:
    begin = datetime(first, 1, 1, tzinfo=UTC)
    seconds = int((datetime(2050, 1, 1, tzinfo=UTC) - begin).total_seconds())
    return st.integers(0, seconds).map(lambda each: begin + timedelta(seconds=each))


instants, demo_starts = instants_of(2015), instants_of(2026)
symbols = st.sampled_from(SYMBOLS)


@dataclass
class Hand:
    """A clock that the test moves."""

    now: datetime = EVENING

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now


def feed_at(now: datetime = EVENING) -> SimulatedFeed:
    return SimulatedFeed(lambda: now, CATALOG)


def quote_of(feed: Feed, symbol: str) -> Quote:
    answer = feed.quotes([symbol])
    assert not answer.troubles
    return answer.quotes[0]


def bar(bars: Bars, day: date) -> tuple[float, ...]:
    row = int(np.flatnonzero(bars.days == day_number(day))[0])
    columns = (bars.open, bars.high, bars.low, bars.close, bars.volume)
    return tuple(float(each[row]) for each in columns)


def test_it_is_a_feed_and_says_that_it_is_simulated() -> None:
    feed: Feed = feed_at()
    assert feed.name == "Simulated market"
    assert feed.simulated


def test_another_process_sees_the_same_prices() -> None:
    program = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from gridwatch.feeds.simulated import SimulatedFeed\n"
        "now = datetime.fromisoformat(sys.argv[2])\n"
        "feed = SimulatedFeed(lambda: now, Path(sys.argv[1]))\n"
        "print([each.price for each in feed.quotes(sys.argv[3:]).quotes])\n"
    )
    command = [sys.executable, "-c", program, str(CATALOG), EVENING.isoformat(), *SYMBOLS]
    root = CATALOG.parents[1]
    told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str([each.price for each in feed_at().quotes(SYMBOLS).quotes])


@given(symbols, instants, st.integers(1, 400_000))
def test_what_was_asked_before_changes_nothing(symbol: str, now: datetime, seconds: int) -> None:
    hand = Hand(now - timedelta(seconds=seconds))
    used = SimulatedFeed(hand, CATALOG)
    quote_of(used, symbol)
    hand.now = now
    assert quote_of(used, symbol) == quote_of(feed_at(now), symbol)


@given(symbols, instants)
@settings(max_examples=60)
def test_quotes_and_bars_agree(symbol: str, now: datetime) -> None:
    feed = feed_at(now)
    quote, history = quote_of(feed, symbol), feed.history(symbol, None)
    bars = history.bars
    today = bar(bars, quote.day)
    assert today[1:4] == (quote.day_high, quote.day_low, quote.price)
    assert quote.previous_close == bar(bars, quote.day - timedelta(days=1))[3]
    assert quote.volume is None or quote.volume == today[4]
    assert bars.days[-1] == day_number(quote.day)
    assert not bars.final[-1]
    assert bars.final[:-1].all()
    assert (history.currency, history.quoted_in) == (quote.currency, quote.quoted_in)


@given(symbols, instants)
@settings(max_examples=60)
def test_every_bar_holds_together(symbol: str, now: datetime) -> None:
    bars = feed_at(now).history(symbol, None).bars
    assert (np.diff(bars.days) == 1).all()
    assert (bars.low > 0).all()
    assert (bars.low <= np.minimum(bars.open, bars.close)).all()
    assert (bars.high >= np.maximum(bars.open, bars.close)).all()
    assert (bars.volume >= 0).all()


@given(symbols, instants, st.integers(1, 30))
@settings(max_examples=60)
def test_a_finished_day_never_changes(symbol: str, now: datetime, later: int) -> None:
    since = now.date() - timedelta(days=40)
    before = feed_at(now).history(symbol, since).bars
    after = feed_at(now + timedelta(days=later)).history(symbol, since).bars
    done = int(before.final.sum())
    for name in ("days", "open", "high", "low", "close", "volume"):
        assert np.array_equal(getattr(before, name)[:done], getattr(after, name)[:done]), name


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_day_only_widens_and_its_bar_covers_all_that_was_seen(symbol: str) -> None:
    hand = Hand(datetime(2026, 11, 20, tzinfo=UTC))
    feed = SimulatedFeed(hand, CATALOG)
    seen: dict[date, list[Quote]] = {}
    for _ in range(1500):
        quote = quote_of(feed, symbol)
        seen.setdefault(quote.day, []).append(quote)
        hand.now += timedelta(seconds=131)
    bars = feed.history(symbol, None).bars
    for day, quotes in seen.items():
        highs = [each.day_high or 0 for each in quotes]
        lows = [each.day_low or 0 for each in quotes]
        volumes = [each.volume or 0 for each in quotes]
        _, high, low, _, volume = bar(bars, day)
        assert highs == sorted(highs)
        assert lows == sorted(lows, reverse=True)
        assert volumes == sorted(volumes)
        assert max(each.price for each in quotes) <= highs[-1] <= high
        assert min(each.price for each in quotes) >= lows[-1] >= low
        assert volumes[-1] <= volume


def test_a_day_begins_at_its_open_and_ends_at_its_close() -> None:
    midnight = datetime(2026, 11, 20, 16, tzinfo=UTC)  # in Shanghai
    feed = feed_at(midnight + timedelta(days=2))
    opened, _, _, closed, _ = bar(feed.history("600406.SS", None).bars, date(2026, 11, 21))
    first = quote_of(feed_at(midnight), "600406.SS")
    last = quote_of(feed_at(midnight + timedelta(days=1, seconds=-1)), "600406.SS")
    assert (first.day, last.day) == (date(2026, 11, 21), date(2026, 11, 21))
    assert (first.price, first.day_high, first.day_low) == (opened, opened, opened)
    assert last.price == pytest.approx(closed, rel=2e-3)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_days_of_23_and_25_hours_are_whole_days(day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    for hours in range(-16, 17):
        feed = feed_at(noon + timedelta(hours=hours))
        quote = quote_of(feed, "SIE.DE")
        assert bar(feed.history("SIE.DE", None).bars, quote.day)[3] == quote.price


@given(symbols, instants)
@settings(max_examples=60)
def test_every_market_trades_at_every_hour(symbol: str, now: datetime) -> None:
    quote = quote_of(feed_at(now), symbol)
    assert quote.state is MarketState.OPEN
    assert is_open(quote.exchange, now)
    assert timedelta(0) <= now - quote.time < timedelta(seconds=6)


def test_prices_move_within_seconds() -> None:
    hand = Hand()
    feed = SimulatedFeed(hand, CATALOG)
    prices = set()
    for _ in range(12):
        prices.add(quote_of(feed, "GEV").price)
        hand.now += timedelta(seconds=5)
    assert len(prices) > 8


def test_neighbours_move_together() -> None:
    feed = feed_at()

    def returns(symbol: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.asarray(np.diff(np.log(feed.history(symbol, None).bars.close)))

    def alike(one: str, other: str) -> float:
        return float(np.corrcoef(returns(one), returns(other))[0, 1])

    assert alike("GEV", "ETN") > 0.25
    assert abs(alike("GEV", "6501.T")) < 0.1
    assert alike("600875.SS", "1072.HK") > 0.95


def cap_of(quote: Quote) -> float:
    return quote.price * (quote.company_shares or 0.0)


@given(demo_starts)
@settings(max_examples=60)
def test_a_target_is_reached_within_three_minutes_of_any_start(start: datetime) -> None:
    hand = Hand(start)
    feed = SimulatedFeed(hand, CATALOG)
    below = [quote.symbol for quote in feed.quotes(SHOWCASES).quotes if cap_of(quote) < HUNDRED]
    reached = []
    for _ in range(12):
        hand.now += timedelta(seconds=15)
        reached += [each for each in feed.quotes(tuple(below)).quotes if cap_of(each) >= HUNDRED]
    assert reached


@given(demo_starts)
@settings(max_examples=60)
def test_the_last_month_has_a_crossing_too(start: datetime) -> None:
    feed = feed_at(start + timedelta(days=32))
    crossed = 0
    for symbol in ("600089.SS", "600522.SS"):
        shares = quote_of(feed, symbol).company_shares or 0
        caps = feed.history(symbol, start.date()).bars.close * shares
        crossed += int(((caps[:-1] < HUNDRED) & (caps[1:] >= HUNDRED)).sum())
    assert crossed


def test_since_gives_that_day_and_all_after() -> None:
    feed = feed_at()
    recent = feed.history("GEV", date(2026, 11, 12)).bars
    everything = feed.history("GEV", None).bars
    assert len(recent) == 11
    assert np.array_equal(recent.close, everything.close[-11:])
    assert len(everything) == 3653
    assert len(feed.history("GEV", date(2030, 1, 1)).bars) == 1


def test_a_london_line_is_declared_in_pence_and_given_in_pounds() -> None:
    quote = quote_of(feed_at(), "SIMP.L")
    assert (quote.currency, quote.quoted_in) == ("GBP", "GBp")
    assert 0.5 < quote.price < 20


def test_rates_are_quoted_in_the_markets_own_direction() -> None:
    quotes = feed_at().quotes(["USDCNY=X", "EURUSD=X", "GBPUSD=X", "USDHKD=X", "USDKRW=X"])
    found = {each.symbol: (each.price, each.currency) for each in quotes.quotes}
    usual = {"USDCNY=X": 7.1, "EURUSD=X": 1.16, "GBPUSD=X": 1.33, "USDHKD=X": 7.8, "USDKRW=X": 1380}
    assert {each: price for each, (price, _) in found.items()} == pytest.approx(usual, rel=0.1)
    assert found["USDCNY=X"][1] == "CNY"
    assert found["EURUSD=X"][1] == "USD"
    assert all(each.source_cap is None and each.company_shares is None for each in quotes.quotes)


def test_every_catalog_line_has_a_quote_and_one_company_a_wide_gap() -> None:
    feed = feed_at()
    listed = [each for each in feed._lines.values() if each.home]
    answer = feed.quotes([each.symbol for each in listed])
    assert not answer.troubles
    gaps = {
        each.symbol: abs((each.source_cap or 0) / (each.price * (each.company_shares or 0)) - 1)
        for each in answer.quotes
    }
    wide = [each for each, gap in gaps.items() if gap > GAP_WORTH_SHOWING]
    assert wide == ["300001.SZ"]
    assert sum(1 for gap in gaps.values() if 0 < gap < 0.0201) > len(gaps) / 2


def test_counts_are_of_the_class_and_never_rewritten() -> None:
    feed = feed_at()
    mainland = feed.shares("600875.SS", date(2016, 1, 1))
    hong_kong = feed.shares("1072.HK", date(2016, 1, 1))
    quote = quote_of(feed, "600875.SS")
    assert mainland[-1].count + hong_kong[-1].count == quote.company_shares == 3458360326
    assert mainland[-1].count == quote.listing_shares
    assert {each.scope for each in mainland} == {Scope.LISTING}
    assert {each.source for each in mainland} == {"Simulated market"}
    dates = [each.as_of for each in mainland]
    assert dates == sorted(set(dates))
    assert (dates[0], dates[-1]) == (date(2016, 1, 1), date(2026, 10, 1))
    later = feed_at(EVENING + timedelta(days=900)).shares("600875.SS", date(2016, 1, 1))
    assert later[: len(mainland)] == mainland
    assert feed.shares("USDCNY=X", date(2016, 1, 1)) == ()


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("china xd", "601179.SS"),
        ("中国西电", "601179.SS"),
        ("zgxd", "601179.SS"),
        ("601179", "601179.SS"),
        ("gev", "GEV"),
        ("FR0010307819", "LR.PA"),
        ("simp.l", "SIMP.L"),
        ("600000.ss", "600000.SS"),
        ("abb", "ABBN.SW"),
    ],
)
def test_search_finds(text: str, symbol: str) -> None:
    assert feed_at().search(text)[0].symbol == symbol


def test_search_finds_both_classes_and_nothing_for_nonsense() -> None:
    feed = feed_at()
    assert {each.symbol for each in feed.search("东方电气")} == {"600875.SS", "1072.HK"}
    assert feed.search("no such company") == ()
    assert feed.search("nope.ss") == ()
    assert feed.search("  ") == ()


@pytest.mark.parametrize(
    "symbol", ["NOPE", "NOPE.SS", "601179.XX", "", "A B", "USDXXX=X", "CNYUSD=X", "TOOLONG", "é.SS"]
)
def test_unknown_symbols_are_told_apart_from_the_rest(symbol: str) -> None:
    feed = feed_at()
    answer = feed.quotes(["GEV", symbol])
    assert [each.symbol for each in answer.quotes] == ["GEV"]
    assert [(each.kind, each.symbols) for each in answer.troubles] == [
        (TroubleKind.UNKNOWN, (symbol,))
    ]
    with pytest.raises(FeedTrouble) as caught:
        feed.history(symbol, None)
    assert caught.value.kind is TroubleKind.UNKNOWN


def test_a_symbol_outside_the_catalog_gets_a_line_of_its_own() -> None:
    one, other = feed_at().quotes(["600000.SS", "600001.SS"]).quotes
    assert one.currency == "CNY"
    assert one.company_shares
    assert one.price != other.price


def test_troubles_that_were_asked_for() -> None:
    feed = SimulatedFeed(Hand(), CATALOG, failing={"GEV": TroubleKind.THROTTLED})
    answer = feed.quotes(["GEV", "ETN"])
    assert [each.kind for each in answer.troubles] == [TroubleKind.THROTTLED]
    assert [each.symbol for each in answer.quotes] == ["ETN"]


def test_offline_and_stopped_fail_every_call() -> None:
    feed = feed_at()
    calls = (
        lambda: feed.quotes(["GEV"]),
        lambda: feed.history("GEV", None),
        lambda: feed.shares("GEV", date(2020, 1, 1)),
        lambda: feed.search("GEV"),
    )
    feed.offline = True
    for call in calls:
        with pytest.raises(FeedTrouble, match="offline") as caught:
            call()
        assert caught.value.kind is TroubleKind.OFFLINE
    feed.offline = False
    assert feed.quotes(["GEV"]).quotes
    feed.stop()
    for call in calls:
        with pytest.raises(FeedTrouble, match="stopped"):
            call()


def test_clocks_without_a_zone_or_before_the_market_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        feed_at(EVENING.replace(tzinfo=None)).quotes(["GEV"])
    with pytest.raises(FeedTrouble, match="nothing trades before 2010"):
        feed_at(EVENING.replace(year=2009)).quotes(["GEV"])


@pytest.mark.parametrize("symbol", SHOWCASES)
def test_the_high_of_a_showcase_rises_only_while_its_price_is_there(symbol: str) -> None:
    hand = Hand(datetime(2026, 11, 20, 16, tzinfo=UTC))
    feed = SimulatedFeed(hand, CATALOG)
    highest, rises = 0.0, 0
    for _ in range(2000):
        quote = quote_of(feed, symbol)
        high = quote.day_high or 0.0
        if high > highest:
            assert quote.price > high * 0.9975
            highest, rises = high, rises + 1
        hand.now += timedelta(seconds=5)
    assert rises > 2
