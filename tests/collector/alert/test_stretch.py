"""What is new of a listing: a quote alone is told as a quote among days is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.collector.alert.present import Present
from gridwatch.collector.alert.quantities import fill, values_of
from gridwatch.collector.alert.stretch import (
    Clock,
    Place,
    Stretch,
    live_stretch,
    new_days,
    sighting_of,
    stretch_of,
)
from gridwatch.domain.alert.condition import Relation, Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.bars import day_of
from gridwatch.domain.fx import FxTable
from gridwatch.domain.splits import Split
from gridwatch.store.user.rule_states import Looked
from tests.collector.alert.test_quantities import FIRST, past_of, term

CLOCK = Clock(ZoneInfo("Asia/Shanghai"), time(15))
NO_DAYS = np.empty(0, dtype=np.intp)
PRICE = term(Measure.PRICE)
assert isinstance(PRICE, Term)
assert PRICE.relation is Relation.AT_LEAST


def place_of(closes: list[float], highs: list[float], lows: list[float]) -> Place:
    """Make a place of some days, one after the other."""
    past = past_of(closes, highs, lows)
    return Place(past, [values_of(PRICE, past)], past.count)


def put(place: Place, day: date, at: time, price: float, high: float, low: float) -> Place:
    """Write a quote into the last row."""
    moment = datetime.combine(day, at, UTC)
    place.past.put(Present(moment, day, price, high, low, "CNY"), FxTable({}))
    fill(PRICE, place.past, place.values[0])
    return place


prices = st.integers(90, 110).map(float)


@given(
    prices,
    prices,
    prices,
    st.one_of(st.none(), st.tuples(st.integers(-1, 0), prices, prices, st.floats(1e8, 1e10))),
    st.lists(st.sampled_from([2, 10]), max_size=1),
)
def test_a_quote_alone_is_a_stretch_of_one(
    price: float,
    high: float,
    low: float,
    seen: tuple[int, float, float, float] | None,
    ratios: list[int],
) -> None:
    day = FIRST + timedelta(days=40)
    splits = tuple(Split(day, each, 1) for each in ratios)
    low, high = min(low, price), max(high, price)
    place = put(place_of([], [], []), day, time(5), price, high, low)
    place.past.shares[-1] = 1e9
    looked = None
    if seen is not None:
        ago, one, other, shares = seen
        looked = Looked(
            datetime.combine(day + timedelta(days=ago), time(4), UTC),
            day + timedelta(days=ago),
            max(one, other),
            min(one, other),
            shares,
        )
    sighting = sighting_of(
        Present(datetime.combine(day, time(5), UTC), day, price, high, low, "CNY"), place
    )
    quick = live_stretch(sighting, CLOCK, looked, splits)
    whole = stretch_of(place, CLOCK, NO_DAYS, sighting, looked, splits, sighting.at)
    assert whole is not None
    assert same(quick, whole)


def same(one: Stretch, other: Stretch) -> bool:
    """Compare what two stretches tell."""
    for name in ("fresh_low", "fresh_high", "ratios"):
        assert getattr(one, name).tolist() == pytest.approx(getattr(other, name).tolist()), name
    assert one.looked.day == other.looked.day
    assert one.looked.until == other.looked.until
    for name in ("high", "low", "shares"):
        assert getattr(one.looked, name) == pytest.approx(getattr(other.looked, name)), name
    return True


def test_days_and_the_quote_stand_in_the_order_of_time() -> None:
    """A quote at one stands before the close of its own day, after that of the day before."""
    place = place_of([10.0, 11.0, 12.0], [10.0, 11.5, 12.5], [10.0, 10.5, 11.5])
    days = [day_of(int(each)) for each in place.past.days[:3]]
    early = datetime.combine(days[0] - timedelta(days=1), time(12), UTC)
    now = put(
        place_of([10.0, 11.0], [10.0, 11.5], [10.0, 10.5]), days[2], time(5), 11.8, 12.4, 11.5
    )
    live = sighting_of(
        Present(datetime.combine(days[2], time(5), UTC), days[2], 11.8, 12.4, 11.5, "CNY"), now
    )
    stretch = stretch_of(place, CLOCK, new_days(place, CLOCK, None, early), live, None, (), early)
    assert stretch is not None
    assert [stretch.sighting(each).at for each in range(len(stretch))] == sorted(
        stretch.sighting(each).at for each in range(len(stretch))
    )
    assert stretch.position == 2
    track = stretch.track(0)
    assert track.last.tolist() == [10.0, 11.0, 11.8, 12.0]
    # Of the same day only what goes beyond the quote's own high and low is new.
    assert track.high.tolist() == [10.0, 11.5, 12.4, 12.5]
    assert np.isnan(track.low[3])
    assert stretch.after(early).tolist() == [0, 1, 2, 3]
    assert stretch.after(early, closes=True).tolist() == [0, 1, 3]
    assert stretch.after(live.at).tolist() == [3]
    assert (stretch.looked.high, stretch.looked.low) == (12.5, 11.5)


def test_nothing_new_is_no_stretch() -> None:
    place = place_of([10.0], [10.0], [10.0])
    late = datetime.combine(FIRST + timedelta(days=9), time(12), UTC)
    assert (
        stretch_of(place, CLOCK, new_days(place, CLOCK, None, late), None, None, (), late) is None
    )


def test_a_count_that_is_not_known_changes_nothing() -> None:
    place = place_of([10.0, 10.0, 10.0], [10.0] * 3, [10.0] * 3)
    place.past.shares[:3] = [1e9, np.nan, 1.2e9]
    early = datetime.combine(FIRST, time(0), UTC)
    stretch = stretch_of(place, CLOCK, new_days(place, CLOCK, None, early), None, None, (), early)
    assert stretch is not None
    assert stretch.ratios.tolist() == pytest.approx([1.0, 1.0, 1.2])
