"""Quotes in the last bar: one after the other they make what a new reading of the cache gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import Bars, bars_of, day_number
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import Candles
from gridwatch.domain.charting import ChartRequest, Quantity
from gridwatch.domain.company import Basis
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.shares import Scope
from gridwatch.domain.splits import Split
from gridwatch.services.live import ticked, trade_stamp
from gridwatch.services.series import Series, read_series
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.intraday import store_candles
from tests.services.cache import SYMBOL, Cache, closes, company_of, quote_of

LAST = date(2026, 3, 5)  # a Thursday
H = "1072.HK"


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    market: sqlite3.Connection = open_market(tmp_path / "market.db")
    yield Cache(market)
    market.close()


@pytest.fixture(scope="module")
def one_market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Give one cache for many examples: to make one takes longer than all that is done with it."""
    market = open_market(tmp_path_factory.mktemp("market") / "market.db")
    market.execute("PRAGMA synchronous = OFF")
    yield market
    market.close()


@contextmanager
def emptied(market: sqlite3.Connection) -> Iterator[Cache]:
    with transaction(market):
        for table in ("bar", "quote", "share_count", "split", "dividend", "instrument"):
            market.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
    yield Cache(market)


def read(cache: Cache, request: ChartRequest) -> Series:
    series = read_series(cache.market, cache.view(), request)
    assert series is not None
    return series


def columns(series: Series) -> list[list[float]]:
    one = series.candles
    found = [one.stamps, one.open, one.high, one.low, one.close, one.volume]
    found += [each for each in (series.caps, series.shares) if each is not None]
    return [each.tolist() for each in found]


def alike(left: Series, right: Series) -> None:
    assert len(columns(left)) == len(columns(right))
    for one, other in zip(columns(left), columns(right), strict=True):
        assert one == pytest.approx(other, rel=1e-12, nan_ok=True)
    for target, expected in zip(left.targets, right.targets, strict=True):
        assert target.price == pytest.approx(expected.price)
        assert replace(target, price=expected.price) == expected
    assert left.live == right.live


REQUESTS = [
    ChartRequest(size, quantity, currency)
    for size in (BarSize.DAY, BarSize.WEEK, BarSize.MONTH)
    for quantity in Quantity
    for currency in ("", "EUR")
]


@settings(max_examples=40)
@given(
    st.sampled_from(REQUESTS),
    st.booleans(),
    st.booleans(),
    st.integers(0, 4),
    st.lists(st.floats(9.0, 30.0), min_size=1, max_size=5),
    st.lists(st.floats(0.9, 1.1), min_size=5, max_size=5),
)
def test_quotes_one_by_one_make_what_a_new_reading_gives(
    one_market: sqlite3.Connection,
    request_: ChartRequest,
    final: bool,
    weighted: bool,
    later: int,
    prices: list[float],
    moves: list[float],
) -> None:
    with emptied(one_market) as cache:
        _fill(cache, final=final, weighted=weighted)
        drawn = read(cache, request_)
        high = low = prices[0]
        for number, price in enumerate(prices):
            high, low = max(high, price), min(low, price)
            cache.quote(
                quote_of(
                    LAST + timedelta(days=later),
                    price,
                    hour=3 + number / 10,
                    high=high,
                    low=low,
                    volume=1000.0 * (number + 1),
                )
            )
            if weighted:
                cache.quote(quote_of(LAST, 9 * moves[number], H, "HKD"))
            before = len(drawn.candles)
            drawn, changed = ticked(drawn, cache.view())
            assert changed in {before - 1, before}
            alike(drawn, read(cache, request_))


