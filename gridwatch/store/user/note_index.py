"""What can be searched: the words of claims, evidence, entries, series and themes.

`note_index` has all runs of three letters, which find a word of three or more anywhere.
`note_index_short` has what finds the shorter ones, which most Chinese words are. A note is one row
of both, a long one several: one for each of its pieces.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from enum import IntEnum

PIECE_BITS = 12  # the lower ones of a row's id number the piece, the others the note
_PIECES = 1 << PIECE_BITS


class NoteKind(IntEnum):
    """What a found piece of text is."""

    CLAIM = 0
    EVIDENCE = 1
    ENTRY = 2
    SERIES = 3
    THEME = 4


def index_note(
    user: sqlite3.Connection, kind: NoteKind, number: int, title: str, body: str
) -> None:
    """Make the words of a note findable, in place of those that it had.

    Only pieces that differ are written: an entry is saved every second while it is typed.
    """
    # What cuts texts comes with the first that is stored: a chart reads notes and stores none.
    from gridwatch.store.user.note_pieces import pieces_of

    note = indexed_note(user, kind, number) or _new_note(user, kind, number)
    wanted = {_hash(*each): each for each in _titled(title, pieces_of(body))}
    stored = _stored(user, note)
    kept = wanted.keys() & stored.keys()
    for hash_, row in stored.items():
        if hash_ not in kept:
            _drop_piece(user, row)
    free = _free(note, {stored[each] for each in kept})
    for hash_, piece in wanted.items():
        if hash_ not in kept:
            _add_piece(user, next(free), hash_, *piece)


def drop_note(user: sqlite3.Connection, kind: NoteKind, number: int) -> None:
    """Take a note out of the index; nothing where it is not in it."""
    note = indexed_note(user, kind, number)
    if note:
        for row in _stored(user, note).values():
            _drop_piece(user, row)


def indexed_note(user: sqlite3.Connection, kind: NoteKind, number: int) -> int:
    """Return the id of a note in the index, 0 where it was never in it."""
    query = "SELECT id FROM note_indexed WHERE kind = ? AND number = ?"
    row = user.execute(query, (kind, number)).fetchone()
    return 0 if row is None else int(row[0])


def _new_note(user: sqlite3.Connection, kind: NoteKind, number: int) -> int:
    cursor = user.execute("INSERT INTO note_indexed (kind, number) VALUES (?, ?)", (kind, number))
    return int(cursor.lastrowid or 0)


def _titled(title: str, pieces: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the title with the first piece, and every other one without."""
    for place, piece in enumerate(pieces):
        yield ("" if place else title), piece


def _hash(title: str, body: str) -> int:
    """Return what tells one piece from another, as SQLite can hold it."""
    from hashlib import blake2b  # with the first text, as above

    text = f"{title}\0{body}".encode(errors="surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


def _stored(user: sqlite3.Connection, note: int) -> dict[int, int]:
    """Return the rows of a note by their hashes."""
    first = note << PIECE_BITS
    query = "SELECT hash, id FROM note_indexed_piece WHERE id BETWEEN ? AND ?"
    return dict(user.execute(query, (first, first + _PIECES - 1)))


def _free(note: int, taken: set[int]) -> Iterator[int]:
    first = note << PIECE_BITS
    return (each for each in range(first, first + _PIECES) if each not in taken)


def _add_piece(user: sqlite3.Connection, row: int, hash_: int, title: str, body: str) -> None:
    from gridwatch.domain.thesis.folding import folded
    from gridwatch.store.user.note_pieces import short_words

    words = folded(title), folded(body)
    user.execute("INSERT INTO note_indexed_piece (id, hash) VALUES (?, ?)", (row, hash_))
    user.execute("INSERT INTO note_index (rowid, title, body) VALUES (?, ?, ?)", (row, *words))
    user.execute(
        "INSERT INTO note_index_short (rowid, title, body) VALUES (?, ?, ?)",
        (row, *map(short_words, words)),
    )


def _drop_piece(user: sqlite3.Connection, row: int) -> None:
    """Take out a piece; `note_index_short` keeps no texts and has to be told what it has of it."""
    from gridwatch.store.user.note_pieces import short_words

    words = user.execute("SELECT title, body FROM note_index WHERE rowid = ?", (row,)).fetchone()
    user.execute(
        "INSERT INTO note_index_short (note_index_short, rowid, title, body)"
        " VALUES ('delete', ?, ?, ?)",
        (row, *map(short_words, words)),
    )
    user.execute("DELETE FROM note_index WHERE rowid = ?", (row,))
    user.execute("DELETE FROM note_indexed_piece WHERE id = ?", (row,))
