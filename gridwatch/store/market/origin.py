"""What made this cache: the feed's name, so that simulated and real prices never mix."""

from __future__ import annotations

import json
import sqlite3

from gridwatch.store.instants import instant_of, instant_text, maybe_instant
from gridwatch.store.market.instruments import Failure

_SOURCE_FAILURE = "source_failure"


def read_origin(market: sqlite3.Connection, name: str) -> str:
    """Return a remembered fact about the cache, "" where there is none."""
    row = market.execute("SELECT value FROM origin WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])


def store_origin(market: sqlite3.Connection, name: str, value: str) -> None:
    """Remember a fact about the cache."""
    market.execute("INSERT OR REPLACE INTO origin (name, value) VALUES (?, ?)", (name, value))


def note_source_failure(market: sqlite3.Connection, failure: Failure | None) -> None:
    """Remember what is wrong with the whole source, None when it answers again."""
    text = ""
    if failure is not None:
        next_try = instant_text(failure.next_try) if failure.next_try else None
        text = json.dumps([failure.kind, failure.detail, instant_text(failure.at), next_try])
    if text != read_origin(market, _SOURCE_FAILURE):
        store_origin(market, _SOURCE_FAILURE, text)


def source_failure(market: sqlite3.Connection) -> Failure | None:
    """Return what is wrong with the whole source, None while it answers."""
    text = read_origin(market, _SOURCE_FAILURE)
    if not text:
        return None
    kind, detail, at, next_try = json.loads(text)
    return Failure(kind, detail, instant_of(at), maybe_instant(next_try))
