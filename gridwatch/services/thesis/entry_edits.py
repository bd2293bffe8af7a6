"""The edits of the journal, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.journal import LARGEST_PICTURE, Entry, Picture, checked_entry
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.owners import check_owner
from gridwatch.store.user import entries

_CHANGED = Changes(journal=True)


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Begin a journal entry; it gets an id of its own."""

    about: About
    on: date
    text: str = ""

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the entry as a new one."""
        check_owner(user, self.about)
        entry = checked_entry(Entry(0, self.about, self.on, self.text, now, now))
        return _CHANGED, RemoveEntry(entries.add_entry(user, entry).id)


@dataclass(frozen=True, slots=True)
class SaveEntry:
    """Store what is written in an entry now; `version` is the one that the writer had read.

    Another version means that somebody else has written meanwhile: nothing is overwritten then.
    """

    entry_id: int
    version: int
    text: str
    on: date
    about: About

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the text and keep the one before; raises Problem `entry_conflict`."""
        before = existing_entry(user, self.entry_id)
        if before.version != self.version:
            raise _conflict(before)
        check_owner(user, self.about)
        wanted = checked_entry(replace(before, text=self.text, on=self.on, about=self.about))
        return _put(user, before, wanted, now)


@dataclass(frozen=True, slots=True)
class RemoveEntry:
    """Take an entry away; it is kept, and an undo brings it back."""

    entry_id: int

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Note that the entry is gone."""
        before = existing_entry(user, self.entry_id)
        return _put(user, before, replace(before, removed=True), now)


@dataclass(frozen=True, slots=True)
class AddPicture:
    """Keep a picture that was pasted into an entry; one that no entry shows does no harm."""

    picture: Picture

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the picture, once."""
        if len(self.picture.data) > LARGEST_PICTURE:
            raise Problem(
                "picture_large",
                "This picture has {size} MB; at most {most} MB can be kept.",
                size=round(len(self.picture.data) / 1e6),
                most=round(LARGEST_PICTURE / 1e6),
            )
        entries.add_picture(user, self.picture, now)
        return Changes(), self


@dataclass(frozen=True, slots=True)
class _PutEntry:
    """Store an entry with an earlier content: the inverse of a change that had made `left` of it.

    What somebody else has written meanwhile is not overwritten by an undo either.
    """

    entry: Entry
    left: Entry

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the content as the next version; raises Problem `entry_conflict`."""
        before = entries.entry_with_id(user, self.entry.id)
        if before is None:
            raise _unknown()
        if _content(before) != _content(self.left):
            raise _conflict(before)
        check_owner(user, self.entry.about)
        wanted = replace(self.entry, version=before.version, changed_at=before.changed_at)
        return _put(user, before, wanted, now)


def _put(
    user: sqlite3.Connection, before: Entry, wanted: Entry, now: datetime
) -> tuple[Changes, Edit]:
    if wanted != before:
        if wanted.text != before.text:
            entries.keep_revision(user, before, now)
        entries.replace_entry(user, replace(wanted, version=before.version + 1, changed_at=now))
    return _CHANGED, _PutEntry(before, wanted)


def _content(entry: Entry) -> tuple[object, ...]:
    return entry.about, entry.on, entry.text, entry.removed


def _conflict(there: Entry) -> Problem:
    return Problem(
        "entry_conflict",
        "This entry was changed elsewhere meanwhile. Nothing was overwritten.",
        version=there.version,
    )


def existing_entry(user: sqlite3.Connection, number: int) -> Entry:
    """Return an entry; raises Problem where there is none, or it was removed."""
    found = entries.entry_with_id(user, number)
    if found is None or found.removed:
        raise _unknown()
    return found


def _unknown() -> Problem:
    return Problem("entry_unknown", "There is no such entry any more.")
