"""The links to claims in a text: by number within a profile, by key in a folder."""

from __future__ import annotations

import re
from collections.abc import Callable

from gridwatch.domain.thesis.markdown import fences_of

_ANY = re.compile("claim:", re.IGNORECASE)
LONGEST_NAME = 64
_NAME = rf"[A-Za-z0-9][A-Za-z0-9_\-]{{0,{LONGEST_NAME - 1}}}"
# Code and escaped marks first, as whoever shows a line reads it: no link begins within them.
_LINK = re.compile(
    r"\\[!-/:-@\[-`{-~]"
    r"|(?<!`)(?P<ticks>`+)(?!`).{1,5000}?(?<!`)(?P=ticks)(?!`)"
    rf"|(?P<own>\[\[claim:)(?P<name>{_NAME})(?=\]\])"
    r"|(?P<before>(?:\]\([ \t]*<?|<|^ {0,3}\[[^\]\n]{1,2000}\]:[ \t]*<?)(?i:claim:))"
    rf"(?P<address>{_NAME})(?=[)>\s]|$)"
)
# Returns what a link to a claim is to say instead of a name, in which line of the text.
Naming = Callable[[str, int], str]


def with_claims(text: str, naming: Naming) -> str:
    """Return a text whose links to claims have the names that `naming` gives, outside of code."""
    if _ANY.search(text) is None:
        return text
    fences = fences_of(text)
    return "\n".join(
        line if fences.hold(number) or _ANY.search(line) is None else _named(line, number, naming)
        for number, line in enumerate(text.split("\n"))
    )


def _named(line: str, number: int, naming: Naming) -> str:
    def put(match: re.Match[str]) -> str:
        name = match["name"] or match["address"]
        return f"{match['own'] or match['before']}{naming(name, number)}" if name else match[0]

    return _LINK.sub(put, line)


def claims_in(text: str) -> tuple[int, ...]:
    """Return the ids of the claims that a text links to, each once."""
    found = dict[int, None]()

    def note(name: str, _line: int) -> str:
        number = number_of(name)
        if number is not None:
            found[number] = None
        return name

    with_claims(text, note)
    return tuple(found)


def number_of(name: str) -> int | None:
    """Return the id that a link names; None for one that names a key."""
    return int(name) if name.isdigit() and len(name) < 16 else None


def led_nowhere(name: str) -> str:
    """Return a name that shows what a link said and leads to no claim."""
    return f"?{name}"
