"""Reads a thesis whole from the user's file, and exports what there is as a folder."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from gridwatch.domain.company import names_in
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.journal import Entry
from gridwatch.files.thesis_folder import (
    KeptClaim,
    KeptEntry,
    KeptSeries,
    Thesis,
    entry_key,
)
from gridwatch.files.thesis_folder_writing import write_folder
from gridwatch.services.thesis.claim_keys import key_in, with_keys
from gridwatch.store.user.claims import all_claims, claims_about, revisions_of
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.entries import (
    all_entries,
    entries_about,
    entry_revisions,
    picture_with_hash,
)
from gridwatch.store.user.evidence import evidence_of
from gridwatch.store.user.figures import all_series, figures_of, series_about
from gridwatch.store.user.themes import all_themes


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export has written, and where an earlier one is kept because it was changed."""

    folder: Path
    theses: int
    claims: int
    evidence: int
    series: int
    entries: int
    kept: Path | None = None


def export_folder(
    user: sqlite3.Connection,
    target: Path,
    now: datetime,
    abouts: Iterable[About] | None = None,
    language: str = "en",
) -> Exported:
    """Write the thesis of each of `abouts`, or everything, into a folder.

    Raises Problem where the folder holds something else or can't be written.
    """
    wanted = subjects(user) if abouts is None else tuple(abouts)
    theses = with_keys(user, (read_thesis(user, each, language) for each in wanted))
    kept = write_folder(target, theses, partial(picture_with_hash, user), now)
    return Exported(
        target,
        sum(not each.is_of_nothing for each in theses),
        sum(len(each.claims) for each in theses),
        sum(len(one.evidence) for each in theses for one in each.claims),
        sum(len(each.series) for each in theses),
        sum(len(each.entries) for each in theses),
        kept,
    )


def subjects(user: sqlite3.Connection) -> tuple[About, ...]:
    """Return whatever has a thesis: themes in their order, companies, and nothing in particular."""
    themes = tuple(About(theme_id=each.id) for each in all_themes(user))
    noted = {each.about for each in all_claims(user)}
    noted |= {each.about for each in all_series(user)} | {each.about for each in all_entries(user)}
    companies = sorted(each for each in noted if each.company_id)
    return (*themes, *companies, About())


def read_thesis(user: sqlite3.Connection, about: About, language: str = "en") -> Thesis:
    """Read everything about a company, a theme or neither; what was removed is not in it."""
    name, symbols, theme = _owner(user, about, language)
    return Thesis(
        name,
        symbols,
        theme,
        kept_claims(user, about),
        tuple(
            KeptSeries(
                replace(each, id=0, about=About()),
                tuple(replace(one, id=0, series_id=0) for one in figures_of(user, each.id)),
            )
            for each in series_about(user, about)
        ),
        _entries(user, entries_about(user, about)),
    )


def _owner(
    user: sqlite3.Connection, about: About, language: str
) -> tuple[str, tuple[str, ...], Theme | None]:
    if about.company_id:
        company = all_companies(user)[about.company_id]
        others = (each.symbol for each in company.listings if each.symbol != company.primary)
        return names_in(company, language)[0], (company.primary, *others), None
    theme = next((each for each in all_themes(user) if each.id == about.theme_id), None)
    return "" if theme is None else theme.name, (), None if theme is None else replace(theme, id=0)


def kept_claims(user: sqlite3.Connection, about: About) -> tuple[KeptClaim, ...]:
    """Return the claims of a thesis with all that hangs on them, under their keys."""
    return tuple(each for _, each in numbered_claims(user, about))


def numbered_claims(user: sqlite3.Connection, about: About) -> tuple[tuple[int, KeptClaim], ...]:
    """Return the same with the id of each claim."""
    found = list[tuple[int, KeptClaim]]()
    times = Counter[str]()
    for each in claims_about(user, about):
        revisions = revisions_of(user, each.id)
        key = key_in(each, revisions, times)
        evidence = tuple(replace(one, id=0, claim_id=0) for one in evidence_of(user, each.id))
        past = tuple(replace(one, id=0, claim=_bare(one.claim)) for one in revisions)
        found.append((each.id, KeptClaim(key, _bare(each), past, evidence)))
    return tuple(found)


def _bare(claim: Claim) -> Claim:
    return replace(claim, id=0, about=About())


def _entries(user: sqlite3.Connection, entries: Iterable[Entry]) -> tuple[KeptEntry, ...]:
    """Return the entries with what they were, newest first; keys count those of one instant."""
    times = Counter[datetime]()
    found = []
    for each in sorted(entries, key=lambda one: one.id):
        key = entry_key(each.made_at, times[each.made_at])
        times[each.made_at] += 1
        past = tuple(replace(one, id=0, entry_id=0) for one in entry_revisions(user, each.id))
        found.append(KeptEntry(key, replace(each, id=0, about=About()), past))
    return tuple(sorted(found, key=lambda one: one.entry.on, reverse=True))
