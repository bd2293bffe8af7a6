"""The known bars from some bar on, taken out of their columns and written back among the gaps.

A bar of which a value that an indicator needs is not known (NaN, infinite, or beyond any price)
is a gap: the lines have no value there, and go on behind it as if the bar did not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from gridwatch.domain.bars import Days, Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

# No price, cap or volume is as large; squares and scaled powers of what is below stay finite.
LIMIT = 1e100


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """Bars from `begin` to the end, of which those at `known` count (None: all of them).

    `known` are positions after `begin`; nothing is written before bar `start`.
    """

    begin: int
    start: int
    known: Days | None

    def taken(self, column: NDArray[Any]) -> NDArray[Any]:
        """Return the values of the known bars; a view where all are known."""
        part = column[self.begin :]
        return part if self.known is None else part[self.known]

    def write(self, column: Floats, values: Floats) -> None:
        """Write values of the last known bars into `column` from `start` on, NaN elsewhere."""
        fresh = column[self.start :]
        if self.known is None:
            count = min(len(values), len(fresh))
            fresh[: len(fresh) - count] = np.nan
            fresh[len(fresh) - count :] = values[len(values) - count :]
            return
        fresh.fill(np.nan)
        positions = self.known[len(self.known) - len(values) :] + (self.begin - self.start)
        inside = int(np.searchsorted(positions, 0))
        fresh[positions[inside:]] = values[inside:]


def span_from(columns: tuple[Floats, ...], begin: int, start: int) -> Span:
    """Return the bars from `begin` on, known where every one of `columns` is."""
    mask = _known(columns, begin, len(columns[0]))
    return Span(begin, start, None if mask.all() else np.flatnonzero(mask))


def span_back(columns: tuple[Floats, ...], start: int, count: int) -> Span:
    """Return the bars from `start` on with at least `count` known ones before, or with all."""
    if start >= count >= 1 and _known(columns, start - count, len(columns[0])).all():
        return Span(start - count, start, None)  # as nearly always
    before = known_before(columns, start, max(count, 1))
    return span_from(columns, int(before[0]) if len(before) >= count and len(before) else 0, start)


def known_before(columns: tuple[Floats, ...], start: int, count: int) -> Days:
    """Return the last `count` positions before `start` with all columns known, or what there is.

    Looks back no further than it has to: `count` is at least 1.
    """
    if count == 1 and start and all(abs(each.item(start - 1)) < LIMIT for each in columns):
        return np.array([start - 1])  # as nearly always
    reach = 2 * count
    while True:
        low = max(start - reach, 0)
        found = np.flatnonzero(_known(columns, low, start))
        if len(found) >= count or not low:
            return low + found[-count:]
        reach *= 8


def last_known(columns: tuple[Floats, ...], start: int) -> tuple[float, ...]:
    """Return the values of the last bar before `start` where the first column has one, or NaN."""
    at = known_before(columns[:1], start, 1)
    return tuple(float(each[at[0]]) if len(at) else np.nan for each in columns)


def _known(columns: tuple[Floats, ...], begin: int, end: int) -> NDArray[np.bool_]:
    mask: NDArray[np.bool_] = np.abs(columns[0][begin:end]) < LIMIT
    for each in columns[1:]:
        mask &= np.abs(each[begin:end]) < LIMIT
    return mask
