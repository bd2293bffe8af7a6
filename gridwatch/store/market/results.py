"""Days on which a company reports its results: past ones gather, an expected one moves."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date, timedelta

from gridwatch.store.market.instruments import instrument_id

# Companies report each quarter or half-year; an expected day that moves, moves by less than this.
FURTHEST_MOVE = timedelta(days=45)


def store_results(
    market: sqlite3.Connection, symbol: str, days: Collection[date], today: date
) -> None:
    """Store the days that a source names now; `today` is the exchange's own date.

    A day that was still expected when it was last named gives way: always while it is to come, and
    once it has passed where a new day follows so soon after that it can only be the same one moved.
    No days at all change nothing: the source has merely left them out.
    """
    if not days:
        return
    number = instrument_id(market, symbol)
    known = dict(
        market.execute("SELECT day, seen FROM result_day WHERE instrument_id = ?", (number,))
    )
    if all(known.get(each.isoformat()) == today.isoformat() for each in days):
        return  # most of a day's quotes name what the first of them did
    expected = [text for text, seen in known.items() if seen <= text]
    gone = [text for text in expected if _gives_way(date.fromisoformat(text), days, today)]
    market.executemany(
        "DELETE FROM result_day WHERE instrument_id = ? AND day = ?",
        ((number, text) for text in gone),
    )
    market.executemany(
        "INSERT OR REPLACE INTO result_day VALUES (?, ?, ?)",
        ((number, day.isoformat(), today.isoformat()) for day in days),
    )


def _gives_way(expected: date, days: Collection[date], today: date) -> bool:
    if expected >= today:
        return True
    return any(timedelta() < day - expected <= FURTHEST_MOVE for day in days)


def read_results(market: sqlite3.Connection, symbol: str) -> tuple[date, ...]:
    """Return the days of results of `symbol`, oldest first; the last may be yet to come."""
    rows = market.execute(
        "SELECT day FROM result_day"
        " WHERE instrument_id = (SELECT id FROM instrument WHERE symbol = ?) ORDER BY day",
        (symbol,),
    )
    return tuple(date.fromisoformat(day) for (day,) in rows)
