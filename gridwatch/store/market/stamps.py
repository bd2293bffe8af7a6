"""Tells cheaply what of the cache has changed since somebody has read it."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class HistoryStamp(NamedTuple):
    """What changes with the history of an instrument: another stamp says to read it again."""

    instrument: int
    currency: str
    history_at: str | None
    last_day: int | None
    last_close: float | None


class QuoteStamp(NamedTuple):
    """What of a quote decides on a value."""

    price: float
    time: str
    currency: str
    doubt: str


def history_stamps(market: sqlite3.Connection) -> dict[str, HistoryStamp]:
    """Return the stamp of every instrument by symbol: a few steps for each of them."""
    rows = market.execute(
        "SELECT symbol, instrument.id, currency, history_at, day, close FROM instrument"
        " LEFT JOIN bar ON instrument_id = instrument.id"
        " AND day = (SELECT max(day) FROM bar WHERE instrument_id = instrument.id)"
    )
    return {symbol: HistoryStamp(*rest) for symbol, *rest in rows}


def quote_stamps(market: sqlite3.Connection) -> dict[str, QuoteStamp]:
    """Return the stamp of every quote by symbol."""
    rows = market.execute(
        "SELECT symbol, price, time, quote.currency, doubt FROM quote"
        " JOIN instrument ON instrument.id = instrument_id"
    )
    return {symbol: QuoteStamp(*rest) for symbol, *rest in rows}
