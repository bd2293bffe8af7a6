"""The bar at which a period that ends on a day stands, against a search through all bars."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.figure_line import bars_of_days

MONDAY = date(2026, 3, 2)


def begin_of(day: date, size: BarSize) -> date:
    """Return the first day of the bar of a size that a day belongs to."""
    if size is BarSize.MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if size is BarSize.WEEK else day


def searched(day: date, bars: list[date], size: BarSize) -> float:
    """Return the last bar on or before a day, looked for one by one."""
    begins = [begin_of(each, size) for each in bars]
    own = begin_of(day, size)
    if own < begins[0]:
        return math.nan
    if own > begins[-1]:
        return math.inf
    return float(max(at for at, each in enumerate(begins) if each <= own))


@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=40, unique=True).map(sorted),
    st.lists(st.integers(-60, 470), min_size=1, max_size=20),
    st.sampled_from([BarSize.DAY, BarSize.WEEK, BarSize.MONTH]),
)
def test_a_period_stands_on_the_last_bar_that_it_has_seen(
    sessions: list[int], ends: list[int], size: BarSize
) -> None:
    days = [MONDAY + timedelta(days=each) for each in sessions]
    bars = list({begin_of(each, size): each for each in reversed(days)}.values())[::-1]
    stamps = np.array([day_number(each) * DAY_SECONDS for each in bars], dtype=np.int64)
    wanted = np.array([day_number(MONDAY) + each for each in ends], dtype=np.int64)
    found = bars_of_days(wanted, stamps, size).tolist()
    expected = [searched(day_of(int(each)), bars, size) for each in wanted]
    assert found == pytest.approx(expected, nan_ok=True)


def test_within_the_day_it_is_the_last_bar_of_the_day() -> None:
    start = day_number(MONDAY) * DAY_SECONDS
    stamps = np.array([start + 34_200, start + 50_400, start + 3 * DAY_SECONDS + 34_200])
    days = np.array([-1, 0, 1, 3, 4], dtype=np.int64) + day_number(MONDAY)
    found = bars_of_days(days, stamps, BarSize.HOUR).tolist()
    assert found == pytest.approx([math.nan, 1, 1, 2, math.inf], nan_ok=True)


def test_without_bars_there_is_no_place() -> None:
    nothing = np.empty(0, dtype=np.int64)
    assert np.isnan(bars_of_days(np.array([1, 2]), nothing, BarSize.DAY)).all()
    assert len(bars_of_days(nothing, np.array([0]), BarSize.DAY)) == 0
