"""What a chart shows of the notes, in as few statements as that takes: evidence and figures."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.charting import Found
from gridwatch.domain.figure_line import Flags
from gridwatch.domain.thesis.about import About
from gridwatch.store.user.evidence import READ, evidence_of_row

# Which rows they are is told by an index alone; only of those the words are read.
_EVIDENCE = f"""
SELECT {READ}, claim.company_id, claim.theme_id, claim.statement,
    coalesce(theme.name, '')
FROM evidence JOIN claim ON claim.id = evidence.claim_id
LEFT JOIN theme ON theme.id = claim.theme_id
WHERE evidence.id IN (
    SELECT found.id FROM claim JOIN evidence AS found ON found.claim_id = claim.id
    LEFT JOIN theme ON theme.id = claim.theme_id
    WHERE claim.removed = 0 AND (claim.company_id = ? OR theme.removed = 0)
    ORDER BY found.on_date DESC, found.id DESC LIMIT ?
)
ORDER BY on_date DESC, evidence.id DESC
"""  # noqa: S608 - constants
# Days are counted from 1970-01-01, as those of bars are.
_FIGURES = """
SELECT CAST(julianday(on_date) - 2440587.5 AS INTEGER), value, low, high,
    CAST(julianday(known_on) - 2440587.5 AS INTEGER), forecast
FROM figure WHERE series_id = ? ORDER BY on_date, known_on, id
"""


@dataclass(frozen=True, slots=True, eq=False)
class FigureColumns:
    """Every revision of every figure of a series, by period and then as they became known.

    `days` and `known` count from 1970-01-01; a missing number is NaN.
    """

    days: Days
    values: Floats
    low: Floats
    high: Floats
    known: Days
    forecast: Flags


def evidence_beside(user: sqlite3.Connection, company_id: int, most: int) -> tuple[Found, ...]:
    """Return the newest evidence of a company's claims and of all themes, at most so many.

    The oldest of it comes first.
    """
    rows = user.execute(_EVIDENCE, (company_id, most)).fetchall()
    return tuple(_found(row) for row in reversed(rows))


def figure_columns(user: sqlite3.Connection, series_id: int) -> FigureColumns:
    """Return the figures of a series as columns."""
    rows = user.execute(_FIGURES, (series_id,)).fetchall()
    table = np.array(rows, dtype=np.float64).reshape(-1, 6)
    return FigureColumns(
        table[:, 0].astype(np.int64),
        table[:, 1],
        table[:, 2],
        table[:, 3],
        table[:, 4].astype(np.int64),
        table[:, 5] > 0,
    )


def _found(row: tuple[Any, ...]) -> Found:
    *evidence, company, theme, statement, name = row
    return Found(evidence_of_row(tuple(evidence)), About(company or 0, theme or 0), statement, name)
