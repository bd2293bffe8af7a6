"""Bars within the day of what was on a chart, and how fetching each size went last."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from gridwatch.domain.barsize import REACH, BarSize
from gridwatch.domain.candles import Candles
from gridwatch.store.instants import instant_of, instant_text, maybe_instant
from gridwatch.store.market.instruments import Failure, instrument_id

_SELECT = """
SELECT stamp, open, high, low, close, volume FROM candle
WHERE instrument_id = (SELECT id FROM instrument WHERE symbol = ?) AND size = ? AND stamp >= ?
ORDER BY stamp
"""
_OF_SIZE = "WHERE instrument_id = (SELECT id FROM instrument WHERE symbol = ?) AND size = ?"
_BEGINNING = -(2**62)


@dataclass(frozen=True, slots=True)
class Fetched:
    """When a size of a symbol was last fetched well, and the failure since, if there was one."""

    at: datetime | None = None
    failure: Failure | None = None


def store_candles(
    market: sqlite3.Connection,
    symbol: str,
    size: BarSize,
    candles: Candles,
    *,
    replace_all: bool = False,
) -> None:
    """Store bars over those from the first to the last of them, or over everything of this size.

    What is older than the source reaches back from the last of them is dropped, so that the cache
    stays small. A bar without a close is passed over. KeyError for a size that is not fetched.
    """
    reach = int(REACH[size].total_seconds())
    number = instrument_id(market, symbol)
    if replace_all:
        market.execute("DELETE FROM candle WHERE instrument_id = ? AND size = ?", (number, size))
    if not len(candles):
        return
    market.execute(
        "DELETE FROM candle WHERE instrument_id = ? AND size = ? AND stamp BETWEEN ? AND ?",
        (number, size, int(candles.stamps.min()), int(candles.stamps.max())),
    )
    columns = (candles.open, candles.high, candles.low, candles.close, candles.volume)
    rows = zip(candles.stamps.tolist(), *(each.tolist() for each in columns), strict=True)
    # SQLite keeps a NaN as NULL.
    market.executemany(
        "INSERT OR REPLACE INTO candle VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, size, *row) for row in rows if row[4] == row[4]),
    )
    market.execute(
        "DELETE FROM candle WHERE instrument_id = ? AND size = ? AND stamp < ?",
        (number, size, int(candles.stamps.max()) - reach),
    )


def read_candles(
    market: sqlite3.Connection, symbol: str, size: BarSize, since: int | None = None
) -> Candles:
    """Return the stored bars from the stamp `since` on, oldest first; empty where there are none.

    Major units of the instrument's currency; only the sizes in `barsize.REACH` are ever stored.
    """
    first = _BEGINNING if since is None else since
    rows = market.execute(_SELECT, (symbol, size, first)).fetchall()
    stamps = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    # None becomes NaN on the way.
    values = np.array([row[1:] for row in rows], dtype=np.float64).reshape(-1, 5)
    opens, highs, lows, closes, volumes = (
        np.ascontiguousarray(values[:, column]) for column in range(5)
    )
    return Candles(stamps, opens, highs, lows, closes, volumes)


def last_stamp(market: sqlite3.Connection, symbol: str, size: BarSize) -> int | None:
    """Return the stamp of the last stored bar, None where there is none."""
    row = market.execute(f"SELECT max(stamp) FROM candle {_OF_SIZE}", (symbol, size)).fetchone()  # noqa: S608 - constant
    return None if row[0] is None else int(row[0])


def forget_candles(market: sqlite3.Connection, symbol: str) -> None:
    """Drop all sizes of a symbol: its history was restated, they are fetched again when shown."""
    number = instrument_id(market, symbol)
    for table in ("candle", "candle_fetch"):
        market.execute(f"DELETE FROM {table} WHERE instrument_id = ?", (number,))  # noqa: S608 - constant


def read_fetched(market: sqlite3.Connection, symbol: str, size: BarSize) -> Fetched:
    """Return how fetching this size of a symbol went last; nothing where it was never tried."""
    row = market.execute(
        f"SELECT fetched_at, kind, detail, failed_at, next_try FROM candle_fetch {_OF_SIZE}",  # noqa: S608 - constant
        (symbol, size),
    ).fetchone()
    return Fetched() if row is None else Fetched(maybe_instant(row[0]), _failure(row))


def _failure(row: tuple[Any, ...]) -> Failure | None:
    _, kind, detail, at, next_try = row
    return Failure(kind, detail, instant_of(at), maybe_instant(next_try)) if kind else None


def note_fetched(market: sqlite3.Connection, symbol: str, size: BarSize, at: datetime) -> None:
    """Note that a size of a symbol was fetched well, which ends its failure."""
    market.execute(
        "INSERT OR REPLACE INTO candle_fetch (instrument_id, size, fetched_at) VALUES (?, ?, ?)",
        (instrument_id(market, symbol), size, instant_text(at)),
    )


def note_unfetched(
    market: sqlite3.Connection, symbol: str, size: BarSize, failure: Failure
) -> None:
    """Note what went wrong with a size of a symbol; when it was last fetched well is kept."""
    number = instrument_id(market, symbol)
    market.execute(
        "INSERT INTO candle_fetch (instrument_id, size, kind, detail, failed_at, next_try)"
        " VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (instrument_id, size) DO UPDATE SET kind = excluded.kind,"
        " detail = excluded.detail, failed_at = excluded.failed_at, next_try = excluded.next_try",
        (
            number,
            size,
            failure.kind,
            failure.detail,
            instant_text(failure.at),
            instant_text(failure.next_try) if failure.next_try else None,
        ),
    )
