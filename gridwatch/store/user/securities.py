"""The securities of the ledger with the prices and splits that the user has entered."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.store.instants import maybe_date

_COLUMNS = "name, currency, symbol, isin, wkn, segment, country, note"


def all_securities(user: sqlite3.Connection) -> dict[int, Security]:
    """Return the securities by id, by their names."""
    rows = user.execute(
        f"SELECT id, {_COLUMNS} FROM security ORDER BY name COLLATE NOCASE, id"  # noqa: S608 - constants
    )
    return {row[0]: Security(row[0], *row[1:]) for row in rows}


def security_with_id(user: sqlite3.Connection, number: int) -> Security | None:
    """Return one security, None where there is none."""
    return _one(user, "id = ?", number)


def security_of_symbol(user: sqlite3.Connection, symbol: str) -> Security | None:
    """Return the security that has a symbol, None for "" and where none has it."""
    return _one(user, "symbol = ? AND symbol <> ''", symbol)


def add_security(user: sqlite3.Connection, security: Security) -> Security:
    """Store a new security (an id of 0 or less asks for the next one) and return it.

    Raises sqlite3.IntegrityError where another one has its symbol.
    """
    cursor = user.execute(
        f"INSERT INTO security (id, {_COLUMNS}) VALUES ({', '.join('?' * 9)})",  # noqa: S608 - constants
        (security.id if security.id > 0 else None, *_row(security)),
    )
    return replace(security, id=int(cursor.lastrowid or 0))


def replace_security(user: sqlite3.Connection, security: Security) -> None:
    """Store a security over the one with its id; its prices and splits stay."""
    user.execute(
        f"UPDATE security SET ({_COLUMNS}) = ({', '.join('?' * 8)}) WHERE id = ?",  # noqa: S608 - constants
        (*_row(security), security.id),
    )


def remove_security(user: sqlite3.Connection, number: int) -> None:
    """Delete a security with its prices and splits.

    Raises sqlite3.IntegrityError where a transaction names it.
    """
    user.execute("DELETE FROM security WHERE id = ?", (number,))


def prices_of(user: sqlite3.Connection, number: int) -> tuple[OwnPrice, ...]:
    """Return the own prices of a security, oldest first."""
    rows = user.execute(
        "SELECT on_date, price, shares_as_of FROM own_price WHERE security_id = ? ORDER BY on_date",
        (number,),
    )
    return tuple(
        OwnPrice(number, date.fromisoformat(on), Decimal(price), maybe_date(as_of))
        for on, price, as_of in rows
    )


def price_columns(
    user: sqlite3.Connection, numbers: Collection[int]
) -> dict[int, list[tuple[str, float, str]]]:
    """Return (day, price, shares as of which day) of the own prices of securities, oldest first.

    For values by day, where thousands are read at once; as binary numbers.
    """
    found: dict[int, list[tuple[str, float, str]]] = {}
    for number in numbers:
        rows = user.execute(
            "SELECT on_date, CAST(price AS REAL), coalesce(shares_as_of, on_date) FROM own_price"
            " WHERE security_id = ? ORDER BY on_date",
            (number,),
        ).fetchall()
        if rows:
            found[number] = rows
    return found


def put_prices(user: sqlite3.Connection, prices: Iterable[OwnPrice]) -> None:
    """Store prices over those of the same days."""
    user.executemany(
        "INSERT OR REPLACE INTO own_price VALUES (?, ?, ?, ?)",
        (
            (
                each.security_id,
                each.on.isoformat(),
                str(each.price),
                each.shares_as_of.isoformat() if each.shares_as_of else None,
            )
            for each in prices
        ),
    )


def remove_prices(user: sqlite3.Connection, number: int, days: Iterable[date]) -> None:
    """Delete the prices of these days."""
    user.executemany(
        "DELETE FROM own_price WHERE security_id = ? AND on_date = ?",
        ((number, each.isoformat()) for each in days),
    )


def all_own_splits(user: sqlite3.Connection) -> dict[int, tuple[OwnSplit, ...]]:
    """Return the own splits of the securities that have any, oldest first."""
    found: dict[int, tuple[OwnSplit, ...]] = {}
    for number, on, numerator, denominator in user.execute(
        "SELECT security_id, on_date, numerator, denominator FROM own_split"
        " ORDER BY security_id, on_date"
    ):
        split = OwnSplit(number, date.fromisoformat(on), numerator, denominator)
        found[number] = (*found.get(number, ()), split)
    return found


def own_splits_of(user: sqlite3.Connection, number: int) -> tuple[OwnSplit, ...]:
    """Return the own splits of a security, oldest first."""
    rows = user.execute(
        "SELECT on_date, numerator, denominator FROM own_split WHERE security_id = ?"
        " ORDER BY on_date",
        (number,),
    )
    return tuple(OwnSplit(number, date.fromisoformat(on), *ratio) for on, *ratio in rows)


def put_split(user: sqlite3.Connection, split: OwnSplit) -> None:
    """Store a split over the one of the same day."""
    user.execute(
        "INSERT OR REPLACE INTO own_split VALUES (?, ?, ?, ?)",
        (split.security_id, split.on.isoformat(), split.numerator, split.denominator),
    )


def remove_split(user: sqlite3.Connection, number: int, on: date) -> None:
    """Delete the own split of a day."""
    user.execute(
        "DELETE FROM own_split WHERE security_id = ? AND on_date = ?", (number, on.isoformat())
    )


def _one(user: sqlite3.Connection, where: str, value: int | str) -> Security | None:
    row = user.execute(f"SELECT id, {_COLUMNS} FROM security WHERE {where}", (value,)).fetchone()  # noqa: S608 - constants
    return None if row is None else Security(*row)


def _row(security: Security) -> tuple[str, ...]:
    return (
        security.name,
        security.currency,
        security.symbol,
        security.isin,
        security.wkn,
        security.segment,
        security.country,
        security.note,
    )
