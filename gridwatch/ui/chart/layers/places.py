"""Where labels of lines stand: beside their line, out of the way of the prices and each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

# Pixels at the edges of a pane that are left to its readout and to the marks of days.
HEAD, FOOT = 27.0, 21.0
_SIDE = 4.0
_GAP = 2.0
# How much emptier another place has to be before a label goes there: labels stay calm while the
# view moves. A place that is no fuller than this counts as empty.
_LOYALTY = 0.3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label of `wide` × `tall` pixels for a line at `at`.

    `beyond` is 1 or -1 where the line lies above or below the view. `beside`: it stands beside its
    line or nowhere.
    """

    key: str
    at: float
    wide: float
    tall: float
    beyond: int = 0
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle for a label, and which of the usual places it is."""

    rect: QRectF
    number: int


def places(
    wanted: Sequence[Wanted],
    sheet: QRectF,
    fullness: Callable[[QRectF], float],
    before: Mapping[str, Place],
) -> dict[str, Place]:
    """Return a place for each label by its key, none on another; what finds no room has none.

    Earlier labels choose first. `fullness` tells how much is drawn in a rectangle, from 0 to 1;
    `before` are the places of the last time, which are kept as long as they are good enough.
    """
    found: dict[str, Place] = {}
    for each in wanted:
        old = before.get(each.key)
        taken = [other.rect for other in found.values()]
        usual = _usual(each, sheet, old.number if old is not None else 0)
        free = (place for place in usual if not any(map(place.rect.intersects, taken)))
        best = _emptiest(free, fullness)
        if best is not None:
            found[each.key] = best
    return found


def _emptiest(free: Iterable[Place], fullness: Callable[[QRectF], float]) -> Place | None:
    """Return the first place that is empty, else one that is much emptier than those before it."""
    best, least = None, 2.0
    for place in free:
        full = fullness(place.rect)
        if best is None or full < least - _LOYALTY:
            best, least = place, full
        if least <= _LOYALTY:
            break
    return best


def _usual(wanted: Wanted, sheet: QRectF, first: int) -> Iterator[Place]:
    """Yield where a label may stand within the sheet, the place number `first` before the others.

    The usual place is above its line at the left, then below it, and the same at the right, then
    further from the line; for a line out of view the corner at the right, the left one, and on.
    """
    tall = wanted.tall
    left, right = _SIDE, sheet.width() - wanted.wide - _SIDE
    top, bottom = HEAD, sheet.height() - FOOT - tall
    if right < left or bottom < top:
        return
    step = tall + _GAP
    if wanted.beyond:
        edge = top if wanted.beyond > 0 else bottom
        tops = [edge + wanted.beyond * number * step for number in range(4)]
    else:
        above, below = wanted.at - tall - 1, wanted.at + 2
        tops = [above, below, above - step, below + step, above - 2 * step, below + 2 * step]
    sides = (right, left) if wanted.beyond else (left, right)
    rows = (tops[:2],) if wanted.beside and not wanted.beyond else (tops[:2], tops[2:])
    spots = [(x, y) for row in rows for x in sides for y in row]
    # A line that has left the view has fewer places than one in it.
    order = [*([first] if 0 < first < len(spots) else []), *range(len(spots))]
    for number in order:
        x, y = spots[number]
        if top <= y <= bottom:
            yield Place(QRectF(x, y, wanted.wide, tall), number)
