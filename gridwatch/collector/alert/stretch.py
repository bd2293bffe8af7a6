"""What is new of one listing since the last look: finished days, and the quote of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from gridwatch.collector.alert.past import Past
from gridwatch.collector.alert.present import Present
from gridwatch.collector.alert.quantities import Values
from gridwatch.domain.alert.machine import Observation, Point
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.screen import Flags, Rows, Track
from gridwatch.domain.alert.sight import Sight, Spot
from gridwatch.domain.bars import Days, Floats, day_number, day_of, split_factors
from gridwatch.domain.sessions import HOURS, SETTLED_AFTER
from gridwatch.domain.splits import Split, factor_between
from gridwatch.store.user.rule_states import Looked

# A count that differs by more from the one before is a correction, or news: no market made it.
SHARE_CORRECTION = 0.03
# Quotes and bars give the same high with the rounding of different float types.
SAME_PRICE = 1e-5
_NO_ROWS: Rows = np.empty(0, dtype=np.intp)
_NEVER = datetime.min.replace(tzinfo=UTC)
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


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Finished days that are new and the quote of now, in the order of the exchange's time.

    `rows` are the days in `place`; `live` stands after `position` of them. `fresh_low`,
    `fresh_high`: the extreme of the day has not been looked at before. `ratios`: by what the share
    count has changed since the sighting before, splits apart; 1 where it has not. `before`,
    `looked`: up to where all has been looked at before, and then. `walked`: so many of the days
    were looked at before, and are here for rules that begin. `late`: so many were over when a later
    quote was looked at.
    """

    place: Place
    clock: Clock
    rows: Rows
    live: Sighting | None
    position: int
    fresh_low: Flags
    fresh_high: Flags
    ratios: Floats
    before: Looked | None
    looked: Looked
    walked: int = 0
    late: int = 0

    def __len__(self) -> int:
        """Return the number of sightings."""
        return len(self.rows) + (self.live is not None)

    def sighting(self, at: int) -> Sighting:
        """Return one of the sightings."""
        if self.live is not None and at == self.position:
            return self.live
        row = int(self.rows[at - (self.live is not None and at > self.position)])
        day = day_of(int(self.place.past.days[row]))
        return Sighting(self.clock.settled(day), day, Sight.BAR, replace(self.place, row=row))

    def track(self, quantity: int) -> Track:
        """Return the values of one quantity; extremes that are not new are NaN."""
        values = self.place.values[quantity]
        columns = [values.low[self.rows], values.high[self.rows], values.last[self.rows]]
        if self.live is not None:
            now, row = self.live.place.values[quantity], self.live.place.row
            columns = [
                np.insert(column, self.position, value[row])
                for column, value in zip(columns, (now.low, now.high, now.last), strict=True)
            ]
        low, high, last = columns
        return Track(
            np.where(self.fresh_low, low, np.nan), np.where(self.fresh_high, high, np.nan), last
        )

    def days(self) -> Days:
        """Return the exchange's date of each sighting, as a number."""
        days = self.place.past.days[self.rows]
        if self.live is None:
            return days
        return np.insert(days, self.position, day_number(self.live.day))

    def after(self, since: datetime, *, closes: bool = False) -> Rows:
        """Return the numbers of the sightings after an instant; with `closes` no quote."""
        numbers = np.arange(len(self))
        first = first_after(self.place.past.days[self.rows], self.clock, since)
        if self.live is None:
            return numbers[first:]
        kept = numbers >= first + (numbers > self.position)
        kept[self.position] = self.live.at > since and not closes
        return numbers[kept]


def first_after(days: Days, clock: Clock, at: datetime) -> int:
    """Return the position of the first day that was over only after an instant."""
    today = clock.day_of(at)
    number = day_number(today)
    first = int(np.searchsorted(days, number))
    over = first < len(days) and days[first] == number and clock.settled(today) <= at
    return first + 1 if over else first


def sighting_of(present: Present, place: Place) -> Sighting:
    """Return the sighting of the quote of now."""
    return Sighting(present.at, present.day, Sight.LIVE, place)


def new_days(place: Place, clock: Clock, looked: Looked | None, since: datetime | None) -> Rows:
    """Return the finished days that were not walked before, and those since a rule has begun."""
    days = place.past.days[:-1]
    firsts = [first_after(days, clock, since)] if since is not None else []
    if looked is not None:
        firsts.append(_unwalked(days, clock, looked))
    return np.arange(min(firsts, default=len(days)), len(days))


def _walked(clock: Clock, looked: Looked | None, since: datetime) -> date:
    """Return the last day that no rule has to walk any more, whether it is there or not."""
    if looked is not None and looked.walked is not None:
        return looked.walked
    at = since if looked is None else looked.until
    day = clock.day_of(at)
    return day if clock.settled(day) <= at else day - timedelta(days=1)


def _unwalked(days: Days, clock: Clock, looked: Looked) -> int:
    if looked.walked is None:
        return first_after(days, clock, looked.until)
    return int(np.searchsorted(days, day_number(looked.walked), side="right"))


