"""Marks on a chart: what happened, and on which bar it stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.sight import Sight, Spot
from gridwatch.domain.bars import Dividend, bars_of, day_number
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import ChartRequest, Mark, MarkKind, Reached
from gridwatch.domain.splits import Split
from gridwatch.services.marks import placed
from gridwatch.services.series import Series, read_series
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.intraday import store_candles
from gridwatch.store.market.results import store_results
from gridwatch.store.user.firings import Firing
from tests.services.cache import SYMBOL, Cache, quote_of
from tests.services.test_live import minutes

MONDAY = date(2026, 3, 2)
DAY = 86_400


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    market: sqlite3.Connection = open_market(tmp_path / "market.db")
    yield Cache(market)
    market.close()


def firing(day: date, number: int, *, company: int = 1, hour: int = 2) -> Firing:
    reached = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Firing(
        1, 1, company, SYMBOL, "China XD", "", "cap >= 100bn CNY", Measure.CAP, Decimal("100e9"),
        "CNY", 1e11, reached, day, Sight.LIVE, Spot.LAST, reached, id=number, held=False,
    )  # fmt: skip


def fill(cache: Cache) -> None:
    start = day_number(MONDAY)
    # Monday to Friday but for Wednesday, and the Monday after.
    days = [start + at for at in (0, 1, 3, 4, 7)]
    cache.history(
        bars_of((day, 10, 10, 10, 10, 1, 1) for day in days),
        splits=[Split(MONDAY + timedelta(days=3), 3, 2)],
        dividends=[
            Dividend(MONDAY - timedelta(days=90), 0.5),
            Dividend(MONDAY + timedelta(days=2), 0.25),
        ],
    )
    with transaction(cache.market):
        results = [MONDAY + timedelta(days=1), MONDAY + timedelta(days=60)]
        store_results(cache.market, SYMBOL, results, MONDAY)


def read(cache: Cache, size: BarSize, *found: Firing) -> Series:
    series = read_series(cache.market, cache.view(), ChartRequest(size), firings=found)
    assert series is not None
    return series


def test_everything_stands_on_its_bar(cache: Cache) -> None:
    fill(cache)
    found = read(cache, BarSize.DAY, firing(MONDAY, 7), firing(MONDAY, 8, company=2)).marks
    assert [(each.kind, each.bar) for each in found] == [
        (MarkKind.FIRING, 0),
        (MarkKind.RESULTS, 1),
        (MarkKind.DIVIDEND, 2),  # of a day without trading
        (MarkKind.SPLIT, 2),
    ]
    fired, _, dividend, split = found
    assert fired.reference == 7
    view = cache.view()
    assert fired.reached == Reached(
        view.company, "China XD", "cap >= 100bn CNY", Measure.CAP, Decimal("100e9"), "CNY", 1e11,
        held=False,
    )  # fmt: skip
    assert (dividend.amount, dividend.currency) == (0.25, "CNY")
    assert dividend.stamp == (day_number(MONDAY) + 2) * DAY
    assert (split.amount, split.other) == (3, 2)


def test_in_weeks_it_stands_on_the_week(cache: Cache) -> None:
    fill(cache)
    found = read(cache, BarSize.WEEK, firing(MONDAY + timedelta(days=7), 7)).marks
    assert [each.bar for each in found] == [0, 0, 0, 1]


def test_a_firing_of_today_stands_on_the_bar_of_the_quote(cache: Cache) -> None:
    fill(cache)
    today = MONDAY + timedelta(days=8)
    cache.quote(quote_of(today, 10.5))
    found = read(cache, BarSize.DAY, firing(today, 7)).marks
    assert (found[-1].kind, found[-1].bar) == (MarkKind.FIRING, 5)


def test_within_the_day_a_firing_stands_at_its_time(cache: Cache) -> None:
    fill(cache)
    with transaction(cache.market):
        candles = minutes(MONDAY + timedelta(days=1), 10, 4)
        store_candles(cache.market, SYMBOL, BarSize.FIVE_MINUTES, candles)
    at_noon = firing(MONDAY + timedelta(days=1), 8, hour=4)
    at_ten = firing(MONDAY + timedelta(days=1), 7, hour=2)
    found = read(cache, BarSize.FIVE_MINUTES, at_noon, at_ten).marks
    assert [(each.kind, each.bar) for each in found] == [
        (MarkKind.RESULTS, 0),
        (MarkKind.FIRING, 0),
        (MarkKind.FIRING, 3),  # after the last bar of its day
    ]


def test_what_is_not_in_view_of_the_history_is_left_out() -> None:
    stamps = np.array([10, 11, 14], dtype=np.int64) * DAY
    marks = [Mark(MarkKind.RESULTS, day * DAY) for day in (9, 10, 12, 14, 15)]
    assert [each.bar for each in placed(marks, stamps, BarSize.DAY)] == [0, 2, 2]
    assert [each.bar for each in placed(marks, stamps, BarSize.HOUR)] == [0, 2, 2]
    assert placed(marks, stamps[:0], BarSize.DAY) == ()
    assert placed([], stamps, BarSize.DAY) == ()
