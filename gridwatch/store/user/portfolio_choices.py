"""What the user wants of the portfolio: target shares, periods, mappings, what to leave out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from gridwatch.store.instants import instant_text, maybe_date


@dataclass(frozen=True, slots=True)
class SavedPeriod:
    """A period with a name; `last` None: until today."""

    id: int
    name: str
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """What the columns of a table mean, learned: by the fingerprint of its headings.

    `mapping` is the importer's own, as it writes it.
    """

    fingerprint: str
    name: str
    mapping: Mapping[str, object]


def allocation_targets(user: sqlite3.Connection, dimension: str) -> dict[str, Decimal]:
    """Return the wanted share (0 to 1) by key of one dimension."""
    rows = user.execute(
        "SELECT key, share FROM allocation_target WHERE dimension = ? ORDER BY key", (dimension,)
    )
    return {key: Decimal(share) for key, share in rows}


def put_allocation_targets(
    user: sqlite3.Connection, dimension: str, shares: Mapping[str, Decimal]
) -> None:
    """Make these the wanted shares of a dimension, in place of those before."""
    user.execute("DELETE FROM allocation_target WHERE dimension = ?", (dimension,))
    user.executemany(
        "INSERT INTO allocation_target VALUES (?, ?, ?)",
        ((dimension, key, str(share)) for key, share in shares.items()),
    )


def saved_periods(user: sqlite3.Connection) -> tuple[SavedPeriod, ...]:
    """Return the periods that the user has named."""
    rows = user.execute("SELECT id, name, first_day, last_day FROM saved_period ORDER BY id")
    return tuple(
        SavedPeriod(number, name, date.fromisoformat(first), maybe_date(last))
        for number, name, first, last in rows
    )


def put_period(user: sqlite3.Connection, period: SavedPeriod) -> SavedPeriod:
    """Store a period, over the one with its id or as a new one (0), and return it.

    Raises sqlite3.IntegrityError where another one has its name.
    """
    cursor = user.execute(
        "INSERT INTO saved_period VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " name = excluded.name, first_day = excluded.first_day, last_day = excluded.last_day",
        (
            period.id or None,
            period.name,
            period.first.isoformat(),
            period.last.isoformat() if period.last else None,
        ),
    )
    number = period.id or int(cursor.lastrowid or 0)
    return SavedPeriod(number, period.name, period.first, period.last)


def remove_period(user: sqlite3.Connection, number: int) -> None:
    """Delete a period."""
    user.execute("DELETE FROM saved_period WHERE id = ?", (number,))


def import_mapping(user: sqlite3.Connection, fingerprint: str) -> ImportMapping | None:
    """Return what was learned of a table with these headings."""
    row = user.execute(
        "SELECT name, mapping FROM import_mapping WHERE fingerprint = ?", (fingerprint,)
    ).fetchone()
    return None if row is None else ImportMapping(fingerprint, row[0], json.loads(row[1]))


def learn_mapping(user: sqlite3.Connection, mapping: ImportMapping, at: datetime) -> None:
    """Keep a mapping over the one of the same headings."""
    user.execute(
        "INSERT OR REPLACE INTO import_mapping VALUES (?, ?, ?, ?)",
        (mapping.fingerprint, mapping.name, json.dumps(mapping.mapping), instant_text(at)),
    )


def forget_mapping(user: sqlite3.Connection, fingerprint: str) -> None:
    """Drop what was learned of these headings."""
    user.execute("DELETE FROM import_mapping WHERE fingerprint = ?", (fingerprint,))


def dismissed_keys(user: sqlite3.Connection) -> frozenset[str]:
    """Return the offers and findings that are to be seen no more."""
    return frozenset(key for (key,) in user.execute("SELECT key FROM dismissed"))


def dismiss(user: sqlite3.Connection, keys: Iterable[str], at: datetime) -> None:
    """Leave these out from now on."""
    user.executemany(
        "INSERT OR IGNORE INTO dismissed VALUES (?, ?)", ((key, instant_text(at)) for key in keys)
    )


def bring_back(user: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Show these again."""
    user.executemany("DELETE FROM dismissed WHERE key = ?", ((key,) for key in keys))
