"""The command `notes` and its parts, as the command line has them."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from gridwatch.cli import manual
from gridwatch.cli.arguments import Command, argument, day

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call

_MOST_FOUND = 1000


def _list(call: Call) -> Answer:
    from gridwatch.cli.notes import list_notes

    return list_notes(call)


def _show(call: Call) -> Answer:
    from gridwatch.cli.notes import show_note

    return show_note(call)


def _add(call: Call) -> Answer:
    from gridwatch.cli.notes import add_note

    return add_note(call)


def _search(call: Call) -> Answer:
    from gridwatch.cli.note_search import search

    return search(call)


def limit(text: str) -> int:
    """Read how many notes are shown at most."""
    if re.fullmatch(r"[0-9]{1,4}", text.strip()) is None or not 0 < int(text) <= _MOST_FOUND:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 to {_MOST_FOUND}")
    return int(text)


_ABOUT = argument("--about", metavar="SUBJECT", help="a symbol, theme:NAME, or none")
NOTES = Command(
    "notes",
    "Search the notes; list, show and add journal entries.",
    manual.NOTES,
    _list,
    parts=(
        Command(
            "search",
            "Find claims, evidence, entries, series and themes.",
            manual.NOTES_SEARCH,
            _search,
            (
                argument("words", nargs="+", metavar="WORDS", help="all of which have to be there"),
                argument("--limit", type=limit, metavar="N", default=20, help="at most (20)"),
            ),
        ),
        Command("list", "Show the journal, newest first.", manual.NOTES_LIST, _list, (_ABOUT,)),
        Command(
            "show",
            "Show an entry, or another note.",
            manual.NOTES_SHOW,
            _show,
            (argument("note", metavar="ID", help="of an entry; claim:3, evidence:8, …"),),
        ),
        Command(
            "add",
            "Write a journal entry.",
            manual.NOTES_ADD,
            _add,
            (
                argument("words", nargs="*", metavar="TEXT", help="without it, or “-”: from stdin"),
                _ABOUT,
                argument("--date", type=day, metavar="YYYY-MM-DD", help="its day; else today"),
            ),
        ),
    ),
)
