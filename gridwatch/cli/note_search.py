"""The command `notes search`: what was found with the words around, emphasised on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from gridwatch.cli.abouts import Owners, owners_in
from gridwatch.cli.call import Answer, Call, Exit, Refusal, marked
from gridwatch.cli.documents import day_text
from gridwatch.cli.tables import one_line
from gridwatch.cli.voice import translate
from gridwatch.services.thesis.excerpts import Marked
from gridwatch.services.thesis.search_words import says_enough
from gridwatch.services.thesis.searching import Found, search_notes

_BOLD, _USUAL = "\x1b[1m", "\x1b[0m"


def search(call: Call) -> Answer:
    """Show the notes that have all words, the likeliest first."""
    text = " ".join(call.asked.words)
    if not says_enough(text):
        words = translate(
            "Cli", "“{text}” is too little to search for: three letters, or two that begin a word."
        )
        raise Refusal("query_short", words.format(text=text.strip()), Exit.USAGE)
    with call.user() as user:
        owners = owners_in(user)
        found = search_notes(user, text, call.asked.limit)
    document = {"query": text, "found": [_document(each, owners) for each in found]}
    if not found:
        return Answer(document, marked(call.profile, translate("Cli", "No note is like that.")))
    bright = is_bright()
    shown = "\n\n".join(_shown(call, each, owners, bright=bright) for each in found)
    return Answer(document, marked(call.profile, shown))


def is_bright() -> bool:
    """Tell whether standard output is a terminal that can emphasise words."""
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return False
    old = sys.platform == "win32" and "WT_SESSION" not in os.environ
    return not old and os.environ.get("TERM") != "dumb"


def _shown(call: Call, found: Found, owners: Owners, *, bright: bool) -> str:
    parts = (
        name_of(found),
        "" if found.day is None else call.voice.phrases.day(found.day),
        owners.words(found.about, call.voice.language),
    )
    lines = (
        " · ".join(filter(None, parts)),
        emphasised(found.title, bright=bright),
        emphasised(found.excerpt, bright=bright),
    )
    return "\n  ".join(filter(None, lines))


def name_of(found: Found) -> str:
    """Return by what `notes show` finds it again."""
    return f"{found.kind.name.lower()}:{found.id}"


def emphasised(text: Marked, *, bright: bool) -> str:
    """Return a text whose marked letters a terminal shows in bold; plain where it can't."""
    line = one_line(text.text)
    if not bright:
        return line
    for place, length in reversed(text.marks):
        end = place + length
        line = f"{line[:place]}{_BOLD}{line[place:end]}{_USUAL}{line[end:]}"
    return line


def _document(found: Found, owners: Owners) -> dict[str, Any]:
    return {
        "kind": found.kind.name.lower(),
        "id": found.id,
        "claim": found.claim_id or None,
        "about": owners.text(found.about) or None,
        "day": day_text(found.day),
        "title": found.title.text,
        "title_marks": _marks(found.title.marks),
        "excerpt": found.excerpt.text,
        "excerpt_marks": _marks(found.excerpt.marks),
    }


def _marks(marks: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [list(each) for each in marks]
