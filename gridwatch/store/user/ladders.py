"""Ladders of market caps that the user has set for a company or for a whole list."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OwnLadder:
    """The rungs of one company or of one list (the other id is 0): caps in major units, rising."""

    currency: str
    amounts: tuple[Decimal, ...]
    company_id: int = 0
    watchlist_id: int = 0
    id: int = 0


def all_ladders(user: sqlite3.Connection) -> tuple[OwnLadder, ...]:
    """Return every ladder, oldest first."""
    rows = user.execute(
        "SELECT currency, amounts, coalesce(company_id, 0), coalesce(watchlist_id, 0), id"
        " FROM ladder ORDER BY id"
    )
    return tuple(
        OwnLadder(currency, tuple(map(Decimal, amounts.split())), *rest)
        for currency, amounts, *rest in rows
    )


def ladder_of(
    user: sqlite3.Connection, company_id: int = 0, watchlist_id: int = 0
) -> OwnLadder | None:
    """Return the ladder of a company or list, None where it has none."""
    owner = (company_id, watchlist_id)
    return next(
        (each for each in all_ladders(user) if (each.company_id, each.watchlist_id) == owner), None
    )


def put_ladder(user: sqlite3.Connection, ladder: OwnLadder) -> OwnLadder:
    """Store a ladder in the place of the one that its owner has; return it with its id."""
    before = ladder_of(user, ladder.company_id, ladder.watchlist_id)
    number = ladder.id or (before.id if before else 0)
    remove_ladder(user, ladder.company_id, ladder.watchlist_id)
    cursor = user.execute(
        "INSERT INTO ladder (id, company_id, watchlist_id, amounts, currency)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            number or None,
            ladder.company_id or None,
            ladder.watchlist_id or None,
            " ".join(f"{each:f}" for each in ladder.amounts),
            ladder.currency,
        ),
    )
    return replace(ladder, id=number or int(cursor.lastrowid or 0))


def remove_ladder(user: sqlite3.Connection, company_id: int = 0, watchlist_id: int = 0) -> None:
    """Delete the ladder of a company or list."""
    user.execute(
        "DELETE FROM ladder WHERE company_id = ? OR watchlist_id = ?", (company_id, watchlist_id)
    )