def _fill(cache: Cache, *, final: bool, weighted: bool) -> None:
    days = LAST - timedelta(days=29)
    wave = [12 + at % 7 / 3 for at in range(30)]
    cache.history(closes(days, wave, final=final))
    for currency, rate in (("HKD", 7.8), ("CNY", 7.2), ("EUR", 1.1)):
        rates = closes(days, [rate + at / 500 for at in range(30)])
        cache.history(rates, fx_symbol(currency), currency)
    cache.counts([(days, 5e9), (LAST - timedelta(days=8), 5.2e9)])
    cache.target("100e9")
    cache.target("20e9", "EUR")
    cache.company = company_of(SYMBOL, H, basis=Basis.CLASS_WEIGHTED if weighted else None)
    if weighted:
        cache.history(closes(days, [9.0] * 30), H, "HKD")
        cache.counts([(days, 3e9)], SYMBOL, Scope.LISTING)
        cache.counts([(days, 2e9)], H, Scope.LISTING)


def test_the_last_cap_is_that_of_the_watchlist(cache: Cache) -> None:
    _fill(cache, final=True, weighted=True)
    cache.quote(quote_of(LAST, 9.5, H, "HKD"))
    cache.quote(quote_of(LAST + timedelta(days=1), 13.7))
    series, view = read(cache, ChartRequest(quantity=Quantity.CAP)), cache.view()
    assert view.cap.basis is Basis.CLASS_WEIGHTED
    assert series.live
    assert series.candles.close[-1] == pytest.approx(view.cap.value, rel=1e-12)
    priced = read(cache, ChartRequest())
    assert priced.caps is not None
    assert priced.caps[-1] == pytest.approx(view.cap.value, rel=1e-12)
    assert priced.candles.close[-1] == 13.7


def test_a_change_is_written_in_place_and_a_new_day_is_not(cache: Cache) -> None:
    cache.history(closes(LAST, [12.0], final=False))
    cache.quote(quote_of(LAST, 12.4))
    series = read(cache, ChartRequest())
    cache.quote(quote_of(LAST, 12.7, hour=5))
    same, changed = ticked(series, cache.view())
    assert changed == 0
    assert same.candles.close is series.candles.close
    assert same.candles.close.tolist() == [12.7]
    cache.quote(quote_of(LAST + timedelta(days=1), 12.9))
    grown, changed = ticked(same, cache.view())
    assert changed == 1
    assert same.candles.close.tolist() == [12.7]
    assert grown.candles.close.tolist() == [12.7, 12.9]
    assert isnan(grown.candles.open[-1])


@pytest.mark.parametrize(
    "change",
    [
        lambda quote: replace(quote, doubt=Doubt.SPIKE),
        lambda quote: replace(quote, price=0.0),
        lambda quote: replace(quote, price=float("nan")),
        lambda quote: replace(quote, currency="HKD"),
        lambda quote: replace(quote, time=quote.time - timedelta(days=9)),
    ],
)
@pytest.mark.parametrize("size", [BarSize.DAY, BarSize.WEEK, BarSize.FIVE_MINUTES])
def test_a_useless_quote_changes_nothing(
    cache: Cache, change: Callable[[Quote], Quote], size: BarSize
) -> None:
    cache.history(closes(LAST, [12.0], final=False))
    with transaction(cache.market):
        store_candles(cache.market, SYMBOL, BarSize.FIVE_MINUTES, minutes(LAST, 10, 3))
    series = read(cache, ChartRequest(size))
    view = replace(cache.view(), quote=change(quote_of(LAST + timedelta(days=1), 13.0)))
    same, changed = ticked(series, view)
    assert same is series
    assert changed == len(series.candles)


def test_the_quote_of_the_day_before_a_split_is_restated(cache: Cache) -> None:
    tomorrow = LAST + timedelta(days=1)
    cache.history(closes(LAST, [6.0], final=False), splits=[Split(tomorrow, 2, 1)])
    cache.counts([(LAST, 5e9)])
    cache.quote(quote_of(LAST, 12.2))
    series, view = read(cache, ChartRequest()), cache.view()
    assert series.candles.close.tolist() == [6.1]
    assert series.caps is not None
    assert series.caps.tolist() == [view.cap.value] == [12.2 * 5e9]


