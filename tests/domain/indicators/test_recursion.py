"""The blocks of a smoothed column against the loop that they stand for, in long series."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import Floats
from gridwatch.domain.indicators.recursion import LONGEST_BLOCK, SHORT, averaged, smoothed


def looped(values: Floats, weight: float, carry: float) -> Floats:
    result = []
    for each in values.tolist():
        carry = (1.0 - weight) * carry + weight * each
        result.append(carry)
    return np.array(result)


def priced(seed: int, length: int, low: int, high: int) -> Floats:
    random = np.random.default_rng(seed)
    # A new level every now and then, from tiny to huge and back.
    level = np.repeat(random.uniform(low, high, length // 300 + 1), 300)[:length]
    return 10.0**level * (1.0 + random.random(length))


lengths = st.sampled_from([0, 1, SHORT, SHORT + 1, LONGEST_BLOCK, LONGEST_BLOCK + 1, 30_011])


@given(st.integers(0, 2**32), lengths, st.integers(1, 500), st.booleans())
@settings(deadline=None, max_examples=60)
def test_blocks_give_what_the_loop_gives(seed: int, length: int, period: int, wilder: bool) -> None:
    weight = 1.0 / period if wilder else 2.0 / (period + 1)
    values = priced(seed, length, -12, 15)
    expected = looped(values, weight, 3.0)
    np.testing.assert_allclose(smoothed(values, weight, 3.0), expected, rtol=1e-11)


def test_half_a_million_bars_lose_no_digits() -> None:
    values = priced(1, 500_000, 0, 3)
    for period in (2, 14, 500):
        expected = looped(values, 1.0 / period, 1.0)
        np.testing.assert_allclose(smoothed(values, 1.0 / period, 1.0), expected, rtol=1e-11)


def test_values_at_the_limit_stay_finite() -> None:
    values = np.full(5000, 9.9e99)
    for period in (2, 3, 14, 500):
        result = smoothed(values, 2.0 / (period + 1), 0.0)
        assert np.isfinite(result).all()
        assert result[-1] == pytest.approx(9.9e99, rel=1e-6)


def test_the_values_given_are_left_alone() -> None:
    values = np.arange(100.0)
    smoothed(values, 1.0, 5.0)[:] = 0.0
    smoothed(values, 0.5, 5.0)[:] = 0.0
    averaged(values, 10, 0.5, math.nan)[:] = 0.0
    assert values.tolist() == list(range(100))


def test_the_first_value_is_the_mean_of_the_first_ones() -> None:
    values = np.array([1.0, 2.0, 6.0, 11.0])
    assert averaged(values, 3, 0.5, math.nan).tolist() == [3.0, 7.0]
    assert averaged(values, 4, 0.5, math.nan).tolist() == [5.0]
    assert averaged(values, 5, 0.5, math.nan).tolist() == []
    assert averaged(values[3:], 3, 0.5, 3.0).tolist() == [7.0]
