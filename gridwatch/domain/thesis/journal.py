"""The journal: dated entries in Markdown, and the pictures in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.wording import LONGEST_TEXT, text_of

LARGEST_PICTURE = 12_000_000  # bytes, as it is stored
PICTURE_SCHEME = "picture"
_PICTURE = re.compile(rf"{PICTURE_SCHEME}:([0-9a-f]{{64}})")
_MARKS = re.compile(r"^[#>\-*+\s]+(?:\[[ xX]\]\s)?|[*_`]+|~~")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)|\[\[claim:[?\w\-]+\]\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `id` 0 until it is stored. About a company, a theme, or neither.

    `version` rises by one with each change: whoever saves says which one was read.
    """

    id: int
    about: About
    on: date
    text: str
    made_at: datetime
    changed_at: datetime
    version: int = 1
    removed: bool = False


@dataclass(frozen=True, slots=True)
class EntryHead:
    """What a list shows of an entry: `opening` are the first words after the title."""

    id: int
    on: date
    title: str
    opening: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class EntryRevision:
    """The text of an entry as it was from `at` on."""

    id: int
    entry_id: int
    at: datetime
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was pasted in; `hash` is the SHA-256 of its bytes, `kind` png or jpeg."""

    hash: str
    kind: str
    data: bytes


def checked_entry(entry: Entry) -> Entry:
    """Return an entry as it can be stored; raises Problem where its text is too long."""
    return replace(entry, text=text_of(entry.text, LONGEST_TEXT))


def pictures_in(text: str) -> tuple[str, ...]:
    """Return the hashes of the pictures that a text shows, each once."""
    return tuple(dict.fromkeys(_PICTURE.findall(text)))


def title_of(text: str, most: int = 120) -> str:
    """Return the first line that says something, without Markdown's marks; "" for none."""
    return next((_shortened(words, most) for words in _lines(text)), "")


def opening_of(text: str, most: int = 160) -> str:
    """Return the first words after the title, in one line; "" for none."""
    found, length = list[str](), 0
    for words in islice(_lines(text), 1, None):
        found.append(words)
        length += len(words) + 1
        if length > most:
            break
    return _shortened(" ".join(found), most)


def _lines(text: str) -> Iterator[str]:
    for line in text[:20_000].splitlines():
        words = " ".join(_MARKS.sub("", _LINK.sub(r"\1", line)).split())
        if any(each.isalnum() or not each.isascii() for each in words):
            yield words


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
