"""What a line of Markdown is made of, as far as it is shown while it is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum

# Longer lines are data that somebody pasted: no letter of them is formatted.
LONGEST_LINE = 5000
_OPEN = 1 << 60  # where a block of code ends that is never closed


class Kind(StrEnum):
    """How a stretch of a line is shown; MARK is what only says how."""

    MARK = "mark"
    PLAIN = "plain"  # a letter that would be a mark without the backslash before it
    HEADING = "heading"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRIKE = "strike"
    CODE = "code"
    QUOTE = "quote"
    BULLET = "bullet"
    BOX = "box"
    DONE = "done"
    TABLE = "table"
    LINK = "link"
    PICTURE = "picture"
    KEPT = "kept"  # the name by which a picture is kept: nobody reads it
    COMPANY = "company"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a line; `target` is where a link leads, `level` of a heading.

    `words` is what a link or picture is called, "" for none.
    """

    start: int
    end: int
    kind: Kind
    target: str = ""
    level: int = 0
    words: str = ""

    @property
    def leads(self) -> bool:
        """Tell whether it is a link."""
        return self.kind in {Kind.LINK, Kind.COMPANY, Kind.CLAIM}


_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_BULLET = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])(?=\s)")
_BOX = re.compile(r"\s+(\[[ xX]\])(?=\s|$)")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_ROW = re.compile(r"\s*\|")
_FENCE = re.compile(r"^ {0,3}(`{3,}(?=[^`\n]*$)|~{3,})([^\n]*)$", re.MULTILINE)
_ADDRESS = r"(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)"
_TITLE = r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<claim>\[\[claim:(?P<number>\d{1,15})\]\])"
    rf"|(?P<picture>!\[(?P<name>[^\]\n]*)\]\((?P<shown>{_ADDRESS}){_TITLE}\))"
    rf"|(?P<link>\[(?P<words>[^\[\]\n]+)\]\((?P<target>{_ADDRESS}){_TITLE}\))"
    r"|(?P<auto><(?P<bare>[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\s<>]*)>)"
    r"|(?P<web>\bhttps?://[^\s<>\"，。；：！？、（）「」『』《》【】]*[^\s<>\".,;:!?)\]}'*_~，。；：！？、（）「」『』《》【】])"
    r"|(?P<company>(?<![A-Za-z0-9_.@+\-/])@(?P<symbol>[A-Za-z0-9^](?:[A-Za-z0-9.^=\-]{0,22}[A-Za-z0-9])?))",
    re.ASCII,
)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![*\\])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?!\*)")
_UNDERLINED = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)")
_STRIKE = re.compile(r"(~~)(?=\S)(.+?)(?<=\S)\1")


def spans_of(line: str, known: Container[str] = ()) -> list[Span]:
    """Return what a line outside of code shows; `known` are the symbols of companies."""
    if len(line) > LONGEST_LINE:
        return []
    found, begin = _leading(line)
    inline = list(_inline(line, begin, known))
    hidden = list(line)
    for each in inline:
        hidden[each.start : each.end] = "\0" * (each.end - each.start)
    found.extend(_emphases("".join(hidden), begin))
    found.extend(inline)
    return found


def _leading(line: str) -> tuple[list[Span], int]:
    """Return what the first marks make of a line, and where its text begins."""
    if _RULE.fullmatch(line):
        return [Span(0, len(line), Kind.MARK)], len(line)
    if heading := _HEADING.match(line):
        level = len(heading[1])
        whole = Span(0, len(line), Kind.HEADING, level=level)
        return [whole, Span(0, heading.end(), Kind.MARK, level=level)], heading.end()
    found, begin = list[Span](), 0
    if quote := _QUOTE.match(line):
        found += [Span(0, len(line), Kind.QUOTE), Span(0, quote.end(), Kind.MARK)]
        begin = quote.end()
    if _ROW.match(line, begin):
        found.append(Span(begin, len(line), Kind.TABLE))
        found += [
            Span(place, place + 1, Kind.MARK) for place, each in enumerate(line) if each == "|"
        ]
        return found, begin
    if bullet := _BULLET.match(line, begin):
        found.append(Span(bullet.start(2), bullet.end(2), Kind.BULLET))
        begin = bullet.end()
        if box := _BOX.match(line, begin):
            done = box[1] != "[ ]"
            found.append(Span(box.start(1), box.end(1), Kind.BOX, level=int(done)))
            begin = box.end()
            if done:
                found.append(Span(min(begin + 1, len(line)), len(line), Kind.DONE))
    return found, begin


