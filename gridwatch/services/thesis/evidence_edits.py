"""The edits of evidence, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.evidence import Evidence, checked_evidence
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.claim_edits import existing_claim
from gridwatch.store.user import evidence as store

_CHANGED = Changes(thesis=True)


@dataclass(frozen=True, slots=True)
class AddEvidence:
    """Hold something for or against a claim; it gets an id of its own, whatever it carries."""

    evidence: Evidence

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the evidence and store it as new."""
        existing_claim(user, self.evidence.claim_id)
        new = store.add_evidence(user, checked_evidence(replace(self.evidence, id=0, added_at=now)))
        return _CHANGED, RemoveEvidence((new.id,))


@dataclass(frozen=True, slots=True)
class ChangeEvidence:
    """Store `evidence` over the one with its id; it may go to another claim."""

    evidence: Evidence

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Check the evidence and store it in the place of the one before."""
        before = store.evidence_with_id(user, self.evidence.id)
        if before is None:
            raise _unknown()
        for each in (before.claim_id, self.evidence.claim_id):
            existing_claim(user, each)
        store.replace_evidence(
            user, checked_evidence(replace(self.evidence, added_at=before.added_at))
        )
        return _CHANGED, ChangeEvidence(before)


@dataclass(frozen=True, slots=True)
class RemoveEvidence:
    """Take evidence away; of several, those that are gone already do no harm."""

    ids: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the evidence."""
        found = (store.evidence_with_id(user, each) for each in self.ids)
        gone = tuple(each for each in found if each is not None)
        if not gone:
            raise _unknown()
        store.remove_evidence(user, (each.id for each in gone))
        return _CHANGED, _ReturnEvidence(gone)


@dataclass(frozen=True, slots=True)
class _ReturnEvidence:
    """Undo a `RemoveEvidence`: all of it comes back as it was, under its ids."""

    gone: tuple[Evidence, ...]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store the evidence again."""
        for each in self.gone:
            store.add_evidence(user, each)
        return _CHANGED, RemoveEvidence(tuple(each.id for each in self.gone))


def _unknown() -> Problem:
    return Problem("evidence_unknown", "There is no such evidence any more.")
