"""What made this cache: the feed's name, so that simulated and real prices never mix."""

from __future__ import annotations

import sqlite3


def read_origin(market: sqlite3.Connection, name: str) -> str:
    """Return a remembered fact about the cache, "" where there is none."""
    row = market.execute("SELECT value FROM origin WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])


def store_origin(market: sqlite3.Connection, name: str, value: str) -> None:
    """Remember a fact about the cache."""
    market.execute("INSERT OR REPLACE INTO origin (name, value) VALUES (?, ?)", (name, value))
