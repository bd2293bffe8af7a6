"""The probability of a touch: against simulated paths, in its extremes, and as a property."""

from __future__ import annotations

from itertools import product
from math import erfc, exp, inf, log, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.milestones.touching import Side, _tail_ratio, touch_probability

PATHS = 40_000
values = st.floats(1e-3, 1e15)
ratios = st.floats(1.0001, 50)
times = st.floats(0.01, 30)
volatilities = st.floats(0.02, 3)
drifts = st.floats(-2, 2)
sides = st.sampled_from(Side)


def level_of(value: float, ratio: float, side: Side) -> float:
    return value * ratio if side is Side.ABOVE else value / ratio


def simulated(ratio: float, years: float, volatility: float, drift: float, steps: int) -> float:
    """Return the share of simulated paths that touch, with what happens between the steps.

    Between two points below the level a Brownian bridge touches it with e^(-2xy / σ²Δ), where x
    and y are their distances: the steps leave no error of their own.
    """
    dice = np.random.default_rng(20_260_302)
    step = years / steps
    moves = dice.normal((drift - volatility**2 / 2) * step, volatility * sqrt(step), (PATHS, steps))
    way = 1.0 if ratio > 1 else -1.0
    ahead = way * (log(ratio) - np.cumsum(moves, axis=1))
    before = np.hstack([np.full((PATHS, 1), abs(log(ratio))), ahead[:, :-1]])
    between = np.exp(-2 * np.maximum(before * ahead, 0) / (volatility**2 * step))
    touched = np.where((ahead <= 0) | (before <= 0), 1.0, between)
    return float((1 - np.prod(1 - touched, axis=1)).mean())


@pytest.mark.parametrize("ratio", [1.1, 1.5, 2.5, 0.9, 0.6])
@pytest.mark.parametrize(
    ("years", "volatility", "drift"),
    [(0.25, 0.3, 0.0), (1.0, 0.45, 0.0), (1.0, 0.3, 0.25), (3.0, 0.6, -0.3)],
)
def test_simulated_paths_touch_as_often(
    ratio: float, years: float, volatility: float, drift: float
) -> None:
    side = Side.ABOVE if ratio > 1 else Side.BELOW
    told = touch_probability(100, 100 * ratio, years, volatility, drift, side)
    found = simulated(ratio, years, volatility, drift, 16)
    # Four standard errors: none of these twenty may be off by chance.
    assert abs(found - told) < 4 * sqrt(told * (1 - told) / PATHS) + 1e-9


def test_watched_at_the_close_alone_it_is_that_of_a_level_further_away() -> None:
    # Broadie, Glasserman and Kou (1997): a daily look shifts the level by e^(0.5826 σ√Δ).
    dice = np.random.default_rng(7)
    volatility, days = 0.4, 250
    moves = dice.normal(-(volatility**2) / 2 / days, volatility / sqrt(days), (PATHS, days))
    highest = np.cumsum(moves, axis=1).max(axis=1)
    found = float((highest >= log(1.25)).mean())
    shifted = 1.25 * exp(0.5826 * volatility / sqrt(days))
    told = touch_probability(1, shifted, 1, volatility)
    assert abs(found - told) < 3 * sqrt(told * (1 - told) / PATHS) + 1e-3
    assert touch_probability(1, 1.25, 1, volatility) > found


@given(values, ratios, times, volatilities, drifts, sides)
def test_it_is_a_probability(
    value: float, ratio: float, years: float, volatility: float, drift: float, side: Side
) -> None:
    level = level_of(value, ratio, side)
    assert 0 <= touch_probability(value, level, years, volatility, drift, side) <= 1


@given(values, ratios, times, times, volatilities, drifts, sides)
def test_more_time_never_makes_it_less_likely(
    value: float, ratio: float, one: float, other: float, vol: float, drift: float, side: Side
) -> None:
    level = level_of(value, ratio, side)
    short, long = sorted((one, other))
    sooner = touch_probability(value, level, short, vol, drift, side)
    assert sooner <= touch_probability(value, level, long, vol, drift, side) + 1e-12


@given(values, ratios, ratios, times, volatilities, drifts, sides)
def test_a_level_further_away_is_never_likelier(
    value: float, one: float, other: float, years: float, vol: float, drift: float, side: Side
) -> None:
    near, far = (level_of(value, each, side) for each in sorted((one, other)))
    further = touch_probability(value, far, years, vol, drift, side)
    assert further <= touch_probability(value, near, years, vol, drift, side) + 1e-12


