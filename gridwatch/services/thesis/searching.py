"""Finds notes by what is typed: themes, claims, evidence, entries and series."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.journal import title_of
from gridwatch.services.thesis.excerpts import Marked, excerpt, marked
from gridwatch.services.thesis.search_words import pattern_of, wanted_in
from gridwatch.store.database import one_reading
from gridwatch.store.user.note_index import NoteKind, indexed_note
from gridwatch.store.user.note_matches import Wanted, notes_with, weights
from gridwatch.store.user.note_rows import NoteRow, days_of, hidden_notes, rows_of

# Words that so many notes have say little: of those the notes made last are compared, and as many
# that have them in their titles. All others are. That much is done while a key is pressed.
COMMON, COMPARED = 1_000, 250
LIMIT = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A note that has what was sought, with where: in its title, and in a part of its text.

    `id`: that of the theme, claim, evidence, entry or series. `day`: that of evidence and entries,
    the one on which a claim was made. `claim_id`: the claim itself, or that of evidence; else 0.
    """

    kind: NoteKind
    id: int
    about: About
    title: Marked
    excerpt: Marked
    day: date | None
    claim_id: int = 0


def search_notes(user: sqlite3.Connection, text: str, limit: int = LIMIT) -> tuple[Found, ...]:
    """Return the notes that have all that is typed, the likeliest first; see `wanted_in`.

    Those that have it in their titles go before the others, then by BM25, then newer ones first.
    Nothing is found by what says too little.
    """
    with one_reading(user):
        wanted = wanted_in(user, text)
        if not wanted:
            return ()
        notes = _best(user, wanted, limit)
        rows = rows_of(user, notes)
    pattern = pattern_of(wanted)
    return tuple(_found(rows[each], pattern) for each in notes if each in rows)


def note_with(user: sqlite3.Connection, kind: NoteKind, number: int) -> NoteRow | None:
    """Return a note as it can be found; None where there is none, or it is removed."""
    with one_reading(user):
        note = indexed_note(user, kind, number)
        return None if note in hidden_notes(user) else rows_of(user, [note]).get(note)


def _best(user: sqlite3.Connection, wanted: Sequence[Wanted], limit: int) -> list[int]:
    """Return the notes with all words, in the order in which they are shown."""
    hidden = hidden_notes(user)
    notes = notes_with(user, wanted, COMMON, hidden)
    if not notes:
        return []
    common = len(notes) == COMMON
    most = max(COMPARED, limit) if common else COMMON
    titled = frozenset(notes_with(user, wanted, most, hidden, titles=True))
    # One word that so many have tells none of them from another.
    weight = {} if common and len(wanted) == 1 else weights(user, wanted, COMMON)
    every = list(titled.union(notes[:most]))
    day = days_of(user, every)
    every.sort(key=lambda each: (day.get(each, ""), each), reverse=True)
    every.sort(key=lambda each: (each not in titled, weight.get(each, 0.0)))
    return every[:limit]


def _found(row: NoteRow, pattern: re.Pattern[str]) -> Found:
    title, text = row.title, row.text
    if row.kind is NoteKind.ENTRY:
        title, text = title_of(text), _after_title(text)
    elif row.kind is not NoteKind.THEME:
        text = " · ".join(filter(None, text.split("\n")))
    return Found(
        row.kind,
        row.number,
        row.about,
        marked(title, pattern),
        excerpt(text, pattern),
        row.day,
        row.claim_id,
    )


def _after_title(text: str) -> str:
    """Return an entry without its first line, unless that is too long for a title."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if title_of(first, len(first) + 1) == title_of(first) else text
