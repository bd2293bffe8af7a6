"""Daily bars, splits and dividends of each instrument."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date
from itertools import chain

import numpy as np

from gridwatch.domain.bars import Bars, Days, Dividend, Floats, History, bars_of, day_number, day_of
from gridwatch.store.market.instruments import describe

INSERT = "INSERT OR REPLACE INTO bar VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT = """
SELECT day, open, high, low, close, volume, final FROM bar
WHERE instrument_id = (SELECT id FROM instrument WHERE symbol = ?) AND day >= ? ORDER BY day
"""
_OF_SYMBOL = "WHERE instrument_id = (SELECT id FROM instrument WHERE symbol = ?)"


def store_history(market: sqlite3.Connection, history: History, *, replace_all: bool) -> None:
    """Store bars with their splits and dividends, over the days they hold or over everything."""
    number = describe(
        market,
        history.symbol,
        currency=history.currency,
        quoted_in=history.quoted_in,
        zone=history.zone,
        exchange=history.exchange,
        name=history.name,
    )
    if replace_all:
        for table in ("bar", "split", "dividend"):
            market.execute(f"DELETE FROM {table} WHERE instrument_id = ?", (number,))  # noqa: S608 - constant
    store_bars(market, number, history.bars)
    market.executemany(
        "INSERT OR REPLACE INTO split VALUES (?, ?, ?, ?)",
        (
            (number, each.day.isoformat(), each.numerator, each.denominator)
            for each in history.splits
        ),
    )
    market.executemany(
        "INSERT OR REPLACE INTO dividend VALUES (?, ?, ?)",
        ((number, each.day.isoformat(), each.amount) for each in history.dividends),
    )


def store_bars(market: sqlite3.Connection, instrument: int, bars: Bars) -> None:
    """Store bars over those of the same days."""
    columns = (bars.days, bars.open, bars.high, bars.low, bars.close, bars.volume)
    rows = zip(
        [instrument] * len(bars),
        *(column.tolist() for column in columns),
        bars.final.astype(int).tolist(),
        strict=True,
    )
    market.executemany(INSERT, rows)


def read_bars(market: sqlite3.Connection, symbol: str, since: date | None = None) -> Bars:
    """Return the bars of `symbol` from `since` on, oldest first; empty where there are none."""
    first = -(10**9) if since is None else day_number(since)
    return bars_of(market.execute(_SELECT, (symbol, first)))


def read_closes(market: sqlite3.Connection, symbol: str) -> tuple[Days, Floats]:
    """Return the day numbers and closes of `symbol`, oldest first, without days lacking a price."""
    rows = market.execute(f"SELECT day, close FROM bar {_OF_SYMBOL} AND close > 0", (symbol,))  # noqa: S608 - constant
    table = np.fromiter(chain.from_iterable(rows), dtype=np.float64).reshape(-1, 2)
    order = np.argsort(table[:, 0], kind="stable")
    return table[order, 0].astype(np.int64), table[order, 1]


def read_closes_since(
    market: sqlite3.Connection, instrument: int, first: int
) -> tuple[Days, Floats]:
    """Return the closes of an instrument (its id) from its last one on or before `first` on.

    As `read_closes` gives them, without what lies before that day number.
    """
    rows = market.execute(
        "SELECT day, close FROM bar WHERE instrument_id = ?1 AND close > 0 AND day >= coalesce(("
        "SELECT day FROM bar WHERE instrument_id = ?1 AND day <= ?2 AND close > 0"
        " ORDER BY day DESC LIMIT 1), ?2)",
        (instrument, first),
    )
    table = np.fromiter(chain.from_iterable(rows), dtype=np.float64).reshape(-1, 2)
    # The key of the table is (instrument, day): the rows come in the order of their days.
    return table[:, 0].astype(np.int64), np.ascontiguousarray(table[:, 1])


def close_on(market: sqlite3.Connection, symbol: str, day: date) -> tuple[date, float] | None:
    """Return the last day with a price on or before `day`, and its close."""
    row = market.execute(
        f"SELECT day, close FROM bar {_OF_SYMBOL} AND day <= ? AND close > 0"  # noqa: S608 - constant
        " ORDER BY day DESC LIMIT 1",
        (symbol, day_number(day)),
    ).fetchone()
    return None if row is None else (day_of(row[0]), float(row[1]))


def prices_on(
    market: sqlite3.Connection, symbol: str, day: date
) -> tuple[float, float, float] | None:
    """Return low, high and close of one day; None without a close. What is lacking is 0."""
    row = market.execute(
        f"SELECT coalesce(low, 0), coalesce(high, 0), close FROM bar {_OF_SYMBOL}"  # noqa: S608 - constant
        " AND day = ? AND close > 0",
        (symbol, day_number(day)),
    ).fetchone()
    return None if row is None else (float(row[0]), float(row[1]), float(row[2]))


def days_traded(market: sqlite3.Connection, symbols: Collection[str], after: date) -> set[date]:
    """Return the days after one of them on which any of these symbols has a finished bar."""
    marks = ", ".join("?" * len(symbols))
    rows = market.execute(
        "SELECT DISTINCT day FROM bar JOIN instrument ON instrument.id = instrument_id"  # noqa: S608 - marks only
        f" WHERE symbol IN ({marks}) AND day > ? AND final = 1",
        (*symbols, day_number(after)),
    )
    return {day_of(day) for (day,) in rows}


def bar_days(market: sqlite3.Connection) -> dict[str, tuple[int, int, int]]:
    """Return by symbol the first and last day number and the number of bars."""
    return {
        symbol: (first, last, count)
        for symbol, first, last, count in market.execute(
            "SELECT symbol, min(day), max(day), count(*) FROM bar"
            " JOIN instrument ON instrument.id = instrument_id GROUP BY instrument_id"
        )
    }


def read_dividends(market: sqlite3.Connection, symbol: str) -> tuple[Dividend, ...]:
    """Return the dividends of `symbol`, oldest first."""
    rows = market.execute(f"SELECT day, amount FROM dividend {_OF_SYMBOL} ORDER BY day", (symbol,))  # noqa: S608 - constant
    return tuple(Dividend(date.fromisoformat(day), amount) for day, amount in rows)
