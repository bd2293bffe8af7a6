"""A text cut for the index: into pieces that stay the same where it does, and into short words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

LEAST, GREATEST = 4_000, 12_000  # characters
# A piece goes on into the next one for so long, so that no phrase is lost between the two.
OVERLAP = 200
_UNIT = 2_000
_UNITS = re.compile(rf"[^\n]{{1,{_UNIT}}}(?:\n|(?<=\s)|\Z)|[^\n]{{{_UNIT}}}|\n")
# Fixed, not Python's own \w: what was indexed by one version is taken out by another one.
WIDE = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
LETTER = "0-9a-z\u00df-\u02af\u0370-\u1fff"
_RUNS = re.compile(f"[{WIDE}]+")
_MIXED = (re.compile(f"[{WIDE}][{LETTER}]"), re.compile(f"[{LETTER}][{WIDE}]"))
_STARTS = re.compile(f"(?<![{LETTER}])[{LETTER}]{{2}}")
_SIGNED = re.compile(f"[#@][{LETTER}{WIDE}]")
_SHORT = re.compile(
    f"[{WIDE}][{WIDE}{LETTER}]?|[{LETTER}][{WIDE}]|[{LETTER}]{{2}}|[#@][{LETTER}{WIDE}]"
)


def pieces_of(text: str) -> list[str]:
    """Cut a long text where its own lines say, so that a change alters the pieces around it only.

    A short one is one piece.
    """
    if len(text) <= GREATEST:
        return [text]
    return [text[start : end + OVERLAP] for start, end in _cuts(text)]


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for unit in _UNITS.finditer(text):
        size = unit.end() - start
        marked = crc32(unit[0].encode()) % 4 == 0
        if (size >= LEAST and marked) or size > GREATEST - _UNIT:
            yield start, unit.end()
            start = unit.end()
    if start < len(text):
        yield start, len(text)


def short_words(text: str) -> str:
    """Return what a folded text is found by where fewer than three letters are typed.

    Each letter of a script without spaces, each two neighbours with one of them, the first two
    letters of every other word, and #, @ with what follows: each once, with spaces between.
    """
    found = {*_STARTS.findall(text), *_SIGNED.findall(text)}
    for run in _RUNS.findall(text):
        found.update(run)
        found.update(map(str.__add__, run, run[1:]))
    for pattern in _MIXED:
        found.update(pattern.findall(text))
    return " ".join(found)


def is_short_word(word: str) -> bool:
    """Tell whether a folded word is one that `short_words` may return."""
    return _SHORT.fullmatch(word) is not None
