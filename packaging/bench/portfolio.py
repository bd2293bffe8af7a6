"""What the ledger costs: its value on every day at first, after an edit, and in memory."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from children import asked, script
from figures import BenchProblem, Plan, Samples
from gridwatch.services.edits import apply
from gridwatch.services.portfolio.book import Book, open_book
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import Scope
from gridwatch.store.database import open_market, open_market_reader, open_user, transaction
from gridwatch.store.market.quotes import all_quotes, store_quotes
from interleave import interleaved
from ledger_of_years import NOW, TODAY, Size, fill, one_more

CURRENCY = "EUR"


def first(plan: Plan, *, size: Size) -> Samples:
    """Read both files and value every day, beside bare reads of the same rows and their sums; ms.

    The bare way fetches the transactions as SQLite has them and adds up one column of each listing.
    """
    with _filled(plan.folder, size) as (user, market):
        return interleaved(
            lambda: _timed(lambda: _checked(_opened(user, market), size)),
            lambda: _timed(lambda: _bare(user, market)),
            plan.runs,
        )


def curve(plan: Plan, *, sizes: tuple[Size, ...]) -> Samples:
    """Return by how much the time of the last size exceeds that of a line through the others; 1.

    A line: so much for each transaction and so much for each stored day. `details` has the
    milliseconds of each size.
    """
    details, rows = dict[str, float](), list[tuple[float, float, float]]()
    for at, size in enumerate(sizes):
        folder = plan.folder / str(at)
        folder.mkdir()
        with _filled(folder, size) as (user, market):
            _opened(user, market)
            times = [_timed(lambda: _opened(user, market)) for _ in range(plan.runs)]
        name = f"{size.transactions} transactions, {size.years} years, {size.listings} listings"
        details[name] = min(times)
        rows.append((size.transactions, size.listings * size.years, min(times)))
    table = np.array(rows)
    most = int(np.argmax(table[:, 2]))
    others = np.delete(table, most, axis=0)
    (slopes, *_) = np.linalg.lstsq(others[:, :2], others[:, 2], rcond=None)
    return Samples([float(table[most, 2] / (table[most, :2] @ slopes))], details=details)


def edit(plan: Plan, *, size: Size) -> Samples:
    """Catch up with one transaction more, and value every day again; ms."""
    with _filled(plan.folder, size) as (user, market):
        book = _opened(user, market)
        times = list[float]()
        for _ in range(plan.runs):
            _, undo = apply(user, AddTransactions((one_more(size),)), NOW)
            times.append(_timed(lambda: _caught_up(book, user, market)))
            apply(user, undo, NOW)
            _caught_up(book, user, market)
        return Samples(times)


def holdings(plan: Plan, *, size: Size) -> Samples:
    """Catch up with one transaction more, and tell what is held today with all its gains; ms."""
    with _filled(plan.folder, size) as (user, market):
        book = _opened(user, market)
        _held(book)
        times = list[float]()
        for _ in range(plan.runs):
            _, undo = apply(user, AddTransactions((one_more(size),)), NOW)
            times.append(_timed(lambda: _held_after(book, user, market)))
            apply(user, undo, NOW)
            _held_after(book, user, market)
        return Samples(times)


def quotes(plan: Plan, *, size: Size) -> Samples:
    """Catch up with a new quote of every listing, and value every day again; ms."""
    with _filled(plan.folder, size) as (user, market):
        book = _opened(user, market)
        times = list[float]()
        for run in range(plan.runs):
            _move_quotes(plan.folder / "market.db", 1 + (run + 1) / 1000)
            times.append(_timed(lambda: _caught_up(book, user, market)))
        return Samples(times)


def memory(plan: Plan, *, size: Size) -> Samples:
    """Return how much more memory a process holds at its peak with the book open, in MiB."""
    with _filled(plan.folder, size):
        pass
    more = list[float]()
    for _ in range(plan.runs):
        told = asked(script("portfolio_once.py", str(plan.folder)))
        if told["more"] is None:
            raise BenchProblem("this system does not say how much memory a process holds")
        more.append(told["more"] / 2**20)
    return Samples(more)


@contextmanager
def _filled(folder: Path, size: Size) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """Lend both files of a ledger: one to edit, one to read."""
    user_db, market_db = folder / "user.db", folder / "market.db"
    with closing(open_user(user_db)) as user, closing(open_market(market_db)) as market:
        fill(user, market, size)
        for each in (user, market):
            each.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(open_user(user_db)) as user, closing(open_market_reader(market_db)) as market:
        yield user, market


def _opened(user: sqlite3.Connection, market: sqlite3.Connection) -> Book:
    book = open_book(user, market, TODAY)
    value_line(book, Scope(), CURRENCY)
    return book


def _caught_up(book: Book, user: sqlite3.Connection, market: sqlite3.Connection) -> None:
    if not book.catch_up(user, market, TODAY):
        raise ValueError("nothing has changed")
    value_line(book, Scope(), CURRENCY)


def _held(book: Book) -> None:
    if holdings_of(book, Scope(), CURRENCY, TODAY).value is None:
        raise ValueError("not everything that is held has a value")


def _held_after(book: Book, user: sqlite3.Connection, market: sqlite3.Connection) -> None:
    if not book.catch_up(user, market, TODAY):
        raise ValueError("nothing has changed")
    _held(book)


def _checked(book: Book, size: Size) -> None:
    line = value_line(book, Scope(), CURRENCY)
    if len(book.transactions) != size.transactions or not np.isfinite(line.value).all():
        raise ValueError(
            f"{len(book.transactions)} transactions, {np.isnan(line.value).sum()} gaps"
        )


def _bare(user: sqlite3.Connection, market: sqlite3.Connection) -> None:
    user.execute("SELECT * FROM ledger_transaction ORDER BY on_date, id").fetchall()
    for (number,) in market.execute("SELECT id FROM instrument").fetchall():
        rows = market.execute(
            "SELECT day, close FROM bar WHERE instrument_id = ? ORDER BY day", (number,)
        )
        table = np.fromiter(chain.from_iterable(rows), dtype=np.float64).reshape(-1, 2)
        np.cumsum(table[:, 1])


def _move_quotes(path: Path, factor: float) -> None:
    with closing(open_market(path)) as market, transaction(market):
        found = all_quotes(market).values()
        store_quotes(market, [replace(each, price=each.price * factor) for each in found])


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
