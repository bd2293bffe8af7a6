"""The commands `notes list`, `show` and `add`."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from gridwatch.cli.abouts import Owners, owners_in
from gridwatch.cli.call import Answer, Call, Exit, Refusal, marked
from gridwatch.cli.documents import day_text, instant
from gridwatch.cli.tables import Column, plain, table
from gridwatch.cli.typed_text import typed_text
from gridwatch.cli.voice import translate
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.journal import Entry, title_of
from gridwatch.services import edits
from gridwatch.services.thesis.entry_edits import AddEntry, RemoveEntry, existing_entry
from gridwatch.services.thesis.searching import note_with
from gridwatch.store.user.entries import all_entries
from gridwatch.store.user.note_index import NoteKind
from gridwatch.store.user.note_rows import NoteRow

_TITLE = 80  # letters
_ID = re.compile(r"(?:([a-z]+):)?([0-9]{1,18})")


def list_notes(call: Call) -> Answer:
    """Show the entries of the journal, newest first, or those about one thing."""
    asked = getattr(call.asked, "about", None)
    with call.user() as user:
        owners = owners_in(user)
        about = None if asked is None else owners.about(asked, none=True)
        entries = [each for each in all_entries(user) if _is_shown(each, about, owners)]
    document = {"entries": [_head(each, owners) for each in entries]}
    if not entries:
        words = translate("Cli", "There is no entry. Write one with: {command}")
        text = words.format(command="gridwatch notes add --about 601179.SS TEXT")
        return Answer(document, marked(call.profile, text))
    columns = (
        Column(translate("Cli", "No."), right=True),
        Column(translate("Cli", "Day")),
        Column(translate("Cli", "About")),
        Column(translate("Cli", "Title")),
    )
    rows = [_row(call, each, owners) for each in entries]
    return Answer(document, marked(call.profile, table(columns, rows)))


def _is_shown(entry: Entry, about: About | None, owners: Owners) -> bool:
    """Tell whether an entry is about what is asked for; those of removed themes never are."""
    if entry.about.theme_id and not owners.text(entry.about):
        return False
    return about is None or entry.about == about


def _row(call: Call, entry: Entry, owners: Owners) -> tuple[str, ...]:
    return (
        str(entry.id),
        call.voice.phrases.day(entry.on),
        owners.words(entry.about, call.voice.language),
        title_of(entry.text, _TITLE),
    )


def _head(entry: Entry, owners: Owners) -> dict[str, Any]:
    return {
        "id": entry.id,
        "about": owners.text(entry.about) or None,
        "day": day_text(entry.on),
        "title": title_of(entry.text),
        "made_at": instant(entry.made_at),
        "changed_at": instant(entry.changed_at),
        "version": entry.version,
    }


def show_note(call: Call) -> Answer:
    """Show one entry with its text, or what is known of another note."""
    kind, number = _named(call.asked.note)
    with call.user() as user:
        owners = owners_in(user)
        if kind is NoteKind.ENTRY:
            return _entry_shown(call, existing_entry(user, number), owners)
        found = note_with(user, kind, number)
    if found is None:
        words = translate("Cli", "There is no note {name}.")
        raise Refusal("note_unknown", words.format(name=call.asked.note.strip()))
    return _note_shown(call, found, owners)


def _named(typed: str) -> tuple[NoteKind, int]:
    """Read which note is meant: 12 and entry:12 are an entry, claim:3 is a claim."""
    found = _ID.fullmatch(typed.strip().lower())
    kinds = {each.name.lower(): each for each in NoteKind}
    if found is None or (found[1] or "entry") not in kinds:
        words = translate("Cli", "“{text}” names no note: write 12 for an entry, or {kinds}.")
        examples = ", ".join(f"{each}:12" for each in kinds)
        raise Refusal("usage", words.format(text=typed.strip(), kinds=examples), Exit.USAGE)
    return kinds[found[1] or "entry"], int(found[2])


def _entry_shown(call: Call, entry: Entry, owners: Owners) -> Answer:
    about = owners.words(entry.about, call.voice.language)
    head = " · ".join(filter(None, (call.voice.phrases.day(entry.on), about)))
    document = {"entry": {**_head(entry, owners), "text": entry.text}}
    return Answer(document, marked(call.profile, f"{head}\n\n{plain(entry.text)}"))


def _note_shown(call: Call, note: NoteRow, owners: Owners) -> Answer:
    day = "" if note.day is None else call.voice.phrases.day(note.day)
    about = owners.words(note.about, call.voice.language)
    head = " · ".join(filter(None, (day, about)))
    text = "\n\n".join(filter(None, (head, plain(note.title), plain(note.text.strip()))))
    document = {
        "note": {
            "kind": note.kind.name.lower(),
            "id": note.number,
            "claim": note.claim_id or None,
            "about": owners.text(note.about) or None,
            "day": day_text(note.day),
            "title": note.title,
            "text": note.text,
        }
    }
    return Answer(document, marked(call.profile, text))


def add_note(call: Call) -> Answer:
    """Write an entry, and say where it is."""
    asked, now = call.asked, call.clock()
    with call.user() as user:
        owners = owners_in(user)
        about = About() if asked.about is None else owners.about(asked.about, none=True)
        day = asked.date or now.astimezone().date()
        entry = _added(user, AddEntry(about, day, typed_text(asked.words)), call)
    words = translate("Cli", "Added the entry {number}: {title}")
    text = words.format(number=entry.id, title=title_of(entry.text, _TITLE))
    document = {"entry": {**_head(entry, owners), "text": entry.text}}
    return Answer(document, marked(call.profile, text))


def _added(user: sqlite3.Connection, edit: AddEntry, call: Call) -> Entry:
    _, undo = edits.apply(user, edit, call.clock())
    if not isinstance(undo, RemoveEntry):
        raise TypeError("the inverse of an addition names no entry")
    return existing_entry(user, undo.entry_id)
