"""The state machine of targets against a slow reference that knows no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.targets import (
    REARM_BELOW,
    Crossing,
    Observation,
    Sight,
    Target,
    Watch,
    begin,
    distance_pct,
    price_needed,
    progress,
    replay,
    split_adjusted,
    step,
)

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
WANTED = 100.0
TARGET = Target(1, 1, Decimal(100), "CNY", START)


def seen(
    cap: float, minute: int, *, high: float | None = None, day: int = 0, shares: float = 10.0
) -> Observation:
    at = START + timedelta(days=day, minutes=minute)
    price, top = cap / shares, max(high or cap, cap) / shares
    sight = Sight.LIVE if minute < 300 else Sight.BAR
    return Observation(
        at, date(2026, 3, 2) + timedelta(days=day), sight, cap, top * shares, price, top, shares
    )


def crossings(first: Observation, *later: Observation) -> list[tuple[float, bool]]:
    _, found = replay(TARGET, begin(TARGET, first), later)
    return [(each.observation.cap, each.touched) for each in found]


def test_a_crossing_fires_once_until_it_fell_two_per_cent_below() -> None:
    below = seen(90, 0)
    assert crossings(below, seen(101, 1), seen(105, 2), seen(103, 3)) == [(101, False)]
    assert crossings(below, seen(101, 1), seen(98.1, 2), seen(101, 3)) == [(101, False)]
    assert crossings(below, seen(101, 1), seen(97.9, 2), seen(102, 3)) == [
        (101, False), (102, False),
    ]  # fmt: skip
    assert crossings(below, seen(100, 1)) == [(100, False)]


def test_a_target_made_at_or_beyond_the_cap_does_not_fire_for_that() -> None:
    assert crossings(seen(100, 0), seen(101, 1), seen(120, 2)) == []
    assert crossings(seen(120, 0), seen(97, 1), seen(101, 2)) == [(101, False)]


def test_the_high_of_a_day_counts_once_whoever_tells_it() -> None:
    touch = seen(97, 1, high=101)
    assert crossings(seen(97, 0), touch, seen(97, 2, high=101), seen(97, 300, high=101)) == [
        (97, True)
    ]
    # The bar of the day gives the same high with the rounding of a shorter float.
    assert crossings(seen(97, 0), touch, seen(97, 300, high=101.0000004)) == [(97, True)]
    assert crossings(seen(97, 0), touch, seen(97, 1, high=101, day=1)) == [(97, True)] * 2


def test_a_high_from_before_the_target_was_made_does_not_count() -> None:
    assert crossings(seen(97, 0, high=104), seen(97, 1, high=104), seen(96, 300, high=104)) == []
    assert crossings(seen(97, 0, high=104), seen(97, 1, high=105)) == [(97, True)]


def test_a_corrected_share_count_does_not_fire() -> None:
    corrected = seen(101, 1, shares=10.5)
    assert crossings(seen(97, 0), corrected, seen(101.5, 2, shares=10.5)) == []
    # A real move on the same day as a small change of the count does.
    assert crossings(seen(97, 0), seen(101, 1, shares=10.2)) == [(101, False)]


def test_a_split_is_no_correction_once_the_watch_is_in_its_scale() -> None:
    watch = begin(TARGET, seen(97, 0, high=99))
    after = seen(101, 1, day=1, shares=20.0)
    assert step(TARGET, watch, after)[1] is None
    assert step(TARGET, split_adjusted(watch, 2.0), after)[1] == Crossing(after, touched=False)
    bar = seen(97, 300, high=99, shares=20.0)
    assert step(TARGET, split_adjusted(watch, 2.0), bar)[1] is None
    assert split_adjusted(Watch(True, START), 2.0) == Watch(True, START)


def test_an_observation_that_is_not_later_changes_nothing() -> None:
    watch = begin(TARGET, seen(97, 5))
    for minute in (0, 5):
        assert step(TARGET, watch, seen(150, minute)) == (watch, None)


def test_without_a_first_cap_a_target_is_armed_from_its_making() -> None:
    assert begin(TARGET, None) == Watch(armed=True, until=START)


@dataclass(frozen=True, slots=True)
class Draw:
    """One drawn look: minutes since the last one, the cap and how far the high is above it."""

    gap: int
    cap: float
    lift: float


draws = st.lists(
    st.builds(
        Draw,
        st.integers(1, 900),
        st.sampled_from([90.0, 96.0, 97.99, 98.0, 98.01, 99.0, 99.99, 100.0, 100.5, 104.0]),
        st.sampled_from([1.0, 1.0, 1.005, 1.02, 1.06]),
    ),
    min_size=1,
    max_size=30,
)


def day_long(drawn: Sequence[Draw]) -> list[Observation]:
    """Make observations as an exchange would: within a day the high never falls."""
    minute, highs, made = 0, dict[int, float](), []
    for each in drawn:
        minute += each.gap
        day = minute // 600
        high = max(each.cap * each.lift, highs.get(day, 0.0))
        highs[day] = high
        made.append(seen(each.cap, minute % 600, high=high, day=day))
    return made


def reference(first: Observation, later: Sequence[Observation]) -> list[Observation]:
    """Tell the crossings from the whole past each time, with no state kept between looks."""
    past = [first, *later]

    def reaches(place: int) -> bool:
        now = past[place]
        known = [each.high for each in past[:place] if each.day == now.day]
        return now.cap >= WANTED or (now.high > max(known, default=0.0) and now.high_cap >= WANTED)

    def armed_before(place: int) -> bool:
        for earlier in range(place - 1, 0, -1):
            if past[earlier].cap < WANTED * REARM_BELOW:
                return True
            if reaches(earlier):
                return False
        return first.cap < WANTED

    return [past[place] for place in range(1, len(past)) if reaches(place) and armed_before(place)]


@given(draws)
def test_the_crossings_are_those_of_the_reference(drawn: list[Draw]) -> None:
    first, *later = day_long(drawn)
    _, found = replay(TARGET, begin(TARGET, first), later)
    assert [each.observation for each in found] == reference(first, later)


@given(draws, st.data())
def test_restarts_and_repetitions_raise_nothing_twice(
    drawn: list[Draw], data: st.DataObject
) -> None:
    first, *later = day_long(drawn)
    begun = begin(TARGET, first)
    whole, expected = replay(TARGET, begun, later)
    watch, found, place = begun, list[Crossing](), 0
    while place < len(later):
        # A restart reads from any time in the past on, and a batch may be any piece of the day.
        back = data.draw(st.integers(0, place))
        size = data.draw(st.integers(1, len(later) - place))
        watch, new = replay(TARGET, watch, later[back : place + size])
        found += new
        place += size
    assert (watch, tuple(found)) == (whole, expected)


@given(draws)
def test_between_two_crossings_the_cap_fell_below_the_mark(drawn: list[Draw]) -> None:
    first, *later = day_long(drawn)
    _, found = replay(TARGET, begin(TARGET, first), later)
    for one, two in pairwise(found):
        between = [each for each in later if one.observation.at <= each.at < two.observation.at]
        assert min(each.cap for each in between) < WANTED * REARM_BELOW


def test_distances_are_told_from_the_cap() -> None:
    assert distance_pct(80, 100) == pytest.approx(25)
    assert distance_pct(125, 100) == pytest.approx(-20)
    assert price_needed(8, 80, 100) == pytest.approx(10)
    assert progress(80, 100) == pytest.approx(0.8)
