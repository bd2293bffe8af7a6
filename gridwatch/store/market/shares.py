"""Dated share counts of each instrument, from every source that gave one."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import date

from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.store.market.instruments import instrument_id, only


def store_shares(market: sqlite3.Connection, symbol: str, counts: Iterable[ShareCount]) -> None:
    """Store counts, each over the one of the same scope, day and source."""
    number = instrument_id(market, symbol)
    market.executemany(
        "INSERT OR REPLACE INTO share_count (instrument_id, scope, as_of, source, count)"
        " VALUES (?, ?, ?, ?, ?)",
        ((number, each.scope, each.as_of.isoformat(), each.source, each.count) for each in counts),
    )


def all_shares(
    market: sqlite3.Connection, symbols: Collection[str] | None = None
) -> dict[tuple[str, Scope], tuple[ShareCount, ...]]:
    """Return the counts by symbol and scope, oldest first: of all symbols, or only of some."""
    found: dict[tuple[str, Scope], list[ShareCount]] = {}
    where, values = only(symbols)
    for symbol, scope, as_of, source, count in market.execute(
        "SELECT symbol, scope, as_of, source, count"  # noqa: S608 - marks only
        " FROM share_count JOIN instrument ON instrument.id = instrument_id"
        f"{where} ORDER BY instrument_id, scope, as_of, source",
        values,
    ):
        counts = found.setdefault((symbol, Scope(scope)), [])
        counts.append(ShareCount(Scope(scope), date.fromisoformat(as_of), count, source))
    return {key: tuple(counts) for key, counts in found.items()}
