"""Volatility and drift: what paths were made with is measured, whatever is missing of them."""

from __future__ import annotations

from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.milestones.pace import DAYS_A_YEAR
from gridwatch.domain.milestones.volatility import (
    DECAY,
    FEWEST_RETURNS,
    Motion,
    credibility,
    motion_of,
    returns_of,
)

returns_lists = st.lists(st.floats(-0.1, 0.1), min_size=FEWEST_RETURNS, max_size=80)


def weekdays(count: int) -> Days:
    days = np.arange(20_000, 20_000 + count * 2)
    return days[(days + 3) % 7 < 5][:count]


def walked(values: list[float] | Floats) -> tuple[Days, Floats]:
    return weekdays(len(values) + 1), 100 * np.exp(np.concatenate(([0.0], np.cumsum(values))))


def motion(days: Days, levels: Floats, decay: float = DECAY) -> Motion:
    found = motion_of(days, levels, decay)
    assert found is not None
    return found


def random_walk(years: float, volatility: float, growth: float, seed: int) -> tuple[Days, Floats]:
    sessions = DAYS_A_YEAR * 5 / 7
    count = round(years * sessions)
    dice = np.random.default_rng(seed)
    return walked(dice.normal(growth / sessions, volatility / sqrt(sessions), count))


@given(returns_lists)
def test_it_is_the_recursion_of_riskmetrics(values: list[float]) -> None:
    # Started with zero and freed of that start: variance / (1 - 0.97^n).
    variance = 0.0
    for each in values:
        variance = 0.97 * variance + 0.03 * each**2
    days, levels = walked(values)
    returns = returns_of(days, levels)
    assert returns is not None
    daily = variance / (1 - 0.97 ** len(values))
    assert motion(days, levels).volatility == pytest.approx(
        sqrt(daily * returns.sessions), abs=1e-9
    )


@given(returns_lists, st.floats(1e-6, 1e12))
def test_the_unit_makes_no_difference(values: list[float], unit: float) -> None:
    days, levels = walked(values)
    one, other = motion(days, levels), motion(days, levels * unit)
    assert other.volatility == pytest.approx(one.volatility, rel=1e-6, abs=1e-9)
    assert other.drift == pytest.approx(one.drift, rel=1e-6, abs=1e-9)


def test_five_days_a_week_are_261_sessions_a_year() -> None:
    days, levels = random_walk(3, 0.3, 0, 1)
    assert motion(days, levels).sessions == pytest.approx(DAYS_A_YEAR * 5 / 7, rel=2e-3)
    every_day = np.arange(len(levels))
    assert motion(every_day, levels).sessions == DAYS_A_YEAR


@pytest.mark.parametrize("volatility", [0.15, 0.4, 0.9])
def test_the_volatility_of_a_path_is_found(volatility: float) -> None:
    # A decay of 0.97 stands on 66 days: its own error is σ / √131.
    found = [
        motion(*random_walk(1, volatility, 0, seed)).volatility / volatility for seed in range(60)
    ]
    assert np.mean(found) == pytest.approx(1, abs=4 / sqrt(131 * 60))
    slow = motion(*random_walk(10, volatility, 0, 3), decay=0.999).volatility
    assert slow == pytest.approx(volatility, rel=0.06)


def test_the_last_days_count_most() -> None:
    calm_then_wild = motion(*walked([0.01, -0.01] * 60 + [0.05, -0.05] * 15))
    wild_then_calm = motion(*walked([0.05, -0.05] * 15 + [0.01, -0.01] * 60))
    assert calm_then_wild.volatility > 3 * wild_then_calm.volatility


def test_days_that_are_not_known_hardly_change_it() -> None:
    days, levels = random_walk(6, 0.4, 0.1, 11)
    whole = motion(days, levels, 0.995)
    dice = np.random.default_rng(5)
    lost = dice.random(len(levels)) < 0.3
    lost[[0, -1]] = False
    holey = motion(days, np.where(lost, np.nan, levels), 0.995)
    assert holey.volatility == pytest.approx(whole.volatility, rel=0.12)
    assert holey.sessions == pytest.approx(whole.sessions * 0.7, rel=0.05)
    # The same days absent, in place of NaN, are the same thing.
    absent = motion(days[~lost], levels[~lost], 0.995)
    assert absent == holey
    assert holey.measured == pytest.approx(whole.measured, abs=0.05)


