"""The edits of themes, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import Theme
from gridwatch.domain.thesis.wording import line_of, text_of
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.falsifiers import drop_tests, put_tests
from gridwatch.store.user import themes
from gridwatch.store.user.kept_rules import KeptRule
from gridwatch.store.user.note_index import NoteKind, drop_note, index_note

LONGEST_NAME = 120
_CHANGED = Changes(thesis=True, rules=True)


@dataclass(frozen=True, slots=True)
class AddTheme:
    """Begin a thesis that is about more than one company."""

    name: str
    note: str = ""
    key: str = ""

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store the theme after the others."""
        new = Theme(0, _free_name(user, self.name), text_of(self.note), line_of(self.key))
        theme = themes.add_theme(user, new)
        index_note(user, NoteKind.THEME, theme.id, theme.name, theme.note)
        return _CHANGED, RemoveTheme(theme.id)


@dataclass(frozen=True, slots=True)
class ChangeTheme:
    """Give a theme another name and note."""

    theme_id: int
    name: str
    note: str

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store both, where the name is free."""
        before = _existing(user, self.theme_id)
        name = _free_name(user, self.name, before.id)
        return _put(user, replace(before, name=name, note=text_of(self.note)), before, now)


@dataclass(frozen=True, slots=True)
class RemoveTheme:
    """Take a theme away with its thesis; it is kept, and an undo brings it back whole."""

    theme_id: int

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Note that the theme is gone; its falsifiers are no longer tested."""
        before = _existing(user, self.theme_id)
        return _put(user, replace(before, removed=True), before, now)


@dataclass(frozen=True, slots=True)
class _PutTheme:
    """Store a theme as it is over the one with its id; `tests` are those of its claims then."""

    theme: Theme
    tests: tuple[KeptRule, ...] = ()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the theme, unless its name has been given away."""
        before = themes.theme_with_id(user, self.theme.id)
        if before is None:
            raise Problem("theme_unknown", "There is no such theme any more.")
        if not self.theme.removed:
            _free_name(user, self.theme.name, self.theme.id)
        return _put(user, self.theme, before, now, self.tests)


def _put(
    user: sqlite3.Connection,
    theme: Theme,
    before: Theme,
    now: datetime,
    tests: tuple[KeptRule, ...] = (),
) -> tuple[Changes, Edit]:
    """Store a theme with its words and tests."""
    themes.replace_theme(user, theme)
    dropped: tuple[KeptRule, ...] = ()
    if theme.removed:
        drop_note(user, NoteKind.THEME, theme.id)
        dropped = drop_tests(user, theme.id)
    else:
        index_note(user, NoteKind.THEME, theme.id, theme.name, theme.note)
        if before.removed:
            put_tests(user, theme.id, now, tests)
    return _CHANGED, _PutTheme(before, dropped)


def _existing(user: sqlite3.Connection, number: int) -> Theme:
    found = themes.theme_with_id(user, number)
    if found is None or found.removed:
        raise Problem("theme_unknown", "There is no such theme any more.")
    return found


def _free_name(user: sqlite3.Connection, name: str, own: int = 0) -> str:
    wanted = line_of(name, LONGEST_NAME)
    if not wanted:
        raise Problem("theme_unnamed", "A theme needs a name.")
    if any(each.name == wanted and each.id != own for each in themes.all_themes(user)):
        raise Problem("theme_exists", "There is a theme “{name}” already.", name=wanted)
    return wanted
