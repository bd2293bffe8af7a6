"""Finds the few observations that can change a rule's state among many, with arrays.

What a step does depends on the state and on which comparisons hold, not on the values themselves.
So where a step has changed nothing, every following observation at which the same comparisons hold
changes nothing either, and is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridwatch.domain.alert.machine import Crossing, State, Trigger
from gridwatch.domain.bars import Floats

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
_UNKNOWN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """The values of one term at each of some observations, NaN where not known or not there."""

    low: Floats
    high: Floats
    last: Floats

    def taken(self, rows: Rows) -> Track:
        """Return the values at some of the observations."""
        return Track(self.low[rows], self.high[rows], self.last[rows])


def changes(trigger: Trigger, tracks: Sequence[Track]) -> Rows:
    """Return the observations at which other comparisons hold than at the one before."""
    count = len(tracks[0].last)
    if count < 2:
        return np.empty(0, dtype=np.intp)
    differ = np.zeros(count - 1, dtype=np.bool_)
    levels = zip(trigger.signs, trigger.levels, trigger.slacks, tracks, strict=True)
    for sign, level, slack, track in levels:
        for values in (track.low, track.high, track.last):
            code = _compared(values, sign, level, slack)
            differ |= code[1:] != code[:-1]
    return np.flatnonzero(differ) + 1


def _compared(values: Floats, sign: int, level: float, slack: float) -> NDArray[np.int64]:
    """Return 2 beyond the level, 1 within the slack behind it, 0 further behind, 3 unknown."""
    beyond = (values - level) * sign
    held = (beyond >= 0).astype(np.int64) + (beyond >= -slack)
    return np.where(np.isnan(beyond), _UNKNOWN, held)


def walk(
    state: State,
    turns: Rows,
    count: int,
    take: Callable[[State, int], tuple[State, tuple[Crossing, ...]]],
) -> tuple[State, list[tuple[int, Crossing]]]:
    """Take `count` observations in order, passing over those that change nothing.

    `turns` are the rows at which other comparisons hold; `take` steps with the observation of a
    row. All are after the state's `since`. Returns the last state, and each crossing with its row.
    """
    found = list[tuple[int, Crossing]]()
    row = 0
    while row < count:
        after, crossings = take(state, row)
        found += ((row, each) for each in crossings)
        still = after == state and not crossings
        state = after
        row = _next_turn(turns, row, count) if still else row + 1
    return state, found


def _next_turn(turns: Rows, row: int, count: int) -> int:
    at = int(np.searchsorted(turns, row, side="right"))
    return int(turns[at]) if at < len(turns) else count


def may_turn(signs: Floats, levels: Floats, slacks: Floats, held: Flags, track: Track) -> Flags:
    """Tell for many terms at once, each with its own values, whether their latch may turn now."""
    rises = np.zeros(len(held), dtype=np.bool_)
    for values in (track.low, track.high, track.last):
        rises |= (values - levels) * signs >= 0
    falls = (track.last - levels) * signs < -slacks
    found: Flags = np.where(held, falls, rises)
    return found
