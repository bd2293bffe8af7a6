"""The ranges: where each begins, and views that never leave the data."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.ui.chart.ranges import (
    AIR,
    FEWEST_BARS,
    RANGES,
    clamped,
    range_back_to,
    span_of,
    zoomed,
)

FIRST = date(2020, 1, 1)
DAYS = np.arange(day_number(FIRST), day_number(date(2024, 3, 31)) + 1, dtype=np.int64)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("1M", date(2024, 2, 29)),  # there is no 31 February
        ("3M", date(2023, 12, 31)),
        ("6M", date(2023, 9, 30)),
        ("YTD", date(2023, 12, 31)),
        ("1Y", date(2023, 3, 31)),
        ("3Y", date(2021, 3, 31)),
        ("5Y", FIRST),  # more than there is
        ("MAX", FIRST),
    ],
)
def test_a_range_begins_where_its_name_says(name: str, begins: date) -> None:
    chosen = next(each for each in RANGES if each.id == name)
    left, right = span_of(chosen, DAYS * DAY_SECONDS)
    assert day_of(int(DAYS[math.ceil(left)])) == begins
    assert right > len(DAYS) - 0.5


def test_a_range_begins_at_the_close_before_a_closed_day() -> None:
    gap = np.array([day_number(date(2024, 3, 31) - timedelta(days=n)) for n in (90, 40, 20, 0)])
    month = next(each for each in RANGES if each.id == "1M")
    left, _ = span_of(month, gap * DAY_SECONDS)
    assert left == 0.5


@given(st.floats(-1e4, 1e4), st.floats(0.1, 1e5), st.integers(1, 5000))
def test_a_view_stays_on_the_data(left: float, width: float, count: int) -> None:
    a, b = clamped(left, left + width, count)
    assert b - a >= FEWEST_BARS * (1 - 1e-9)
    assert b <= count - 0.5 + (b - a) * AIR + 1e-6
    if count > FEWEST_BARS * 2:
        assert a >= -0.5 - 1e-6
    assert clamped(a, b, count) == pytest.approx((a, b))


@given(st.floats(0, 900), st.floats(20, 90))
def test_a_view_on_the_data_is_left_alone(left: float, width: float) -> None:
    assert clamped(left, left + width, 1000) == pytest.approx((left, left + width))


@given(st.floats(0, 100), st.floats(1, 100), st.floats(0.1, 10), st.floats(0, 1))
def test_a_zoom_keeps_the_bar_under_the_pointer(
    left: float, width: float, factor: float, part: float
) -> None:
    about = left + part * width
    a, b = zoomed(left, left + width, factor, about)
    assert b - a == pytest.approx(width * factor)
    assert (about - a) / (b - a) == pytest.approx(part, abs=1e-9)


def test_sessions_are_counted_by_days_that_traded() -> None:
    friday, monday = day_number(date(2024, 10, 11)), day_number(date(2024, 10, 14))
    stamps = np.array(
        [day * DAY_SECONDS + 34_200 + 60 * n for day in (friday, monday) for n in range(240)],
        dtype=np.int64,
    )
    one, five = RANGES[0], RANGES[1]
    assert span_of(one, stamps)[0] == 239.5
    assert span_of(five, stamps)[0] == -0.5


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 3, 31), "1M"),
        (date(2024, 2, 29), "1M"),
        (date(2024, 2, 28), "3M"),
        (date(2023, 6, 1), "1Y"),
        (date(2021, 4, 1), "3Y"),
        (date(2000, 1, 1), "MAX"),
    ],
)
def test_the_shortest_range_that_reaches_back_is_found(day: date, name: str) -> None:
    assert range_back_to(day, date(2024, 3, 31)) == name
