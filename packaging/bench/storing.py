"""What our store costs on top of SQLite: writing many bars, and reading one listing's."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path

import numpy as np

from figures import Plan, Samples
from gridwatch.domain.bars import Bars, History
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.bars import read_bars, store_history
from interleave import interleaved

BarRow = tuple[int, int, float, float, float, float, float, int]
DAYS_A_LISTING = 2_500
FIRST_DAY = 16_000
_PLAIN_INSERT = "INSERT INTO bar VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_PLAIN_SELECT = (
    "SELECT day, open, high, low, close, volume, final FROM bar"
    " WHERE instrument_id = ? ORDER BY day"
)


def store(plan: Plan, *, bars: int) -> Samples:
    """Store new histories one by one, beside one executemany of the same rows at once.

    Both go into new files with our schema and pragmas; making those is not measured, nor is making
    the yardstick's tuples.
    """
    listings = max(1, bars // DAYS_A_LISTING)
    histories = [_history(f"L{number}", min(bars, DAYS_A_LISTING)) for number in range(listings)]
    rows = [
        row for number, each in enumerate(histories, start=1) for row in _rows(number, each.bars)
    ]
    files = _new_files(plan.folder)
    return interleaved(
        lambda: _timed(next(files), lambda market: _store_ours(market, histories), len(rows)),
        lambda: _timed(next(files), lambda market: _store_plainly(market, rows), len(rows)),
        plan.runs,
    )


def read(plan: Plan, *, listings: int, days: int, rounds: int) -> Samples:
    """Read each listing `rounds` times into numpy, beside fetchall of the raw query; milliseconds.

    A value is the mean of one reading.
    """
    with closing(open_market(plan.folder / "market.db")) as market:
        symbols = [f"L{number}" for number in range(listings)]
        _store_ours(market, [_history(symbol, days) for symbol in symbols])
        numbers = dict(market.execute("SELECT symbol, id FROM instrument").fetchall())

        def ours() -> float:
            return _mean(lambda symbol: len(read_bars(market, symbol)), symbols * rounds, days)

        def plain() -> float:
            return _mean(
                lambda symbol: len(market.execute(_PLAIN_SELECT, (numbers[symbol],)).fetchall()),
                symbols * rounds,
                days,
            )

        return interleaved(ours, plain, plan.runs)


def _history(symbol: str, days: int) -> History:
    dice = np.random.default_rng(len(symbol) * days)
    close = np.round(50 * np.exp(np.cumsum(dice.normal(0, 0.01, days))), 4)
    spread = 1 + dice.random(days) / 50
    bars = Bars(
        np.arange(FIRST_DAY, FIRST_DAY + days, dtype=np.int64),
        np.round(close / spread, 4),
        np.round(close * spread, 4),
        np.round(close / spread**2, 4),
        close,
        np.floor(dice.random(days) * 1e8),
        np.ones(days, dtype=np.bool_),
    )
    return History(symbol, "CNY", "CNY", "Asia/Shanghai", "SHH", bars)


def _rows(number: int, bars: Bars) -> list[BarRow]:
    columns = (bars.days, bars.open, bars.high, bars.low, bars.close, bars.volume)
    lists = [column.tolist() for column in columns]
    return [(number, *values, 1) for values in zip(*lists, strict=True)]


def _store_ours(market: sqlite3.Connection, histories: Sequence[History]) -> None:
    """Store as the collector does: each history in a transaction of its own."""
    for each in histories:
        with transaction(market):
            store_history(market, each, replace_all=True)


def _store_plainly(market: sqlite3.Connection, rows: Sequence[BarRow]) -> None:
    with transaction(market):
        market.executemany(_PLAIN_INSERT, rows)


def _new_files(folder: Path) -> Iterator[Path]:
    return (folder / f"{number}.db" for number in count())


def _timed(path: Path, work: Callable[[sqlite3.Connection], None], expected: int) -> float:
    """Return the seconds of some work on a new file, which is thrown away afterwards."""
    with closing(open_market(path)) as market:
        began = time.perf_counter()
        work(market)
        seconds = time.perf_counter() - began
        (found,) = market.execute("SELECT count(*) FROM bar").fetchone()
    if found != expected:
        raise ValueError(f"{found} bars were stored, not {expected}")
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    return seconds


def _mean(read_one: Callable[[str], int], symbols: Sequence[str], expected: int) -> float:
    began = time.perf_counter()
    lengths = {read_one(symbol) for symbol in symbols}
    seconds = time.perf_counter() - began
    if lengths != {expected}:
        raise ValueError(f"{lengths} bars were read, not {expected}")
    return seconds * 1000 / len(symbols)
