"""The series of a chart: sizes, currencies, caps, targets, and what is said where they lack."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.bars import bars_of, day_number, day_of
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import ChartRequest, Quantity
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.series import Unfetched
from gridwatch.domain.shares import Scope
from gridwatch.domain.splits import Split
from gridwatch.domain.trouble import TroubleKind
from gridwatch.services.series import Series, read_series
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.instruments import Failure
from gridwatch.store.market.intraday import note_fetched, note_unfetched, store_candles
from tests.services.cache import SYMBOL, Cache, closes, company_of, quote_of
from tests.services.test_live import minutes

LAST = date(2026, 3, 5)
NEXT = LAST + timedelta(days=1)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    market: sqlite3.Connection = open_market(tmp_path / "market.db")
    yield Cache(market)
    market.close()


def read(cache: Cache, request: ChartRequest | None = None) -> Series:
    series = read_series(cache.market, cache.view(), request or ChartRequest())
    assert series is not None
    return series


def three_days(cache: Cache, *, final: bool = True) -> None:
    first = day_number(LAST) - 2
    cache.history(
        bars_of(
            (first + n, 10 + n, 11 + n, 9 + n, 10.5 + n, 1000, final or n < 2) for n in range(3)
        )
    )


def test_nothing_stored_is_none(cache: Cache) -> None:
    assert read_series(None, cache.view()) is None
    assert read_series(cache.market, cache.view()) is None
    three_days(cache)
    assert read_series(cache.market, cache.view(), ChartRequest(BarSize.MINUTE)) is None


def test_stored_bars_come_as_they_are(cache: Cache) -> None:
    three_days(cache)
    series = read(cache)
    assert (series.symbol, series.currency, series.live) == (SYMBOL, "CNY", False)
    assert series.candles.close.tolist() == [10.5, 11.5, 12.5]
    assert series.bars.close.tolist() == [10.5, 11.5, 12.5]
    assert [day_of(int(each)) for each in series.bars.days][-1] == LAST
    assert series.notes == ()


def test_a_newer_quote_becomes_the_last_bar(cache: Cache) -> None:
    three_days(cache)
    cache.quote(quote_of(NEXT, 14.0, high=14.5, low=12.0))
    series = read(cache)
    assert series.live
    assert day_of(int(series.bars.days[-1])) == NEXT
    assert series.candles.close.tolist() == [10.5, 11.5, 12.5, 14.0]
    assert (series.candles.high[-1], series.candles.low[-1]) == (14.5, 12.0)
    # What a quote does not tell is not made up.
    assert math.isnan(series.candles.open[-1])
    assert math.isnan(series.candles.volume[-1])
    assert series.bars.final.tolist() == [True, True, True, False]


def test_an_unfinished_day_is_brought_up_to_date(cache: Cache) -> None:
    three_days(cache, final=False)
    cache.quote(quote_of(LAST, 14.0, high=14.5, low=12.0))
    one = read(cache).candles
    assert one.close.tolist() == [10.5, 11.5, 14.0]
    # The bar's own open and volume stay; its extremes only widen.
    assert (one.open[-1], one.high[-1], one.low[-1], one.volume[-1]) == (12, 14.5, 11, 1000)


@pytest.mark.parametrize(
    "useless",
    [
        quote_of(LAST, 14.0),  # the day is final
        quote_of(LAST - timedelta(days=1), 14.0),
        replace(quote_of(NEXT, 14.0), doubt=Doubt.SPLIT),
    ],
)
def test_a_quote_that_adds_nothing_changes_nothing(cache: Cache, useless: Quote) -> None:
    three_days(cache)
    cache.quote(useless)
    series = read(cache)
    assert not series.live
    assert series.candles.close.tolist() == [10.5, 11.5, 12.5]


def test_a_quote_in_another_currency_is_not_joined_but_explained(cache: Cache) -> None:
    three_days(cache)
    view = replace(cache.view(), quote=quote_of(NEXT, 14.0, currency="HKD"))
    series = read_series(cache.market, view)
    assert series is not None
    assert not series.live
    assert len(series.candles) == 3
    assert [each.code for each in series.notes] == ["quote_in_other_currency"]


def test_the_day_is_the_exchanges_own(cache: Cache) -> None:
    three_days(cache)
    # 17:30 UTC is already the next morning in Shanghai.
    cache.quote(replace(quote_of(LAST, 14.0), time=datetime(2026, 3, 5, 17, 30, tzinfo=UTC)))
    assert day_of(int(read(cache).bars.days[-1])) == NEXT


def test_prices_in_another_currency_are_at_the_rate_of_their_day(cache: Cache) -> None:
    first = LAST - timedelta(days=19)
    cache.history(closes(first, [20.0] * 20))
    dollar = fx_symbol("CNY")
    # Known on the fifth day, and again on the eighteenth: in between it gets too old.
    for_days = [(day_number(first) + at, *(rate,) * 4, 1, 1) for at, rate in ((4, 8.0), (17, 10.0))]
    cache.history(bars_of(for_days), dollar, "CNY")
    series = read(cache, ChartRequest(currency="USD"))
    assert series.currency == "USD"
    found = series.candles.close
    assert np.isnan(found[:4]).all()
    assert found[4:15].tolist() == [2.5] * 11
    assert np.isnan(found[15:17]).all()
    assert found[17:].tolist() == [2.0] * 3
    assert series.candles.high[-1] == pytest.approx(20 * 1.02 / 10)
    assert [(each.code, each.values["day"]) for each in series.notes] == [
        ("rates_begin", first + timedelta(days=4))
    ]


def test_rates_that_end_are_told(cache: Cache) -> None:
    first = LAST - timedelta(days=19)
    cache.history(closes(first, [20.0] * 20))
    cache.history(closes(first, [8.0]), fx_symbol("CNY"), "CNY")
    cache.quote(quote_of(NEXT, 21.0))
    series = read(cache, ChartRequest(currency="USD"))
    assert series.candles.close[:11].tolist() == [2.5] * 11
    assert np.isnan(series.candles.close[11:]).all()
    assert len(series.candles) == 20
    assert [(each.code, each.values["day"]) for each in series.notes] == [
        ("rates_end", first + timedelta(days=10))
    ]


def test_without_any_rate_nothing_is_drawn_but_explained(cache: Cache) -> None:
    three_days(cache)
    series = read(cache, ChartRequest(currency="EUR"))
    assert len(series.candles) == 0
    assert [(each.code, each.values["wanted"]) for each in series.notes] == [
        ("rate_missing", "EUR")
    ]


def test_weeks_and_months_are_made_of_days(cache: Cache) -> None:
    cache.history(closes(date(2026, 2, 23), [10, 11, 12, 9, 10, 11, 12, 13, 14, 15]))
    cache.counts([(date(2026, 2, 1), 2e9)])
    weeks = read(cache, ChartRequest(BarSize.WEEK))
    assert weeks.candles.open.tolist() == [10, 13]
    assert weeks.candles.close.tolist() == [12, 15]
    assert weeks.candles.volume.tolist() == [7000, 3000]
    assert weeks.caps is not None
    assert weeks.caps.tolist() == pytest.approx([24e9, 30e9])
    months = read(cache, ChartRequest(BarSize.MONTH, Quantity.CAP))
    assert months.candles.close.tolist() == pytest.approx([22e9, 30e9])
    assert months.candles.low[0] == pytest.approx(9 * 0.98 * 2e9)
    assert months.caps is months.candles.close


def test_minutes_are_aggregated_and_converted_at_the_rate_of_the_day(cache: Cache) -> None:
    three_days(cache)
    cache.history(closes(LAST, [8.0]), fx_symbol("CNY"), "CNY")
    with transaction(cache.market):
        store_candles(cache.market, SYMBOL, BarSize.FIVE_MINUTES, minutes(LAST, 10, 6))
    series = read(cache, ChartRequest(BarSize.QUARTER_HOUR, currency="USD"))
    assert series.candles.open.tolist() == pytest.approx([12.0 / 8, 12.3 / 8])
    assert series.candles.close.tolist() == pytest.approx([12.2 / 8, 12.5 / 8])
    assert series.candles.volume.tolist() == [300, 300]


def test_targets_are_heights_of_the_chart(cache: Cache) -> None:
    three_days(cache)
    cache.history(closes(LAST, [8.0]), fx_symbol("CNY"), "CNY")
    cache.counts([(LAST, 2e9)])
    cache.quote(quote_of(NEXT, 10.0))
    cache.target("50e9")
    cache.target("2e9", "USD")
    found = {each.target_id: each for each in read(cache).targets}
    assert found[1].price == pytest.approx(25.0)
    assert found[2].price == pytest.approx(8.0)
    assert (found[1].reached, found[2].reached) == (False, True)
    assert (found[2].amount, found[2].amount_currency) == (2e9, "USD")
    dollars = ChartRequest(currency="USD")
    assert {each.target_id: each.price for each in read(cache, dollars).targets} == pytest.approx(
        {1: 25 / 8, 2: 1.0}
    )
    caps = ChartRequest(quantity=Quantity.CAP)
    assert {each.target_id: each.price for each in read(cache, caps).targets} == pytest.approx(
        {1: 50e9, 2: 16e9}
    )


def test_targets_without_a_cap_are_not_drawn(cache: Cache) -> None:
    three_days(cache)
    cache.target("50e9")
    assert read(cache).targets == ()


def test_bars_without_a_price_are_left_out_and_told(cache: Cache) -> None:
    first = day_number(LAST)
    cache.history(
        bars_of(
            [
                (first, 0, 0, 0, 0, 0, 1),
                (first + 1, 0, 0, -1, 10, 5, 1),
                (first + 2, 11, math.inf, 10, 11, 5, 1),
            ]
        )
    )
    series = read(cache)
    one = series.candles
    assert one.close.tolist() == [10, 11]
    assert one.low.tolist() == [10, 10]
    assert one.high.tolist() == [10, 11]
    assert math.isnan(one.open[0])
    assert [(each.code, each.values["count"]) for each in series.notes] == [
        ("bars_without_price", 1)
    ]


def test_one_bar_is_a_series_of_every_size(cache: Cache) -> None:
    cache.history(closes(LAST, [12.0]))
    for size in (BarSize.DAY, BarSize.WEEK, BarSize.MONTH):
        assert read(cache, ChartRequest(size)).candles.close.tolist() == [12.0]


def test_a_company_priced_elsewhere_has_a_cap_in_its_own_currency(cache: Cache) -> None:
    hong_kong = "1072.HK"
    cache.company = company_of(
        hong_kong, SYMBOL, currencies=("HKD", "CNY"), exchanges=("HKEX", "SSE")
    )
    cache.history(closes(LAST, [6.0]), hong_kong, "HKD")
    cache.history(closes(LAST, [12.0]))
    cache.history(closes(LAST, [8.0]), fx_symbol("CNY"), "CNY")
    cache.history(closes(LAST, [10.0]), fx_symbol("HKD"), "HKD")
    cache.counts([(LAST, 1e9)], hong_kong, Scope.LISTING)
    cache.counts([(LAST, 3e9)], SYMBOL, Scope.LISTING)
    cache.company = replace(cache.company, chosen_basis=None)
    view = cache.view()
    series = read_series(cache.market, view, ChartRequest(quantity=Quantity.CAP))
    assert series is not None
    assert series.currency == "HKD"
    # Without quotes the counts of both classes are known, and the basis is weighted.
    expected = 6.0 * 1e9 + 12.0 / 8 * 10 * 3e9
    assert series.candles.close.tolist() == pytest.approx([expected])
    # A high of the cap is the primary's own high at the day's factor.
    assert series.candles.high.tolist() == pytest.approx([expected * 1.02])


AT = datetime(2026, 3, 6, 4, tzinfo=UTC)
OFFLINE = Failure(TroubleKind.OFFLINE, "no route", AT, AT + timedelta(minutes=5))


def test_why_bars_within_the_day_do_not_come_is_told(cache: Cache) -> None:
    three_days(cache)
    request = ChartRequest(BarSize.MINUTE)
    with transaction(cache.market):
        note_fetched(cache.market, SYMBOL, BarSize.MINUTE, AT)
    none = read(cache, request)
    assert (len(none.candles), none.unfetched, none.size) == (0, Unfetched(), BarSize.MINUTE)
    with transaction(cache.market):
        note_unfetched(cache.market, SYMBOL, BarSize.MINUTE, OFFLINE)
    assert read(cache, request).unfetched == Unfetched("offline", OFFLINE.next_try)
    with transaction(cache.market):
        store_candles(cache.market, SYMBOL, BarSize.MINUTE, minutes(LAST, 10, 2))
    stale = read(cache, request)
    assert (len(stale.candles), stale.unfetched) == (2, Unfetched("offline", OFFLINE.next_try))
    with transaction(cache.market):
        note_fetched(cache.market, SYMBOL, BarSize.MINUTE, AT)
    assert read(cache, request).unfetched is None
    assert read(cache).unfetched is None


@pytest.mark.parametrize("restated", [False, True])
@pytest.mark.parametrize("quoted", [(NEXT, 10.1), (LAST, 20.0)])
def test_a_split_before_the_history_is_restated_makes_no_false_step(
    cache: Cache, quoted: tuple[date, float], *, restated: bool
) -> None:
    first = LAST - timedelta(days=2)
    split = Split(NEXT, 2, 1)
    cache.history(closes(first, [10.0 if restated else 20.0] * 3), splits=[split])
    cache.counts([(date(2025, 1, 1), 1e9)])
    cache.quote(quote_of(*quoted))
    prices, caps = read(cache), read(cache, ChartRequest(quantity=Quantity.CAP))
    assert prices.candles.close[:3].tolist() == [10, 10, 10]
    assert prices.candles.volume[0] == (1000 if restated else 2000)
    assert caps.candles.close[:3].tolist() == [20e9, 20e9, 20e9]
    assert prices.shares is not None
    assert prices.shares[:3].tolist() == [1e9, 1e9, 1e9]
    if quoted[0] == NEXT:
        assert (prices.candles.close[-1], caps.candles.close[-1]) == (10.1, 20.2e9)
    codes = [each.code for each in caps.notes]
    assert codes == ([] if restated else ["split_not_restated"])
