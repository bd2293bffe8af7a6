"""Which bars begin a year, a week or an hour, and which of them an axis has room to name."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from gridwatch.domain.bars import Days
from gridwatch.domain.candles import DAY_SECONDS


class Turn(IntEnum):
    """What begins at a bar, the greatest one that does."""

    MINUTE = 0
    HOUR = 1
    DAY = 2
    WEEK = 3
    MONTH = 4
    YEAR = 5


@dataclass(frozen=True, slots=True)
class DateTick:
    """A bar to be named on the axis, and what begins there."""

    bar: int
    turn: Turn


@dataclass(frozen=True, slots=True)
class Rung:
    """One fineness of the axis: `every` so many of a unit, "Y", "M" or seconds."""

    turn: Turn
    unit: str
    every: int

    def starts(self, begin: int, end: int) -> Days:
        """Return the stamps between `begin` and `end` at which a period begins, rising."""
        if self.unit == "s":
            # Weeks begin on Monday: 1970-01-01 was a Thursday.
            shift = 3 * DAY_SECONDS if self.turn is Turn.WEEK else 0
            first = -(-(begin + shift) // self.every) * self.every - shift
            return np.arange(first, end + 1, self.every, dtype=np.int64)
        dates = np.array([begin, end + 1], dtype="datetime64[s]").astype(f"datetime64[{self.unit}]")
        lowest, highest = dates.astype(np.int64).tolist()
        offset = 1970 if self.unit == "Y" else 0
        first = -(-(lowest + offset) // self.every) * self.every - offset
        periods = np.arange(first, highest + 1, self.every, dtype=np.int64)
        stamps = periods.astype(f"datetime64[{self.unit}]").astype("datetime64[s]").astype(np.int64)
        return stamps[(stamps >= begin) & (stamps <= end)]


RUNGS = (
    *(Rung(Turn.YEAR, "Y", each) for each in (500, 100, 50, 20, 10, 2, 1)),
    *(Rung(Turn.MONTH, "M", each) for each in (6, 3, 1)),
    Rung(Turn.WEEK, "s", 7 * DAY_SECONDS),
    Rung(Turn.DAY, "s", DAY_SECONDS),
    *(Rung(Turn.HOUR, "s", 3600 * each) for each in (6, 3, 1)),
    *(Rung(Turn.MINUTE, "s", 60 * each) for each in (30, 15, 5, 1)),
)
_SECONDS = {"Y": 365 * DAY_SECONDS, "M": 30 * DAY_SECONDS, "s": 1}
# More periods than this in view can't be named on any screen.
_MOST = 60_000


class DateLine:
    """The ticks of bars that begin at `stamps`, exchange-local seconds since 1970-01-01, rising.

    Only what is in view and a little beside it is looked at, so a million bars cost no more than a
    hundred; where periods begin is kept while the view moves about there.
    """

    def __init__(self, stamps: Days) -> None:
        self._stamps = stamps
        self._kept: tuple[int, int] = (0, -1)
        self._starts: dict[Rung, list[int]] = {}

    def ticks(self, left: float, right: float, apart: float) -> list[DateTick]:
        """Return the ticks between two bar numbers, rising, none nearer than `apart` to the next.

        Coarse periods take their place first, so that a year is never lost to a month beside it. A
        finer rung is used only where its ticks find room: a ragged axis says nothing. Weeks and
        days do not divide months, so some of them always give way.
        """
        first, last = max(0, math.ceil(left)), min(len(self._stamps) - 1, math.floor(right))
        if first > last:
            return []
        self._keep(first, last)
        placed: list[int] = []
        turns: dict[int, Turn] = {}
        for rung in RUNGS:
            starts = self._starts_of(rung)
            if starts is None:
                break
            inside = starts[bisect_left(starts, max(1, first)) : bisect_right(starts, last)]
            fresh = [each for each in inside if each not in turns]
            if len(fresh) * apart > 1.5 * (right - left):
                break
            free = list(_with_room(fresh, placed, apart))
            if len(free) < len(fresh) * (0.8 if rung.turn >= Turn.MONTH else 0.6):
                break
            turns.update(dict.fromkeys(free, rung.turn))
            placed = sorted(turns)
        return [DateTick(each, turns[each]) for each in placed]

    def _keep(self, first: int, last: int) -> None:
        """Look at a stretch around these bars, unless the one that is kept will do."""
        begin, end = self._kept
        wide = last - first + 1
        if begin <= first and last <= end and end - begin < 6 * wide:
            return
        self._kept = max(0, first - wide), min(len(self._stamps) - 1, last + wide)
        self._starts.clear()

    def _starts_of(self, rung: Rung) -> list[int] | None:
        """Return the bars of the stretch with which a period begins; None for far too many."""
        if rung not in self._starts:
            first, last = self._kept
            begin, end = int(self._stamps[max(0, first - 1)]) + 1, int(self._stamps[last])
            if (end - begin) / (_SECONDS[rung.unit] * rung.every) > _MOST:
                return None
            found = np.searchsorted(self._stamps, rung.starts(begin, end))
            # They rise: np.unique would sort them, and import numpy.ma before the first chart.
            self._starts[rung] = found[np.flatnonzero(np.diff(found, prepend=-1))].tolist()
        return self._starts[rung]


def _with_room(fresh: list[int], placed: list[int], apart: float) -> Iterator[int]:
    newest = float("-inf")
    for each in fresh:
        at = bisect_left(placed, each)
        before = placed[at - 1] if at else float("-inf")
        after = placed[at] if at < len(placed) else float("inf")
        if each - max(before, newest) >= apart and after - each >= apart:
            newest = each
            yield each
