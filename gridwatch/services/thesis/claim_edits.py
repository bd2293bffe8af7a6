"""The edits of claims, as values: each is one transaction, one revision, and has an inverse."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Author, Claim, Status, checked_claim, merged
from gridwatch.domain.thesis.wording import line_of
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.falsifiers import put_test
from gridwatch.services.thesis.owners import check_owner
from gridwatch.store.user import claims
from gridwatch.store.user.kept_rules import KeptRule, kept_rule_of_claim

# A claim brings its test along, which is a rule.
CHANGED = Changes(thesis=True, rules=True)


@dataclass(frozen=True, slots=True)
class AddClaim:
    """Claim something: it gets an id, and the last place in its thesis, whatever it carries."""

    claim: Claim

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the claim and store it as a new one."""
        check_owner(user, self.claim.about)
        wanted = checked_claim(replace(self.claim, id=0, made_at=now, removed=False))
        stored = claims.add_claim(user, wanted)
        put_test(user, stored, now)
        claims.add_revision(user, stored, now)
        return CHANGED, RemoveClaim(stored.id)


@dataclass(frozen=True, slots=True)
class ChangeClaim:
    """Store `claim` over the one with its id; `note` says why, in the user's words.

    What it is about, since when it is made, its place and whether it was reviewed stay as they are.
    With `read`, the claim as it was before the user changed it, only what differs from that is
    changed: what a test or another window did meanwhile stays.
    """

    claim: Claim
    note: str = ""
    read: Claim | None = None

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the claim and keep it as a new revision; one that changes nothing makes none."""
        before = existing_claim(user, self.claim.id)
        changed = checked_claim(replace(self.claim, about=before.about))
        wanted = replace(
            changed if self.read is None else merged(self.read, before, changed),
            made_at=before.made_at,
            position=before.position,
            reviewed_at=before.reviewed_at,
            removed=False,
        )
        return _put(user, before, wanted, now, line_of(self.note))


@dataclass(frozen=True, slots=True)
class ReviewClaim:
    """Note that a claim was looked at: how it stands, how sure the user is, when it is due next.

    With `read`, the claim as the user saw it, what he left as it was stays as it is by now: a test
    may have moved the claim meanwhile.
    """

    claim_id: int
    status: Status
    conviction: int
    review_on: date | None
    note: str = ""
    read: Claim | None = field(default=None, compare=False)

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Keep the outcome as a new revision, even where it is as before."""
        before, read = existing_claim(user, self.claim_id), self.read
        left = read is not None and read.status is self.status
        as_sure = read is not None and read.conviction == self.conviction
        wanted = checked_claim(
            replace(
                before,
                status=before.status if left else self.status,
                conviction=before.conviction if as_sure else self.conviction,
                review_on=self.review_on,
                reviewed_at=now,
            )
        )
        return _put(user, before, wanted, now, line_of(self.note), reviewed=True)


@dataclass(frozen=True, slots=True)
class RemoveClaim:
    """Take a claim away; it is kept with its evidence and revisions, and an undo brings it back."""

    claim_id: int

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Note that the claim is gone."""
        before = existing_claim(user, self.claim_id)
        return _put(user, before, replace(before, removed=True), now)


@dataclass(frozen=True, slots=True)
class ArrangeClaims:
    """Give the claims of a thesis this order; those that are not named keep theirs, behind them."""

    about: About
    claims: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Give each claim its new place; each that moves has a new revision."""
        before = claims.claims_about(user, self.about)
        places = {number: place for place, number in enumerate(self.claims)}
        wanted = sorted(before, key=lambda each: (places.get(each.id, len(places)), each.position))
        order = tuple((each.id, place) for place, each in enumerate(wanted, start=1))
        return _PlaceClaims(order).apply(user, now)


@dataclass(frozen=True, slots=True)
class _PlaceClaims:
    """Give claims these places exactly: one that comes back finds its own between them."""

    places: tuple[tuple[int, int], ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the places; each claim that moves has a new revision."""
        before = list[tuple[int, int]]()
        for number, place in self.places:
            claim = claims.claim_with_id(user, number)
            if claim is None or claim.position == place:
                continue
            before.append((number, claim.position))
            moved = replace(claim, position=place)
            claims.replace_claim(user, moved)
            claims.add_revision(user, moved, now)
        return Changes(thesis=True), _PlaceClaims(tuple(before))


@dataclass(frozen=True, slots=True)
class PutClaimBack:
    """Undo a change that made `left` of `claim`; its test comes back as the rule that it was.

    What the change left alone stays as it is now: a test may have moved the claim meanwhile.
    """

    claim: Claim
    left: Claim
    rule: KeptRule | None

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Keep the claim as a new revision."""
        before = claims.claim_with_id(user, self.claim.id)
        if before is None:
            raise claim_unknown()
        was = {each.name: getattr(self.claim, each.name) for each in fields(Claim)}
        changed = {name: each for name, each in was.items() if getattr(self.left, name) != each}
        return _put(user, before, replace(before, **changed), now, rule=self.rule)


def trip_claim(user: sqlite3.Connection, claim_id: int, now: datetime, note: str) -> bool:
    """Move a claim to failing, because its test holds; return whether it was anywhere else.

    Within the caller's transaction. What the user has decided stays decided.
    """
    before = claims.claim_with_id(user, claim_id)
    if before is None or before.removed or before.is_decided or before.status is Status.FAILING:
        return False
    failing = replace(before, status=Status.FAILING)
    claims.replace_claim(user, failing)
    claims.add_revision(user, failing, now, Author.TEST, note)
    return True


def _put(
    user: sqlite3.Connection,
    before: Claim,
    wanted: Claim,
    now: datetime,
    note: str = "",
    *,
    reviewed: bool = False,
    rule: KeptRule | None = None,
) -> tuple[Changes, Edit]:
    kept = kept_rule_of_claim(user, before.id)
    if wanted != before or note or reviewed:
        check_owner(user, wanted.about)
        claims.replace_claim(user, wanted)
        put_test(user, wanted, now, rule)
        claims.add_revision(user, wanted, now, note=note, reviewed=reviewed)
    return CHANGED, PutClaimBack(before, wanted, kept)


def existing_claim(user: sqlite3.Connection, number: int) -> Claim:
    """Return a claim; raises Problem where there is none, or it was removed."""
    found = claims.claim_with_id(user, number)
    if found is None or found.removed:
        raise claim_unknown()
    return found


def claim_unknown() -> Problem:
    """Return what is said of a claim that is not there."""
    return Problem("claim_unknown", "There is no such claim any more.")
