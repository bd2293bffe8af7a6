"""The rows behind found notes: what they are of, their words and their days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gridwatch.domain.thesis.about import About
from gridwatch.store.user.about import about_of
from gridwatch.store.user.note_index import NoteKind

# Of what is removed nothing is found, and of what hangs on it neither.
# CROSS JOIN: the few that are removed are looked up, not all notes gone through.
_HIDDEN = """
WITH gone AS MATERIALIZED (SELECT id FROM theme WHERE removed = 1),
    lost AS MATERIALIZED (SELECT id FROM claim WHERE removed = 1 OR theme_id IN gone)
SELECT note.id FROM lost CROSS JOIN evidence ON claim_id = lost.id
    CROSS JOIN note_indexed AS note ON kind = 1 AND number = evidence.id
UNION ALL SELECT note.id FROM lost CROSS JOIN note_indexed AS note ON kind = 0 AND number = lost.id
UNION ALL SELECT note.id FROM gone CROSS JOIN entry ON theme_id = gone.id
    CROSS JOIN note_indexed AS note ON kind = 2 AND number = entry.id
UNION ALL SELECT note.id FROM gone CROSS JOIN figure_series ON theme_id = gone.id
    CROSS JOIN note_indexed AS note ON kind = 3 AND number = figure_series.id
"""
# Local days of instants matter little in an order; those of evidence and entries are the user's.
_DAYS = """
SELECT note.id, coalesce(evidence.on_date, entry.on_date, substr(claim.made_at, 1, 10), '')
FROM note_indexed AS note
    LEFT JOIN claim ON kind = 0 AND claim.id = number
    LEFT JOIN evidence ON kind = 1 AND evidence.id = number
    LEFT JOIN entry ON kind = 2 AND entry.id = number
WHERE note.id IN ({marks})
"""
_ROWS = {
    NoteKind.CLAIM: """
SELECT id, company_id, theme_id, substr(made_at, 1, 10), id, statement,
    falsifier || char(10) || test || char(10) ||
    CASE tags WHEN '' THEN '' ELSE '#' || replace(tags, ' ', ' #') END
FROM claim WHERE id IN ({marks})""",
    NoteKind.EVIDENCE: """
SELECT evidence.id, company_id, theme_id, on_date, claim_id, what,
    trim(coalesce(figure, '') || ' ' || coalesce(figure_to, '') || ' ' || unit) || char(10) ||
    source || char(10) || link
FROM evidence JOIN claim ON claim.id = claim_id WHERE evidence.id IN ({marks})""",
    NoteKind.ENTRY: """
SELECT id, company_id, theme_id, on_date, 0, '', text FROM entry WHERE id IN ({marks})""",
    NoteKind.SERIES: """
SELECT id, company_id, theme_id, NULL, 0, name,
    key || char(10) || unit || char(10) || source || char(10) || note
FROM figure_series WHERE id IN ({marks})""",
    NoteKind.THEME: """
SELECT id, NULL, id, NULL, 0, name, note FROM theme WHERE id IN ({marks})""",
}


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as it is stored; the title of an entry is in its text.

    `day`: that of evidence and entries, the one on which a claim was made, None for the others.
    `claim_id`: the claim itself, or that of evidence; else 0.
    """

    kind: NoteKind
    number: int
    about: About
    day: date | None
    claim_id: int
    title: str
    text: str


def hidden_notes(user: sqlite3.Connection) -> frozenset[int]:
    """Return the notes of removed themes, and the evidence of removed claims."""
    return frozenset(number for (number,) in user.execute(_HIDDEN))


def days_of(user: sqlite3.Connection, notes: Sequence[int]) -> dict[int, str]:
    """Return the days of notes as text; "" for what has none or is gone."""
    return dict(user.execute(_marked(_DAYS, len(notes)), notes))


def rows_of(user: sqlite3.Connection, notes: Sequence[int]) -> dict[int, NoteRow]:
    """Return the notes with these ids; those whose row is gone are not there."""
    query = _marked("SELECT kind, number, id FROM note_indexed WHERE id IN ({marks})", len(notes))
    ids = {(NoteKind(kind), number): note for kind, number, note in user.execute(query, notes)}
    return {
        ids[row.kind, row.number]: row
        for kind in NoteKind
        for row in _of_kind(user, kind, [number for each, number in ids if each is kind])
    }


def _of_kind(user: sqlite3.Connection, kind: NoteKind, numbers: Sequence[int]) -> Iterator[NoteRow]:
    if numbers:
        for row in user.execute(_marked(_ROWS[kind], len(numbers)), numbers):
            yield _row(kind, row)


def _row(kind: NoteKind, row: tuple[Any, ...]) -> NoteRow:
    number, company, theme, day, claim, title, text = row
    on = None if day is None else date.fromisoformat(day)
    return NoteRow(kind, number, about_of(company, theme), on, claim, title, text)


def _marked(query: str, count: int) -> str:
    return query.format(marks=", ".join("?" * count))
