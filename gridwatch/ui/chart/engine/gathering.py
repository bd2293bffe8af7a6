"""What of some values is in view; after a tick only the last columns are looked at again."""

from __future__ import annotations

from gridwatch.domain.bars import Floats
from gridwatch.ui.chart.engine.columns import (
    Columns,
    Extent,
    Extremes,
    Reach,
    columns_of,
    reach_of,
    together,
)
from gridwatch.ui.chart.engine.frame import Window

_NOTHING = Reach(0, 0, 1)


class Gathering:
    """The visible columns of values that may be written in place, and their extent.

    A column takes the first of `first`, the last of `last`, and the extremes of `low` and `high`.
    With `beside` the columns that stick out of the view count for the extent as well.
    """

    def __init__(
        self, first: Floats, last: Floats, low: Floats, high: Floats, *, beside: bool = False
    ) -> None:
        self._first, self._last, self._low, self._high = first, last, low, high
        self._extremes = Extremes(low, high)
        self._beside = beside
        self._window: Window | None = None
        self._reach = _NOTHING
        self._seen = (0, 0)  # the first column that counts for the extent, and the one after all
        self._before: tuple[int, Extent | None] = (0, None)  # the extent before some column
        self.found = columns_of(first, last, self._extremes, _NOTHING)
        self.extent: Extent | None = None

    def look(self, window: Window) -> Columns:
        """Gather what is in view."""
        self._window = window
        self._reach = reach_of(window.left, window.right, window.wide, len(self._last))
        found = columns_of(self._first, self._last, self._extremes, self._reach)
        whole = (0, len(found))
        self._seen = whole if self._beside else found.between(window.left, window.right)
        self._before = (0, None)
        self.extent = found.extent(*self._seen)
        self.found = found
        return found

    def look_again(self, window: Window, first: int) -> Columns:
        """Take the values from bar `first` on, which were written in place, into the columns."""
        self._extremes.changed_from(first)
        if window != self._window:
            return self.look(window)
        tail = max(0, (first - self._reach.start) // self._reach.step)
        if tail < len(self.found):
            self._write(tail)
            begin, end = self._seen
            last = self.found.extent(max(begin, tail), end)
            self.extent = together((self._extent_before(tail), last))
        return self.found

    def is_last(self, bar: int) -> bool:
        """Tell whether a bar is the last one of all, in view, and has a column of its own."""
        reach = self._reach
        return reach.step == 1 and bar == len(self._last) - 1 == reach.stop - 1

    def forget_from(self, first: int) -> None:
        """Take note of values that were written in place; `look` comes next."""
        self._extremes.changed_from(first)
        self._window = None

    def _write(self, tail: int) -> None:
        found, reach = self.found, self._reach.from_column(tail)
        if reach.step == 1:
            part, bars = slice(tail, None), slice(reach.start, reach.stop)
            found.first[part], found.last[part] = self._first[bars], self._last[bars]
            found.low[part], found.high[part] = self._low[bars], self._high[bars]
            return
        fresh = columns_of(self._first, self._last, self._extremes, reach)
        found.first[tail:], found.last[tail:] = fresh.first, fresh.last
        found.low[tail:], found.high[tail:] = fresh.low, fresh.high

    def _extent_before(self, tail: int) -> Extent | None:
        """Return the extent of the columns that no tick changes, mostly that of the last time."""
        if self._before[0] != tail:
            begin, end = self._seen
            self._before = (tail, self.found.extent(begin, min(tail, end)))
        return self._before[1]
