"""Named watchlists and the order of companies in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Watchlist:
    """A named list of company ids, in the user's order."""

    id: int
    name: str
    companies: tuple[int, ...] = ()


def all_watchlists(user: sqlite3.Connection) -> tuple[Watchlist, ...]:
    """Return the lists in their order, each with its companies in theirs."""
    entries: dict[int, list[int]] = {}
    for list_id, company_id in user.execute(
        "SELECT watchlist_id, company_id FROM watchlist_entry ORDER BY watchlist_id, position"
    ):
        entries.setdefault(list_id, []).append(company_id)
    return tuple(
        Watchlist(list_id, name, tuple(entries.get(list_id, ())))
        for list_id, name in user.execute("SELECT id, name FROM watchlist ORDER BY position, id")
    )


def followed_companies(user: sqlite3.Connection) -> set[int]:
    """Return the ids of the companies that are on at least one list."""
    return {row[0] for row in user.execute("SELECT DISTINCT company_id FROM watchlist_entry")}


def add_watchlist(
    user: sqlite3.Connection, name: str, watchlist_id: int = 0, place: int | None = None
) -> int:
    """Store a new list after the others and return its id (0 asks for the next one).

    `place` is what `place_of` told of a list that is brought back.
    """
    cursor = user.execute(
        "INSERT INTO watchlist (id, name, position)"
        " VALUES (?, ?, coalesce(?, (SELECT coalesce(max(position), 0) + 1 FROM watchlist)))",
        (watchlist_id or None, name, place),
    )
    return watchlist_id or int(cursor.lastrowid or 0)


def place_of(user: sqlite3.Connection, watchlist_id: int) -> int | None:
    """Return the number that orders a list among the others, None where there is none."""
    row = user.execute("SELECT position FROM watchlist WHERE id = ?", (watchlist_id,)).fetchone()
    return None if row is None else int(row[0])


def rename_watchlist(user: sqlite3.Connection, watchlist_id: int, name: str) -> None:
    """Give a list another name."""
    user.execute("UPDATE watchlist SET name = ? WHERE id = ?", (name, watchlist_id))


def remove_watchlist(user: sqlite3.Connection, watchlist_id: int) -> None:
    """Delete a list; its companies stay."""
    user.execute("DELETE FROM watchlist WHERE id = ?", (watchlist_id,))


def set_order(user: sqlite3.Connection, watchlist_ids: Sequence[int]) -> None:
    """Order the lists themselves."""
    user.executemany(
        "UPDATE watchlist SET position = ? WHERE id = ?",
        ((position, each) for position, each in enumerate(watchlist_ids)),
    )


def set_companies(user: sqlite3.Connection, watchlist_id: int, companies: Sequence[int]) -> None:
    """Make `companies` the whole content of a list, in this order."""
    user.execute("DELETE FROM watchlist_entry WHERE watchlist_id = ?", (watchlist_id,))
    user.executemany(
        "INSERT INTO watchlist_entry (watchlist_id, company_id, position) VALUES (?, ?, ?)",
        ((watchlist_id, each, position) for position, each in enumerate(companies)),
    )