def stretch_of(
    place: Place,
    clock: Clock,
    rows: Rows,
    live: Sighting | None,
    looked: Looked | None,
    splits: Sequence[Split],
    since: datetime,
) -> Stretch | None:
    """Gather some finished days of `place` and the quote of now, in the order of time.

    None where there is neither. Where nothing was looked at before, rules look at what is after
    `since`. `looked` has prices and a count in the scale of its day; a split
    since then changes both.
    """
    days = place.past.days[:-1]
    if live is None and not len(rows):
        return None
    position = first_after(days[rows], clock, live.at) if live is not None else 0
    past, numbers = place.past, days[rows]
    columns = [past.low[rows], past.high[rows], past.shares[rows] * split_factors(numbers, splits)]
    if live is not None:
        now, row = live.place.past, live.place.row
        numbers = np.insert(numbers, position, day_number(live.day))
        later = factor_between(splits, live.day, date.max)
        values = (now.low[row], now.high[row], now.shares[row] * later)
        columns = [
            np.insert(column, position, value)
            for column, value in zip(columns, values, strict=True)
        ]
    low, high, shares = columns
    known = None if looked is None else _in_scale(looked, splits)
    fresh_low, fresh_high, end = _freshness(numbers, low, high, known)
    ratios, count = _count_ratios(shares, known)
    last_is_live = live is not None and position == len(rows)
    until = live.at if live is not None and last_is_live else clock.settled(end.day)
    walked = day_of(int(days[rows[-1]])) if len(rows) else _walked(clock, looked, since)
    if looked is not None and looked.day > end.day:
        end = replace(_in_scale(looked, splits), until=end.until)
    ended = replace(end, until=max(until, looked.until) if looked else until, shares=count)
    old = _unwalked(days[rows], clock, looked) if looked is not None else 0
    late = first_after(days[rows], clock, looked.until) if looked is not None else 0
    return Stretch(
        place, clock, rows, live, position, fresh_low, fresh_high, ratios, looked,
        replace(_as_traded(ended, splits), walked=walked), old, late,
    )  # fmt: skip


def live_stretch(
    seen: Sighting, clock: Clock, looked: Looked | None, splits: Sequence[Split]
) -> Stretch:
    """Return the same for a quote alone, without arrays of days: one comes with every tick."""
    past, row = seen.place.past, seen.place.row
    low, high, shares = float(past.low[row]), float(past.high[row]), float(past.shares[row])
    known = looked if looked is None or not splits else _in_scale(looked, splits)
    later = factor_between(splits, seen.day, date.max) if splits else 1.0
    fresh_low = fresh_high = True
    if known is not None and known.day == seen.day:
        fresh_low = low < known.low * (1 - SAME_PRICE)
        fresh_high = high > known.high * (1 + SAME_PRICE)
        low, high = min(low, known.low), max(high, known.high)
    ratio, count = 1.0, known.shares if known else None
    if shares > 0:
        change = shares * later / count if count else 1.0
        ratio = change if abs(change - 1) > SHARE_CORRECTION else 1.0
        count = shares * later
    walked = _walked(clock, looked, seen.at)
    end = Looked(seen.at, seen.day, high * later, low * later, count and count / later, walked)
    return Stretch(
        seen.place, clock, _NO_ROWS, seen, 0, np.array([fresh_low]), np.array([fresh_high]),
        np.array([ratio]), looked, end,
    )  # fmt: skip


def _in_scale(looked: Looked, splits: Sequence[Split]) -> Looked:
    """Return prices and the count in the scale of now, as stored prices are."""
    later = factor_between(splits, looked.day, date.max)
    return _scaled(looked, 1 / later, later)


def _as_traded(looked: Looked, splits: Sequence[Split]) -> Looked:
    """Return prices and the count in the scale of their day, in which they are kept."""
    later = factor_between(splits, looked.day, date.max)
    return _scaled(looked, later, 1 / later)


def _scaled(looked: Looked, price: float, count: float) -> Looked:
    if price == 1:
        return looked
    shares = looked.shares and looked.shares * count
    return replace(looked, high=looked.high * price, low=looked.low * price, shares=shares)


def _freshness(
    days: Days, low: Floats, high: Floats, known: Looked | None
) -> tuple[Flags, Flags, Looked]:
    """Tell which extremes are new beside those seen before on the same day; and the last day's."""
    fresh_low, fresh_high = np.ones(len(days), np.bool_), np.ones(len(days), np.bool_)
    lowest, highest = low.copy(), high.copy()
    for at in _seen_before(days, known):
        own = not at or days[at] != days[at - 1]
        least = known.low if own and known is not None else lowest[at - 1]
        most = known.high if own and known is not None else highest[at - 1]
        fresh_low[at] = low[at] < least * (1 - SAME_PRICE)
        fresh_high[at] = high[at] > most * (1 + SAME_PRICE)
        lowest[at], highest[at] = min(low[at], least), max(high[at], most)
    end = Looked(_NEVER, day_of(int(days[-1])), float(highest[-1]), float(lowest[-1]))
    return fresh_low, fresh_high, end


def _seen_before(days: Days, known: Looked | None) -> list[int]:
    """Return the sightings before which another one of the same day was looked at."""
    same = np.concatenate(([False], days[1:] == days[:-1]))
    if known is not None:
        same |= days == day_number(known.day)
    return [int(each) for each in np.flatnonzero(same)]


def _count_ratios(shares: Floats, known: Looked | None) -> tuple[Floats, float | None]:
    """Return by what each count differs from the one before, 1 within 3 %; and the last count.

    All in shares of today. Where a count is not known the one before goes on.
    """
    counts = np.concatenate(([known.shares if known and known.shares else np.nan], shares))
    rows = np.where(counts > 0, np.arange(len(counts)), 0)
    carried = counts[np.maximum.accumulate(rows)]
    ratios = carried[1:] / carried[:-1]
    ratios = np.where(np.abs(ratios - 1) > SHARE_CORRECTION, ratios, 1.0)
    last = float(carried[-1])
    return ratios, last if last > 0 else None


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
