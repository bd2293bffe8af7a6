"""A moment stays at its date among bars of every size, and a place among bars has one moment."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles, aggregated
from gridwatch.ui.chart.drawing.moments import Moments

gaps = st.lists(st.integers(1, 400_000), min_size=1, max_size=60)
EMPTY = np.empty(0, dtype=np.int64)


def stamps_of(gaps: list[int], first: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return first + np.cumsum(np.array([0, *gaps], dtype=np.int64))


def minutes() -> Candles:
    """Return ten days of one-minute bars with a break at noon, no weekends."""
    days = np.array([0, 1, 2, 3, 4, 7, 8, 9, 10, 11]) + 19_996  # from a Monday on
    within = np.concatenate((np.arange(570, 690), np.arange(780, 900))) * 60
    stamps = (days[:, None] * DAY_SECONDS + within).ravel().astype(np.int64)
    flat = np.full(len(stamps), 10.0)
    return Candles(stamps, flat, flat, flat, flat, flat)


@given(gaps, st.integers(-(10**9), 10**9), st.lists(st.integers(-(10**8), 10**8), max_size=20))
def test_a_moment_comes_back_from_its_place(
    gaps: list[int], first: int, offsets: list[int]
) -> None:
    stamps = stamps_of(gaps, first)
    moments = Moments(stamps)
    for offset in offsets:
        stamp = first + offset
        assert abs(moments.stamp(moments.bar(stamp)) - stamp) <= 1


@given(gaps, st.integers(-(10**9), 10**9), st.integers(-500, 500))
def test_a_bar_comes_back_from_its_moment(gaps: list[int], first: int, bar: int) -> None:
    stamps = stamps_of(gaps, first)
    moments = Moments(stamps)
    stamp = moments.stamp(bar)
    if 0 <= bar < len(stamps):
        assert stamp == stamps[bar]
        assert moments.bar(stamp) == bar
    else:  # half a second is lost to whole ones
        assert moments.bar(stamp) == pytest.approx(bar, abs=0.51)


@given(gaps, st.integers(-(10**9), 10**9), st.lists(st.integers(-(10**8), 10**8), min_size=2))
def test_later_moments_stand_further_right(gaps: list[int], first: int, offsets: list[int]) -> None:
    stamps = stamps_of(gaps, first)
    wanted = first + np.unique(np.array(offsets, dtype=np.int64))
    found = Moments(stamps).bars(wanted)
    assert (np.diff(found) > 0).all()


@pytest.mark.parametrize("size", list(BarSize))
def test_a_moment_stays_in_its_bar_at_every_size(size: BarSize) -> None:
    whole = minutes()
    small = Moments(whole.stamps)
    bars = aggregated(whole, size).stamps
    moments = Moments(bars)
    for number in range(0, len(whole), 37):
        stamp = small.stamp(number)
        holding = int(np.searchsorted(bars, stamp, side="right")) - 1
        if holding < len(bars) - 1:  # how long the last one takes can only be guessed
            assert holding <= moments.bar(stamp) < holding + 1
        assert abs(moments.stamp(moments.bar(stamp)) - stamp) <= 1


def test_pauses_are_no_part_of_the_bars_to_come() -> None:
    whole = minutes()
    ahead = Moments(whole.stamps).stamp(len(whole) + 4)
    assert ahead == whole.stamps[-1] + 5 * 60


def test_days_to_come_take_weekends_with_them() -> None:
    days = aggregated(minutes(), BarSize.DAY)
    ahead = Moments(days.stamps).stamp(len(days) - 1 + 90)
    assert ahead - days.stamps[-1] == pytest.approx(90 * 11 / 9 * DAY_SECONDS, rel=0.01)


def test_before_the_first_minute_time_passes_as_fast_as_among_the_bars() -> None:
    whole = minutes()
    span = int(whole.stamps[-1] - whole.stamps[0])
    assert Moments(whole.stamps).bar(int(whole.stamps[0]) - span) == pytest.approx(
        -(len(whole) - 1)
    )


def test_one_bar_is_taken_for_a_day() -> None:
    moments = Moments(np.array([DAY_SECONDS], dtype=np.int64))
    assert moments.bar(3 * DAY_SECONDS) == 2
    assert moments.stamp(-1) == 0


def test_no_bars_have_no_moments() -> None:
    with pytest.raises(ValueError, match="no bars"):
        Moments(EMPTY).bar(0)
    with pytest.raises(ValueError, match="no bars"):
        Moments(EMPTY).stamp(0)
