"""Kills a collector's work at chosen statements, lets it start again, and compares the firings.

Run as a program, since only a process without threads may fork: prints a JSON document.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

from gridwatch.collector.alert.watcher import Watcher
from gridwatch.collector.needs import read_needs
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Basis, Repeat, Rule, Scope, Subject
from gridwatch.domain.bars import Bars, History, day_number
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.shares import Scope as SharesOf
from gridwatch.domain.shares import ShareCount
from gridwatch.domain.targets import Target
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.services.edits import apply
from gridwatch.services.rule_edits import AddRule
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.figure_edits import AddSeries, PutFigures
from gridwatch.store.database import open_market, open_user, transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.market.instruments import note_history
from gridwatch.store.market.quotes import store_quotes
from gridwatch.store.market.shares import store_shares
from gridwatch.store.user.channels import add_channel
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.rules import add_rule
from gridwatch.store.user.targets import add_target
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.collector.desk import one_listing

SYMBOL = "600001.SS"
SHARES = 1e9
FIRST = date(2026, 11, 2)
# Prices at three times of each day; the last one is the close.
DAYS = (
    (9.0, 9.1, 9.2),
    (9.9, 10.3, 9.5),
    (9.6, 10.1, 10.4),
    (10.0, 9.7, 9.4),
    (10.6, 9.6, 10.2),
)
LOOKS = (time(2), time(5), time(6, 59))


def prepare(folder: Path) -> None:
    """Make a profile with rules of several kinds."""
    begun = datetime.combine(FIRST, time(1), UTC)
    with closing(open_user(folder / "user.db")) as user, transaction(user):
        company = add_company(user, one_listing(SYMBOL, "SSE", "CNY", mainland=True))
        set_companies(user, add_watchlist(user, "Test"), [company.id])
        add_target(user, Target(0, company.id, Decimal(10**10), "CNY", begun))
        for condition, about in (
            ("price >= 10", {"repeat": Repeat.ONCE}),
            ("cap >= 10bn CNY", {"basis": Basis.CLOSE}),
            ("price <= 9.5", {"repeat": Repeat.DAILY}),
            ("day >= 2% and price >= 9.6", {"basis": Basis.LAST}),
        ):
            subject = Subject(Scope.COMPANY, company.id)
            rule = Rule(0, subject, parse_condition(condition), begun, begun)
            add_rule(user, replace(rule, **about))
        add_channel(user, "Phone", "json", begun)
    note(folder, begun)
    with closing(open_market(folder / "market.db")) as market, transaction(market):
        count = ShareCount(SharesOf.COMPANY, date(2020, 1, 1), SHARES, "test")
        store_quotes(market, [quote_at(FIRST - timedelta(days=3), 2, 8.9)])
        store_shares(market, SYMBOL, [count])


def note(folder: Path, begun: datetime) -> None:
    """Claim something that figures test, something that prices test, and something to review."""
    due = FIRST + timedelta(days=2)
    reminder = parse_condition("review >= 0 days")
    with closing(open_user(folder / "user.db")) as user:
        for edit in (
            AddSeries(FigureSeries(0, About(1), "gross_margin", "Gross margin", "%")),
            AddClaim(Claim(0, About(1), "Margins hold", begun, test="gross_margin < 28%")),
            AddClaim(Claim(0, About(1), "It is dear", begun, test="price <= 9.5")),
            AddClaim(Claim(0, About(1), "It grows", begun, review_on=due)),
            AddRule(Rule(0, Subject(Scope.EVERYTHING), reminder, begun, begun)),
        ):
            apply(user, edit, begun)


def enter(user: sqlite3.Connection, value: float, now: datetime) -> None:
    """Enter a figure, as a window does."""
    figure = Figure(0, 1, date(2026, 9, 30), value, date(2026, 10, 20), now)
    apply(user, PutFigures(1, (figure,)), now)


def quote_at(day: date, look: int, price: float) -> Quote:
    """Return the quote of a time of a day."""
    at = datetime.combine(day, LOOKS[look], UTC)
    return Quote(
        SYMBOL, price, at, "CNY", "CNY", 8 * 3600, 9.0, None, None, 1000.0, MarketState.OPEN,
        exchange="SHH", fetched_at=at,
    )  # fmt: skip


Files = tuple[sqlite3.Connection, sqlite3.Connection]
Event = tuple[datetime, Callable[[Files], None]]
# What is entered on the evenings: it holds, no longer, and again.
FIGURES = (30.0, 27.0, 29.0, 26.0, 25.0)


def on(file: int, work: Callable[..., None], *values: object) -> Callable[[Files], None]:
    """Return what does a piece of work with these values on the user's file (0) or the cache."""
    return lambda files: work(files[file], *values)


