"""Fetches many histories: a few at a time over the network, stored one after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import date, datetime

from gridwatch.collector.refresh import (
    fetch_history,
    keep_history,
    keep_trouble,
    needs_all,
    wanted_since,
)
from gridwatch.domain.bars import History
from gridwatch.domain.trouble import HOST_WIDE, Trouble
from gridwatch.feeds.feed import Feed, FeedTrouble

# More than four at once gains little and is impolite to the source.
AT_ONCE = 4


def fill(
    feed: Feed,
    market: sqlite3.Connection,
    symbols: Sequence[str],
    clock: Callable[[], datetime],
    *,
    pause: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[str, Trouble | None]]:
    """Fetch and store the missing days of each symbol; yield each with its trouble, or None.

    Ends early after a trouble that concerns the whole source, and when `pause()` is true: what was
    under way is still stored, the rest stays due.
    """
    waiting = list(symbols)
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="history") as pool:
        flying: dict[Future[History | FeedTrouble], tuple[str, date | None]] = {}
        ending = False
        while flying or (waiting and not ending):
            while waiting and not ending and len(flying) < AT_ONCE:
                symbol = waiting.pop(0)
                _launch(pool, flying, feed, symbol, wanted_since(market, symbol))
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                symbol, since = flying.pop(future)
                outcome = future.result()
                if isinstance(outcome, History) and needs_all(market, outcome, since):
                    _launch(pool, flying, feed, symbol, None)
                    continue
                trouble = _keep(market, outcome, symbol, since, clock())
                ending = ending or pause() or (trouble is not None and trouble.kind in HOST_WIDE)
                yield symbol, trouble


def _launch(
    pool: ThreadPoolExecutor,
    flying: dict[Future[History | FeedTrouble], tuple[str, date | None]],
    feed: Feed,
    symbol: str,
    since: date | None,
) -> None:
    flying[pool.submit(fetch_history, feed, symbol, since)] = (symbol, since)


def _keep(
    market: sqlite3.Connection,
    outcome: History | FeedTrouble,
    symbol: str,
    since: date | None,
    now: datetime,
) -> Trouble | None:
    if isinstance(outcome, FeedTrouble):
        return keep_trouble(market, outcome, symbol, now)
    keep_history(market, outcome, now, replace_all=since is None)
    return None
