"""What the user's notes put on the chart of a company: evidence, and the chosen figures."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.charting import Found
from gridwatch.domain.figure_line import FigureLine, FigureOffer
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.store.database import one_reading
from gridwatch.store.user.chart_notes import FigureColumns, evidence_beside, figure_columns
from gridwatch.store.user.figures import all_series
from gridwatch.store.user.themes import all_themes


@dataclass(frozen=True, slots=True)
class Noted:
    """Evidence, oldest first; the series that can be shown, and those that are.

    `evidence` is that of the company's own claims and of all themes, without the oldest where it is
    more than a chart can show, of which `notes` tell.
    """

    evidence: tuple[Found, ...] = ()
    offers: tuple[FigureOffer, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    notes: tuple[Problem, ...] = ()


NOTHING = Noted()
# No chart has room for more signs, and a chart is read whenever a bar is stored.
MOST_EVIDENCE = 2_000


def read_noted(user: sqlite3.Connection, company_id: int, chosen: Sequence[int]) -> Noted:
    """Read what belongs on the chart of a company, with the series of which `chosen` has the ids.

    Series of other companies are passed over, and so are those that are gone.
    """
    with one_reading(user):
        offers = _offers(user, company_id)
        there = {each.series.id: each.series for each in offers}
        lines = tuple(
            line_of(there[each], figure_columns(user, each)) for each in chosen if each in there
        )
        found = evidence_beside(user, company_id, MOST_EVIDENCE + 1)
    if len(found) <= MOST_EVIDENCE:
        return Noted(found, offers, lines)
    note = Problem(
        "evidence_many",
        "Only the newest {count} pieces of evidence are marked on the chart.",
        count=MOST_EVIDENCE,
    )
    return Noted(found[-MOST_EVIDENCE:], offers, lines, (note,))


def ids_of_keys(user: sqlite3.Connection, company_id: int, keys: Sequence[str]) -> tuple[int, ...]:
    """Return the ids of the series with these keys that the chart of a company can show.

    A company's own series goes before one of a theme. Raises Problem for a key that no series has.
    """
    series = [each.series for each in reversed(_offers(user, company_id))]
    there = {each.key: each.id for each in series}
    for each in keys:
        if each.casefold() not in there:
            raise Problem(
                "picture_figures",
                "There are no figures called “{text}” for this company or in a theme.",
                text=each,
            )
    return tuple(there[each.casefold()] for each in keys)


def line_of(series: FigureSeries, columns: FigureColumns) -> FigureLine:
    """Return what is known of each period; the revision that became known last counts."""
    count = len(columns.days)
    ends = np.flatnonzero(np.diff(columns.days, append=np.iinfo(np.int64).max))
    begins = np.concatenate(([0], ends[:-1] + 1)) if count else ends
    former = np.full(len(ends), np.nan)
    former_known = np.zeros(len(ends), dtype=np.int64)
    for at in np.flatnonzero(ends > begins).tolist():
        row = _former(columns, int(begins[at]), int(ends[at]))
        if row is not None:
            former[at], former_known[at] = columns.values[row], columns.known[row]
    there = np.isfinite(columns.values[ends])
    rows = ends[there]
    return FigureLine(
        series,
        columns.days[rows],
        columns.values[rows],
        columns.low[rows],
        columns.high[rows],
        columns.known[rows],
        columns.forecast[rows],
        former[there],
        former_known[there],
    )


def _former(columns: FigureColumns, begin: int, last: int) -> int | None:
    """Return the newest revision of a period that said another value than the last one."""
    now = columns.values[last]
    for row in range(last - 1, begin - 1, -1):
        if np.isfinite(columns.values[row]) and columns.values[row] != now:
            return row
    return None


def _offers(user: sqlite3.Connection, company_id: int) -> tuple[FigureOffer, ...]:
    """Return the series of a company, then those of all themes."""
    names = {each.id: each.name for each in all_themes(user)}
    every = all_series(user)
    own = [FigureOffer(each) for each in every if each.about.company_id == company_id]
    shared = (
        FigureOffer(each, names[each.about.theme_id])
        for each in every
        if each.about.theme_id in names
    )
    return (*own, *shared)
