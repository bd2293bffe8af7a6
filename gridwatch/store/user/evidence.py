"""Evidence for and against claims."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.store.instants import instant_of, instant_text
from gridwatch.store.user.about import where_about
from gridwatch.store.user.note_index import NoteKind, drop_note, index_note

_COLUMNS = (
    "claim_id, on_date, what, added_at, stance, figure, figure_to, unit, source, link, page, weight"
)
# What `evidence_of_row` reads, also beside the columns of other tables.
READ = ", ".join(f"evidence.{each.strip()}" for each in ("id", *_COLUMNS.split(",")))


def evidence_of(user: sqlite3.Connection, claim_id: int) -> tuple[Evidence, ...]:
    """Return the evidence of a claim, oldest first."""
    return _select(user, "WHERE claim_id = ?", (claim_id,))


def evidence_about(user: sqlite3.Connection, about: About) -> tuple[Evidence, ...]:
    """Return the evidence of all claims of a thesis but removed ones, oldest first."""
    where, values = where_about(about)
    claims = f"(SELECT id FROM claim WHERE {where} AND removed = 0)"  # noqa: S608 - constants
    return _select(user, f"WHERE claim_id IN {claims}", values)


def all_evidence(user: sqlite3.Connection) -> tuple[Evidence, ...]:
    """Return all evidence, that of removed claims included, oldest first."""
    return _select(user, "", ())


def evidence_with_id(user: sqlite3.Connection, number: int) -> Evidence | None:
    """Return one piece of evidence, None where there is none."""
    return next(iter(_select(user, "WHERE id = ?", (number,))), None)


def add_evidence(user: sqlite3.Connection, evidence: Evidence) -> Evidence:
    """Store new evidence (an id of 0 asks for the next one) and return it with its id."""
    cursor = user.execute(
        f"INSERT INTO evidence (id, {_COLUMNS}) VALUES ({', '.join('?' * 13)})",  # noqa: S608 - constants
        (evidence.id or None, *_row(evidence)),
    )
    stored = replace(evidence, id=evidence.id or int(cursor.lastrowid or 0))
    _index(user, stored)
    return stored


def replace_evidence(user: sqlite3.Connection, evidence: Evidence) -> None:
    """Store evidence over the one with its id."""
    user.execute(
        f"UPDATE evidence SET ({_COLUMNS}) = ({', '.join('?' * 12)}) WHERE id = ?",  # noqa: S608 - constants
        (*_row(evidence), evidence.id),
    )
    _index(user, evidence)


def remove_evidence(user: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Delete evidence; ids that are gone already do no harm."""
    for each in ids:
        user.execute("DELETE FROM evidence WHERE id = ?", (each,))
        drop_note(user, NoteKind.EVIDENCE, each)


def _select(user: sqlite3.Connection, where: str, values: tuple[int, ...]) -> tuple[Evidence, ...]:
    rows = user.execute(
        f"SELECT {READ} FROM evidence {where} ORDER BY on_date, id",  # noqa: S608 - constants
        values,
    )
    return tuple(evidence_of_row(row) for row in rows)


def _index(user: sqlite3.Connection, evidence: Evidence) -> None:
    figures = [str(each) for each in (evidence.figure, evidence.figure_to) if each is not None]
    parts = (" ".join((*figures, evidence.unit)).strip(), evidence.source, evidence.link)
    body = "\n".join(each for each in parts if each)
    index_note(user, NoteKind.EVIDENCE, evidence.id, evidence.what, body)


def _row(evidence: Evidence) -> tuple[object, ...]:
    return (
        evidence.claim_id,
        evidence.on.isoformat(),
        evidence.what,
        instant_text(evidence.added_at),
        evidence.stance,
        None if evidence.figure is None else str(evidence.figure),
        None if evidence.figure_to is None else str(evidence.figure_to),
        evidence.unit,
        evidence.source,
        evidence.link,
        evidence.page,
        evidence.weight,
    )


def evidence_of_row(row: tuple[Any, ...]) -> Evidence:
    """Return the evidence that the columns `READ` make."""
    number, claim, on, what, added, stance, figure, figure_to, *rest = row
    return Evidence(
        number,
        claim,
        date.fromisoformat(on),
        what,
        instant_of(added),
        Stance(stance),
        None if figure is None else Decimal(figure),
        None if figure_to is None else Decimal(figure_to),
        *rest,
    )
