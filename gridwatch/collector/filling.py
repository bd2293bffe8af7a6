"""Fetches many histories: a few at a time over the network, stored one after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import date, datetime

from gridwatch.collector.reach import Wanted, all_days, needs_all, wanted_days
from gridwatch.collector.refresh import fetch_history, keep_history, keep_trouble
from gridwatch.domain.bars import History
from gridwatch.domain.trouble import HOST_WIDE, Trouble
from gridwatch.feeds.feed import Feed, FeedTrouble

# More than four at once gains little and is impolite to the source.
AT_ONCE = 4
NO_REACH: Mapping[str, date] = {}


def fill(
    feed: Feed,
    market: sqlite3.Connection,
    symbols: Sequence[str],
    clock: Callable[[], datetime],
    *,
    reach: Mapping[str, date] = NO_REACH,
    pause: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[str, Trouble | None]]:
    """Fetch and store the missing days of each symbol; yield each with its trouble, or None.

    `reach`: a day of which the price is needed, where that may be more than ten years ago.
    Ends early after a trouble that concerns the whole source, and when `pause()` is true: what was
    under way is still stored, the rest stays due.
    """
    waiting = list(symbols)
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="history") as pool:
        flying: dict[Future[History | FeedTrouble], tuple[str, Wanted]] = {}
        ending = False
        while flying or (waiting and not ending):
            while waiting and not ending and len(flying) < AT_ONCE:
                symbol = waiting.pop(0)
                wanted = wanted_days(market, symbol, reach.get(symbol), clock())
                _launch(pool, flying, feed, symbol, wanted)
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                symbol, asked = flying.pop(future)
                outcome = future.result()
                if isinstance(outcome, History) and needs_all(market, outcome, asked):
                    whole = all_days(reach.get(symbol), clock())
                    _launch(pool, flying, feed, symbol, whole)
                    continue
                trouble = _keep(market, outcome, symbol, asked, clock())
                ending = ending or pause() or (trouble is not None and trouble.kind in HOST_WIDE)
                yield symbol, trouble


def _launch(
    pool: ThreadPoolExecutor,
    flying: dict[Future[History | FeedTrouble], tuple[str, Wanted]],
    feed: Feed,
    symbol: str,
    wanted: Wanted,
) -> None:
    flying[pool.submit(fetch_history, feed, symbol, wanted.since)] = (symbol, wanted)


def _keep(
    market: sqlite3.Connection,
    outcome: History | FeedTrouble,
    symbol: str,
    asked: Wanted,
    now: datetime,
) -> Trouble | None:
    if isinstance(outcome, FeedTrouble):
        return keep_trouble(market, outcome, symbol, now)
    keep_history(market, outcome, now, asked)
    return None
