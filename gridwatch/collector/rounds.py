"""One whole round without a window: quotes, missing histories, evaluation; for cron and scripts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from gridwatch.collector.evaluate import evaluate, settle_starters
from gridwatch.collector.filling import fill
from gridwatch.collector.needs import Needs, read_needs
from gridwatch.collector.refresh import refresh_quotes
from gridwatch.collector.schedule import Standing, due_histories
from gridwatch.domain.trouble import HOST_WIDE, Trouble
from gridwatch.feeds.feed import Feed
from gridwatch.store.market.instruments import all_instruments
from gridwatch.store.market.quotes import all_quotes


@dataclass(slots=True)
class Account:
    """What a round did: stored symbols by noun, new firings, new targets, troubles in order."""

    quotes: tuple[str, ...] = ()
    histories: list[str] = field(default_factory=list)
    firings: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    troubles: list[Trouble] = field(default_factory=list)


def standing_of(needs: Needs, market: sqlite3.Connection) -> Standing:
    """Read what the schedule looks at."""
    return Standing(needs.exchange_of(), all_quotes(market), all_instruments(market))


def settle(
    user: sqlite3.Connection, market: sqlite3.Connection, feed: Feed, now: datetime
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Set starter targets that can be decided now, then evaluate; return new targets and firings."""
    created = settle_starters(user, market, read_needs(user), now)
    return created, evaluate(user, market, read_needs(user), feed.name, now)


def whole_round(
    user: sqlite3.Connection,
    market: sqlite3.Connection,
    feed: Feed,
    clock: Callable[[], datetime],
    *,
    only: tuple[str, ...] = (),
    progress: Callable[[str, int, int, str], None] = lambda *_: None,
) -> Account:
    """Fetch all quotes and every history that is due, or those of `only`, and evaluate.

    `progress(task, done, total, symbol)` is told how it goes. A trouble of the whole source ends
    the fetching; what is stored is evaluated all the same.
    """
    needs = read_needs(user)
    account = Account()
    symbols = tuple(each for each in needs.symbols if not only or each in only or each in needs.rates)
    if symbols:
        progress("quotes", 0, len(symbols), "")
        round_ = refresh_quotes(feed, market, symbols, clock())
        account.quotes = round_.stored
        account.troubles += round_.troubles
        progress("quotes", len(symbols), len(symbols), "")
    if account.quotes or not any(each.kind in HOST_WIDE for each in account.troubles):
        _fill(market, feed, needs, symbols, clock, account, progress)
    account.targets, account.firings = settle(user, market, feed, clock())
    return account


def _fill(
    market: sqlite3.Connection,
    feed: Feed,
    needs: Needs,
    symbols: tuple[str, ...],
    clock: Callable[[], datetime],
    account: Account,
    progress: Callable[[str, int, int, str], None],
) -> None:
    failed = {symbol for each in account.troubles for symbol in each.symbols}
    due = [
        each
        for each in due_histories(symbols, standing_of(needs, market), clock())
        if each not in failed
    ]
    for done, (symbol, trouble) in enumerate(fill(feed, market, due, clock), start=1):
        if trouble is None:
            account.histories.append(symbol)
        else:
            account.troubles.append(trouble)
        progress("history", done, len(due), symbol)
