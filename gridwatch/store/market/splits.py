"""Splits of each instrument, read without touching its bars."""

from __future__ import annotations

import sqlite3
from datetime import date

from gridwatch.domain.splits import Split


def all_splits(market: sqlite3.Connection) -> dict[str, tuple[Split, ...]]:
    """Return the splits of every symbol that had any, oldest first."""
    found: dict[str, list[Split]] = {}
    for symbol, day, numerator, denominator in market.execute(
        "SELECT symbol, day, numerator, denominator FROM split"
        " JOIN instrument ON instrument.id = instrument_id ORDER BY instrument_id, day"
    ):
        found.setdefault(symbol, []).append(Split(date.fromisoformat(day), numerator, denominator))
    return {symbol: tuple(splits) for symbol, splits in found.items()}
