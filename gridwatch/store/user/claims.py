"""Claims as they stand, and every revision of each."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Author, Claim, Revision, Status
from gridwatch.store.instants import instant_of, instant_text, maybe_date, maybe_instant
from gridwatch.store.user.about import about_of, ids_of, where_about
from gridwatch.store.user.note_index import NoteKind, drop_note, index_note

_STATE = (
    "statement, conviction, status, falsifier, test, review_on, reviewed_at, tags, position,"
    " removed"
)
_CLAIM = f"claim.id, claim.company_id, claim.theme_id, claim.made_at, {_STATE}"
_REVISED = ", ".join(f"claim_revision.{each.strip()}" for each in _STATE.split(","))


def claims_about(user: sqlite3.Connection, about: About) -> tuple[Claim, ...]:
    """Return the claims of a thesis in their order, without removed ones."""
    where, values = where_about(about)
    rows = user.execute(
        f"SELECT {_CLAIM} FROM claim WHERE {where} AND removed = 0 ORDER BY position, id",  # noqa: S608 - constants
        values,
    )
    return tuple(_claim(row) for row in rows)


def all_claims(user: sqlite3.Connection) -> tuple[Claim, ...]:
    """Return all claims but removed ones; those of removed themes are removed as well."""
    rows = user.execute(
        f"SELECT {_CLAIM} FROM claim WHERE removed = 0 AND (theme_id IS NULL OR theme_id IN"  # noqa: S608 - constants
        " (SELECT id FROM theme WHERE removed = 0))"
        " ORDER BY theme_id IS NULL, theme_id, company_id, position, id"
    )
    return tuple(_claim(row) for row in rows)


def claims_as_made(user: sqlite3.Connection) -> tuple[tuple[Claim, str], ...]:
    """Return every claim, those of a thesis in their order, with what it said at first.

    One whose theme was removed is removed as well.
    """
    rows = user.execute(
        f"SELECT {_CLAIM} OR theme_id IN (SELECT id FROM theme WHERE theme.removed = 1),"  # noqa: S608 - constants
        " coalesce((SELECT first.statement FROM claim_revision AS first"
        " WHERE first.claim_id = claim.id ORDER BY first.id LIMIT 1), claim.statement)"
        " FROM claim ORDER BY position, id"
    )
    return tuple((_claim(row[:-1]), row[-1]) for row in rows)


def claim_with_id(user: sqlite3.Connection, number: int) -> Claim | None:
    """Return a claim, removed or not; None where there is none."""
    row = user.execute(f"SELECT {_CLAIM} FROM claim WHERE id = ?", (number,)).fetchone()  # noqa: S608 - constants
    return None if row is None else _claim(row)


def add_claim(user: sqlite3.Connection, claim: Claim) -> Claim:
    """Store a new claim (an id of 0 asks for the next one) after the others and return it."""
    where, values = where_about(claim.about)
    (last,) = user.execute(
        f"SELECT coalesce(max(position), 0) FROM claim WHERE {where}",  # noqa: S608 - constants
        values,
    ).fetchone()
    placed = replace(claim, position=int(last) + 1)
    cursor = user.execute(
        f"INSERT INTO claim (id, company_id, theme_id, made_at, {_STATE})"  # noqa: S608 - constants
        f" VALUES ({', '.join('?' * 14)})",
        (placed.id or None, *ids_of(placed.about), instant_text(placed.made_at), *_state(placed)),
    )
    stored = replace(placed, id=placed.id or int(cursor.lastrowid or 0))
    _index(user, stored)
    return stored


def replace_claim(user: sqlite3.Connection, claim: Claim) -> None:
    """Store a claim over the one with its id."""
    user.execute(
        f"UPDATE claim SET ({_STATE}) = ({', '.join('?' * 10)}) WHERE id = ?",  # noqa: S608 - constants
        (*_state(claim), claim.id),
    )
    _index(user, claim)


def add_revision(
    user: sqlite3.Connection,
    claim: Claim,
    at: datetime,
    author: Author = Author.USER,
    note: str = "",
    *,
    reviewed: bool = False,
) -> int:
    """Keep a claim as it is from now on, and return the revision's id."""
    cursor = user.execute(
        f"INSERT INTO claim_revision (claim_id, at, author, note, reviewed, {_STATE})"  # noqa: S608 - constants
        f" VALUES ({', '.join('?' * 15)})",
        (claim.id, instant_text(at), author, note, int(reviewed), *_state(claim)),
    )
    return int(cursor.lastrowid or 0)


