"""What the cache knows of each symbol: how it is quoted, when it was fetched, what went wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gridwatch.store.instants import instant_text, maybe_instant

_COLUMNS = (
    "symbol, currency, quoted_in, zone, exchange, name, history_at, shares_at, last_success,"
    " trouble_kind, trouble_detail, trouble_at, next_try"
)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One symbol in the cache; instants are None where it never happened."""

    symbol: str
    currency: str = ""
    quoted_in: str = ""
    zone: str = ""
    exchange: str = ""
    name: str = ""
    history_at: datetime | None = None
    shares_at: datetime | None = None
    last_success: datetime | None = None
    trouble_kind: str = ""
    trouble_detail: str = ""
    trouble_at: datetime | None = None
    next_try: datetime | None = None


def all_instruments(market: sqlite3.Connection) -> dict[str, Instrument]:
    """Return every instrument by symbol."""
    rows = market.execute(f"SELECT {_COLUMNS} FROM instrument")  # noqa: S608 - constant
    return {
        row[0]: Instrument(
            *row[:6],
            *map(maybe_instant, row[6:9]),
            *row[9:11],
            *map(maybe_instant, row[11:13]),
        )
        for row in rows
    }


def instrument_id(market: sqlite3.Connection, symbol: str) -> int:
    """Return the id of `symbol`, stored where it is new."""
    row = market.execute("SELECT id FROM instrument WHERE symbol = ?", (symbol,)).fetchone()
    if row is None:
        return int(
            market.execute("INSERT INTO instrument (symbol) VALUES (?)", (symbol,)).lastrowid or 0
        )
    return int(row[0])


def describe(
    market: sqlite3.Connection,
    symbol: str,
    *,
    currency: str,
    quoted_in: str,
    zone: str = "",
    exchange: str = "",
    name: str = "",
) -> int:
    """Store how a symbol is quoted, keeping what an answer leaves empty; return its id."""
    number = instrument_id(market, symbol)
    market.execute(
        "UPDATE instrument SET currency = ?, quoted_in = ?,"
        " zone = coalesce(nullif(?, ''), zone), exchange = coalesce(nullif(?, ''), exchange),"
        " name = coalesce(nullif(?, ''), name) WHERE id = ?",
        (currency, quoted_in, zone, exchange, name, number),
    )
    return number


def note_success(market: sqlite3.Connection, symbols: Iterable[str], at: datetime) -> None:
    """Note that symbols were fetched well, which ends their trouble."""
    market.executemany(
        "UPDATE instrument SET last_success = ?, trouble_kind = '', trouble_detail = '',"
        " trouble_at = NULL, next_try = NULL WHERE symbol = ?",
        ((instant_text(at), symbol) for symbol in symbols),
    )


def note_trouble(
    market: sqlite3.Connection,
    symbol: str,
    kind: str,
    detail: str,
    at: datetime,
    next_try: datetime | None,
) -> None:
    """Note what went wrong with a symbol and when it is tried again."""
    number = instrument_id(market, symbol)
    market.execute(
        "UPDATE instrument SET trouble_kind = ?, trouble_detail = ?, trouble_at = ?, next_try = ?"
        " WHERE id = ?",
        (kind, detail, instant_text(at), instant_text(next_try) if next_try else None, number),
    )


def note_history(market: sqlite3.Connection, symbol: str, at: datetime) -> None:
    """Note when the history of a symbol was last fetched."""
    market.execute(
        "UPDATE instrument SET history_at = ? WHERE symbol = ?", (instant_text(at), symbol)
    )


def note_shares(market: sqlite3.Connection, symbol: str, at: datetime) -> None:
    """Note when the share counts of a symbol were last fetched."""
    market.execute(
        "UPDATE instrument SET shares_at = ? WHERE symbol = ?", (instant_text(at), symbol)
    )
