"""The columns that an indicator computes, whole or from a changed bar on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Floats
from gridwatch.domain.candles import Candles
from gridwatch.domain.indicators.indicator import Indicator, Settings


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Named columns aligned with the bars, NaN where a value is not defined.

    `buffers` have room to grow beyond `length`; `lines[name]` is the part that counts, a view.
    """

    length: int
    buffers: Mapping[str, Floats]

    def __len__(self) -> int:
        """Return the number of bars."""
        return self.length

    def __getitem__(self, name: str) -> Floats:
        """Return the column of a drawn or remembered line; KeyError for another name."""
        return self.buffers[name][: self.length]


def computed(indicator: Indicator, candles: Candles, settings: Settings) -> Lines:
    """Compute all lines of an indicator; `settings` come from `settings_of`."""
    length = len(candles)
    return _filled(indicator, candles, settings, Lines(length, _buffers(indicator, length)), 0)


def updated(
    indicator: Indicator, candles: Candles, settings: Settings, before: Lines, start: int
) -> Lines:
    """Compute again from bar `start` on, where the bars before it are those of `before`.

    The time taken depends on the bars from `start` on and the period, not on the length, as long
    as the line is defined before `start`. The arrays of `before` are **written in place** and
    shared with what is returned, so `before` and views of it show the new values from `start` on
    and `before` must not be used again; only where they have no room left (they keep a sixteenth
    in reserve) are they copied. `settings` must be those of `before`. ValueError where `start`
    lies beyond the bars of either.
    """
    if not 0 <= start <= min(len(before), len(candles)):
        raise ValueError(
            f"bar {start} is not within {len(before)} bars before and {len(candles)} now"
        )
    room = _with_room(indicator, before, start, len(candles))
    return _filled(indicator, candles, settings, room, start)


def _filled(
    indicator: Indicator, candles: Candles, settings: Settings, lines: Lines, start: int
) -> Lines:
    columns = {name: lines[name] for name in lines.buffers}
    indicator.fill(candles, settings, columns, start)
    return lines


def _with_room(indicator: Indicator, before: Lines, start: int, length: int) -> Lines:
    if all(len(each) >= length for each in before.buffers.values()):
        return Lines(length, before.buffers)
    buffers = _buffers(indicator, length)
    for name, buffer in buffers.items():
        buffer[:start] = before.buffers[name][:start]
    return Lines(length, buffers)


def _buffers(indicator: Indicator, length: int) -> dict[str, Floats]:
    room = length + length // 16 + 64
    return {name: np.empty(room) for name in (*indicator.lines, *indicator.memory)}