def minutes(day: date, hour: int, count: int, *, size: int = 300) -> Candles:
    """Return bars of five minutes from an hour on; 100 shares each."""
    first = day_number(day) * 86_400 + hour * 3600
    stamps = first + size * np.arange(count, dtype=np.int64)
    close = 12.0 + np.arange(count) / 10
    return Candles(stamps, close, close + 0.1, close - 0.1, close, np.full(count, 100.0))


def at(day: date, hour: int, minute: int, price: float, volume: float | None = None) -> Quote:
    """Return a quote at a time of Shanghai's clock."""
    return quote_of(day, price, hour=hour - 8 + minute / 60, volume=volume)


@pytest.fixture
def within_day(cache: Cache) -> Cache:
    cache.history(closes(LAST - timedelta(days=1), [11.9]))
    cache.counts([(LAST, 5e9)])
    with transaction(cache.market):
        store_candles(cache.market, SYMBOL, BarSize.FIVE_MINUTES, minutes(LAST, 10, 5))
    return cache


def test_a_quote_widens_the_bar_of_its_minutes(within_day: Cache) -> None:
    within_day.quote(at(LAST, 10, 23, 12.9, volume=530))
    series = read(within_day, ChartRequest(BarSize.FIVE_MINUTES))
    one = series.candles
    assert len(one) == 5
    last = (one.open[-1], one.high[-1], one.low[-1], one.close[-1], one.volume[-1])
    assert last == pytest.approx((12.4, 12.9, 12.3, 12.9, 130))
    assert series.live


def test_a_quote_begins_the_next_bar_with_what_was_traded_since(within_day: Cache) -> None:
    series = read(within_day, ChartRequest(BarSize.FIVE_MINUTES))
    within_day.quote(at(LAST, 10, 27, 12.6, volume=560))
    series, changed = ticked(series, within_day.view())
    one = series.candles
    assert (changed, len(one)) == (5, 6)
    assert int(one.stamps[-1]) % 86_400 == 10 * 3600 + 25 * 60
    last = (one.open[-1], one.high[-1], one.low[-1], one.close[-1], one.volume[-1])
    assert last == pytest.approx((12.6, 12.6, 12.6, 12.6, 60))
    within_day.quote(at(LAST, 10, 28, 12.5, volume=600))
    series, changed = ticked(series, within_day.view())
    one = series.candles
    assert changed == 5
    last = (one.open[-1], one.high[-1], one.low[-1], one.close[-1], one.volume[-1])
    assert last == pytest.approx((12.6, 12.6, 12.5, 12.5, 100))


def test_of_a_day_that_is_not_fetched_the_volume_is_unknown(within_day: Cache) -> None:
    within_day.quote(at(LAST + timedelta(days=1), 14, 1, 12.6, volume=9e6))
    series = read(within_day, ChartRequest(BarSize.FIVE_MINUTES))
    assert len(series.candles) == 6
    assert isnan(series.candles.volume[-1])


def test_bars_within_the_day_can_be_caps(within_day: Cache) -> None:
    within_day.quote(at(LAST, 10, 27, 12.6))
    series = read(within_day, ChartRequest(BarSize.QUARTER_HOUR, Quantity.CAP))
    assert series.candles.close.tolist() == pytest.approx([12.2 * 5e9, 12.6 * 5e9])
    assert series.candles.high.tolist() == pytest.approx([12.3 * 5e9, 12.6 * 5e9])


def test_hours_begin_with_the_session(cache: Cache) -> None:
    cache.history(closes(LAST, [11.9]))
    half_past = minutes(LAST, 9, 2, size=3600)
    with transaction(cache.market):
        store_candles(
            cache.market, SYMBOL, BarSize.HOUR, replace(half_past, stamps=half_past.stamps + 1800)
        )
    series = read(cache, ChartRequest(BarSize.HOUR))
    cache.quote(at(LAST, 11, 29, 12.3))  # in the hour from half past ten
    series, changed = ticked(series, cache.view())
    assert (changed, len(series.candles)) == (1, 2)
    cache.quote(at(LAST + timedelta(days=1), 9, 45, 12.5))
    series, changed = ticked(series, cache.view())
    assert (changed, len(series.candles)) == (2, 3)
    assert int(series.candles.stamps[-1]) % 86_400 == 9 * 3600 + 1800


