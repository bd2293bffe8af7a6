"""How a rule begins with a company: on the side on which it stood when the rule was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from gridwatch.collector.alert.pairs import Pair
from gridwatch.collector.alert.present import Present
from gridwatch.collector.alert.scale import scaled
from gridwatch.collector.alert.stretch import Clock, Place
from gridwatch.domain.alert.machine import Crossing, Observation, Point, State, Trigger, begin, step
from gridwatch.domain.alert.rule import Basis, Repeat
from gridwatch.domain.alert.screen import Track, changes, walk
from gridwatch.domain.alert.sight import Spot
from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.sessions import SETTLED_AFTER, is_open, last_close
from gridwatch.domain.splits import Split

# A rule begins from a quote that was fetched after it was made, or shortly before.
FRESH = timedelta(minutes=10)
_EVER = date.min
_DAWN = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a group offers to begin on: its finished days, and the present where that may be used.

    `columns`: finished days, all that are known. `now`: where the present stands. `exchange`: of
    the listing, "" where it is not known. `covered`: no day between the two is missing. `knows`
    tells whether every day that was over at an instant is there; `splits` are those of the listing.
    """

    columns: Place
    clock: Clock
    exchange: str
    present: Present | None = None
    now: Place | None = None
    covered: bool = True
    knows: Callable[[datetime], bool] = lambda _: True
    splits: Sequence[Split] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A first state, the price that it belongs to, and since when the condition held already.

    `made_on`: the exchange's date of the price that was known when the rule was made. `row`: the
    finished day on which the state was taken, None for the present.
    """

    state: State
    made_on: date
    row: int | None
    reached_on: date | None = None


def begun(pair: Pair, slots: Sequence[int], ground: Ground, since: datetime) -> Begun | None:
    """Begin a rule that was made at `since`; None while what it needs is not known.

    Where days have finished since, the close before tells it, else the quote, where it is fresh
    enough. Rules that look at closes alone begin from the last close.
    """
    before = _finished_before(ground, since)
    later = ground.columns.past.count > before
    made_on = _made_on(ground, before, since)
    trigger = scaled(pair, made_on, ground.splits)
    if later or (before and pair.rule.basis is Basis.CLOSE and ground.knows(since)):
        return _from_days(pair, trigger, slots, ground, max(before - 1, 0), since, made_on)
    return _from_present(pair, trigger, slots, ground, since, made_on)


def _made_on(ground: Ground, before: int, since: datetime) -> date:
    """Return the day of the last price before a rule was made: its own prices are in that scale."""
    present = ground.present
    if present is not None and present.at <= since:
        return present.day
    if before:
        return day_of(int(ground.columns.past.days[before - 1]))
    return ground.clock.day_of(since)


def _finished_before(ground: Ground, at: datetime) -> int:
    """Return how many of the days were over at an instant."""
    days = ground.columns.past.days[:-1]
    today = ground.clock.day_of(at)
    count = int(np.searchsorted(days, day_number(today)))
    over = count < len(days) and days[count] == day_number(today)
    return count + 1 if over and ground.clock.settled(today) <= at else count


def _from_days(
    pair: Pair,
    trigger: Trigger,
    slots: Sequence[int],
    ground: Ground,
    first: int,
    since: datetime,
    made_on: date,
) -> Begun | None:
    """Begin on a finished day, or on the first one after it of which everything is known."""
    place = ground.columns
    table = np.array([place.values[slot].last[first : place.past.count] for slot in slots])
    known = np.flatnonzero(~np.isnan(table).any(axis=0))
    if not len(known):
        return None
    row = first + int(known[0])
    day = day_of(int(place.past.days[row]))
    values = table[:, row - first].tolist()
    at = since if row == first else ground.clock.settled(day)
    state = begin(pair.rule, trigger, values, at)
    if state is None:
        return None
    held = None if state.armed else _held_since(pair, trigger, slots, place, row + 1)
    return Begun(state, made_on, row, None if held is _EVER else held)


def _from_present(
    pair: Pair,
    trigger: Trigger,
    slots: Sequence[int],
    ground: Ground,
    since: datetime,
    made_on: date,
) -> Begun | None:
    present, now = ground.present, ground.now
    if present is None or now is None or present.fetched_at is None:
        return None
    if not _tells(ground.exchange, present.fetched_at, since):
        return None
    if not ground.covered and present.day != ground.clock.day_of(since):
        return None  # days have passed since, and are not there yet
    values = [float(now.values[slot].last[now.row]) for slot in slots]
    state = begin(pair.rule, trigger, values, max(present.at, since))
    if state is None:
        return None
    reached = None
    if not state.armed:
        days = ground.columns.past.days[:-1]
        end = int(np.searchsorted(days, day_number(present.day)))
        held = _held_since(pair, trigger, slots, ground.columns, end)
        reached = None if held is _EVER else held or present.day
    return Begun(state, made_on, None, reached)


def _tells(exchange: str, fetched: datetime, since: datetime) -> bool:
    """Tell whether a quote fetched then shows where things stood when the rule was made.

    It does when it was fetched later, or shortly before, or when nothing has traded in between.
    """
    if fetched > since - FRESH:
        return True
    closed = last_close(exchange, since)
    return closed is not None and not is_open(exchange, since) and fetched >= closed + SETTLED_AFTER


def _held_since(
    pair: Pair, trigger: Trigger, slots: Sequence[int], place: Place, end: int
) -> date | None:
    """Return the close since which the condition has held up to row `end`, None where it does not.

    That is the last time that it came to hold by closes; `_EVER` where it has on all known days.
    """
    table = [place.values[slot].last[:end] for slot in slots]
    known = ~np.isnan(table).any(axis=0) if end else np.zeros(0, dtype=np.bool_)
    if not known.any():
        return None
    first = int(np.argmax(known))
    nothing = np.full(end - first, np.nan)
    tracks = [Track(nothing, nothing, each[first:]) for each in table]
    state = begin(pair.rule, trigger, [float(each[first]) for each in table], _DAWN)
    return None if state is None else _last_turn(pair, trigger, place, state, tracks, first)


def _last_turn(
    pair: Pair, trigger: Trigger, place: Place, state: State, tracks: Sequence[Track], first: int
) -> date | None:
    # Whatever the rule's limits are, the past is told as it was.
    free = replace(pair.rule, repeat=Repeat.EVERY, expires_at=None)

    def take(state: State, row: int) -> tuple[State, tuple[Crossing, ...]]:
        values = tuple(float(each.last[row]) for each in tracks)
        day = day_of(int(place.past.days[first + row]))
        at = datetime.combine(day, time(12), UTC)
        seen = Observation(at, day, (Point(Spot.LAST, values),))
        return step(free, trigger, state, seen, at)

    after, crossings = walk(state, changes(trigger, tracks), len(tracks[0].last), take)
    if after.armed:
        return None
    if not crossings:
        return _EVER
    return day_of(int(place.past.days[first + crossings[-1][0]]))
