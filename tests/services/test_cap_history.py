"""Market caps of the past: the same as the cap of each single day, and as real ones were."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import Bars, bars_of, day_number, day_of, split_factors
from gridwatch.domain.charting import ChartRequest, MarkKind, Quantity
from gridwatch.domain.company import Basis, Company
from gridwatch.domain.fx import FxTable
from gridwatch.domain.marketcap import Priced, company_market_cap
from gridwatch.domain.rate_lines import RateLines, rate_line
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.domain.splits import Split, factor_between
from gridwatch.services.cap_history import CARRIED_DAYS, CapHistory, CloseLine, cap_history
from gridwatch.services.counts import CompanyCounts
from gridwatch.services.series import read_series
from gridwatch.store.database import open_market
from tests.services.cache import Cache, company_of

A, H = "601179.SS", "1072.HK"
FIRST = day_number(date(2024, 1, 1))
SPAN = 60
CAP = ChartRequest(quantity=Quantity.CAP)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    market: sqlite3.Connection = open_market(tmp_path / "market.db")
    yield Cache(market)
    market.close()


def line(symbol: str, currency: str, closes: dict[int, float], splits: list[Split]) -> CloseLine:
    days = np.array(sorted(closes), dtype=np.int64)
    return CloseLine(
        symbol, currency, days + FIRST, np.array([closes[int(each)] for each in days]), splits
    )


def day(offset: int) -> date:
    return day_of(FIRST + offset)


offsets = st.integers(0, SPAN)
prices = st.dictionaries(offsets, st.floats(0.5, 500), min_size=1, max_size=20)
split_lists = st.lists(
    st.builds(lambda at, up, of: Split(day(at), up, of), offsets, st.integers(1, 5), st.just(2)),
    max_size=2,
    unique_by=lambda each: each.day,
).map(lambda found: sorted(found, key=lambda each: each.day))
counts = st.lists(
    st.builds(
        lambda at, count: ShareCount(Scope.COMPANY, day(at), count, "test"),
        st.integers(-30, SPAN + 500),
        st.floats(1e6, 1e10),
    ),
    max_size=4,
    unique_by=lambda each: each.as_of,
).map(lambda found: tuple(sorted(found, key=lambda each: each.as_of)))
rates = st.dictionaries(offsets, st.floats(0.05, 0.3), max_size=6)


def cap_on(
    company: Company,
    lines: dict[str, CloseLine],
    counted: CompanyCounts,
    fx: FxTable,
    number: int,
) -> float | None:
    """Return the cap of one day, as the alerts observe it."""
    at = day_of(number)
    told = {}
    for symbol, one in lines.items():
        row = int(one.days.searchsorted(number, side="right")) - 1
        if row >= 0 and number - int(one.days[row]) <= CARRIED_DAYS:
            price = float(one.closes[row]) * factor_between(one.splits, at, date.max)
            told[symbol] = Priced(price, one.currency, day_of(int(one.days[row])))
    return company_market_cap(company, told, counted.on(at), fx, at).value


@settings(max_examples=80)
@given(
    st.sampled_from(list(Basis)),
    st.booleans(),
    prices,
    prices,
    split_lists,
    split_lists,
    counts,
    counts,
    counts,
    rates,
    rates,
)
def test_the_cap_of_each_day_is_the_companys_cap_on_it(
    basis: Basis,
    mainland_first: bool,
    a_prices: dict[int, float],
    h_prices: dict[int, float],
    a_splits: list[Split],
    h_splits: list[Split],
    total: tuple[ShareCount, ...],
    a_counts: tuple[ShareCount, ...],
    h_counts: tuple[ShareCount, ...],
    yuan: dict[int, float],
    dollars: dict[int, float],
) -> None:
    order = (A, H) if mainland_first else (H, A)
    given_in = {A: "CNY", H: "HKD"}
    company = company_of(
        *order,
        currencies=[given_in[each] for each in order],
        exchanges=("SSE", "HKEX") if mainland_first else ("HKEX", "SSE"),
        basis=basis,
    )
    lines = {A: line(A, "CNY", a_prices, a_splits), H: line(H, "HKD", h_prices, h_splits)}
    splits = {A: tuple(a_splits), H: tuple(h_splits)}
    counted = CompanyCounts(total, {A: a_counts, H: h_counts}, splits, company.primary)
    legs = {"CNY": yuan, "HKD": dollars}
    fx = FxTable({key: [(day(at), leg[at]) for at in sorted(leg)] for key, leg in legs.items()})
    columns = RateLines(
        {
            key: rate_line(
                key,
                np.array(sorted(leg), dtype=np.int64) + FIRST,
                1 / np.array([leg[at] for at in sorted(leg)]),
            )
            for key, leg in legs.items()
        }
    )
    found: CapHistory = cap_history(company, basis, lines, counted, columns)
    days = lines[company.primary].days
    assert len(found.caps) == len(days)
    for number, cap in zip(days.tolist(), found.caps.tolist(), strict=True):
        expected = cap_on(company, lines, counted, fx, number)
        if expected is None:
            assert np.isnan(cap)
        else:
            assert cap == pytest.approx(expected, rel=1e-12)
    if not np.any(np.isfinite(found.caps)):
        assert found.notes


def real_history(file: Path) -> tuple[list[tuple[date, float, float]], list[Split]]:
    """Return (day, price as traded, shares) of each day, and the splits.

    A split is a day on which the exchange's reference price and the count step alike.
    """
    rows, splits, before = list[tuple[date, float, float]](), list[Split](), None
    with file.open() as lines:
        for each in csv.DictReader(lines):
            close, at = float(each["close"]), date.fromisoformat(each["date"])
            shares = float(each["total_mcap_cny"]) / close
            if before is not None:
                by_price = before[1] / float(each["prev_close"])
                by_count = shares / before[2]
                if min(by_count, by_price) > 1.05 and abs(by_price / by_count - 1) < 0.05:
                    ratio = Fraction(by_count).limit_denominator(100)
                    splits.append(Split(at, ratio.numerator, ratio.denominator))
            before = (at, close, shares)
            rows.append(before)
    return rows, splits


def restated_bars(rows: list[tuple[date, float, float]], splits: list[Split]) -> Bars:
    days = np.array([day_number(each[0]) for each in rows], dtype=np.int64)
    adjusted = np.array([each[1] for each in rows]) / split_factors(days, splits)
    return bars_of(
        (number, one, one, one, one, 1.0, 1)
        for number, one in zip(days.tolist(), adjusted.tolist(), strict=True)
    )


@pytest.mark.parametrize(
    ("symbol", "expected_splits"),
    [("601179.SS", 0), ("300274.SZ", 3), ("002028.SZ", 6), ("600875.SS", 1), ("601126.SS", 1)],
)
def test_real_caps_come_back_over_decades(
    cache: Cache, shared_data: Path, symbol: str, expected_splits: int
) -> None:
    rows, splits = real_history(shared_data / "ohlcv" / f"{symbol}.raw_mcap.csv")
    assert len(splits) == expected_splits
    cache.company = company_of(symbol)
    cache.history(restated_bars(rows, splits), symbol, splits=splits)
    steps = [rows[0]]
    for each in rows[1:]:
        if abs(each[2] / steps[-1][2] - 1) > 1e-9:
            steps.append(each)
    cache.counts(((at, count) for at, _, count in steps), symbol)
    series = read_series(cache.market, cache.view(), CAP)
    assert series is not None
    expected = np.array([close * shares for _, close, shares in rows])
    assert series.candles.close == pytest.approx(expected, rel=1e-6)
    assert series.shares == pytest.approx(np.array([each[2] for each in rows]), rel=1e-6)
    # Only real changes are marked: no split among them.
    marked = {each.stamp // 86_400 for each in series.marks if each.kind is MarkKind.SHARES}
    assert not marked & {day_number(each.day) for each in splits}
    assert len(marked) >= 1


def test_a_change_of_the_count_is_marked_with_both_counts(cache: Cache) -> None:
    first = date(2025, 3, 3)
    cache.history(
        bars_of((day_number(first) + at, 10, 10, 10, 10, 1, 1) for at in range(6)),
        splits=[Split(first + timedelta(days=4), 2, 1)],
    )
    cache.counts(
        [
            (first, 5e9),
            (first + timedelta(days=1), 5.003e9),  # below 0.1 %
            (first + timedelta(days=2), 5.1e9),
            (first + timedelta(days=4), 10.2e9),  # the split alone
        ]
    )
    series = read_series(cache.market, cache.view(), CAP)
    assert series is not None
    steps = [each for each in series.marks if each.kind is MarkKind.SHARES]
    assert [(each.bar, each.amount) for each in steps] == [(2, 5.1e9)]
    assert steps[0].other == pytest.approx(5.003e9)
    assert series.shares is not None
    assert series.shares.tolist() == pytest.approx([5e9, 5.003e9, 5.1e9, 5.1e9, 10.2e9, 10.2e9])
    assert series.candles.close[3] == pytest.approx(20 * 5.1e9)


def test_a_count_carried_back_is_told_and_reaches_no_further(cache: Cache) -> None:
    first = date(2023, 1, 2)
    cache.history(
        bars_of((day_number(first) + at, 10, 10, 10, 10, 1, 1) for at in range(0, 800, 100))
    )
    counted_on = first + timedelta(days=700)
    cache.counts([(counted_on, 1e9)])
    series = read_series(cache.market, cache.view(), CAP)
    assert series is not None
    assert np.isfinite(series.candles.close).tolist() == [False] * 3 + [True] * 5
    notes = {each.code: each.values for each in series.notes}
    assert notes["shares_estimated"]["day"] == first + timedelta(days=600)
    assert notes["cap_begins"]["day"] == first + timedelta(days=300)


def test_without_a_count_there_is_no_cap_but_an_explanation(cache: Cache) -> None:
    cache.history(bars_of((FIRST + at, 10, 10, 10, 10, 1, 1) for at in range(3)))
    series = read_series(cache.market, cache.view(), CAP)
    assert series is not None
    assert len(series.candles) == 0
    assert [each.code for each in series.notes] == ["cap_without_shares"]
    priced = read_series(cache.market, cache.view())
    assert priced is not None
    assert priced.caps is None
    assert priced.shares is None
    assert len(priced.candles) == 3


def test_a_class_that_rests_too_long_ends_the_cap(cache: Cache) -> None:
    cache.company = company_of(A, H, currencies=("CNY", "CNY"), basis=Basis.CLASS_WEIGHTED)
    cache.history(bars_of((FIRST + at, 10, 10, 10, 10, 1, 1) for at in range(20)))
    cache.history(bars_of([(FIRST + 2, 4, 4, 4, 4, 1, 1)]), H)
    for symbol in (A, H):
        cache.counts([(day(0), 1e9)], symbol, Scope.LISTING)
    series = read_series(cache.market, cache.view(), CAP)
    assert series is not None
    known = np.isfinite(series.candles.close)
    assert known.tolist() == [False] * 2 + [True] * 11 + [False] * 7
    assert set(series.candles.close[known].tolist()) == {14e9}
    assert [(each.code, each.values["day"]) for each in series.notes] == [
        ("cap_begins", day(2)),
        ("cap_ends", day(12)),
    ]


def test_a_class_without_prices_or_rates_is_named(cache: Cache) -> None:
    cache.company = company_of(A, H, basis=Basis.CLASS_WEIGHTED)
    cache.history(bars_of([(FIRST, 10, 10, 10, 10, 1, 1)]))
    for symbol in (A, H):
        cache.counts([(day(0), 1e9)], symbol, Scope.LISTING)
    unknown = read_series(cache.market, cache.view(), CAP)
    assert unknown is not None
    assert [(each.code, each.values.get("symbol")) for each in unknown.notes] == [
        ("cap_without_prices", H)
    ]
    cache.history(bars_of([(FIRST, 4, 4, 4, 4, 1, 1)]), H, "HKD")
    without = read_series(cache.market, cache.view(), CAP)
    assert without is not None
    assert len(without.candles) == 0
    assert [(each.code, each.values["given"]) for each in without.notes] == [
        ("rate_missing", "HKD")
    ]
