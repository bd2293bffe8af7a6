"""Splits of each instrument, read without touching its bars."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date

from gridwatch.domain.splits import Split
from gridwatch.store.market.instruments import only


def all_splits(
    market: sqlite3.Connection, symbols: Collection[str] | None = None
) -> dict[str, tuple[Split, ...]]:
    """Return the splits of the symbols that had any, of all or only of some, oldest first."""
    where, values = only(symbols)
    found: dict[str, list[Split]] = {}
    for symbol, day, numerator, denominator in market.execute(
        "SELECT symbol, day, numerator, denominator FROM split"  # noqa: S608 - marks only
        f" JOIN instrument ON instrument.id = instrument_id{where} ORDER BY instrument_id, day",
        values,
    ):
        found.setdefault(symbol, []).append(Split(date.fromisoformat(day), numerator, denominator))
    return {symbol: tuple(splits) for symbol, splits in found.items()}
