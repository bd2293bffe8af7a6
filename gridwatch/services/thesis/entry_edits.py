"""The edits of the journal, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.journal import LARGEST_PICTURE, Entry, Picture, checked_entry
from gridwatch.domain.thesis.wording import text_of
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
    The text before is kept; with `apart` even if one was kept a moment ago.
    """

    entry_id: int
    version: int
    text: str
    on: date
    about: About
    apart: bool = False

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the text and keep the one before; raises Problem `entry_conflict`."""
        before = existing_entry(user, self.entry_id)
        if before.version != self.version:
            raise Problem(
                "entry_conflict",
                "This entry was changed elsewhere meanwhile. Nothing was overwritten.",
                version=before.version,
            )
        check_owner(user, self.about)
        wanted = checked_entry(replace(before, text=self.text, on=self.on, about=self.about))
        return _put(user, before, wanted, now, apart=self.apart)


@dataclass(frozen=True, slots=True)
class HandOver:
    """Store the last words of a writer who may hear no answer: none are lost, nobody's overwritten.

    `ahead` is what the entry says in the version that `save` goes over, which may still be on its
    way. Where it says something else, or is gone, the words become an entry of their own.
    """

    save: SaveEntry
    ahead: str

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the text in its entry, else beside it."""
        save, there = self.save, entries.entry_with_id(user, self.save.entry_id)
        known = there is not None and not there.removed and there.version == save.version
        if known and there is not None and there.text == text_of(self.ahead):
            return save.apply(user, now)
        return AddEntry(save.about, save.on, save.text).apply(user, now)


@dataclass(frozen=True, slots=True)
class GoOnWriting:
    """Store what was typed in an entry while `first` was still on its way to begin it."""

    first: AddEntry
    text: str

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the text over what `first` has stored; where that is not there, as a new entry."""
        begun = entries.newest_like(user, self.first.about, self.first.on, text_of(self.first.text))
        if begun is None:
            return replace(self.first, text=self.text).apply(user, now)
        return _put(user, begun, checked_entry(replace(begun, text=self.text)), now)


@dataclass(frozen=True, slots=True)
class KeepText:
    """Keep a text beside an entry that it could not be stored in, among what that was before."""

    entry_id: int
    text: str

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Keep the text as a revision."""
        entry = entries.entry_with_id(user, self.entry_id)
        if entry is None:
            raise _unknown()
        kept = checked_entry(replace(entry, text=self.text))
        entries.keep_revision(user, kept, now, always=True)
        return Changes(), self


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """Give an entry another day, or make it about something else; its text stays as it is."""

    entry_id: int
    on: date
    about: About

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the day and the subject."""
        before = existing_entry(user, self.entry_id)
        check_owner(user, self.about)
        return _put(user, before, replace(before, on=self.on, about=self.about), now)


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
class _TakeBack:
    """Make of `after` what was `before` it: the inverse of a change.

    Only what that change has touched: what was typed since is not eaten by an undo.
    """

    before: Entry
    after: Entry

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the earlier content as the next version."""
        before, after = self.before, self.after
        there = entries.entry_with_id(user, before.id)
        if there is None:
            raise _unknown()
        wanted = replace(
            there,
            text=there.text if before.text == after.text else before.text,
            on=there.on if before.on == after.on else before.on,
            about=there.about if before.about == after.about else before.about,
            removed=there.removed if before.removed == after.removed else before.removed,
        )
        if wanted.about != there.about:
            check_owner(user, wanted.about)
        return _put(user, there, wanted, now, apart=True)


def _put(
    user: sqlite3.Connection, before: Entry, wanted: Entry, now: datetime, *, apart: bool = False
) -> tuple[Changes, Edit]:
    if wanted != before:
        if wanted.text != before.text:
            entries.keep_revision(user, before, now, always=apart)
        entries.replace_entry(user, replace(wanted, version=before.version + 1, changed_at=now))
    return _CHANGED, _TakeBack(before, wanted)


def existing_entry(user: sqlite3.Connection, number: int) -> Entry:
    """Return an entry; raises Problem where there is none, or it was removed."""
    found = entries.entry_with_id(user, number)
    if found is None or found.removed:
        raise _unknown()
    return found


def _unknown() -> Problem:
    return Problem("entry_unknown", "There is no such entry any more.")