def revisions_of(user: sqlite3.Connection, claim_id: int) -> tuple[Revision, ...]:
    """Return every revision of a claim, oldest first."""
    return _revisions(user, "WHERE claim_id = ?", (claim_id,))


def revisions_about(user: sqlite3.Connection, about: About) -> tuple[Revision, ...]:
    """Return every revision of every claim of a thesis, removed ones included, oldest first."""
    where, values = where_about(about)
    claims = f"(SELECT id FROM claim WHERE {where})"  # noqa: S608 - constants
    return _revisions(user, f"WHERE claim_id IN {claims}", values)


def revision_counts(user: sqlite3.Connection, about: About) -> dict[int, int]:
    """Return how many revisions each claim of a thesis has."""
    where, values = where_about(about)
    rows = user.execute(
        "SELECT claim_id, count(*) FROM claim_revision WHERE claim_id IN"  # noqa: S608 - constants
        f" (SELECT id FROM claim WHERE {where}) GROUP BY claim_id",
        values,
    )
    return {int(claim): int(count) for claim, count in rows}


def all_revisions(user: sqlite3.Connection) -> tuple[Revision, ...]:
    """Return every revision of every claim, oldest first."""
    return _revisions(user, "", ())


def _revisions(
    user: sqlite3.Connection, where: str, values: tuple[int, ...]
) -> tuple[Revision, ...]:
    rows = user.execute(
        "SELECT claim_revision.id, at, author, note, reviewed, claim_id, claim.company_id,"  # noqa: S608 - constants
        f" claim.theme_id, claim.made_at, {_REVISED}"
        f" FROM claim_revision JOIN claim ON claim.id = claim_id {where}"
        " ORDER BY claim_revision.id",
        values,
    )
    return tuple(
        Revision(row[0], _claim(row[5:]), instant_of(row[1]), Author(row[2]), row[3], bool(row[4]))
        for row in rows
    )


def has_claims(user: sqlite3.Connection, about: About) -> bool:
    """Tell whether anything was ever claimed of a company or theme, removed claims included."""
    where, values = where_about(about)
    row = user.execute(f"SELECT 1 FROM claim WHERE {where} LIMIT 1", values)  # noqa: S608 - constants
    return row.fetchone() is not None


def _index(user: sqlite3.Connection, claim: Claim) -> None:
    if claim.removed:
        drop_note(user, NoteKind.CLAIM, claim.id)
    else:
        tags = " ".join(f"#{each}" for each in claim.tags)
        body = "\n".join(each for each in (claim.falsifier, claim.test, tags) if each)
        index_note(user, NoteKind.CLAIM, claim.id, claim.statement, body)


def _state(claim: Claim) -> tuple[object, ...]:
    return (
        claim.statement,
        claim.conviction,
        claim.status,
        claim.falsifier,
        claim.test,
        _day(claim.review_on),
        None if claim.reviewed_at is None else instant_text(claim.reviewed_at),
        " ".join(claim.tags),
        claim.position,
        int(claim.removed),
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _claim(row: tuple[Any, ...]) -> Claim:
    number, company, theme, made, statement, conviction, status, falsifier, test, *rest = row
    review_on, reviewed_at, tags, position, removed = rest
    return Claim(
        number,
        about_of(company, theme),
        statement,
        instant_of(made),
        conviction,
        Status(status),
        falsifier,
        test,
        maybe_date(review_on),
        maybe_instant(reviewed_at),
        tuple(tags.split()),
        position,
        bool(removed),
    )
