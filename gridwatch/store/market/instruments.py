"""What the cache knows of each symbol: how it is quoted, when it was fetched, what went wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from gridwatch.store.instants import instant_of, instant_text, maybe_date, maybe_instant

_COLUMNS = (
    "symbol, currency, quoted_in, zone, exchange, name, history_at, shares_at, last_success,"
    " history_since"
)
NOUNS = ("quote", "history", "shares")
LONGEST_WAIT = timedelta(hours=7)


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong last with one noun of a symbol, and when it is tried again."""

    kind: str
    detail: str
    at: datetime
    next_try: datetime | None

    def waits(self, now: datetime) -> bool:
        """Tell whether it is not to be tried again yet."""
        # What lies further off was written by a clock that has been put right since.
        return self.next_try is not None and now < self.next_try <= now + LONGEST_WAIT


@dataclass(frozen=True, slots=True)
class Instrument:
    """One symbol in the cache; instants are None where it never happened.

    `history_since`: the day from which on its history was asked for, None where nobody noted it.
    """

    symbol: str
    currency: str = ""
    quoted_in: str = ""
    zone: str = ""
    exchange: str = ""
    name: str = ""
    history_at: datetime | None = None
    shares_at: datetime | None = None
    last_success: datetime | None = None
    failures: Mapping[str, Failure] = field(default_factory=dict)
    history_since: date | None = None

    @property
    def failure(self) -> Failure | None:
        """Return the failure that weighs most: of the quote, the history, the shares."""
        return next((self.failures[noun] for noun in NOUNS if noun in self.failures), None)

    @property
    def trouble_kind(self) -> str:
        """Return the kind of the failure that weighs most, "" where there is none."""
        return self.failure.kind if self.failure else ""

    @property
    def trouble_detail(self) -> str:
        """Return its detail in technical English."""
        return self.failure.detail if self.failure else ""

    @property
    def next_try(self) -> datetime | None:
        """Return when it is tried again."""
        return self.failure.next_try if self.failure else None

    def waits(self, noun: str, now: datetime) -> bool:
        """Tell whether a noun has failed and is not to be tried again yet."""
        failure = self.failures.get(noun)
        return failure is not None and failure.waits(now)


def only(symbols: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    """Return the WHERE of a statement about some symbols and its values; None: about all."""
    if symbols is None:
        return "", ()
    return f" WHERE symbol IN ({', '.join('?' * len(symbols))})", tuple(symbols)


def all_instruments(
    market: sqlite3.Connection, symbols: Collection[str] | None = None
) -> dict[str, Instrument]:
    """Return the instruments by symbol: every one, or only some."""
    where, values = only(symbols)
    failures = _all_failures(market)
    rows = market.execute(f"SELECT {_COLUMNS} FROM instrument{where}", values)  # noqa: S608 - marks only
    return {row[0]: _instrument(row, failures.get(row[0], {})) for row in rows}


def fetched_of(
    market: sqlite3.Connection, symbols: Collection[str]
) -> frozenset[tuple[str, str | None, str | None]]:
    """Return symbol, and when history and share counts were fetched, as they are written.

    Cheap, for telling whether either is another one: splits come with a history.
    """
    where, values = only(symbols)
    rows = market.execute(f"SELECT symbol, history_at, shares_at FROM instrument{where}", values)  # noqa: S608 - marks only
    return frozenset(rows)


def _instrument(row: tuple[Any, ...], failures: Mapping[str, Failure]) -> Instrument:
    symbol, currency, quoted_in, zone, exchange, name, history_at, shares_at, success, since = row
    return Instrument(
        symbol,
        currency,
        quoted_in,
        zone,
        exchange,
        name,
        maybe_instant(history_at),
        maybe_instant(shares_at),
        maybe_instant(success),
        failures,
        maybe_date(since),
    )


def _all_failures(market: sqlite3.Connection) -> dict[str, dict[str, Failure]]:
    found: dict[str, dict[str, Failure]] = {}
    for symbol, noun, kind, detail, at, next_try in market.execute(
        "SELECT symbol, noun, kind, detail, at, next_try FROM trouble"
        " JOIN instrument ON instrument.id = instrument_id"
    ):
        failure = Failure(kind, detail, instant_of(at), maybe_instant(next_try))
        found.setdefault(symbol, {})[noun] = failure
    return found


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


def note_success(
    market: sqlite3.Connection, noun: str, symbols: Iterable[str], at: datetime
) -> None:
    """Note that a noun of some symbols was fetched well, which ends its failure."""
    fetched = list(symbols)
    market.executemany(
        "UPDATE instrument SET last_success = ? WHERE symbol = ?",
        ((instant_text(at), symbol) for symbol in fetched),
    )
    market.executemany(
        "DELETE FROM trouble WHERE noun = ?"
        " AND instrument_id = (SELECT id FROM instrument WHERE symbol = ?)",
        ((noun, symbol) for symbol in fetched),
    )


def note_failure(market: sqlite3.Connection, symbol: str, noun: str, failure: Failure) -> None:
    """Note what went wrong with a noun of a symbol and when it is tried again."""
    next_try = instant_text(failure.next_try) if failure.next_try else None
    market.execute(
        "INSERT OR REPLACE INTO trouble (instrument_id, noun, kind, detail, at, next_try)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            instrument_id(market, symbol),
            noun,
            failure.kind,
            failure.detail,
            instant_text(failure.at),
            next_try,
        ),
    )


def note_history(market: sqlite3.Connection, symbol: str, at: datetime) -> None:
    """Note when the history of a symbol was last fetched."""
    market.execute(
        "UPDATE instrument SET history_at = ? WHERE symbol = ?", (instant_text(at), symbol)
    )


def note_reach(market: sqlite3.Connection, symbol: str, since: date) -> None:
    """Note from which day on the whole history of a symbol was asked for."""
    market.execute(
        "UPDATE instrument SET history_since = ? WHERE symbol = ?", (since.isoformat(), symbol)
    )


def note_shares(market: sqlite3.Connection, symbol: str, at: datetime) -> None:
    """Note when the share counts of a symbol were last fetched."""
    market.execute(
        "UPDATE instrument SET shares_at = ? WHERE symbol = ?", (instant_text(at), symbol)
    )
