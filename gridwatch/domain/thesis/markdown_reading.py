"""A journal entry as plain Markdown: its own links become links that every reader knows."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from itertools import pairwise

from gridwatch.domain.thesis.markdown import Fences, Kind, Span, fences_of, spans_of

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&])")
_MARKED = re.compile(r"[*~_]")
_HAIR = "\N{HAIR SPACE}"


def with_links(text: str, companies: Mapping[str, str], claims: Mapping[int, str]) -> str:
    """Return a text whose `@symbol` and `[[claim:1]]` are ordinary links outside of code.

    `companies` has what a symbol is called, `claims` the statement of an id. A symbol that is not
    known stays as it is typed.
    """
    lines = text.split("\n")
    fences = fences_of(text)
    return "\n".join(
        line
        if fences.hold(number)
        else _apart(_linked(line, companies, claims) if _may_link(line) else line)
        for number, line in enumerate(lines)
    )


def _may_link(line: str) -> bool:
    return "@" in line or "[[claim:" in line


def _apart(line: str) -> str:
    """Put hair spaces between marks and the letters of scripts that have no spaces.

    Markdown takes ** and ~~ for marks only where a space or punctuation is beside them.
    """
    if line.isascii() or not _MARKED.search(line):
        return line
    places = set[int]()
    for each in spans_of(line):
        if each.kind in {Kind.STRONG, Kind.STRIKE, Kind.EMPHASIS}:
            places |= {each.start} if _is_letter(line[each.start - 1 : each.start]) else set()
            places |= {each.end} if _is_letter(line[each.end : each.end + 1]) else set()
    cuts = [0, *sorted(places), len(line)]
    return _HAIR.join(line[start:end] for start, end in pairwise(cuts))


def _is_letter(text: str) -> bool:
    return text.isalnum() and not text.isascii()


def _linked(line: str, companies: Mapping[str, str], claims: Mapping[int, str]) -> str:
    parts, done = list[str](), 0
    for span in _own_links(line, companies):
        scheme, _, target = span.target.partition(":")
        if scheme == "company":
            words = companies.get(target) or target
        else:
            words = claims.get(int(target)) or f"#{target}"
        parts += [line[done : span.start], f"[{escaped(words)}](<{span.target}>)"]
        done = span.end
    return "".join([*parts, line[done:]])


def _own_links(line: str, known: Container[str]) -> Iterator[Span]:
    for each in spans_of(line, known):
        if each.kind in {Kind.COMPANY, Kind.CLAIM}:
            yield each


def escaped(words: str) -> str:
    """Return words that Markdown shows as they are."""
    return _SPECIAL.sub(r"\\\1", words)


def pieces_of(text: str, size: int) -> list[str]:
    """Return a text in pieces of about `size` characters that can be read one after another.

    It is cut before headings and after empty lines, never inside of code; a text that has neither
    is cut where it becomes four times as long.
    """
    if len(text) <= size:
        return [text]
    pieces, begin, length = list[str](), 0, 0
    lines = text.split("\n")
    fences: Fences = fences_of(text)
    for number, line in enumerate(lines):
        fits = length < size or not (length >= 4 * size or _may_cut(lines, number))
        if not fits and not (fences.hold(number) and fences.hold(number - 1)):
            pieces.append("\n".join(lines[begin:number]))
            begin, length = number, 0
        length += len(line) + 1
    return [*pieces, "\n".join(lines[begin:])]


def _may_cut(lines: list[str], number: int) -> bool:
    """Tell whether a line begins something of its own: text that is not indented, after a gap."""
    line = lines[number]
    fresh = bool(line) and not lines[number - 1].strip() and not line[0].isspace()
    return line.startswith("#") or (fresh and not re.match(r"[-*+>|]|\d+[.)]", line))
