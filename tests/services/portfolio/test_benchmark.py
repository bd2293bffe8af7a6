"""Benchmarks: listings with their dividends, and indices of companies, in one currency."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import Dividend, Floats, day_number
from gridwatch.domain.fx import fx_symbol
from gridwatch.services.overview import CompanyView, read_facts
from gridwatch.services.portfolio.benchmark import (
    Benchmark,
    BenchmarkLine,
    cap_weighted,
    named_benchmark,
    read_benchmark,
)
from gridwatch.services.portfolio.views import Period
from gridwatch.store.user.watchlists import Watchlist
from tests.in_memory import new_market
from tests.services.cache import Cache, closes, company_of

FIRST = date(2026, 3, 2)
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
DAYS = np.arange(5, dtype=np.int64) + day_number(FIRST)


@pytest.fixture
def cache() -> Iterator[Cache]:
    with closing(new_market()) as market:
        yield Cache(market)


def view(cache: Cache, number: int, symbol: str, segment: str = "uhv") -> CompanyView:
    company = company_of(symbol, currencies=("CNY",), number=number, segment=segment)
    return replace(cache.view(NOW), company=company)


def read(
    market: sqlite3.Connection,
    wanted: Benchmark,
    companies: dict[int, CompanyView] | None = None,
    currency: str = "CNY",
    *,
    dividends: bool = True,
) -> BenchmarkLine:
    views = companies or {}
    companies_of = [each.company for each in views.values()]
    facts = read_facts(market, companies_of, [], currency, FIRST - timedelta(days=30))
    return read_benchmark(wanted, market, facts, views, currency, DAYS, dividends=dividends)


def test_a_listing_stands_at_its_closes_in_the_currency_of_the_view(cache: Cache) -> None:
    cache.history(closes(FIRST, [10, 11, 12, 12, 15]), "GEV", "USD")
    cache.history(closes(FIRST, [7.0, 7.0, 7.5, 7.5, 8.0]), fx_symbol("CNY"), "CNY")
    line = read(cache.market, Benchmark("GEV"))
    assert line.values == pytest.approx([70, 77, 90, 90, 120])
    period = Period(FIRST, FIRST + timedelta(days=4))
    assert line.return_over(period) == pytest.approx(120 / 70 - 1)


def test_dividends_are_put_into_the_listing_at_the_close_of_their_day(cache: Cache) -> None:
    paid = [Dividend(FIRST, 5.0), Dividend(FIRST + timedelta(days=2), 1.0)]
    cache.history(closes(FIRST, [10, 11, 10, 10, 12]), "600089.SS", dividends=paid)
    with_them = read(cache.market, Benchmark("600089.SS"))
    assert with_them.values == pytest.approx([10, 11, 11, 11, 13.2])
    without = read(cache.market, Benchmark("600089.SS"), dividends=False)
    assert without.values == pytest.approx([10, 11, 10, 10, 12])


def test_an_index_of_a_segment_has_equal_weights(cache: Cache) -> None:
    cache.history(closes(FIRST, [10, 11, 11, 11, 11]), "600089.SS")
    cache.history(closes(FIRST, [50, 50, 60, 60, 60]), "000400.SZ")
    views = {1: view(cache, 1, "600089.SS"), 2: view(cache, 2, "000400.SZ")}
    other = {**views, 3: view(cache, 3, "GEV", "gas")}
    wanted = named_benchmark("segment:uhv", other, ())
    assert wanted == Benchmark(companies=(1, 2))
    assert read(cache.market, wanted, other).values == pytest.approx(
        [100, 105, 115.5, 115.5, 115.5]
    )


def test_an_index_of_a_list_is_weighted_by_the_caps_of_the_day_before(cache: Cache) -> None:
    cache.history(closes(FIRST, [10, 11, 11, 11, 11]), "600089.SS")
    cache.history(closes(FIRST, [50, 50, 60, 60, 60]), "000400.SZ")
    cache.counts([(FIRST - timedelta(days=99), 300.0)], "600089.SS")
    cache.counts([(FIRST - timedelta(days=99), 20.0)], "000400.SZ")
    views = {1: view(cache, 1, "600089.SS"), 2: view(cache, 2, "000400.SZ")}
    wanted = named_benchmark("list:4:caps", views, (Watchlist(4, "Grid", (2, 1)),))
    assert wanted == Benchmark(companies=(2, 1), by_cap=True)
    values = read(cache.market, wanted, views).values
    # 3,000 and 1,000: the first one's tenth weighs three quarters; then 3,300 and 1,000.
    assert values[1] == pytest.approx(107.5)
    assert values[2] == pytest.approx(107.5 * (1 + 0.2 * 1000 / 4300))


def test_what_is_not_stored_is_not_known_and_is_told(cache: Cache) -> None:
    line = read(cache.market, Benchmark("GEV"))
    assert np.isnan(line.values).all()
    assert [each.code for each in line.notes] == ["compared_without_history"]
    assert line.return_over(Period(FIRST, FIRST + timedelta(days=4))) is None
    nobody = read(cache.market, named_benchmark("list:9", {}, ()))
    assert np.isnan(nobody.values).all()


def test_days_outside_of_the_line_have_no_return() -> None:
    line = BenchmarkLine(DAYS, np.full(5, 3.0))
    assert line.return_over(Period(FIRST - timedelta(days=1), FIRST)) is None
    assert line.return_over(Period(FIRST, FIRST + timedelta(days=9))) is None


@given(
    st.lists(
        st.tuples(st.floats(1e6, 1e9), st.lists(st.floats(1, 100), min_size=6, max_size=6)),
        min_size=1,
        max_size=4,
    )
)
def test_with_constant_counts_the_index_follows_the_sum_of_the_caps(
    told: list[tuple[float, list[float]]],
) -> None:
    prices: list[Floats] = [np.array(some) for _, some in told]
    caps = [count * price for (count, _), price in zip(told, prices, strict=True)]
    whole = np.sum(caps, axis=0)
    assert cap_weighted(prices, caps) == pytest.approx(100 * whole / whole[0])
