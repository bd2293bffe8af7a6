"""Compares the journal and the words of themes in a folder with those of a profile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.journal import Entry, title_of
from gridwatch.files.thesis_folder import UNDATED, KeptEntry, Thesis
from gridwatch.services.thesis.folder_edits import BringEntry, TakeEntry
from gridwatch.services.thesis.folder_links import ANYTHING, Links
from gridwatch.services.thesis.folder_matching import Noun, Outcome, Step
from gridwatch.services.thesis.theme_edits import ChangeTheme
from gridwatch.store.user.entries import all_entries


def note_step(before: Theme, thesis: Thesis, theme: Theme, links: Links) -> Step:
    """Return what becomes of a theme that is there: of its name, and of its words."""
    step = Step(Noun.THEME, Outcome.SAME, theme.name, thesis.spot)
    own = links.own(theme.note, before.note)
    note = links.here(theme.note, own)
    if (before.name, before.note) == (theme.name, note):
        return step
    return replace(
        step,
        outcome=Outcome.CHANGED,
        edit=ChangeTheme(before.id, theme.name, note),
        remarks=links.remarks(theme.note, thesis.noted, own),
    )


class Unmatched:
    """The entries that were there before an import and belong to no file of it yet."""

    def __init__(self, user: sqlite3.Connection) -> None:
        self._left = dict[datetime, list[Entry]]()
        for each in all_entries(user):
            self._left.setdefault(each.made_at, []).append(each)
        self._by_words = {
            (each.about, each.on, each.text): each.made_at
            for entries in self._left.values()
            for each in entries
        }

    def take_same(self, about: About, entry: Entry, links: Links) -> bool:
        """Take the entry that says the same; of one without a time whichever does."""
        ways = links.ways(entry.text)
        return any(self._take_exactly(about, replace(entry, text=each)) for each in ways)

    def _take_exactly(self, about: About, entry: Entry) -> bool:
        said = (about, entry.on, entry.text)
        made_at = self._by_words.get(said) if entry.made_at == UNDATED else entry.made_at
        left = [] if made_at is None else self._left.get(made_at, [])
        found = next((each for each in left if (each.about, each.on, each.text) == said), None)
        if found is not None:
            left.remove(found)
        return found is not None

    def take(self, about: About, entry: Entry) -> Entry | None:
        """Take an entry that was made at the same instant, first one that is about the same."""
        left = self._left.get(entry.made_at, [])
        found = min(left, key=lambda each: each.about != about, default=None)
        if found is not None:
            left.remove(found)
        return found


def entry_steps(
    there: Unmatched, about: About, kept: Iterable[KeptEntry], links: Links
) -> Iterator[Step]:
    """Return the steps for the entries of a thesis."""
    waiting = list[KeptEntry]()
    for each in sorted(kept, key=lambda one: (one.entry.made_at, one.spot.file)):
        if there.take_same(about, each.entry, links):
            yield Step(Noun.ENTRY, Outcome.SAME, _title(each.entry), each.spot)
        else:
            waiting.append(each)
    for each in waiting:
        found = there.take(about, each.entry)
        if found is None:
            edit = BringEntry(about, _with_numbers(each, links))
            remarks = links.remarks(each.entry.text, each.worded)
            step = Step(Noun.ENTRY, Outcome.NEW, _title(each.entry), each.spot, edit)
            yield replace(step, remarks=remarks)
        else:
            yield _changed_entry(found, about, each, links)


def _with_numbers(kept: KeptEntry, links: Links) -> KeptEntry:
    past = (replace(each, text=links.here(each.text)) for each in kept.revisions)
    entry = replace(kept.entry, text=links.here(kept.entry.text))
    return replace(kept, entry=entry, revisions=tuple(past))


def _changed_entry(before: Entry, about: About, kept: KeptEntry, links: Links) -> Step:
    entry = kept.entry
    step = Step(Noun.ENTRY, Outcome.SAME, _title(entry), kept.spot)
    newer_here = before.changed_at > entry.changed_at
    own = links.own(entry.text, before.text)
    text = links.here(entry.text, own)
    # A link that led nowhere until the claim came along.
    is_mended = before.text != text and links.here(before.text, ANYTHING) == text
    if (before.about, before.on, before.text) == (about, entry.on, text):
        return step
    if not kept.edited and before.changed_at >= entry.changed_at and not is_mended:
        return step  # as it was exported, and changed here since
    return replace(
        step,
        outcome=Outcome.BOTH if newer_here and not is_mended else Outcome.CHANGED,
        edit=TakeEntry(before.id, text, entry.on, about),
        remarks=links.remarks(entry.text, kept.worded, own),
    )


def _title(entry: Entry) -> str:
    return f"{entry.on.isoformat()} {title_of(entry.text, 80)}".strip()
