"""A claim: one statement of a thesis, how sure the user is of it, and what would prove it wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.wording import LONGEST_LINE, line_of, text_of

LONGEST_STATEMENT = 2000
LONGEST_FALSIFIER = 4000
LONGEST_TAG = 60
MOST_TAGS = 20


class Status(StrEnum):
    """How a claim stands. A test may take it to FAILING; the user alone decides the last two."""

    OPEN = "open"
    HOLDING = "holding"
    FAILING = "failing"
    BROKEN = "broken"
    CONFIRMED = "confirmed"


# A claim that is decided is no longer tested, nor due for review.
DECIDED = frozenset({Status.BROKEN, Status.CONFIRMED})


class Author(StrEnum):
    """Who changed a claim: the user, or the test of its falsifier."""

    USER = "user"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement; `id` 0 until it is stored.

    `conviction` is a percentage from 0 to 100: how probable the user holds it. `falsifier` says in
    words what would prove it wrong; `test` says it in the grammar of alerts, or is "".
    `review_on` is the day on which it is due for review, `reviewed_at` when it was reviewed last.
    `removed`: taken away, but kept, so that it can come back with all that hangs on it.
    """

    id: int
    about: About
    statement: str
    made_at: datetime
    conviction: int = 50
    status: Status = Status.OPEN
    falsifier: str = ""
    test: str = ""
    review_on: date | None = None
    reviewed_at: datetime | None = None
    tags: tuple[str, ...] = ()
    position: int = 0
    removed: bool = False

    @property
    def is_decided(self) -> bool:
        """Tell whether the user has decided that it is broken or confirmed."""
        return self.status in DECIDED

    def is_due(self, today: date) -> bool:
        """Tell whether it is to be reviewed by now."""
        if self.removed or self.is_decided or self.review_on is None:
            return False
        return self.review_on <= today


@dataclass(frozen=True, slots=True)
class Revision:
    """A claim as it was from `at` on; `note` says why, in the user's words.

    `reviewed`: it was kept by a review, which may have changed nothing else.
    """

    id: int
    claim: Claim
    at: datetime
    author: Author = Author.USER
    note: str = ""
    reviewed: bool = False


def checked_claim(claim: Claim) -> Claim:
    """Return a claim as it can be stored; its test is left to whoever knows the grammar.

    Raises Problem for a missing or too long statement, a conviction outside 0 to 100, too many
    tags, and one that is about neither a company nor a theme, or about both.
    """
    if bool(claim.about.company_id) == bool(claim.about.theme_id):
        raise Problem("claim_about", "A claim is about one company or one theme.")
    statement = line_of(claim.statement, LONGEST_STATEMENT)
    if not statement:
        raise Problem("claim_statement", "A claim needs a statement.")
    if not 0 <= claim.conviction <= 100:
        raise Problem(
            "claim_conviction",
            "A conviction is a percentage from 0 to 100, not {number}.",
            number=claim.conviction,
        )
    return replace(
        claim,
        statement=statement,
        falsifier=text_of(claim.falsifier, LONGEST_FALSIFIER).strip(),
        test=line_of(claim.test, LONGEST_LINE),
        tags=checked_tags(claim.tags),
    )


# What the user changes of a claim; the rest of it follows from what is done with it.
CHANGEABLE = ("statement", "conviction", "status", "falsifier", "test", "review_on", "tags")


def merged(read: Claim, stored: Claim, wanted: Claim) -> Claim:
    """Return what is stored with the changes that `wanted` makes to `read`.

    What became of the claim since it was read stays. Raises Problem where the same was changed
    there and here.
    """
    changes = {}
    for name in CHANGEABLE:
        old, now, new = (getattr(each, name) for each in (read, stored, wanted))
        if new == old:
            continue
        if now not in (old, new):
            raise Problem(
                "claim_conflict", "This was changed elsewhere meanwhile; nothing was overwritten."
            )
        changes[name] = new
    return replace(stored, **changes)


def checked_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags without space, # or commas around or in them, each once; raises Problem."""
    found = dict[str, str]()
    for each in tags:
        tag = "-".join(line_of(each.replace(",", " ").replace("#", " "), LONGEST_TAG).split())
        if tag:
            found.setdefault(tag.casefold(), tag)
    if len(found) > MOST_TAGS:
        raise Problem("claim_tags", "A claim takes at most {most} tags.", most=MOST_TAGS)
    return tuple(found.values())


def claims_at(revisions: Iterable[Revision], when: datetime) -> tuple[Claim, ...]:
    """Return the claims as they stood at an instant, in their order; removed ones are not there."""
    last = dict[int, Claim]()
    for each in sorted(revisions, key=lambda one: (one.at, one.id)):
        if each.at <= when:
            last[each.claim.id] = each.claim
    standing = (each for each in last.values() if not each.removed)
    return tuple(sorted(standing, key=lambda each: (each.about, each.position, each.id)))
