"""One whole round without a window: quotes, missing histories, evaluation; for cron and scripts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from gridwatch.collector.evaluation import Evaluation
from gridwatch.collector.filling import fill
from gridwatch.collector.needs import Needs, read_needs
from gridwatch.collector.refresh import refresh_quotes
from gridwatch.collector.schedule import Standing, due_histories
from gridwatch.domain.trouble import HOST_WIDE, Trouble, TroubleKind
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
    """Set the starter targets that can be decided now and evaluate; return both sets of ids."""

    def read() -> Needs:
        return read_needs(user, market)

    return Evaluation(user, feed.name).settle(market, read, read(), now)


@dataclass(frozen=True, slots=True)
class Work:
    """What a round works with: both files, the feed, the clock, and who hears how it goes.

    `progress(task, done, total, symbol)`.
    """

    user: sqlite3.Connection
    market: sqlite3.Connection
    feed: Feed
    clock: Callable[[], datetime]
    progress: Callable[[str, int, int, str], None] = lambda *_: None


def whole_round(work: Work, only: tuple[str, ...] = ()) -> Account:
    """Fetch all quotes and every history that is due, or those of `only`, and evaluate.

    A trouble of the whole source ends the fetching; what is stored is evaluated all the same.
    """
    # First what is stored already: a target set since then begins from the quotes of before.
    account = Account()
    account.targets, account.firings = settle(work.user, work.market, work.feed, work.clock())
    needs = read_needs(work.user, work.market)
    symbols = tuple(
        each for each in needs.symbols if not only or each in only or each in needs.rates
    )
    if symbols:
        work.progress("quotes", 0, len(symbols), "")
        _quotes(work, symbols, account)
        needs = read_needs(work.user, work.market)
        rates = tuple(each for each in needs.rates if each not in symbols)
        if rates and account.quotes:  # a quote has told a currency that was not known before
            _quotes(work, rates, account)
            symbols += rates
        work.progress("quotes", len(symbols), len(symbols), "")
    if account.quotes or not any(each.kind in HOST_WIDE for each in account.troubles):
        _fill(work, needs, symbols, account)
    created, fired = settle(work.user, work.market, work.feed, work.clock())
    account.targets, account.firings = account.targets + created, account.firings + fired
    return account


def _quotes(work: Work, symbols: tuple[str, ...], account: Account) -> None:
    round_ = refresh_quotes(work.feed, work.market, symbols, work.clock())
    account.quotes += round_.stored
    account.troubles += round_.troubles


def _fill(work: Work, needs: Needs, symbols: tuple[str, ...], account: Account) -> None:
    failed = {
        symbol
        for each in account.troubles
        if each.kind is TroubleKind.UNKNOWN
        for symbol in each.symbols
    }
    standing = standing_of(needs, work.market)
    lacking = due_histories(symbols, standing, work.clock(), reach=needs.reach)
    due = [each for each in lacking if each not in failed]
    filled = fill(work.feed, work.market, due, work.clock, reach=needs.reach)
    for done, (symbol, trouble) in enumerate(filled, start=1):
        if trouble is None:
            account.histories.append(symbol)
        else:
            account.troubles.append(trouble)
        work.progress("history", done, len(due), symbol)
