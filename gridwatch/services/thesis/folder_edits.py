"""The edits that an import is made of: what was kept elsewhere comes with its times and past."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.claim import Claim, Revision
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import Figure
from gridwatch.domain.thesis.journal import EntryRevision
from gridwatch.files.thesis_folder import UNDATED, KeptClaim, KeptEntry, KeptSeries
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.claim_edits import (
    CHANGED,
    PutClaimBack,
    RemoveClaim,
    existing_claim,
)
from gridwatch.services.thesis.entry_edits import RemoveEntry, SaveEntry, existing_entry
from gridwatch.services.thesis.evidence_edits import RemoveEvidence
from gridwatch.services.thesis.falsifiers import put_test
from gridwatch.services.thesis.figure_edits import RemoveSeries
from gridwatch.services.thesis.owners import check_owner
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.user import claims, entries, evidence, figures, themes
from gridwatch.store.user.kept_rules import kept_rule_of_claim


@dataclass(frozen=True, slots=True)
class BringTheme:
    """Begin a theme that was kept elsewhere, at its place where that is free."""

    theme: Theme

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the theme."""
        there = themes.all_themes(user)
        changes, inverse = AddTheme(self.theme.name, self.theme.note, self.theme.key).apply(
            user, now
        )
        made = themes.all_themes(user)[-1]
        if self.theme.position and self.theme.position not in {each.position for each in there}:
            themes.replace_theme(user, replace(made, position=self.theme.position))
        return changes, inverse


@dataclass(frozen=True, slots=True)
class BringClaim:
    """Take a claim with its revisions and its evidence."""

    about: About
    kept: KeptClaim

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store all of it; one that was written by hand begins now."""
        check_owner(user, self.about)
        taken = {each.position for each in claims.claims_about(user, self.about)}
        wanted = replace(
            self.kept.claim, about=self.about, made_at=_dated(self.kept.claim.made_at, now)
        )
        stored = claims.add_claim(user, wanted)
        if wanted.position and wanted.position not in taken:
            stored = replace(stored, position=wanted.position)
            claims.replace_claim(user, stored)
        put_test(user, stored, now, brought=True)
        _add_past(user, stored, self.kept.revisions, now)
        for each in self.kept.evidence:
            added = _dated(each.added_at, now)
            evidence.add_evidence(user, replace(each, claim_id=stored.id, added_at=added))
        return CHANGED, RemoveClaim(stored.id)


@dataclass(frozen=True, slots=True)
class TakeClaim:
    """Change a claim to what it was elsewhere; `missing` are the revisions that led there."""

    claim: Claim
    missing: tuple[Revision, ...] = ()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the claim, and a revision where none of the missing ones is what it is now."""
        before, rule = existing_claim(user, self.claim.id), kept_rule_of_claim(user, self.claim.id)
        claims.replace_claim(user, self.claim)
        put_test(user, self.claim, now, brought=True)
        _add_past(user, self.claim, self.missing, now)
        return CHANGED, PutClaimBack(before, self.claim, rule)


def _add_past(
    user: sqlite3.Connection, claim: Claim, past: tuple[Revision, ...], now: datetime
) -> None:
    for each in past:
        state = replace(each.claim, id=claim.id)
        claims.add_revision(user, state, each.at, each.author, each.note, reviewed=each.reviewed)
    last = past[-1].claim if past else None
    if (
        last is None
        or replace(last, id=claim.id, about=claim.about, made_at=claim.made_at) != claim
    ):
        claims.add_revision(user, claim, now)


@dataclass(frozen=True, slots=True)
class BringEvidence:
    """Take evidence of a claim that is there."""

    claim_id: int
    evidence: tuple[Evidence, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the evidence with the times at which it was added."""
        existing_claim(user, self.claim_id)
        made = [
            evidence.add_evidence(
                user,
                replace(each, id=0, claim_id=self.claim_id, added_at=_dated(each.added_at, now)),
            )
            for each in self.evidence
        ]
        return Changes(thesis=True), RemoveEvidence(tuple(each.id for each in made))


@dataclass(frozen=True, slots=True)
class BringSeries:
    """Take a series with every revision of its figures."""

    about: About
    kept: KeptSeries

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store all of it."""
        check_owner(user, self.about)
        taken = {each.position for each in figures.series_about(user, self.about)}
        wanted = replace(self.kept.series, about=self.about)
        stored = figures.add_series(user, wanted)
        if wanted.position and wanted.position not in taken:
            figures.replace_series(user, replace(stored, position=wanted.position))
        BringFigures(stored.id, self.kept.figures).apply(user, now)
        return Changes(figures=True), RemoveSeries(stored.id)


@dataclass(frozen=True, slots=True)
class BringFigures:
    """Take revisions of figures of a series that is there."""

    series_id: int
    figures: tuple[Figure, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store them beside the others; those written by hand become known today."""
        today = now.astimezone().date()
        ids = figures.add_figures(
            user,
            (
                replace(
                    each,
                    series_id=self.series_id,
                    recorded_at=_dated(each.recorded_at, now),
                    known_on=today if each.known_on == UNDATED.date() else each.known_on,
                )
                for each in self.figures
            ),
        )
        return Changes(figures=True), _DropFigures(self.series_id, ids)


@dataclass(frozen=True, slots=True)
class _DropFigures:
    """Undo a `BringFigures`: those revisions were never there."""

    series_id: int
    ids: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the revisions."""
        wanted = set(self.ids)
        gone = tuple(each for each in figures.figures_of(user, self.series_id) if each.id in wanted)
        figures.remove_figures(user, self.ids)
        return Changes(figures=True), BringFigures(self.series_id, gone)


@dataclass(frozen=True, slots=True)
class BringEntry:
    """Take a journal entry with what it was before."""

    about: About
    kept: KeptEntry

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the entry with its times, its version and its past."""
        check_owner(user, self.about)
        entry = self.kept.entry
        wanted = replace(
            entry,
            about=self.about,
            made_at=_dated(entry.made_at, now),
            changed_at=_dated(entry.changed_at, now),
        )
        stored = entries.add_entry(user, wanted)
        for each in self.kept.revisions:
            entries.add_entry_revision(user, replace(each, entry_id=stored.id))
        return Changes(journal=True), RemoveEntry(stored.id)


@dataclass(frozen=True, slots=True)
class TakeEntry:
    """Change an entry to what it was elsewhere; what it is here stays as an earlier text of it."""

    entry_id: int
    text: str
    on: date
    about: About

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the text."""
        before = existing_entry(user, self.entry_id)
        if before.text != self.text:
            # Always: an entry that was just saved keeps no text of its own accord.
            kept = EntryRevision(0, before.id, now, before.on, before.text)
            entries.add_entry_revision(user, kept)
        saving = SaveEntry(before.id, before.version, self.text, self.on, self.about)
        return saving.apply(user, now)


def _dated(moment: datetime, now: datetime) -> datetime:
    return now if moment == UNDATED else moment
