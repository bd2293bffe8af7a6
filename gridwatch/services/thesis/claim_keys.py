"""The keys by which claims are known in every profile, and the links that name them."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Revision
from gridwatch.domain.thesis.claim_links import Naming, number_of, with_claims
from gridwatch.files.thesis_folder import Thesis, claim_key, key_within, theme_owner
from gridwatch.store.user.claims import claims_as_made
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.themes import all_themes


def key_in(claim: Claim, revisions: tuple[Revision, ...], times: Counter[str]) -> str:
    """Return the key of a claim; of several that were made alike, each gets one of its own."""
    return key_of(claim, revisions[0].claim.statement if revisions else claim.statement, times)


def key_of(claim: Claim, first: str, times: Counter[str]) -> str:
    """Return the same key; `first` is what the claim said when it was made."""
    key = claim_key(claim.made_at, first)
    times[key] += 1
    return key if times[key] == 1 else claim_key(claim.made_at, f"{first}\n{times[key]}")


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """A claim of a profile with its key, and the one that it has beside others with that key.

    `first` is what it said when it was made.
    """

    id: int
    about: About
    key: str
    within: str
    statement: str
    first: str
    removed: bool


def named_claims(user: sqlite3.Connection) -> tuple[NamedClaim, ...]:
    """Return every claim, those that were removed last: the others have their keys first."""
    owners = {About(number): each.primary for number, each in all_companies(user).items()}
    owners |= {About(theme_id=each.id): theme_owner(each.name) for each in all_themes(user)}
    times = defaultdict[tuple[About, bool], Counter[str]](Counter)
    found = list[NamedClaim]()
    for each, first in sorted(claims_as_made(user), key=lambda one: one[0].removed):
        key = key_of(each, first, times[each.about, each.removed])
        within = key_within(key, owners.get(each.about, ""))
        found.append(
            NamedClaim(each.id, each.about, key, within, each.statement, first, each.removed)
        )
    return tuple(found)


def with_keys(user: sqlite3.Connection, theses: Iterable[Thesis]) -> tuple[Thesis, ...]:
    """Return theses whose links to claims name these by their keys; others stay as they are."""
    named = named_claims(user)
    living = {each.key for each in named if not each.removed}
    unclear = Counter(each.key for each in named if not each.removed)
    keys = {
        each.id: each.within if unclear[each.key] > 1 else each.key
        for each in named
        if not (each.removed and each.key in living)
    }

    def put(name: str, _line: int) -> str:
        number = number_of(name)
        return name if number is None else keys.get(number, name)

    return tuple(_with_keys(each, put) for each in theses)


def _with_keys(thesis: Thesis, put: Naming) -> Thesis:
    theme = thesis.theme
    entries = (
        replace(
            each,
            entry=replace(each.entry, text=with_claims(each.entry.text, put)),
            revisions=tuple(
                replace(one, text=with_claims(one.text, put)) for one in each.revisions
            ),
        )
        for each in thesis.entries
    )
    noted = None if theme is None else replace(theme, note=with_claims(theme.note, put))
    return replace(thesis, theme=noted, entries=tuple(entries))
