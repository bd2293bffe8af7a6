"""What was known of each period of a series, and since when; what a new figure adds to it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from gridwatch.domain.thesis.figures import Figure, known_figures

_SINCE = attrgetter("known_on")


class Knowledge:
    """Every revision by its period; of one day the one that came last counts."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        """Take what is stored, in any order."""
        self._of = dict[date, list[Figure]]()
        for each in sorted(figures, key=attrgetter("known_on", "id")):
            self._of.setdefault(each.on, []).append(each)

    def known(self, on: date, day: date | None = None) -> Figure | None:
        """Return what is known of a period, or was on a day; None too where it was withdrawn."""
        found = self._last(on, day)
        return None if found is None or found.value is None else found

    def take(self, figure: Figure) -> bool:
        """Tell whether a figure says more than what was known on its day, and keep it then."""
        before = self._last(figure.on, figure.known_on)
        if before is None or before.value is None:
            new = figure.value is not None
        else:
            new = said(before) != said(figure)
        if new:
            insort(self._of.setdefault(figure.on, []), figure, key=_SINCE)
        return new

    def _last(self, on: date, day: date | None) -> Figure | None:
        known = (e for e in reversed(self._of.get(on, ())) if day is None or e.known_on <= day)
        return next(known, None)


def said(figure: Figure) -> tuple[object, ...]:
    """Return what a figure says, whenever that became known."""
    return figure.value, figure.low, figure.high, figure.forecast, figure.note


def revisions_of(figures: Iterable[Figure], on: date) -> tuple[Figure, ...]:
    """Return every revision of a period, the newest first, one withdrawn among them."""
    own = (each for each in figures if each.on == on)
    return tuple(sorted(own, key=attrgetter("known_on", "id"), reverse=True))


def revised_periods(figures: Iterable[Figure]) -> frozenset[date]:
    """Return the periods whose figure was another one on an earlier day.

    What was mended on the day on which it was entered is a slip, no revision.
    """
    values = dict[date, dict[date, tuple[object, ...]]]()
    for each in sorted(figures, key=attrgetter("known_on", "id")):
        of_period = values.setdefault(each.on, {})
        of_period[each.known_on] = (each.value, each.low, each.high, each.forecast)
    return frozenset(on for on, days in values.items() if len(set(days.values())) > 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A series as it was seen on a day: every revision up to it, and what they come to.

    `revised`: the periods of which another figure was known before; `days`: those on which
    something became known, the last one first.
    """

    every: tuple[Figure, ...]
    known: tuple[Figure, ...]
    revised: frozenset[date]
    days: tuple[date, ...]


def seen_of(figures: Iterable[Figure], day: date | None = None) -> Seen:
    """Return what is to be seen of a series now, or was on a day."""
    every = tuple(each for each in figures if day is None or each.known_on <= day)
    days = sorted({each.known_on for each in every}, reverse=True)
    return Seen(every, known_figures(every), revised_periods(every), tuple(days))
