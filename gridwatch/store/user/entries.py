"""Journal entries, what their texts were before, and the pictures in them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.journal import (
    Entry,
    EntryHead,
    EntryRevision,
    Picture,
    opening_of,
    title_of,
)
from gridwatch.store.instants import instant_of, instant_text
from gridwatch.store.user.about import about_of, ids_of, where_about
from gridwatch.store.user.note_index import NoteKind, drop_note, index_note

_COLUMNS = "company_id, theme_id, on_date, text, made_at, changed_at, version, removed"
# An entry is saved every second while it is written: what is kept is one text for such a while.
KEPT_APART = timedelta(minutes=5)
_HEAD_LETTERS = 800


def entries_about(user: sqlite3.Connection, about: About) -> tuple[Entry, ...]:
    """Return the entries about a company, a theme or neither, newest first."""
    where, values = where_about(about)
    return _select(user, f"WHERE {where} AND removed = 0", values)


def all_entries(user: sqlite3.Connection) -> tuple[Entry, ...]:
    """Return all entries but removed ones, newest first."""
    return _select(user, "WHERE removed = 0", ())


def entry_with_id(user: sqlite3.Connection, number: int) -> Entry | None:
    """Return an entry, removed or not; None where there is none."""
    return next(iter(_select(user, "WHERE id = ?", (number,))), None)


def heads_about(user: sqlite3.Connection, about: About) -> tuple[EntryHead, ...]:
    """Return what a list shows of the entries about this, newest first; no text is read whole."""
    where, values = where_about(about)
    rows = user.execute(
        f"SELECT id, on_date, version, substr(text, 1, {_HEAD_LETTERS}) FROM entry"  # noqa: S608 - constants
        f" WHERE {where} AND removed = 0 ORDER BY on_date DESC, id DESC",
        values,
    )
    return tuple(head_of(*row) for row in rows)


def head_of(number: int, on: str, version: int, text: str) -> EntryHead:
    """Return what a list shows of an entry with this text; `on` as it is stored."""
    begin = text[:_HEAD_LETTERS]
    return EntryHead(number, date.fromisoformat(on), title_of(begin), opening_of(begin), version)


def newest_like(user: sqlite3.Connection, about: About, on: date, *texts: str) -> Entry | None:
    """Return the newest entry about this and of this day that has one of these texts."""
    where, values = where_about(about)
    marks = ", ".join("?" * len(texts))
    found = user.execute(
        f"SELECT id FROM entry WHERE {where} AND on_date = ? AND text IN ({marks})"  # noqa: S608 - constants
        " AND removed = 0 ORDER BY id DESC LIMIT 1",
        (*values, on.isoformat(), *texts),
    ).fetchone()
    return None if found is None else entry_with_id(user, found[0])


def add_entry(user: sqlite3.Connection, entry: Entry) -> Entry:
    """Store a new entry (an id of 0 asks for the next one) and return it with its id."""
    cursor = user.execute(
        f"INSERT INTO entry (id, {_COLUMNS}) VALUES ({', '.join('?' * 9)})",  # noqa: S608 - constants
        (entry.id or None, *_row(entry)),
    )
    stored = replace(entry, id=entry.id or int(cursor.lastrowid or 0))
    _index(user, stored)
    return stored


def replace_entry(user: sqlite3.Connection, entry: Entry) -> None:
    """Store an entry over the one with its id."""
    user.execute(
        f"UPDATE entry SET ({_COLUMNS}) = ({', '.join('?' * 8)}) WHERE id = ?",  # noqa: S608 - constants
        (*_row(entry), entry.id),
    )
    _index(user, entry)


def keep_revision(
    user: sqlite3.Connection, entry: Entry, at: datetime, *, always: bool = False
) -> None:
    """Keep the text of an entry as it was before it is changed at `at`.

    Of texts that were saved shortly after one another only the first is kept, but for `always`.
    """
    row = user.execute(
        "SELECT at FROM entry_revision WHERE entry_id = ? ORDER BY id DESC LIMIT 1", (entry.id,)
    ).fetchone()
    if not always and row is not None and timedelta(0) <= at - instant_of(row[0]) < KEPT_APART:
        return
    user.execute(
        "INSERT INTO entry_revision (entry_id, at, on_date, text) VALUES (?, ?, ?, ?)",
        (entry.id, instant_text(at), entry.on.isoformat(), entry.text),
    )


def add_entry_revision(user: sqlite3.Connection, revision: EntryRevision) -> None:
    """Keep a text that an entry had, as the newest of them; the revision's own id is not used."""
    user.execute(
        "INSERT INTO entry_revision (entry_id, at, on_date, text) VALUES (?, ?, ?, ?)",
        (revision.entry_id, instant_text(revision.at), revision.on.isoformat(), revision.text),
    )


def entry_revisions(user: sqlite3.Connection, entry_id: int) -> tuple[EntryRevision, ...]:
    """Return what an entry was before each of its changes, oldest first; `at`: when it went."""
    rows = user.execute(
        "SELECT id, entry_id, at, on_date, text FROM entry_revision WHERE entry_id = ? ORDER BY id",
        (entry_id,),
    )
    return tuple(
        EntryRevision(number, entry, instant_of(at), date.fromisoformat(on), text)
        for number, entry, at, on, text in rows
    )


def has_entries(user: sqlite3.Connection, about: About) -> bool:
    """Tell whether anything was ever written about a company or theme."""
    where, values = where_about(about)
    row = user.execute(f"SELECT 1 FROM entry WHERE {where} LIMIT 1", values)  # noqa: S608 - constants
    return row.fetchone() is not None


def add_picture(user: sqlite3.Connection, picture: Picture, now: datetime) -> None:
    """Keep a picture; one that is there already is not kept twice."""
    user.execute(
        "INSERT INTO picture (hash, kind, data, added_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (hash) DO NOTHING",
        (picture.hash, picture.kind, picture.data, instant_text(now)),
    )


def picture_with_hash(user: sqlite3.Connection, hash_: str) -> Picture | None:
    """Return a picture, None where there is none."""
    row = user.execute("SELECT hash, kind, data FROM picture WHERE hash = ?", (hash_,)).fetchone()
    return None if row is None else Picture(*row)


def _select(user: sqlite3.Connection, where: str, values: tuple[int, ...]) -> tuple[Entry, ...]:
    rows = user.execute(
        f"SELECT id, {_COLUMNS} FROM entry {where} ORDER BY on_date DESC, id DESC",  # noqa: S608 - constants
        values,
    )
    return tuple(_entry(row) for row in rows)


def _index(user: sqlite3.Connection, entry: Entry) -> None:
    if entry.removed:
        drop_note(user, NoteKind.ENTRY, entry.id)
    else:
        index_note(user, NoteKind.ENTRY, entry.id, title_of(entry.text), entry.text)


def _row(entry: Entry) -> tuple[object, ...]:
    return (
        *ids_of(entry.about),
        entry.on.isoformat(),
        entry.text,
        instant_text(entry.made_at),
        instant_text(entry.changed_at),
        entry.version,
        int(entry.removed),
    )


def _entry(row: tuple[Any, ...]) -> Entry:
    number, company, theme, on, text, made, changed, version, removed = row
    return Entry(
        number,
        about_of(company, theme),
        date.fromisoformat(on),
        text,
        instant_of(made),
        instant_of(changed),
        version,
        bool(removed),
    )
