"""The journal of the ledger's changes, and the batches in which imports came."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import OwnSplit, Security
from gridwatch.domain.ledger.transaction import Charge, ChosenLot, Transaction
from gridwatch.store.instants import instant_of, instant_text

Recorded = Account | Security | Transaction | OwnSplit | Mapping[str, object]


class Noun(StrEnum):
    """What was changed; the number of a price or split is its security's."""

    ACCOUNT = "account"
    SECURITY = "security"
    TRANSACTION = "transaction"
    PRICE = "price"
    SPLIT = "split"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """One row of the journal: fields by name before and after, None where it was not there."""

    id: int
    at: datetime
    noun: Noun
    number: int
    was: Mapping[str, Any] | None
    became: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """One import: `name` says of what."""

    id: int
    at: datetime
    name: str


def record_changes(
    user: sqlite3.Connection,
    at: datetime,
    noun: Noun,
    changes: Iterable[tuple[int, Recorded | None, Recorded | None]],
) -> None:
    """Write down changes as (number, before, after)."""
    user.executemany(
        "INSERT INTO ledger_change (at, noun, number, was, became) VALUES (?, ?, ?, ?, ?)",
        (
            (instant_text(at), noun, number, _json(was), _json(became))
            for number, was, became in changes
        ),
    )


def last_change(user: sqlite3.Connection) -> int:
    """Return the id of the newest row, 0 where there is none."""
    (last,) = user.execute("SELECT coalesce(max(id), 0) FROM ledger_change").fetchone()
    return int(last)


@dataclass(frozen=True, slots=True)
class Stamps:
    """The (id, instant) of a row that was seen, and of the newest one; (0, "") where none is."""

    seen: tuple[int, str]
    last: tuple[int, str]


def last_stamp(user: sqlite3.Connection, seen: int) -> Stamps:
    """Return how the journal stands against the row `seen` (0: the beginning).

    Another instant of that row tells that the file is another one: an older copy was put back.
    """
    rows = user.execute(
        "SELECT id, at FROM ledger_change WHERE id = ?"
        " UNION SELECT id, at FROM ledger_change WHERE id = (SELECT max(id) FROM ledger_change)",
        (seen,),
    )
    found = {int(number): str(at) for number, at in rows}
    last = max(found, default=0)
    return Stamps((seen, found[seen]) if seen in found else (0, ""), (last, found.get(last, "")))


def concerned_since(user: sqlite3.Connection, last: int) -> list[tuple[int, Noun, int]]:
    """Return (id, noun, number) of the changes after `last`, oldest first."""
    rows = user.execute(
        "SELECT id, noun, number FROM ledger_change WHERE id > ? ORDER BY id", (last,)
    )
    return [(int(number), Noun(noun), int(which)) for number, noun, which in rows]


def changes_of(
    user: sqlite3.Connection, noun: Noun | None = None, number: int = 0, most: int = 1000
) -> tuple[LedgerChange, ...]:
    """Return the newest changes first: of everything, of a noun, or of one thing."""
    where, values = "", tuple[object, ...]()
    if noun is not None:
        where, values = "WHERE noun = ?", (noun,)
        if number:
            where, values = "WHERE noun = ? AND number = ?", (noun, number)
    rows = user.execute(
        f"SELECT id, at, noun, number, was, became FROM ledger_change {where}"  # noqa: S608 - constants
        " ORDER BY id DESC LIMIT ?",
        (*values, most),
    )
    return tuple(
        LedgerChange(row[0], instant_of(row[1]), Noun(row[2]), row[3], _read(row[4]), _read(row[5]))
        for row in rows
    )


def add_batch(user: sqlite3.Connection, batch: Batch) -> int:
    """Store a batch (an id of 0 asks for the next one) and return its id."""
    cursor = user.execute(
        "INSERT INTO ledger_batch (id, at, name) VALUES (?, ?, ?)",
        (batch.id or None, instant_text(batch.at), batch.name),
    )
    return batch.id or int(cursor.lastrowid or 0)


def remove_batch(user: sqlite3.Connection, number: int) -> None:
    """Delete a batch; transactions of it that are still there belong to none then."""
    user.execute("DELETE FROM ledger_batch WHERE id = ?", (number,))


def all_batches(user: sqlite3.Connection) -> tuple[Batch, ...]:
    """Return the imports, newest first."""
    rows = user.execute("SELECT id, at, name FROM ledger_batch ORDER BY id DESC")
    return tuple(Batch(number, instant_of(at), name) for number, at, name in rows)


def fields_of(recorded: Recorded) -> Mapping[str, Any]:
    """Return the fields of something as a row of the journal has them."""
    fields: Mapping[str, Any] = json.loads(_json(recorded) or "{}")
    return fields


def _json(recorded: Recorded | None) -> str | None:
    if recorded is None:
        return None
    named = recorded if isinstance(recorded, Mapping) else _fields(recorded)
    told = {name: value for name, value in named.items() if value is not None and value != ""}
    return json.dumps(told, default=_plain, ensure_ascii=False)


def _fields(recorded: Account | Security | Transaction | OwnSplit) -> dict[str, object]:
    """Return the fields by name, not copied as `asdict` does: imports write tens of thousands."""
    return {each.name: getattr(recorded, each.name) for each in fields(recorded)}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Charge | ChosenLot):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not a field of the ledger: {value!r}")


def _read(text: str | None) -> Mapping[str, Any] | None:
    return None if text is None else json.loads(text)
