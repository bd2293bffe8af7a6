"""A part of a text around what was found in it, with the places of that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from gridwatch.domain.thesis.folding import folded
from gridwatch.store.user.note_pieces import OVERLAP

LENGTH = 160
_BEFORE = 32
_STEP = 8_000
_MOST = 100  # places of a step that are compared
# What Markdown sets around words says nothing in a line.
_MARKS = re.compile(r"\*\*|`+|^[ \t]*(?:#{1,6}|>|[-+*])[ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text of one line; `marks` are (place, length) of what was found."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def marked(text: str, pattern: re.Pattern[str]) -> Marked:
    """Return a text as one line with the places of what a pattern of folded letters finds."""
    line = " ".join(_MARKS.sub("", text).split())
    places = ((each.start(), len(each[0])) for each in pattern.finditer(folded(line)))
    return Marked(line, tuple(places))


def excerpt(text: str, pattern: re.Pattern[str]) -> Marked:
    """Return the part of a text where most of what is sought stands together, or its beginning."""
    start = max(0, _place(text, pattern) - _BEFORE)
    end = start + LENGTH
    part = text[start:end]
    if start:
        part = f"…{_from_word(part, _BEFORE)}"
    if end < len(text):
        part = f"{_to_word(part)}…"
    return marked(part, pattern)


def _place(text: str, pattern: re.Pattern[str]) -> int:
    for start in range(0, len(text), _STEP):
        part = folded(text[start : start + _STEP + OVERLAP])
        found = [(each.start(), each[0]) for each in islice(pattern.finditer(part), _MOST)]
        if found:
            return start + _densest(found)
    return 0


def _densest(found: list[tuple[int, str]]) -> int:
    """Return the place that most different words follow within an excerpt."""
    best, most = found[0][0], 0
    for number, (place, _) in enumerate(found):
        near = {word for at, word in found[number:] if at < place + LENGTH - _BEFORE}
        if len(near) > most:
            best, most = place, len(near)
    return best


def _from_word(part: str, most: int) -> str:
    """Leave out the end of a word at the beginning, where a space says where it ends."""
    space = part.find(" ", 0, most)
    return part[space + 1 :] if space >= 0 else part


def _to_word(part: str, most: int = 16) -> str:
    space = part.rfind(" ", len(part) - most)
    return part[:space] if space > 0 else part