def test_a_suspension_is_no_shock_of_one_day() -> None:
    days, levels = random_walk(4, 0.4, 0, 2)
    before = motion(days, levels, 0.99)
    # Half a year without trading shortly before the end, and 40 % more after it.
    end = len(days) - 20
    kept = (np.arange(len(days)) < end - 130) | (np.arange(len(days)) >= end)
    levels[end:] *= 1.4 * levels[end - 131] / levels[end]
    rested = motion(days[kept], levels[kept], 0.99)
    assert rested.sessions == pytest.approx(before.sessions, rel=0.01)
    assert rested.volatility == pytest.approx(before.volatility, rel=0.1)
    overnight = motion(weekdays(int(kept.sum())), levels[kept], 0.99)
    assert overnight.volatility > 1.3 * rested.volatility


def test_too_little_or_nothing_known_is_no_motion() -> None:
    days, levels = walked([0.01] * (FEWEST_RETURNS - 1))
    assert motion_of(days, levels) is None
    assert motion_of(*walked([0.01] * FEWEST_RETURNS)) is not None
    assert motion_of(days, np.full(len(days), np.nan)) is None
    assert motion_of(days[:0], levels[:0]) is None
    assert motion_of(np.arange(40) * 30, np.arange(1.0, 41.0)) is None


def test_what_never_moves_has_no_volatility() -> None:
    found = motion(*walked([0.0] * 40))
    assert (found.volatility, found.drift, found.error) == (0, 0, 0)


def test_the_drift_of_many_paths_is_found_within_its_error() -> None:
    # dS = 0.15 S dt + 0.3 S dW grows by 0.15 - 0.045 a year.
    found = [motion(*random_walk(10, 0.3, 0.105, seed)) for seed in range(80)]
    error = float(np.mean([each.error for each in found]))
    assert error == pytest.approx(0.3 / sqrt(10), rel=0.03)
    assert np.mean([each.measured for each in found]) == pytest.approx(
        0.15, abs=4 * error / sqrt(80)
    )
    assert np.std([each.measured for each in found]) == pytest.approx(error, rel=0.25)


def test_a_drift_is_believed_the_more_the_longer_it_is_known() -> None:
    short, long = (motion(*random_walk(years, 0.4, 0.3, 4)) for years in (1, 10))
    assert short.drift / short.measured == pytest.approx(1 / 17, rel=0.15)
    assert long.drift / long.measured == pytest.approx(0.01 / (0.01 + 0.016), rel=0.1)


@given(st.floats(0, 10), st.floats(0, 10))
def test_what_is_believed_shrinks_with_the_error(one: float, other: float) -> None:
    small, large = sorted((one, other))
    assert 0 < credibility(large) <= credibility(small) <= 1
    assert credibility(0.1) == pytest.approx(0.5)


def test_the_shrunk_drift_is_nearer_to_the_true_one() -> None:
    # True drifts as far from zero as is supposed: shrinking has to lose less than believing all.
    dice = np.random.default_rng(8)
    lost_shrunk, lost_whole = [], []
    for seed in range(120):
        true = float(dice.normal(0, 0.1))
        found = motion(*random_walk(5, 0.35, true - 0.35**2 / 2, seed))
        lost_shrunk.append((found.drift - true) ** 2)
        lost_whole.append((found.measured - true) ** 2)
    assert np.mean(lost_shrunk) < 0.6 * np.mean(lost_whole)
    assert np.mean(lost_shrunk) < 1.1 * 0.01


def test_only_the_last_ten_years_tell_the_drift() -> None:
    days, levels = walked([0.01, -0.009] * 2000)
    levels[:600] *= exp(-3)
    days = days - days[-1]
    recent = days > -10 * DAYS_A_YEAR
    assert motion(days, levels).measured == pytest.approx(
        motion(days[recent], levels[recent]).measured, rel=0.02
    )
