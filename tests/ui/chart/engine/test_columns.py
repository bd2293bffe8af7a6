"""Decimation: whatever stands in a pixel column, its extremes are drawn."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.ui.chart.engine.columns import Extremes, columns, gathered
from gridwatch.ui.chart.layers.trace import through

PRICES = st.lists(st.floats(0.01, 1e5), min_size=1, max_size=400)


@st.composite
def views(draw: st.DrawFn) -> tuple[list[float], float, float, float]:
    values = draw(PRICES)
    left = draw(st.floats(-5, len(values)))
    right = left + draw(st.floats(1, len(values) + 5))
    return values, left, right, draw(st.floats(1, 120))


@given(views())
def test_every_column_keeps_its_extremes(view: tuple[list[float], float, float, float]) -> None:
    values, left, right, width = view
    found = columns(np.array(values), left, right, width)
    x, y = through(found)
    drawn: dict[int, list[float]] = {}
    for at, value in zip(x.tolist(), y.tolist(), strict=True):
        drawn.setdefault(int(at // found.step), []).append(value)
    expected: dict[int, list[float]] = {}
    for bar, value in enumerate(values):
        expected.setdefault(bar // found.step, []).append(value)
    for column, inside in drawn.items():
        assert min(inside) == min(expected[column])
        assert max(inside) == max(expected[column])
    visible = {bar // found.step for bar in range(len(values)) if left <= bar <= right}
    assert visible <= set(drawn)


@given(views())
def test_columns_are_about_a_pixel_wide(view: tuple[list[float], float, float, float]) -> None:
    values, left, right, width = view
    found = columns(np.array(values), left, right, width)
    assert (found.step - 1) * width < right - left
    # Nothing far outside is drawn: a pan over a million bars costs what is in view.
    assert len(found.x) <= (right - left) / found.step + 6


LONG = np.random.default_rng(1).normal(100, 9, 200_000)


@given(st.integers(0, 190_000), st.integers(10, 200_000), st.integers(20, 300))
def test_blocks_tell_the_same_extremes_as_the_bars(left: int, bars: int, width: int) -> None:
    extremes_of = Extremes(LONG, LONG)
    found = gathered(LONG, LONG, extremes_of, left, left + bars, width)
    for place, x in enumerate(found.x.tolist()):
        start = int(x) // found.step * found.step
        part = LONG[start : start + found.step]
        assert (found.low[place], found.high[place]) == (part.min(), part.max())
        assert (found.first[place], found.last[place]) == (part[0], part[-1])


def test_bars_written_in_place_are_seen_through_the_blocks() -> None:
    values = LONG.copy()
    extremes_of = Extremes(values, values)
    gathered(values, values, extremes_of, 0, len(values), 100)
    values[-1] = 9_999.0
    extremes_of.changed_from(len(values) - 1)
    assert gathered(values, values, extremes_of, 0, len(values), 100).high.max() == 9_999.0
    values[-1] = 1.0
    extremes_of.changed_from(len(values) - 1)
    found = gathered(values, values, extremes_of, 0, len(values), 100)
    assert (found.low.min(), found.high.max()) == (values.min(), values.max())


def test_what_is_unknown_hides_nothing_beside_it() -> None:
    values = np.array([math.nan, 5.0, math.nan, math.nan] * 50)
    found = columns(values, 0, 200, 50)
    assert set(found.low.tolist()) == {5.0}
    assert columns(np.full(100, math.nan), 0, 100, 10).extent() is None


@given(views(), st.integers(1, 40))
def test_a_pan_moves_columns_without_changing_them(
    view: tuple[list[float], float, float, float], by: int
) -> None:
    values, left, right, width = view
    left, right = math.floor(left), math.floor(left) + math.ceil(right - left)
    one = columns(np.array(values), left, right, width)
    other = columns(np.array(values), left + by, right + by, width)
    assert one.step == other.step
    lows = dict(zip(one.x.tolist(), one.low.tolist(), strict=True))
    for x, low in zip(other.x.tolist(), other.low.tolist(), strict=True):
        # A last column cut off by the window of the slice is the one exception, and out of sight.
        if x in lows:
            assert low == lows[x]


def test_a_single_spike_in_a_million_bars_is_seen() -> None:
    values = np.full(1_000_000, 10.0)
    values[654_321] = 99.0
    found = columns(values, 0, 1_000_000, 1200)
    assert found.high.max() == 99.0
    assert len(found.x) < 2 * 1200 + 2


def test_no_values_are_no_columns() -> None:
    assert len(columns(np.empty(0), 0, 10, 100).x) == 0
