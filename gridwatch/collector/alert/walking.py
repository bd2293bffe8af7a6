"""Steps a rule through a stretch of sightings, and gathers what its crossings were made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import numpy as np

from gridwatch.collector.alert.evidence import parts_now, parts_on
from gridwatch.collector.alert.groups import Group
from gridwatch.collector.alert.look import Look
from gridwatch.collector.alert.pairs import Pair
from gridwatch.collector.alert.record import Found
from gridwatch.collector.alert.stretch import (
    Clock,
    Sighting,
    Stretch,
    moved_by_count,
    observation_of,
)
from gridwatch.domain.alert.condition import holds
from gridwatch.domain.alert.machine import Crossing, State, Trigger, step
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Basis
from gridwatch.domain.alert.screen import Flags, Rows, Track, changes, walk
from gridwatch.domain.alert.sight import Sight, Spot
from gridwatch.domain.bars import day_number
from gridwatch.domain.splits import Split, factor_between

# A rule that was made so shortly after a look counts the extremes since that look as its own.
AMONG = timedelta(minutes=2)


@dataclass(slots=True, eq=False)
class Walk:
    """A stretch with the values of its quantities, each computed once for all rules."""

    stretch: Stretch
    tracks: dict[int, Track] = field(default_factory=dict)

    def track(self, slot: int) -> Track:
        """Return the values of a quantity at each sighting."""
        if slot not in self.tracks:
            self.tracks[slot] = self.stretch.track(slot)
        return self.tracks[slot]


def walked(
    look: Look, group: Group, pair: Pair, state: State, slots: Sequence[int], walk_: Walk
) -> tuple[State, list[Found]]:
    """Step a rule through what is new of its group; return its new state and the crossings."""
    stretch = walk_.stretch
    rows = stretch.after(state.since, closes=pair.rule.basis is Basis.CLOSE)
    if not len(rows):
        return state, []
    touching = _touching(pair, state, stretch, rows)
    tracks = [_masked(walk_.track(slot).taken(rows), touching) for slot in slots]
    by_cap = [moved_by_count(each.measure) for each in pair.rule.terms]
    levels = _in_scale(pair, group.splits(look.facts), stretch.clock)

    def take(state: State, at: int) -> tuple[State, tuple[Crossing, ...]]:
        row = int(rows[at])
        points = list(_points(tracks, at, stretch, row, touching=bool(touching[at])))
        ratio = float(stretch.ratios[row])
        seen = observation_of(stretch.sighting(row), points, ratio, by_cap)
        return step(pair.rule, levels, state, seen, look.now)

    after, crossings = walk(state, changes(levels, tracks), len(rows), take)
    still = holds(pair.rule.condition, after.held)
    found = [
        _found(look, group, pair, stretch.sighting(int(rows[at])), each) for at, each in crossings
    ]
    # Where it fired again since, it had come back in between.
    return after, [replace(each, held=still and each is found[-1]) for each in found]


def _in_scale(pair: Pair, splits: Sequence[Split], clock: Clock) -> Trigger:
    """Return the levels in the scale of stored prices: a split since it was set moves a price."""
    if not splits or all(each.measure is not Measure.PRICE for each in pair.rule.terms):
        return pair.trigger
    factor = factor_between(splits, clock.day_of(pair.rule.since), date.max)
    scales = [factor if each.measure is Measure.PRICE else 1.0 for each in pair.rule.terms]
    trigger = pair.trigger
    return Trigger(
        trigger.signs,
        tuple(level / scale for level, scale in zip(trigger.levels, scales, strict=True)),
        tuple(slack / scale for slack, scale in zip(trigger.slacks, scales, strict=True)),
    )


def _touching(pair: Pair, state: State, stretch: Stretch, rows: Rows) -> Flags:
    """Tell of each sighting whether the extremes of its day count for a rule.

    Those of the day on which it began may be from before, unless that day was looked at until then.
    """
    if pair.rule.basis is not Basis.TOUCH:
        return np.zeros(len(rows), dtype=np.bool_)
    born = day_number(stretch.clock.day_of(state.since))
    days = stretch.days()[rows]
    told: Flags = days > born
    for at in np.flatnonzero(days == born).tolist():
        told[at] = _known_until(stretch, int(rows[at]), state.since - AMONG)
    return told


def _known_until(stretch: Stretch, row: int, until: datetime) -> bool:
    """Tell whether the extremes of the day of a sighting had been looked at up to an instant."""
    day = stretch.sighting(row).day
    if row:
        before = stretch.sighting(row - 1)
        return before.day == day and before.at >= until
    looked = stretch.before
    return looked is not None and looked.day == day and looked.until >= until


def _masked(track: Track, touching: Flags) -> Track:
    if touching.all():
        return track
    low = np.where(touching, track.low, np.nan)
    return Track(low, np.where(touching, track.high, np.nan), track.last)


def _points(
    tracks: Sequence[Track], at: int, stretch: Stretch, row: int, *, touching: bool
) -> Iterator[tuple[Spot, tuple[float, ...]]]:
    """Yield the prices of a sighting that are new: its low, its high, its last one."""
    if touching and stretch.fresh_low[row]:
        yield Spot.LOW, tuple(float(each.low[at]) for each in tracks)
    if touching and stretch.fresh_high[row]:
        yield Spot.HIGH, tuple(float(each.high[at]) for each in tracks)
    yield Spot.LAST, tuple(float(each.last[at]) for each in tracks)


def _found(look: Look, group: Group, pair: Pair, seen: Sighting, crossing: Crossing) -> Found:
    place, row = seen.place, seen.place.row
    columns = {Spot.LOW: place.past.low, Spot.HIGH: place.past.high, Spot.LAST: place.past.close}
    price = float(columns[crossing.spot][row])
    if seen.sight is Sight.LIVE:
        parts = parts_now(group, look.facts, seen.day, price, look.now)
    else:
        traded = price * factor_between(group.splits(look.facts), seen.day, date.max)
        parts = parts_on(group, look.market, look.facts, seen.day, traded)
    return Found(pair, group, crossing, seen, parts, held=True)
