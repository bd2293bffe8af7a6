"""Where a moment stands among the bars of a series, and which moment a place among them is."""

from __future__ import annotations

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.candles import DAY_SECONDS

# So many gaps between the last bars tell how long one usually is.
_SAMPLE = 1_000
# A longer gap than this many usual ones is a night or a holiday, and no part of a bar's length.
_PAUSE = 8


class Moments:
    """Maps stamps (exchange-local seconds, as in Candles) to bar numbers and back.

    Between two bars it is linear in time, so that a moment of one size of bar stays at its date in
    every other. After the last bar each one takes as long as bars usually do; before the first one
    as long as all of them on average, with nights and holidays, so that a line that began months
    before the first minute keeps its slope.
    """

    def __init__(self, stamps: Days) -> None:
        self._stamps = stamps
        self._ahead = _usual_gap(stamps[-_SAMPLE:])
        span = float(stamps[-1] - stamps[0]) if len(stamps) else 0.0
        self._back = span / (len(stamps) - 1) if span > 0 else self._ahead

    def __len__(self) -> int:
        """Return the number of bars."""
        return len(self._stamps)

    def bars(self, stamps: Days) -> Floats:
        """Return the bar numbers of moments; ValueError where there are no bars."""
        known, last = self._stamps, len(self._stamps) - 1
        if last < 0:
            raise ValueError("there are no bars to place a moment among")
        at = np.clip(np.searchsorted(known, stamps, side="right") - 1, 0, max(0, last - 1))
        begin = known[at]
        gap = np.maximum(known[np.minimum(at + 1, last)] - begin, 1)
        found = at + (stamps - begin) / gap
        found = np.where(stamps < known[0], (stamps - known[0]) / self._back, found)
        after = stamps >= known[-1]
        return np.asarray(np.where(after, last + (stamps - known[-1]) / self._ahead, found))

    def bar(self, stamp: int) -> float:
        """Return the bar number of one moment."""
        return float(self.bars(np.array([stamp], dtype=np.int64))[0])

    def stamp(self, bar: float) -> int:
        """Return the moment of a bar number, in whole seconds; ValueError where there are none."""
        known, last = self._stamps, len(self._stamps) - 1
        if last < 0:
            raise ValueError("there are no bars that a moment could be of")
        if bar <= 0:
            return round(float(known[0]) + bar * self._back)
        if bar >= last:
            return round(float(known[-1]) + (bar - last) * self._ahead)
        at = int(bar)
        begin = int(known[at])
        return round(begin + (bar - at) * (int(known[at + 1]) - begin))


def _usual_gap(stamps: Days) -> float:
    """Return the seconds from one bar to the next, pauses left out; a day where nothing tells."""
    gaps = np.diff(stamps)
    gaps = gaps[gaps > 0]
    if not len(gaps):
        return float(DAY_SECONDS)
    return float(np.mean(gaps[gaps <= _PAUSE * np.median(gaps)]))
