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
from gridwatch.collector.alert.scale import scaled
from gridwatch.collector.alert.stretch import (
    Sighting,
    Stretch,
    moved_by_count,
    observation_of,
)
from gridwatch.domain.alert.condition import holds
from gridwatch.domain.alert.machine import Crossing, State, Trigger, step
from gridwatch.domain.alert.rule import Basis
from gridwatch.domain.alert.screen import Flags, Rows, Track, changes, walk
from gridwatch.domain.alert.sight import Sight, Spot
from gridwatch.domain.bars import day_number
from gridwatch.domain.splits import factor_between
from gridwatch.store.user.rule_states import Standing

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
    look: Look, group: Group, pair: Pair, standing: Standing, walk_: Walk, *, fresh: bool
) -> tuple[State | None, list[Found]]:
    """Step a rule through what is new of its group; return its new state and the crossings.

    `fresh`: it has begun in this look. None where it has not begun at all.
    """
    stretch, state = walk_.stretch, standing.state
    if state is None:
        return None, []
    rows = _rows(pair, state, stretch, fresh=fresh)
    if not len(rows):
        return state, []
    touching = _touching(pair, state, stretch, rows)
    tracks = [
        _masked(walk_.track(group.slot_of(each)).taken(rows), touching) for each in pair.rule.terms
    ]
    by_cap = [moved_by_count(each.measure) for each in pair.rule.terms]
    made_on = standing.begun_on or stretch.clock.day_of(pair.rule.since)
    levels = scaled(pair, made_on, group.splits(look.facts))

    def take(state: State, at: int) -> tuple[State, tuple[Crossing, ...]]:
        row = int(rows[at])
        points = list(_points(tracks, at, stretch, row, touching=bool(touching[at])))
        ratio = float(stretch.ratios[row])
        seen = observation_of(stretch.sighting(row), points, ratio, by_cap)
        return step(pair.rule, levels, state, seen, look.now)

    after, crossings = walk(state, changes(levels, tracks), len(rows), take)
    still = _holds_now(pair, levels, tracks)
    found = [
        _found(look, group, pair, stretch.sighting(int(rows[at])), each) for at, each in crossings
    ]
    # Where it fired again since, it had come back in between.
    return after, [replace(each, held=still and each is found[-1]) for each in found]


def _rows(pair: Pair, state: State, stretch: Stretch, *, fresh: bool) -> Rows:
    """Return the sightings that a rule has to look at.

    A rule that has begun just now looks at all since; others not again at days that were walked.
    Days that come later than a quote after them can only tell an armed rule what it has missed.
    """
    closes = pair.rule.basis is Basis.CLOSE
    rows = stretch.after(state.since, closes=closes)
    if fresh:
        return rows
    rows = rows[rows >= stretch.walked]
    return rows if closes or state.armed else rows[rows >= stretch.late]


def _holds_now(pair: Pair, levels: Trigger, tracks: Sequence[Track]) -> bool:
    """Tell whether the condition holds at the last price, whatever its slack."""
    told = [
        (float(track.last[-1]) - level) * sign >= 0
        for track, level, sign in zip(tracks, levels.levels, levels.signs, strict=True)
    ]
    return holds(pair.rule.condition, tuple(told))


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
