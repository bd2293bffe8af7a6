"""A condition as lines, one for each term, with the joints and parentheses between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gridwatch.domain.alert.condition import Condition, Joint, Term


@dataclass(frozen=True, slots=True)
class Brackets:
    """What stands around a term: its joint to the one before, parentheses that open and close."""

    joint: Joint = Joint.ALL
    opens: int = 0
    closes: int = 0


Line = tuple[Brackets, Term]


def lines_of(condition: Condition) -> list[Line]:
    """Return a condition as lines, in the order of its terms."""
    return list(_walk(condition, Joint.ALL))


def _walk(condition: Condition, joint: Joint) -> Iterator[Line]:
    if isinstance(condition, Term):
        yield Brackets(joint), condition
        return
    for place, each in enumerate(condition.parts):
        lines = list(_walk(each, condition.joint if place else joint))
        # Only "or" within "and" needs parentheses.
        if not isinstance(each, Term) and condition.joint is Joint.ALL:
            lines[0] = (replace(lines[0][0], opens=lines[0][0].opens + 1), lines[0][1])
            lines[-1] = (replace(lines[-1][0], closes=lines[-1][0].closes + 1), lines[-1][1])
        yield from lines


def text_of(lines: Sequence[tuple[Brackets, str]]) -> str:
    """Return lines as one text in the grammar."""
    parts = list[str]()
    for place, (around, text) in enumerate(lines):
        joint = f"{around.joint} " if place else ""
        parts.append(f"{joint}{'(' * around.opens}{text}{')' * around.closes}")
    return " ".join(parts)


def without(lines: Sequence[Brackets], gone: int) -> list[Brackets]:
    """Return the brackets that stay where a line is taken out."""
    kept, out = list(lines), lines[gone]
    both = min(out.opens, out.closes)
    opens, closes = out.opens - both, out.closes - both
    if opens and gone + 1 < len(kept):
        after = kept[gone + 1]
        kept[gone + 1] = _single(replace(after, opens=after.opens + opens))
    if closes and gone:
        before = kept[gone - 1]
        kept[gone - 1] = _single(replace(before, closes=before.closes + closes))
    del kept[gone]
    return kept


def _single(around: Brackets) -> Brackets:
    """Return brackets without a pair that holds only its own line."""
    both = min(around.opens, around.closes)
    return replace(around, opens=around.opens - both, closes=around.closes - both)


def joined_above(lines: Sequence[Brackets], place: int) -> list[Brackets]:
    """Return the lines with one and what is above it in parentheses of their own."""
    found = list(lines)
    first = _begin_of(found, place - 1)
    found[first] = replace(found[first], opens=found[first].opens + 1)
    last = _end_of(found, place)
    found[last] = replace(found[last], closes=found[last].closes + 1)
    return found


def freed(lines: Sequence[Brackets], place: int) -> list[Brackets]:
    """Return the lines without the innermost parentheses around one of them."""
    found = list(lines)
    span = _around(found, place)
    if span is not None:
        first, last = span
        found[first] = replace(found[first], opens=found[first].opens - 1)
        found[last] = replace(found[last], closes=found[last].closes - 1)
    return found


def depth_of(lines: Sequence[Brackets], place: int) -> int:
    """Return how many pairs of parentheses are around a line."""
    opened = sum(each.opens for each in lines[: place + 1])
    return opened - sum(each.closes for each in lines[:place])


def _around(lines: Sequence[Brackets], place: int) -> tuple[int, int] | None:
    """Return the first and last line of the innermost parentheses around one."""
    stack = list[int]()
    for number, each in enumerate(lines):
        stack += [number] * each.opens
        for _ in range(each.closes):
            first = stack.pop()
            if first <= place <= number:
                return first, number
    return None


def _begin_of(lines: Sequence[Brackets], place: int) -> int:
    """Return where the parentheses begin that end at a line, or the line itself."""
    if not lines[place].closes:
        return place
    stack = list[int]()
    first = place
    for number, each in enumerate(lines[: place + 1]):
        stack += [number] * each.opens
        for _ in range(each.closes):
            first = stack.pop()
    return first


def _end_of(lines: Sequence[Brackets], place: int) -> int:
    """Return where the parentheses end that begin at a line, or the line itself."""
    open_ = lines[place].opens
    number = place
    while open_ > 0:
        open_ -= lines[number].closes
        if open_ <= 0:
            return number
        number += 1
        open_ += lines[number].opens
    return place