def _inline(line: str, begin: int, known: Container[str]) -> Iterator[Span]:
    for match in _INLINE.finditer(line, begin):
        start, end = match.span()
        kind = match.lastgroup
        if match["escape"]:
            yield Span(start, start + 1, Kind.MARK)
            yield Span(start + 1, end, Kind.PLAIN)
        elif match["code"]:
            yield Span(start, end, Kind.CODE, level=len(match["ticks"]))
        elif match["claim"]:
            yield Span(start, end, Kind.CLAIM, f"claim:{match['number']}")
        elif match["picture"]:
            yield Span(start, end, Kind.PICTURE, _bare(match["shown"]), words=match["name"])
            if _bare(match["shown"]).startswith("picture:"):
                yield Span(match.start("shown") - 1, end, Kind.KEPT)
        elif match["link"]:
            yield Span(start, end, Kind.LINK, _bare(match["target"]), words=match["words"])
            yield Span(start, start + 1, Kind.MARK)
            yield Span(match.end("words"), end, Kind.MARK)
        elif match["auto"]:
            yield Span(start, end, Kind.LINK, match["bare"])
        elif match["web"]:
            yield Span(start, end, Kind.LINK, match["web"])
        elif kind and match["symbol"].upper() in known:
            yield Span(start, end, Kind.COMPANY, f"company:{match['symbol'].upper()}")


def _bare(address: str) -> str:
    return address[1:-1] if address.startswith("<") else address


def _emphases(line: str, begin: int) -> Iterator[Span]:
    for pattern, kind, width in (
        (_STRONG, Kind.STRONG, 2),
        (_STRIKE, Kind.STRIKE, 2),
        (_EMPHASIS, Kind.EMPHASIS, 1),
        (_UNDERLINED, Kind.EMPHASIS, 1),
    ):
        for match in pattern.finditer(line, begin):
            start, end = match.span()
            yield Span(start, end, kind)
            yield Span(start, start + width, Kind.MARK)
            yield Span(end - width, end, Kind.MARK)


def link_at(line: str, place: int, known: Container[str] = ()) -> Span | None:
    """Return the link at a place of a line, None where there is none."""
    inside = (each for each in spans_of(line, known) if each.start <= place < each.end)
    return next((each for each in inside if each.leads), None)


def box_at(line: str, place: int) -> Span | None:
    """Return the box of a check list at a place of a line, None where there is none."""
    found = box_of(line)
    return found if found is not None and found.start <= place < found.end else None


def box_of(line: str) -> Span | None:
    """Return the box of a line of a check list."""
    if len(line) > LONGEST_LINE:
        return None
    return next((each for each in _leading(line)[0] if each.kind is Kind.BOX), None)


def is_fence(line: str) -> bool:
    """Tell whether a line may begin or end a block of code."""
    return _FENCE.match(line) is not None


@dataclass(frozen=True, slots=True)
class Fences:
    """The blocks of code of a text: pairs of first and last line, the fences among them."""

    blocks: tuple[tuple[int, int], ...] = ()

    def hold(self, line: int) -> bool:
        """Tell whether a line belongs to a block of code."""
        place = bisect_right(self.blocks, (line, _OPEN)) - 1
        return place >= 0 and line <= self.blocks[place][1]

    def is_edge(self, first: int, last: int) -> bool:
        """Tell whether any of these lines begins or ends a block."""
        place = max(0, bisect_right(self.blocks, (first, -1)) - 1)
        for start, end in self.blocks[place:]:
            if start > last:
                return False
            if first <= start <= last or first <= end <= last:
                return True
        return False

    def moved(self, line: int, by: int) -> Fences:
        """Return the blocks after `by` lines came into the text, or went, behind a line."""
        if not by:
            return self
        return Fences(
            tuple(
                (start + by if start > line else start, end + by if line < end < _OPEN else end)
                for start, end in self.blocks
            )
        )


def fences_of(text: str) -> Fences:
    """Return the blocks of code of a text; one that is never closed goes on to its end."""
    blocks, opened, line, seen = list[tuple[int, int]](), "", 0, 0
    start = 0
    for match in _FENCE.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        mark = match[1]
        if not opened:
            opened, start = mark, line
        elif mark[0] == opened[0] and len(mark) >= len(opened) and not match[2].strip():
            blocks.append((start, line))
            opened = ""
    if opened:
        blocks.append((start, _OPEN))
    return Fences(tuple(blocks))
