"""Candles: what of stored bars can be drawn, and how small ones make large ones."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import (
    DAY_SECONDS,
    Candles,
    aggregated,
    beginnings,
    last_known,
    periods,
    scaled,
    sound,
)

MONDAY = 20_514  # 2026-03-02


def candles(stamps: list[int], rows: list[tuple[float, float, float, float, float]]) -> Candles:
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    return Candles(np.array(stamps, dtype=np.int64), *(table[:, at].copy() for at in range(5)))


def columns(one: Candles) -> list[list[float]]:
    return [each.tolist() for each in (one.open, one.high, one.low, one.close, one.volume)]


def test_bars_are_put_in_order_and_rid_of_what_is_no_price() -> None:
    found = sound(
        candles(
            [3, 1, 2, 4],
            [(9, 12, 8, 11, 5), (nan, 0, -1, 10, -3), (1, 1, 1, 0, 1), (1, inf, 1, nan, 1)],
        )
    )
    assert found.stamps.tolist() == [1, 3]
    assert columns(found) == [
        pytest.approx([nan, 9], nan_ok=True),
        [10, 12],
        [10, 8],
        [10, 11],
        pytest.approx([nan, 5], nan_ok=True),
    ]


def test_a_week_begins_on_monday_and_a_month_on_the_first() -> None:
    days = np.arange(MONDAY - 1, MONDAY + 9, dtype=np.int64) * DAY_SECONDS
    assert beginnings(days, BarSize.WEEK).tolist() == [0, 1, 8]
    assert beginnings(days, BarSize.MONTH).tolist() == [0]
    assert beginnings(days - 5 * DAY_SECONDS, BarSize.MONTH).tolist() == [0, 5]
    assert beginnings(days[:0], BarSize.DAY).tolist() == []


def test_unknown_values_of_a_part_are_passed_over() -> None:
    one = candles(
        [0, 60, 120, 300],
        [(nan, 3, 1, 2, nan), (2, nan, nan, 3, 5), (3, 9, 2, nan, 7), (nan, nan, nan, nan, nan)],
    )
    found = aggregated(one, BarSize.FIVE_MINUTES)
    assert found.stamps.tolist() == [0, 300]
    assert columns(found) == [pytest.approx([each, nan], nan_ok=True) for each in (2, 9, 1, 3, 12)]


@given(st.lists(st.tuples(st.integers(0, 400), st.floats(1, 99)), unique_by=lambda one: one[0]))
def test_nothing_is_lost_or_made_up(days: list[tuple[int, float]]) -> None:
    rows = sorted(days)
    one = candles(
        [(MONDAY + at) * DAY_SECONDS for at, _ in rows], [(each,) * 4 + (1,) for _, each in rows]
    )
    for size in (BarSize.WEEK, BarSize.MONTH):
        whole = aggregated(one, size)
        assert len(set(periods(one.stamps, size).tolist())) == len(whole)
        if rows:
            assert whole.volume.sum() == len(rows)
            assert (whole.high.max(), whole.low.min()) == (one.high.max(), one.low.min())
            first = beginnings(one.stamps, size)
            assert last_known(one.close, first).tolist() == whole.close.tolist()


def test_a_factor_moves_prices_and_leaves_the_volume() -> None:
    one = candles([0, 1], [(1, 2, 0.5, 1, 7), (1, 2, 0.5, 1, 7)])
    found = scaled(one, np.array([2.0, nan]))
    assert columns(found)[0] == pytest.approx([2, nan], nan_ok=True)
    assert found.volume.tolist() == [7, 7]
    assert one.open.tolist() == [1, 1]
