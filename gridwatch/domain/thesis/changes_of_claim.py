"""What changed from one revision of a claim to the next, text by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from gridwatch.domain.thesis.claim import Claim, Revision

# A word of letters and digits; each character of a script without spaces; space; any other sign.
_UNSPACED = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKENS = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\s+|.", re.DOTALL)
# Texts whose words make more pairs than this are compared whole: finding their words takes too
# long for somebody who waits, and so much change reads no better by words.
_MOST_PAIRS = 400_000
# A note that is typed with pauses is kept in several revisions, which are one for the reader.
_SAME_NOTE = timedelta(minutes=10)


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row with one fate."""

    fate: Fate
    text: str


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order: what was removed stands before what came for it.

    The kept and added pieces make `after`, the kept and removed ones `before`.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _middle(old[start : len(old) - end], new[start : len(new) - end])
    tail = old[len(old) - end :]
    return _joined([Piece(Fate.KEPT, "".join(old[:start])), *middle, _kept(tail)])


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _middle(old: list[str], new: list[str]) -> list[Piece]:
    if len(old) * len(new) > _MOST_PAIRS:
        return [Piece(Fate.REMOVED, "".join(old)), Piece(Fate.ADDED, "".join(new))]
    found = list[Piece]()
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(_kept(old[a:b]))
        else:
            found.append(Piece(Fate.REMOVED, "".join(old[a:b])))
            found.append(Piece(Fate.ADDED, "".join(new[c:d])))
    return found


def _kept(words: Sequence[str]) -> Piece:
    return Piece(Fate.KEPT, "".join(words))


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces without empty ones; neighbours with one fate become one."""
    found = list[Piece]()
    for each in pieces:
        if each.text and found and found[-1].fate is each.fate:
            found[-1] = Piece(each.fate, found[-1].text + each.text)
        elif each.text:
            found.append(each)
    return tuple(found)


class Aspect(StrEnum):
    """What of a claim may change; each is the name of its field."""

    STATEMENT = "statement"
    STATUS = "status"
    CONVICTION = "conviction"
    FALSIFIER = "falsifier"
    TEST = "test"
    REVIEW = "review_on"
    TAGS = "tags"
    PLACE = "position"
    REMOVED = "removed"


def changed_aspects(before: Claim, after: Claim) -> tuple[Aspect, ...]:
    """Return what differs between two states of a claim."""
    return tuple(each for each in Aspect if getattr(before, each) != getattr(after, each))


@dataclass(frozen=True, slots=True)
class Step:
    """A revision for the reader: what it changed against `before`, None for the first one."""

    revision: Revision
    before: Claim | None

    @property
    def changed(self) -> tuple[Aspect, ...]:
        """Return what this step changed."""
        return () if self.before is None else changed_aspects(self.before, self.revision.claim)


def steps_of(revisions: Iterable[Revision]) -> tuple[Step, ...]:
    """Return the revisions of one claim as steps, oldest first.

    Revisions that only carry a note on are shown with the one that they explain.
    """
    steps = list[Step]()
    for each in revisions:
        last = steps[-1] if steps else None
        if last is not None and _carries_on(last.revision, each):
            steps[-1] = replace(last, revision=replace(last.revision, note=each.note))
        else:
            steps.append(Step(each, None if last is None else last.revision.claim))
    return tuple(steps)


def _carries_on(last: Revision, now: Revision) -> bool:
    same = now.claim == last.claim and now.author is last.author and not now.reviewed
    soon = now.at - last.at <= _SAME_NOTE
    return same and soon and bool(now.note) and now.note.startswith(last.note)