def events() -> list[Event]:
    """Return what is stored one after the other: quotes, and after each day its bar."""
    found = list[Event]()
    for number, prices in enumerate(DAYS):
        day = FIRST + timedelta(days=number)
        for look, price in enumerate(prices):
            quote = quote_at(day, look, price)
            assert quote.fetched_at is not None
            found.append((quote.fetched_at, on(1, store, quote)))
        evening = datetime.combine(day, time(9), UTC)
        found.append((evening, on(1, keep, number, evening)))
        late, value = evening + timedelta(hours=1), FIGURES[number]
        found.append((late, on(0, enter, value, late)))
    return found


def store(market: sqlite3.Connection, quote: Quote) -> None:
    """Store a quote as a round does."""
    with transaction(market):
        store_quotes(market, [quote])


def keep(market: sqlite3.Connection, last: int, now: datetime) -> None:
    """Store the days up to one of them as a fetched history does."""
    days = np.array([day_number(FIRST + timedelta(days=each)) for each in range(last + 1)])
    table = np.array(DAYS[: last + 1])
    closes, final = table[:, 2], np.ones(last + 1, dtype=np.bool_)
    bars = Bars(
        days, table[:, 0], table.max(axis=1), table.min(axis=1), closes, closes * 0 + 1000, final
    )
    history = History(SYMBOL, "CNY", "CNY", "Asia/Shanghai", "SHH", bars)
    with transaction(market):
        store_history(market, history, replace_all=False)
        note_history(market, SYMBOL, now)


def work(folder: Path, begin: int, kill_at: int | None = None) -> int:
    """Store and look from event `begin` on, and die at a statement; return how many there were."""
    count = 0

    def counted(_: str) -> None:
        nonlocal count
        count += 1
        if count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    with (
        closing(open_user(folder / "user.db")) as user,
        closing(open_market(folder / "market.db")) as market,
        (folder / "event").open("wb", buffering=0) as at,
    ):
        for each in (user, market):
            # What a killed process has written is there without waiting for the disk.
            each.execute("PRAGMA synchronous = OFF")
            each.set_trace_callback(counted)
        watcher = Watcher(user, read_needs(user, market), "test")
        for number, (now, change) in enumerate(events()[begin:], start=begin):
            # In its place: a file that is made anew is waited for by some file systems.
            at.seek(0)
            at.write(b"%3d" % number)
            change((user, market))
            watcher.look(market, now)
    return count


def firings_of(folder: Path) -> list[list[object]]:
    """Return the log, to how many channels each firing has to go, and how claims were moved."""
    with closing(open_user(folder / "user.db")) as user:
        rows = user.execute(
            "SELECT rule_id, reached_at, spot, sight, value, held, quiet,"
            " (SELECT count(*) FROM delivery WHERE firing_id = firing.id), claim,"
            " (SELECT group_concat(at || status || note) FROM"
            " (SELECT * FROM claim_revision WHERE claim_id = firing.claim_id ORDER BY id))"
            " FROM firing ORDER BY rule_id, reached_at, spot, claim_id"
        )
        return [list(each) for each in rows]


def killed_at(pristine: Path, folder: Path, statement: int) -> list[list[object]]:
    """Let a process die at a statement and another one go on; return the log."""
    shutil.copytree(pristine, folder)
    child = os.fork()
    if not child:
        work(folder, 0, statement)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"statement {statement} was never reached")
    # What it was at is fetched again; everything before was looked at.
    at = folder / "event"
    work(folder, int(at.read_bytes() or b"0") if at.exists() else 0)
    found = firings_of(folder)
    shutil.rmtree(folder)
    return found


def main(folder: Path, points: int) -> None:
    """Kill at so many random statements and print what came of each."""
    pristine = folder / "pristine"
    pristine.mkdir()
    prepare(pristine)
    whole = folder / "whole"
    shutil.copytree(pristine, whole)
    statements = work(whole, 0)
    chosen = random.Random(4).sample(range(1, statements + 1), min(points, statements))  # noqa: S311
    expected = firings_of(whole)
    wrong = {
        each: found
        for each in sorted(chosen)
        if (found := killed_at(pristine, folder / str(each), each)) != expected
    }
    document = {"statements": statements, "killed": len(chosen), "expected": expected}
    print(json.dumps({**document, "wrong": wrong}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
