"""After a tick a gathering is what a new one would be, whatever was in view before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import Floats
from gridwatch.ui.chart.engine.frame import Window
from gridwatch.ui.chart.engine.gathering import Gathering

COUNT = 3_000


def walk(seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    values = 100 + np.cumsum(rng.normal(0, 1, COUNT))
    values[rng.integers(0, COUNT, 40)] = np.nan
    return values


def same(one: Gathering, other: Gathering) -> None:
    for name in ("x", "first", "low", "high", "last"):
        np.testing.assert_array_equal(getattr(one.found, name), getattr(other.found, name))
    assert one.extent == other.extent


@settings(deadline=None, max_examples=60)
@given(
    left=st.floats(-50, COUNT + 20),
    bars=st.floats(1, COUNT),
    wide=st.sampled_from((40.0, 300.0, 1_100.0)),
    firsts=st.lists(st.integers(0, COUNT - 1), min_size=1, max_size=4),
    beside=st.booleans(),
)
def test_what_was_written_in_place_is_found(
    left: float, bars: float, wide: float, firsts: list[int], beside: bool
) -> None:
    values, window = walk(1), Window(left, left + bars, wide)
    one = Gathering(values, values, values, values, beside=beside)
    one.look(window)
    for number, first in enumerate(firsts):
        values[first:] = walk(2 + number)[first:]
        one.look_again(window, first)
        fresh = Gathering(values, values, values, values, beside=beside)
        fresh.look(window)
        same(one, fresh)


def test_another_window_is_looked_at_whole() -> None:
    values = walk(1)
    one, fresh = (Gathering(values, values, values, values) for _ in range(2))
    one.look(Window(0, 100, 500))
    one.look_again(Window(50, 190, 500), COUNT - 1)
    fresh.look(Window(50, 190, 500))
    same(one, fresh)


@pytest.mark.parametrize(
    ("bar", "left", "wide", "is_last"),
    [
        (COUNT - 1, COUNT - 100, 500.0, True),
        (COUNT - 2, COUNT - 100, 500.0, False),
        (COUNT - 1, 0, 500.0, False),
        (COUNT - 1, COUNT - 100, 50.0, False),
    ],
)
def test_only_a_bar_with_its_own_column_is_the_last(
    bar: int, left: float, wide: float, is_last: bool
) -> None:
    values = walk(1)
    one = Gathering(values, values, values, values)
    one.look(Window(left, left + 100, wide))
    assert one.is_last(bar) is is_last
