"""What an import would do, line by line, and the edit that does it: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.domain.thesis.knowledge import Knowledge, said
from gridwatch.files.figures_table import Line
from gridwatch.services.thesis.figure_edits import AddSeries, ImportFigures, PutFigures


class Verdict(StrEnum):
    """What becomes of a line. NOTHING: it says that there is no figure."""

    NEW = "new"
    REVISES = "revises"
    SAME = "same"
    NOTHING = "nothing"
    BAD = "bad"


# What is stored.
TAKEN = frozenset({Verdict.NEW, Verdict.REVISES})


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what becomes of it; `before` is the figure that it revises."""

    line: Line
    verdict: Verdict
    before: Figure | None = None


def judged(lines: Iterable[Line], there: Iterable[Figure]) -> tuple[Judged, ...]:
    """Say of each line what it does to the figures that are there, earlier lines counted.

    A line is bad too where an earlier one says something else of its period and its day.
    """
    knowledge, seen = Knowledge(there), dict[tuple[date, date], Line]()
    found = {}
    # Those without a figure stand anywhere; the others in the order in which they are stored.
    for each in sorted(lines, key=lambda one: one.figure.known_on if one.figure else date.min):
        found[each.number] = _judge(each, knowledge, seen)
    return tuple(found[number] for number in sorted(found))


def _judge(line: Line, knowledge: Knowledge, seen: dict[tuple[date, date], Line]) -> Judged:
    figure = line.figure
    if line.problem is not None:
        return Judged(line, Verdict.BAD)
    if figure is None:
        return Judged(line, Verdict.NOTHING)
    first = seen.setdefault((figure.on, figure.known_on), line)
    if first is not line and first.figure is not None and said(first.figure) != said(figure):
        problem = Problem(
            "figure_twice",
            "Line {number} has another figure of this period, known on the same day.",
            number=first.number,
        )
        return Judged(replace(line, problem=problem), Verdict.BAD)
    before = knowledge.known(figure.on)
    if not knowledge.take(figure):
        return Judged(line, Verdict.SAME)
    return Judged(line, Verdict.NEW if before is None else Verdict.REVISES, before)


def import_edit(series: FigureSeries, lines: Sequence[Judged]) -> ImportFigures | None:
    """Return the edit that stores what is new or revised; None where nothing is.

    A series whose id is 0 is made. Bad lines are left out: whoever asks has to have said so.
    """
    figures = tuple(
        each.line.figure for each in lines if each.verdict in TAKEN and each.line.figure is not None
    )
    if not series.id:
        return ImportFigures((AddSeries(series, figures),))
    return ImportFigures((PutFigures(series.id, figures),)) if figures else None
