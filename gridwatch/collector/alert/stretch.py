"""What is new of one listing since the last look: finished days, and the quote of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from gridwatch.collector.alert.past import Past
from gridwatch.collector.alert.present import Present
from gridwatch.collector.alert.quantities import Values
from gridwatch.domain.alert.machine import Observation, Point, Spot
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.screen import Track
from gridwatch.domain.alert.sight import Sight
from gridwatch.domain.bars import Floats, day_number, day_of
from gridwatch.domain.sessions import HOURS, SETTLED_AFTER
from gridwatch.domain.splits import Split, factor_between
from gridwatch.store.user.rule_states import Looked

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A count that differs by more from the one before is a correction, or news: no market made it.
SHARE_CORRECTION = 0.03
# Quotes and bars give the same high with the rounding of different float types.
SAME_PRICE = 1e-5
_BY_CAP = frozenset({Measure.CAP, Measure.DISTANCE})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an observation's values stand: a row of a past, with the values of each quantity."""

    past: Past
    values: Sequence[Values]
    row: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """One time at which a listing is looked at, by the exchange's own time and date."""

    at: datetime
    day: date
    sight: Sight
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Sightings in order, with what each has new.

    `fresh_low`, `fresh_high`: the extreme of the day has not been looked at before. `ratios`: by
    what the share count has changed since the sighting before, splits apart; 1 where it has not.
    `looked`: up to where all has been looked at before, and then.
    """

    sightings: tuple[Sighting, ...]
    fresh_low: NDArray[np.bool_]
    fresh_high: NDArray[np.bool_]
    ratios: Floats
    before: Looked | None
    looked: Looked

    def __len__(self) -> int:
        """Return the number of sightings."""
        return len(self.sightings)

    def track(self, quantity: int) -> Track:
        """Return the values of one quantity; extremes that are not new are NaN."""
        table = np.array([_spots(each.place, quantity) for each in self.sightings]).reshape(-1, 3)
        low = np.where(self.fresh_low, table[:, 0], np.nan)
        high = np.where(self.fresh_high, table[:, 1], np.nan)
        return Track(low, high, table[:, 2])


def _spots(place: Place, quantity: int) -> tuple[float, float, float]:
    values, row = place.values[quantity], place.row
    return float(values.low[row]), float(values.high[row]), float(values.last[row])


@dataclass(frozen=True, slots=True)
class Clock:
    """The exchange's own time: its zone, and when its days are over."""

    zone: ZoneInfo
    closes: time

    def day_of(self, at: datetime) -> date:
        """Return the exchange's own date of an instant."""
        return at.astimezone(self.zone).date()

    def settled(self, day: date) -> datetime:
        """Return when a day is known to be over: its auction is done and its price has arrived."""
        return datetime.combine(day, self.closes, self.zone) + SETTLED_AFTER


def clock_of(zone: ZoneInfo, exchange: str) -> Clock:
    """Return the clock of an exchange; where its hours are not known, days end at midnight."""
    hours = HOURS.get(exchange)
    return Clock(zone, hours.closes if hours else time(23, 59, 59))


def finished(place: Place, clock: Clock, after: datetime) -> list[Sighting]:
    """Return a sighting for each finished day that was over only after an instant."""
    days = place.past.days[:-1]
    first = int(np.searchsorted(days, day_number(clock.day_of(after))))
    found = []
    for row in range(first, len(days)):
        day = day_of(int(days[row]))
        at = clock.settled(day)
        if at > after:
            found.append(Sighting(at, day, Sight.BAR, replace(place, row=row)))
    return found


def sighting_of(present: Present, place: Place) -> Sighting:
    """Return the sighting of the quote of now."""
    return Sighting(present.at, present.day, Sight.LIVE, place)


def looked_at(seen: Sighting) -> Looked:
    """Return where a first look stands, at the quote of now."""
    low, high = _extremes(seen.place)
    return _moved(None, seen, low, high, float(seen.place.past.shares[seen.place.row]), ())


def stretch_of(
    sightings: Sequence[Sighting], looked: Looked | None, splits: Sequence[Split]
) -> Stretch:
    """Put one or more sightings in order and tell what each has new beside those before it.

    `looked` has prices and a count in the scale of its day; a split since then changes both.
    """
    ordered = tuple(sorted(sightings, key=lambda each: each.at))
    fresh_low, fresh_high, ratios = [], [], []
    now = looked
    for each in ordered:
        known = None if now is None else _in_scale(now, each.day, splits)
        low, high = _extremes(each.place)
        shares = float(each.place.past.shares[each.place.row])
        same = known if known is not None and known.day == each.day else None
        fresh_high.append(same is None or high > same.high * (1 + SAME_PRICE))
        fresh_low.append(same is None or low < same.low * (1 - SAME_PRICE))
        ratios.append(_count_ratio(shares, known))
        if same is not None:
            low, high = min(low, same.low), max(high, same.high)
        now = _moved(now, each, low, high, shares, splits)
    if now is None:
        raise ValueError("a stretch of nothing")
    return Stretch(
        ordered, np.array(fresh_low), np.array(fresh_high), np.array(ratios), looked, now
    )


def _extremes(place: Place) -> tuple[float, float]:
    return float(place.past.low[place.row]), float(place.past.high[place.row])


def _in_scale(looked: Looked, day: date, splits: Sequence[Split]) -> Looked:
    """Return prices in the scale of now, as stored ones are, and the count in that of `day`."""
    if not splits:
        return looked
    later = factor_between(splits, looked.day, date.max)
    shares = looked.shares and looked.shares * factor_between(splits, looked.day, day)
    return replace(looked, high=looked.high / later, low=looked.low / later, shares=shares)


def _count_ratio(shares: float, known: Looked | None) -> float:
    if known is None or not known.shares or not shares > 0:
        return 1.0
    ratio = shares / known.shares
    return ratio if abs(ratio - 1) > SHARE_CORRECTION else 1.0


def _moved(
    before: Looked | None,
    seen: Sighting,
    low: float,
    high: float,
    shares: float,
    splits: Sequence[Split],
) -> Looked:
    """Return where a look stands after a sighting, with prices in the scale of its day."""
    later = factor_between(splits, seen.day, date.max)
    until = seen.at if before is None else max(seen.at, before.until)
    known = shares if shares > 0 else (before.shares if before else None)
    return Looked(until, seen.day, high * later, low * later, known)


def observation_of(
    seen: Sighting,
    points: Sequence[tuple[Spot, tuple[float, ...]]],
    ratio: float,
    by_cap: Sequence[bool],
) -> Observation:
    """Return a sighting as a rule sees it; `by_cap` tells of each term whether shares move it."""
    made = tuple(
        Point(spot, values, () if ratio == 1.0 else _unmoved(values, ratio, by_cap))
        for spot, values in points
    )
    return Observation(seen.at, seen.day, made)


def _unmoved(values: tuple[float, ...], ratio: float, by_cap: Sequence[bool]) -> tuple[float, ...]:
    return tuple(
        value / ratio if moves else value for value, moves in zip(values, by_cap, strict=True)
    )


def moved_by_count(measure: Measure) -> bool:
    """Tell whether another share count changes what is measured."""
    return measure in _BY_CAP
