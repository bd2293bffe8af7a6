"""What can be searched: the words of claims, evidence, entries, series and themes."""

from __future__ import annotations

import sqlite3
from enum import IntEnum


class NoteKind(IntEnum):
    """What a found piece of text is; its number is a part of the row's id in the index."""

    CLAIM = 0
    EVIDENCE = 1
    ENTRY = 2
    SERIES = 3
    THEME = 4


_KINDS = 8  # room for more


def index_note(
    user: sqlite3.Connection, kind: NoteKind, number: int, title: str, body: str
) -> None:
    """Make the words of a note findable, in place of those that it had."""
    drop_note(user, kind, number)
    user.execute(
        "INSERT INTO note_index (rowid, title, body) VALUES (?, ?, ?)",
        (number * _KINDS + kind, title, body),
    )


def drop_note(user: sqlite3.Connection, kind: NoteKind, number: int) -> None:
    """Take a note out of the index; nothing where it is not in it."""
    user.execute("DELETE FROM note_index WHERE rowid = ?", (number * _KINDS + kind,))
