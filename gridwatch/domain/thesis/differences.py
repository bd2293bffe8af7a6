"""What two texts differ in, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate

AROUND = 2
# Beyond this, lines are only paired where they stand: finding the best pairs takes too long.
_MOST_LINES = 6000


class Side(StrEnum):
    """Where a line is: in both texts, in one, or left out because nothing changes near it."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a comparison; of a gap `count` says how many lines are left out."""

    side: Side
    text: str
    count: int = 1


def line_differences(before: str, after: str) -> tuple[DiffLine, ...]:
    """Compare two texts, with two lines around each change; () where they are the same."""
    if before == after:
        return ()
    one, other = before.split("\n"), after.split("\n")
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    same_before, same_after = one[:start], one[len(one) - end :]
    middle = _changes(one[start : len(one) - end], other[start : len(other) - end])
    lines = [
        *(DiffLine(Side.BOTH, each) for each in same_before),
        *middle,
        *(DiffLine(Side.BOTH, each) for each in same_after),
    ]
    return tuple(_folded(lines))


def patches_of(before: str, after: str) -> list[tuple[int, int, str]]:
    """Return which letters of a text become which others, from the first on."""
    one, other = (text.split("\n") for text in (before, after))
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    places = [0, *accumulate(len(each) + 1 for each in one)]
    mine, theirs = one[start : len(one) - end], other[start : len(other) - end]
    codes = [("replace", 0, len(mine), 0, len(theirs))]
    if len(mine) + len(theirs) <= _MOST_LINES:
        codes = list(SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes())
    return [
        _patch(before, places[start + i1], places[start + i2], theirs[j1:j2])
        for kind, i1, i2, j1, j2 in codes
        if kind != "equal" and (i1 < i2 or j1 < j2)
    ]


def _patch(text: str, start: int, end: int, lines: list[str]) -> tuple[int, int, str]:
    """Put lines in the place of others, each with its end; the last line of a text has none."""
    words = "".join(f"{each}\n" for each in lines)
    if end > len(text):
        words = words[:-1]
        if start:
            start, words = start - 1, f"\n{words}" if lines else ""
        end = len(text)
    return start, end, words


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _changes(one: list[str], other: list[str]) -> Iterator[DiffLine]:
    if len(one) + len(other) > _MOST_LINES:
        yield from (DiffLine(Side.BEFORE, each) for each in one)
        yield from (DiffLine(Side.AFTER, each) for each in other)
        return
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (DiffLine(Side.BOTH, each) for each in one[i1:i2])
        else:
            yield from (DiffLine(Side.BEFORE, each) for each in one[i1:i2])
            yield from (DiffLine(Side.AFTER, each) for each in other[j1:j2])


def _folded(lines: list[DiffLine]) -> Iterator[DiffLine]:
    """Leave out what is far from every change."""
    near = [False] * len(lines)
    for place, each in enumerate(lines):
        if each.side is not Side.BOTH:
            for other in range(max(0, place - AROUND), min(len(lines), place + AROUND + 1)):
                near[other] = True
    skipped = 0
    for each, kept in zip(lines, near, strict=True):
        if kept:
            if skipped:
                yield DiffLine(Side.GAP, "", skipped)
            skipped = 0
            yield each
        else:
            skipped += 1
    if skipped:
        yield DiffLine(Side.GAP, "", skipped)
