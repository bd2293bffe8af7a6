"""Reads a thesis from the user's file: as it is, as it was, and how a claim became what it is."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.changes_of_claim import Step, steps_of
from gridwatch.domain.thesis.claim import Claim, claims_at
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.store.user.claims import (
    claims_about,
    revision_counts,
    revisions_about,
    revisions_of,
)
from gridwatch.store.user.evidence import evidence_about, evidence_of
from gridwatch.store.user.themes import theme_with_id


@dataclass(frozen=True, slots=True)
class Thesis:
    """The claims of one company or theme in their order; the rest by the id of the claim.

    `at` is the instant as of which it is shown, None for now; `theme` its theme, where it has one.
    """

    about: About
    claims: tuple[Claim, ...] = ()
    evidence: Mapping[int, tuple[Evidence, ...]] = field(default_factory=dict)
    revisions: Mapping[int, int] = field(default_factory=dict)
    theme: Theme | None = None
    at: datetime | None = None

    def claim(self, number: int) -> Claim | None:
        """Return the claim with an id, None where it is not here."""
        return next((each for each in self.claims if each.id == number), None)


def read_thesis(user: sqlite3.Connection, about: About) -> Thesis:
    """Read a thesis as it stands; one that is about nothing has no claims."""
    if about == About():
        return Thesis(about)
    return Thesis(
        about,
        claims_about(user, about),
        _by_claim(evidence_about(user, about)),
        revision_counts(user, about),
        theme_with_id(user, about.theme_id) if about.theme_id else None,
    )


def read_thesis_at(user: sqlite3.Connection, about: About, when: datetime) -> Thesis:
    """Read a thesis as it stood at an instant.

    Evidence is that which had been added by then: what was deleted since is not known any more.
    """
    now = read_thesis(user, about)
    if about == About():
        return now
    revisions = [each for each in revisions_about(user, about) if each.at <= when]
    counts = defaultdict[int, int](int)
    for each in revisions:
        counts[each.claim.id] += 1
    claims = claims_at(revisions, when)
    # A claim that was removed since then has its evidence still.
    pieces = (one for each in claims for one in evidence_of(user, each.id))
    known = _by_claim(each for each in pieces if each.added_at <= when)
    return Thesis(about, claims, known, dict(counts), now.theme, when)


def read_history(user: sqlite3.Connection, claim_id: int) -> tuple[Step, ...]:
    """Read how a claim became what it is, oldest first."""
    return steps_of(revisions_of(user, claim_id))


def _by_claim(evidence: Iterable[Evidence]) -> dict[int, tuple[Evidence, ...]]:
    found = defaultdict[int, list[Evidence]](list)
    for each in evidence:
        found[each.claim_id].append(each)
    return {claim: tuple(several) for claim, several in found.items()}
