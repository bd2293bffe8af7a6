"""Lines to compare with: aligned, in one currency, indices of segments, rebased."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import isnan, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import bars_of, day_number
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import ChartRequest
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.splits import Split
from gridwatch.services.compared import compared_symbols, equal_weighted, rebased
from gridwatch.services.overview import CompanyView
from gridwatch.services.series import Series, read_series
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.intraday import store_candles
from tests.services.cache import SYMBOL, Cache, closes, company_of, quote_of
from tests.services.test_live import minutes

FIRST = date(2026, 3, 2)  # a Monday
INDEX = "000300.SS"


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    market: sqlite3.Connection = open_market(tmp_path / "market.db")
    yield Cache(market)
    market.close()


def read(
    cache: Cache, *keys: str, size: BarSize = BarSize.DAY, companies: dict[int, CompanyView]
) -> Series:
    request = ChartRequest(size, compared=keys)
    series = read_series(cache.market, cache.view(), request, companies=companies)
    assert series is not None
    return series


def member(cache: Cache, number: int, symbol: str, currency: str = "CNY") -> CompanyView:
    company = company_of(symbol, currencies=(currency,), number=number, segment="transformers")
    return replace(cache.view(), company=company)


def sparse(symbol: str, cache: Cache, values: dict[int, float], currency: str = "CNY") -> None:
    start = day_number(FIRST)
    rows = ((start + at, one, one, one, one, 1, 1) for at, one in values.items())
    cache.history(bars_of(rows), symbol, currency)


def test_a_line_stands_at_its_last_close(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0] * 50))
    sparse(INDEX, cache, {1: 100.0, 3: 110.0})
    series = read(cache, INDEX, companies={})
    line = series.compared[0]
    assert (line.key, line.name) == (INDEX, INDEX)
    assert isnan(line.values[0])
    assert line.values[1:4].tolist() == [100, 100, 110]
    assert np.isnan(line.values[4:]).all()  # it has ended: nothing is made up after its last day


def test_a_line_that_rests_over_a_holiday_goes_on(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0] * 14))
    sparse(INDEX, cache, {1: 100.0, 3: 110.0})
    assert read(cache, INDEX, companies={}).compared[0].values[4:].tolist() == [110] * 10


def test_a_line_that_rested_for_weeks_is_drawn_through(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0] * 60))
    sparse(INDEX, cache, {0: 100.0, 50: 120.0, 59: 130.0})
    values = read(cache, INDEX, companies={}).compared[0].values
    assert values[40] == 100
    assert np.isnan(values[41:50]).all()  # more than forty days behind
    assert values[50] == 120


def test_a_line_is_in_the_currency_of_the_chart_at_the_rate_of_the_day(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0, 11.0]))
    cache.history(closes(FIRST, [8.0, 10.0]), fx_symbol("CNY"), "CNY")
    sparse("GEV", cache, {0: 100.0, 1: 100.0}, "USD")
    series = read(cache, "GEV", companies={4: member(cache, 4, "GEV", "USD")})
    assert series.compared[0].values.tolist() == [800, 1000]
    assert series.compared[0].name == "Company GEV"


def test_today_it_stands_at_its_quote(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0]))
    sparse(INDEX, cache, {0: 100.0})
    cache.quote(quote_of(FIRST + timedelta(days=1), 10.5))
    cache.quote(quote_of(FIRST + timedelta(days=1), 103.0, INDEX))
    assert read(cache, INDEX, companies={}).compared[0].values.tolist() == [100, 103]


def test_weeks_take_the_last_close_of_the_week(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0] * 10))
    sparse(INDEX, cache, {0: 100.0, 4: 104.0, 8: 108.0})
    series = read(cache, INDEX, size=BarSize.WEEK, companies={})
    assert series.compared[0].values.tolist() == [104, 108]


def test_a_segment_is_the_mean_of_its_members_returns(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0] * 4))
    sparse("A.SS", cache, {0: 10.0, 1: 11.0, 2: 11.0, 3: 22.0})
    sparse("B.SS", cache, {1: 50.0, 2: 60.0, 3: 60.0})  # joins on the second day
    companies = {2: member(cache, 2, "A.SS"), 3: member(cache, 3, "B.SS")}
    series = read(cache, "segment:transformers", companies=companies)
    line = series.compared[0]
    assert line.name == "transformers"
    assert line.values.tolist() == pytest.approx([100, 110, 121, 121 * 1.5])


def test_what_has_no_history_is_left_out_and_named(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0] * 2))
    sparse("A.SS", cache, {0: 10.0, 1: 11.0})
    companies = {2: member(cache, 2, "A.SS"), 3: member(cache, 3, "B.SS")}
    series = read(
        cache, "^GSPC", "segment:transformers", "segment:none", INDEX, companies=companies
    )
    assert [each.key for each in series.compared] == ["segment:transformers"]
    assert [(each.code, each.values["name"]) for each in series.notes] == [
        ("compared_without_history", "^GSPC"),
        ("compared_without_history", "Company B.SS"),
        ("compared_without_history", "none"),
        ("compared_without_history", INDEX),
    ]


def test_what_has_no_rate_is_left_out_and_told(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0] * 2))
    sparse("GEV", cache, {0: 10.0, 1: 11.0}, "USD")
    sparse("PWR", cache, {0: 10.0, 1: 11.0}, "USD")
    series = read(cache, "GEV", "PWR", companies={})
    assert series.compared == ()
    assert [each.code for each in series.notes] == ["rate_missing"]


def test_within_the_day_nothing_is_compared(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0]))
    with transaction(cache.market):
        store_candles(cache.market, SYMBOL, BarSize.FIVE_MINUTES, minutes(FIRST, 10, 3))
    series = read(cache, INDEX, size=BarSize.FIVE_MINUTES, companies={})
    assert series.compared == ()
    assert [each.code for each in series.notes] == ["compared_within_day"]


def test_the_symbols_of_a_segment_are_its_primary_listings(cache: Cache) -> None:
    companies = {2: member(cache, 2, "A.SS"), 3: member(cache, 3, "B.SS")}
    keys = ("segment:transformers", "B.SS", INDEX)
    assert compared_symbols(keys, companies) == ("A.SS", "B.SS", INDEX)


lines = st.lists(
    st.lists(st.one_of(st.just(nan), st.floats(1, 1000)), min_size=6, max_size=6),
    min_size=1,
    max_size=5,
)


@given(lines)
def test_an_index_moves_by_the_mean_of_what_is_known_on_both_days(table: list[list[float]]) -> None:
    found = equal_weighted([np.array(each) for each in table]).tolist()
    level = 100.0
    for day in range(6):
        pairs = [(each[day - 1], each[day]) for each in table] if day else []
        moves = [b / a - 1 for a, b in pairs if not isnan(a) and not isnan(b)]
        level *= 1 + sum(moves) / len(moves) if moves else 1
        if all(isnan(each[day]) for each in table):
            assert isnan(found[day])
        else:
            assert found[day] == pytest.approx(level, rel=1e-9)


@given(st.floats(1, 1000), st.lists(st.floats(0.5, 2), min_size=4, max_size=4))
def test_one_member_is_its_own_index(first: float, moves: list[float]) -> None:
    line = np.array([first * each for each in np.cumprod([1.0, *moves])])
    assert equal_weighted([line]) == pytest.approx(line / first * 100)


def test_rebased_is_a_hundred_at_the_left_edge() -> None:
    values = np.array([nan, 50.0, nan, 40.0, 60.0])
    assert rebased(values, 0).tolist() == pytest.approx([nan, 100, nan, 80, 120], nan_ok=True)
    assert rebased(values, 2).tolist() == pytest.approx([nan, 125, nan, 100, 150], nan_ok=True)
    assert rebased(values, -5)[1] == pytest.approx(100)
    assert np.isnan(rebased(values, 9)).all()
    assert np.isnan(rebased(np.full(3, nan), 0)).all()
    assert values[1] == 50.0


def test_a_compared_listing_has_no_step_where_its_split_is_not_worked_in(cache: Cache) -> None:
    cache.history(closes(FIRST, [10.0] * 4))
    split = Split(FIRST + timedelta(days=3), 2, 1)
    cache.history(closes(FIRST, [20.0, 20.0, 20.0]), INDEX, splits=[split])
    cache.quote(quote_of(FIRST + timedelta(days=3), 10.5, INDEX))
    assert read(cache, INDEX, companies={}).compared[0].values.tolist() == [10, 10, 10, 10.5]
