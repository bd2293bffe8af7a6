"""One series as it is drawn: what is known of each period, and what was known before."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from itertools import pairwise
from math import inf

from gridwatch.domain.thesis.figures import LONGEST_GAP, Figure, FigureSeries, known_figures


@dataclass(frozen=True, slots=True)
class Point:
    """What is known of a period, and its earlier revisions that said otherwise, newest first."""

    figure: Figure
    former: tuple[Figure, ...] = ()

    @property
    def on(self) -> date:
        """Return the last day of the period."""
        return self.figure.on

    @property
    def value(self) -> float:
        """Return the value; every point has one."""
        return self.figure.value or 0.0


class Link(IntEnum):
    """What leads to a point from the one before: all is there, something is missing, a guess."""

    WHOLE = 0
    GAP = 1
    FORECAST = 2


@dataclass(frozen=True, slots=True)
class Track:
    """The numbers of a line, point by point, so that many can be gone through at once.

    `days` are ordinals. A point without a band has the edges inf and -inf, which change no
    smallest and no largest one; where no point has a band there are no edges at all. `links` has
    the Link that leads to each point.
    """

    days: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    lows: tuple[float, ...] = ()
    highs: tuple[float, ...] = ()
    links: bytes = b""


@dataclass(frozen=True, slots=True)
class Line:
    """A series and its points, oldest first; `least` and `most` of all that is drawn of them."""

    series: FigureSeries
    points: tuple[Point, ...] = ()
    by_day: dict[date, Point] = field(default_factory=dict)
    track: Track = Track()
    least: float = inf
    most: float = -inf

    def nearest(self, ordinal: float) -> Point | None:
        """Return the point that is nearest to a day, the earlier of two; None where none is."""
        days = self.track.days
        after = bisect_left(days, ordinal)
        around = range(max(0, after - 1), min(len(days), after + 1))
        place = min(around, key=lambda each: abs(days[each] - ordinal), default=None)
        return None if place is None else self.points[place]


def line_of(series: FigureSeries, figures: Iterable[Figure]) -> Line:
    """Return the line of a series, of all revisions of its figures."""
    every = tuple(figures)
    known = known_figures(every)
    points = tuple(map(Point, known)) if len(known) == len(every) else _revised(known, every)
    track = _track(points, series)
    former = [each.value for one in points for each in one.former if each.value is not None]
    return Line(
        series,
        points,
        {each.on: each for each in points},
        track,
        min((*track.values, *track.lows, *former), default=inf),
        max((*track.values, *track.highs, *former), default=-inf),
    )


def _revised(known: Iterable[Figure], every: Iterable[Figure]) -> tuple[Point, ...]:
    revisions = defaultdict[date, list[Figure]](list)
    for each in every:
        revisions[each.on].append(each)
    return tuple(Point(each, _former(each, revisions[each.on])) for each in known)


def _former(known: Figure, revisions: Sequence[Figure]) -> tuple[Figure, ...]:
    if len(revisions) == 1:
        return ()
    said = (known.value, known.low, known.high)
    order = sorted(revisions, key=lambda each: (each.known_on, each.id), reverse=True)
    return tuple(
        each for each in order if each is not known and (each.value, each.low, each.high) != said
    )


def _track(points: Sequence[Point], series: FigureSeries) -> Track:
    figures = [each.figure for each in points]
    banded = [each if each.low is not None and each.high is not None else None for each in figures]
    if not any(banded):
        banded = []
    days = tuple(each.on.toordinal() for each in figures)
    return Track(
        days,
        tuple(each.value or 0.0 for each in figures),
        tuple(inf if each is None or each.low is None else each.low for each in banded),
        tuple(-inf if each is None or each.high is None else each.high for each in banded),
        bytes(_links(days, figures, LONGEST_GAP.get(series.frequency, date.max.toordinal()))),
    )


def _links(days: Sequence[int], figures: Sequence[Figure], gap: int) -> Iterator[Link]:
    """Yield what leads to each point, to the first one as if one stood right before it."""
    for (before, day), each in zip(pairwise((*days[:1], *days)), figures, strict=True):
        if each.forecast:
            yield Link.FORECAST
        else:
            yield Link.WHOLE if day - before <= gap else Link.GAP