@given(values, ratios, times, volatilities, drifts, drifts)
def test_more_drift_never_makes_a_rise_less_likely(
    value: float, ratio: float, years: float, vol: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    slower = touch_probability(value, value * ratio, years, vol, low)
    assert slower <= touch_probability(value, value * ratio, years, vol, high) + 1e-12


@given(values, st.floats(1e-6, 1e6), ratios, times, volatilities, drifts, sides)
def test_the_currency_makes_no_difference(
    value: float, rate: float, ratio: float, years: float, vol: float, drift: float, side: Side
) -> None:
    level = level_of(value, ratio, side)
    here = touch_probability(value, level, years, vol, drift, side)
    there = touch_probability(value * rate, level * rate, years, vol, drift, side)
    assert there == pytest.approx(here, rel=1e-6, abs=1e-9)


@given(values, ratios, times, volatilities)
def test_without_drift_no_more_than_the_ratio(
    value: float, ratio: float, years: float, vol: float
) -> None:
    # Doob: the expected value stays, so that at most value / level of all paths can be so high.
    assert touch_probability(value, value * ratio, years, vol) <= 1 / ratio + 1e-12


@given(values, ratios, times, volatilities, drifts)
def test_a_rise_is_a_fall_in_the_mirror(
    value: float, ratio: float, years: float, vol: float, drift: float
) -> None:
    up = touch_probability(value, value * ratio, years, vol, drift)
    down = touch_probability(value * ratio, value, years, vol, vol**2 - drift, Side.BELOW)
    assert down == pytest.approx(up, rel=1e-6, abs=1e-9)


def test_it_is_twice_the_end_where_nothing_trends() -> None:
    # The reflection principle, for drift = σ²/2.
    for ratio in (1.1, 2, 5):
        end = erfc(log(ratio) / 0.5 / sqrt(2)) / 2
        assert touch_probability(1, ratio, 1, 0.5, 0.125) == pytest.approx(2 * end, rel=1e-12)


def test_what_is_reached_is_certain() -> None:
    assert touch_probability(100, 100, 0, 0) == 1
    assert touch_probability(101, 100, 0, 0.3) == 1
    assert touch_probability(99, 100, 0, 0, side=Side.BELOW) == 1


def test_without_time_nothing_new_is_reached() -> None:
    assert touch_probability(99, 100, 0, 0.3, 5) == 0
    assert touch_probability(101, 100, 0, 0.3, -5, Side.BELOW) == 0


def test_without_volatility_the_path_is_certain() -> None:
    assert touch_probability(100, 110, 1, 0, 0.0953) == 0
    assert touch_probability(100, 110, 1, 0, 0.0954) == 1
    assert touch_probability(100, 90, 1, 0, 0.0, Side.BELOW) == 0
    assert touch_probability(100, 90, 2, 0, -0.06, Side.BELOW) == 1


@pytest.mark.parametrize("volatility", [0.0, 1e-320, 1e-160, 1e-12, 1e-3, 1.0, 40.0, 1e10, 1e200])
@pytest.mark.parametrize("side", Side)
def test_extremes_are_probabilities_too(volatility: float, side: Side) -> None:
    levels, times = (1e-300, 0.5, 1 - 1e-16, 1 + 1e-15, 2.0, 1e300), (0.0, 1e-300, 1e-9, 1.0, 1e12)
    for level, drift in product(levels, (-1e8, -3.0, 0.0, 3.0, 1e8)):
        found = [touch_probability(1.0, level, each, volatility, drift, side) for each in times]
        assert all(0 <= each <= 1 for each in found)
        assert found == sorted(found)


def test_the_overflowing_term_is_still_told() -> None:
    # e^(2νb/σ²) is e^960 here: the plain formula has no value.
    assert touch_probability(1, exp(12), 1, 0.5, 10.125) == pytest.approx(
        erfc(4 / sqrt(2)) / 2 + exp(-8) * _tail_ratio(44), rel=1e-12
    )


def test_the_series_of_the_tail_goes_on_where_the_function_ends() -> None:
    assert _tail_ratio(25 - 1e-9) == pytest.approx(_tail_ratio(25 + 1e-9), rel=1e-10)
    assert _tail_ratio(0) == 0.5
    assert _tail_ratio(1e200) == pytest.approx(1e-200 / sqrt(2 * np.pi), rel=1e-12)


@pytest.mark.parametrize(
    "numbers",
    [
        (0, 1, 1, 1, 0),
        (1, 0, 1, 1, 0),
        (-1, 1, 1, 1, 0),
        (1, 2, -1, 1, 0),
        (1, 2, 1, -0.1, 0),
        (nan, 2, 1, 1, 0),
        (1, inf, 1, 1, 0),
        (1, 2, 1, 1, nan),
    ],
)
def test_what_has_no_probability_is_refused(
    numbers: tuple[float, float, float, float, float],
) -> None:
    with pytest.raises(ValueError, match="no probability"):
        touch_probability(*numbers)
