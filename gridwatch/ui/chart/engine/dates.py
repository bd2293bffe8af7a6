"""Which bars begin a year, a month or a week, and which of them an axis has room to name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from gridwatch.domain.bars import Days


class Turn(IntEnum):
    """What begins at a bar, the greatest one that does."""

    DAY = 0
    WEEK = 1
    MONTH = 2
    YEAR = 3


@dataclass(frozen=True, slots=True)
class DateTick:
    """A bar to be named on the axis, and what begins there."""

    bar: int
    turn: Turn


@dataclass(frozen=True, slots=True, eq=False)
class Rung:
    """One fineness of the axis: the bars at which a period begins."""

    turn: Turn
    starts: NDArray[np.int64]


def rungs_of(days: Days) -> tuple[Rung, ...]:
    """Return the rungs for a run of trading days, coarsest first; `days` counts from 1970-01-01."""
    dates = days.astype("datetime64[D]")
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    months = dates.astype("datetime64[M]").astype(np.int64)
    weeks = (days + 3) // 7  # 1970-01-01 was a Thursday; weeks begin on Monday
    return (
        *(Rung(Turn.YEAR, _starts(years // each)) for each in (20, 10, 2, 1)),
        *(Rung(Turn.MONTH, _starts(months // each)) for each in (6, 3, 1)),
        Rung(Turn.WEEK, _starts(weeks)),
        Rung(Turn.DAY, np.arange(1, len(days), dtype=np.int64)),
    )


def date_ticks(rungs: tuple[Rung, ...], left: float, right: float, apart: float) -> list[DateTick]:
    """Return the ticks between two bar numbers, rising, none nearer than `apart` bars to the next.

    Coarse periods take their place first, so that a year is never lost to a month beside it. A
    finer rung is used only where its ticks find room: a ragged axis says nothing. Weeks and days
    do not divide months, so some of them always give way.
    """
    placed: list[int] = []
    turns: dict[int, Turn] = {}
    for rung in rungs:
        first, last = np.searchsorted(rung.starts, (left, right + 1e-9))
        fresh = [each for each in rung.starts[first:last].tolist() if each not in turns]
        if len(fresh) * apart > 1.5 * (right - left):
            break
        free = list(_with_room(fresh, placed, apart))
        if len(free) < len(fresh) * (0.8 if rung.turn >= Turn.MONTH else 0.6):
            break
        turns.update(dict.fromkeys(free, rung.turn))
        placed = sorted(turns)
    return [DateTick(each, turns[each]) for each in placed]


def _with_room(fresh: list[int], placed: list[int], apart: float) -> Iterator[int]:
    newest = float("-inf")
    for each in fresh:
        at = bisect_left(placed, each)
        before = placed[at - 1] if at else float("-inf")
        after = placed[at] if at < len(placed) else float("inf")
        if each - max(before, newest) >= apart and after - each >= apart:
            newest = each
            yield each


def _starts(periods: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bars whose period differs from that of the bar before."""
    return np.flatnonzero(np.diff(periods)) + 1
