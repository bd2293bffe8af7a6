"""The price axis: round ticks, both scales, and which target may stretch the view."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.rounding import round_step
from gridwatch.ui.chart.engine.scale import (
    Scale,
    decimals_for,
    height,
    heights,
    price_at,
    price_ticks,
    view_of,
)

NO_AIR = (0.0, 0.0)


def is_round(price: float, digits: int = 3) -> bool:
    return math.isclose(float(f"{price:.{digits - 1}e}"), price, rel_tol=1e-9, abs_tol=1e-12)


@given(st.floats(0.01, 1e5), st.floats(0.001, 100), st.integers(2, 20))
def test_linear_ticks_are_round_evenly_spaced_and_in_view(
    low: float, share: float, most: int
) -> None:
    high = low * (1 + share)
    ticks = price_ticks(low, high, most, Scale.LINEAR)
    assert len(ticks) <= most + 1
    steps = np.diff(ticks)
    assert (steps > 0).all()
    step = round_step((high - low) / most)
    assert np.allclose(steps, step)
    assert is_round(step, 2)
    slack = (high - low) * 1e-6
    assert all(low - slack <= each <= high + slack for each in ticks)


@given(st.floats(0.01, 1e4), st.floats(1.7, 1e6), st.integers(2, 20))
def test_log_ticks_are_round_and_rising(low: float, times: float, most: int) -> None:
    ticks = price_ticks(math.log10(low), math.log10(low * times), most, Scale.LOG)
    assert len(ticks) <= most
    assert ticks == sorted(set(ticks))
    assert all(is_round(each, 2) for each in ticks)


def test_a_narrow_log_view_still_has_ticks() -> None:
    ticks = price_ticks(math.log10(19.0), math.log10(21.0), 6, Scale.LOG)
    assert ticks == pytest.approx([19.0, 19.5, 20.0, 20.5, 21.0])


@given(st.floats(1e-6, 1e9))
def test_a_price_comes_back_from_its_height(price: float) -> None:
    for scale in Scale:
        assert price_at(height(price, scale), scale) == pytest.approx(price)
        assert heights(np.array([price]), scale)[0] == pytest.approx(height(price, scale))


def test_a_near_line_stretches_the_view_and_a_far_one_does_not() -> None:
    assert view_of(10, 20, 35, NO_AIR) == (10, 35)
    assert view_of(10, 20, 35.1, NO_AIR) == (10, 20)
    assert view_of(10, 20, 5, NO_AIR) == (5, 20)
    assert view_of(10, 20, 15, NO_AIR) == view_of(10, 20, None, NO_AIR) == (10, 20)


@given(st.floats(0.01, 1e5), st.floats(0, 10), st.floats(0.01, 1e6))
def test_the_view_holds_the_data_with_its_air(low: float, share: float, line: float) -> None:
    high = low * (1 + share)
    assume(high == low or high - low > low * 1e-6)
    bottom, top = view_of(low, high, line, (0.1, 0.05))
    assert bottom < low <= high < top
    assert (top - high) >= (top - bottom) * 0.099
    assert (low - bottom) >= (top - bottom) * 0.049


def test_decimals_are_as_many_as_the_ticks_need() -> None:
    assert decimals_for([10, 20]) == 0
    assert decimals_for([2.5, 5.0]) == 1
    assert decimals_for([0.25, 0.5]) == 2
    assert decimals_for([0.1 + 0.2]) == 1


def test_what_a_logarithm_has_no_place_for_is_unknown_not_tiny() -> None:
    found = heights(np.array([10.0, 0.0, -3.0, math.nan]), Scale.LOG)
    assert found[0] == 1.0
    assert np.isnan(found[1:]).all()
    assert math.isnan(height(0.0, Scale.LOG))
    assert math.isnan(height(-1.0, Scale.LOG))


@pytest.mark.parametrize("scale", list(Scale))
def test_a_frame_maps_there_and_back(scale: Scale) -> None:
    frame = Frame(10, 110, height(5, scale), height(50, scale), 1000, 500, scale)
    assert (frame.x(10), frame.x(110)) == (0, 1000)
    assert frame.y(50) == pytest.approx(0)
    assert frame.y(5) == pytest.approx(500)
    assert frame.bar(frame.x(37)) == pytest.approx(37)
    assert frame.value(frame.y(17)) == pytest.approx(17)
