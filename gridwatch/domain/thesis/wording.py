"""What a user has typed or pasted, as it can be stored: whole characters, no control codes."""

from __future__ import annotations

import re
from unicodedata import normalize

from gridwatch.domain.problem import Problem

LONGEST_LINE = 500
LONGEST_TEXT = 1_000_000
# Half a surrogate pair can be held by no file; NUL ends a text for SQLite's own functions.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def text_of(typed: str, most: int = LONGEST_TEXT) -> str:
    """Return a text of several lines; raises Problem where it has more than `most` characters."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    _check_length(lines, most)
    if lines.isascii() and lines.isprintable():
        return lines
    return normalize("NFC", _UNFIT.sub("", lines))


def line_of(typed: str, most: int = LONGEST_LINE) -> str:
    """Return a text of one line without space around it; raises Problem where it is too long."""
    _check_length(typed, max(most, LONGEST_TEXT))
    line = " ".join(text_of(typed).split())
    _check_length(line, most)
    return line


def _check_length(text: str, most: int) -> None:
    if len(text) > most:
        raise Problem(
            "text_long",
            "This text has {length} characters; at most {most} can be kept here.",
            length=len(text),
            most=most,
        )
