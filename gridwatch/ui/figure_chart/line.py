"""One series as it is drawn: what is known of each period, and what was known before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

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


@dataclass(frozen=True, slots=True)
class Line:
    """A series and its points, oldest first."""

    series: FigureSeries
    points: tuple[Point, ...] = ()
    by_day: dict[date, Point] = field(default_factory=dict)


def line_of(series: FigureSeries, figures: Iterable[Figure]) -> Line:
    """Return the line of a series, of all revisions of its figures."""
    every = tuple(figures)
    earlier: dict[date, list[Figure]] = {}
    for each in every:
        earlier.setdefault(each.on, []).append(each)
    points = tuple(Point(each, _former(each, earlier[each.on])) for each in known_figures(every))
    return Line(series, points, {each.on: each for each in points})


def _former(known: Figure, revisions: Sequence[Figure]) -> tuple[Figure, ...]:
    said = (known.value, known.low, known.high)
    order = sorted(revisions, key=lambda each: (each.known_on, each.id), reverse=True)
    return tuple(
        each for each in order if each is not known and (each.value, each.low, each.high) != said
    )


def links_of(line: Line) -> list[tuple[Point, Point, bool]]:
    """Return neighbours, and whether nothing is missing between them."""
    gap = LONGEST_GAP.get(line.series.frequency)
    return [
        (one, other, gap is None or (other.on - one.on).days <= gap)
        for one, other in pairwise(line.points)
    ]