def test_hours_begin_anew_after_the_pause_at_noon(cache: Cache) -> None:
    cache.history(closes(LAST, [11.9]))
    whole = [minutes(LAST - timedelta(days=1), 0, 4, size=1800), minutes(LAST, 0, 2, size=1800)]
    starts = [34_200, 37_800, 46_800, 50_400]  # 9:30, 10:30, 13:00 and 14:00
    with transaction(cache.market):
        for part in whole:
            first = int(part.stamps[0])
            stamps = np.array([first + each for each in starts[: len(part.stamps)]])
            store_candles(cache.market, SYMBOL, BarSize.HOUR, replace(part, stamps=stamps))
    series = read(cache, ChartRequest(BarSize.HOUR))
    seen = []
    for hour, minute in ((11, 30), (13, 5), (13, 59), (14, 0), (14, 50)):
        cache.quote(at(LAST, hour, minute, 12.3))
        series, _ = ticked(series, cache.view())
        seen.append(int(series.candles.stamps[-1]) % 86_400)
    assert seen == [37_800, 46_800, 46_800, 50_400, 50_400]


def test_the_closing_price_belongs_to_the_last_bar_of_the_day() -> None:
    assert trade_stamp(at(LAST, 15, 0, 12.0), "SSE") % 86_400 == 15 * 3600 - 1
    assert trade_stamp(at(LAST, 15, 0, 12.0), "SIM") % 86_400 == 15 * 3600
    assert trade_stamp(at(LAST, 14, 59, 12.0), "SSE") % 86_400 == 15 * 3600 - 60


def test_weeks_keep_their_first_days(cache: Cache) -> None:
    cache.history(closes(date(2026, 3, 2), [10.0, 14.0, 9.0]))
    series = read(cache, ChartRequest(BarSize.WEEK))
    cache.quote(quote_of(LAST, 12.0, volume=500))
    series, changed = ticked(series, cache.view())
    cache.quote(quote_of(LAST, 11.0, hour=5, volume=700))
    series, changed = ticked(series, cache.view())
    one = series.candles
    assert (changed, len(one)) == (0, 1)
    last = (one.open[-1], one.high[-1], one.low[-1], one.close[-1], one.volume[-1])
    assert last == pytest.approx((10.0, 14 * 1.02, 9 * 0.98, 11.0, 3700))


def test_what_is_compared_keeps_its_length(cache: Cache) -> None:
    cache.history(closes(LAST, [12.0]))
    cache.history(closes(LAST, [30.0]), "600089.SS")
    series = read(cache, ChartRequest(compared=("600089.SS",)))
    cache.quote(quote_of(LAST + timedelta(days=1), 12.5))
    series, _ = ticked(series, cache.view())
    assert series.compared[0].values.tolist() == [30.0, 30.0]


def bars_of_day(day: date, close: float) -> Bars:
    return bars_of([(day_number(day), close, close, close, close, 1, 1)])


def test_a_cap_in_doubt_moves_no_cap_chart(cache: Cache) -> None:
    cache.history(bars_of_day(LAST, 12.0))
    cache.counts([(LAST, 5e9)])
    series = read(cache, ChartRequest(quantity=Quantity.CAP))
    cache.quote(quote_of(LAST + timedelta(days=1), 13.0))
    doubtful = replace(cache.view(), doubt=Doubt.SPLIT)
    same, changed = ticked(series, doubtful)
    assert same is series
    assert changed == 1
    assert doubtful.quote is not None
    assert doubtful.quote.time < datetime(2026, 3, 7, tzinfo=UTC)


def test_the_quote_of_another_company_changes_nothing(cache: Cache) -> None:
    cache.history(bars_of_day(LAST, 12.0))
    series = read(cache, ChartRequest())
    cache.company = company_of("600089.SS")
    cache.quote(quote_of(LAST + timedelta(days=1), 30.0, "600089.SS"))
    assert ticked(series, cache.view()) == (series, 1)
