"""Fetches the bars within the day of what is on a chart, when there can be new ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from gridwatch.collector.refresh import RETRY
from gridwatch.collector.schedule import LONGEST_REST, Standing
from gridwatch.collector.showing import Chart, trades
from gridwatch.domain.candles import Candles
from gridwatch.domain.sessions import SETTLED_AFTER, last_close
from gridwatch.domain.trouble import Trouble, TroubleKind
from gridwatch.feeds.feed import Feed, FeedTrouble, IntradayHistory
from gridwatch.store.database import transaction
from gridwatch.store.market.instruments import Failure, all_instruments, describe
from gridwatch.store.market.intraday import (
    Fetched,
    last_stamp,
    note_fetched,
    note_unfetched,
    read_candles,
    read_fetched,
    store_candles,
)

EVERY = timedelta(seconds=60)
# What is asked for again, so that late trades are worked in and a restatement is seen.
OVERLAP_BARS = 5
SHORTEST_OVERLAP = timedelta(hours=2)
# A split or a change of unit moves all bars alike; late trades move one of them by less.
RESTATED = 0.005


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one request for a chart did; a trouble that lasts is told only when it is `new`."""

    trouble: Trouble | None = None
    new: bool = False


def due_charts(
    charts: Iterable[Chart], standing: Standing, market: sqlite3.Connection, now: datetime
) -> tuple[tuple[Chart, ...], datetime | None]:
    """Return the charts whose bars are due now, and when the next of the others will be."""
    due, later = [], []
    for chart in charts:
        moment = _due_at(chart, standing, read_fetched(market, chart.symbol, chart.size), now)
        if moment is not None:
            (due.append(chart) if moment <= now else later.append(moment))
    return tuple(due), min(later, default=None)


def _due_at(chart: Chart, standing: Standing, fetched: Fetched, now: datetime) -> datetime | None:
    """Return when a chart is due: never again where it was fetched after the last close."""
    failure = fetched.failure
    if failure is not None and failure.waits(now):
        return failure.next_try
    if fetched.at is None or fetched.at > now + LONGEST_REST:
        return now  # never, or by a clock that has been put right since
    if trades(chart.symbol, standing, now):
        return fetched.at + EVERY
    quote = standing.quotes.get(chart.symbol)
    closed = last_close(standing.exchanges.get(chart.symbol, ""), now)
    if closed is None:
        closed = quote.time if quote is not None else None
    settled = closed + SETTLED_AFTER if closed is not None else None
    return settled if settled is not None and fetched.at < settled else None


def refresh_intraday(
    feed: Feed, market: sqlite3.Connection, chart: Chart, now: datetime
) -> Outcome:
    """Ask for the bars that are missing and store them; all of them where they were restated."""
    try:
        history = feed.intraday(chart.symbol, chart.size, _wanted_since(market, chart))
        whole = _restated(market, history)
        if whole:
            history = feed.intraday(chart.symbol, chart.size, None)
        _check_currency(market, history)
    except FeedTrouble as trouble:
        return _noted(market, trouble, chart, now)
    with transaction(market):
        if len(history.candles):
            _describe(market, history)
            store_candles(market, chart.symbol, chart.size, history.candles, replace_all=whole)
        note_fetched(market, chart.symbol, chart.size, now)
    return Outcome()


def _wanted_since(market: sqlite3.Connection, chart: Chart) -> datetime | None:
    """Return from when on bars are missing, a little before the last one; None for all."""
    stamp = last_stamp(market, chart.symbol, chart.size)
    instrument = all_instruments(market).get(chart.symbol)
    if stamp is None or instrument is None:
        return None
    try:
        zone = ZoneInfo(instrument.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return None
    last = datetime.fromtimestamp(stamp, UTC).replace(tzinfo=zone).astimezone(UTC)
    return last - max(SHORTEST_OVERLAP, timedelta(seconds=OVERLAP_BARS * chart.size.seconds))


def _restated(market: sqlite3.Connection, history: IntradayHistory) -> bool:
    """Tell whether the bars that are stored already now have other closes on the whole."""
    fetched = history.candles
    if not len(fetched):
        return False
    stored = read_candles(market, history.symbol, history.size, int(fetched.stamps[0]))
    ours, theirs = _common_closes(stored, fetched)
    return len(ours) > 0 and bool(np.median(np.abs(theirs / ours - 1)) > RESTATED)


def _common_closes(stored: Candles, fetched: Candles) -> tuple[np.ndarray, np.ndarray]:
    """Return the closes of the bars that both hold, without the last stored: it was growing."""
    _, left, right = np.intersect1d(stored.stamps[:-1], fetched.stamps, return_indices=True)
    return stored.close[left], fetched.close[right]


def _check_currency(market: sqlite3.Connection, history: IntradayHistory) -> None:
    """Refuse bars in another currency than the quotes: the daily history has to change first."""
    instrument = all_instruments(market).get(history.symbol)
    known = instrument.currency if instrument is not None else ""
    if known and len(history.candles) and history.currency != known:
        detail = f"currency changed from {known} to {history.currency}"
        raise FeedTrouble(TroubleKind.GARBLED, detail, (history.symbol,))


def _describe(market: sqlite3.Connection, history: IntradayHistory) -> None:
    describe(
        market,
        history.symbol,
        currency=history.currency,
        quoted_in=history.quoted_in,
        zone=history.zone,
        exchange=history.exchange,
        name=history.name,
    )


def _noted(
    market: sqlite3.Connection, trouble: FeedTrouble, chart: Chart, now: datetime
) -> Outcome:
    """Keep what went wrong apart for each size; it is new where it did not go wrong so before."""
    wait = timedelta(seconds=trouble.retry_after) if trouble.retry_after else RETRY[trouble.kind]
    before = read_fetched(market, chart.symbol, chart.size).failure
    failure = Failure(trouble.kind, trouble.detail, now, now + wait)
    with transaction(market):
        note_unfetched(market, chart.symbol, chart.size, failure)
    told = Trouble(trouble.kind, (chart.symbol,), trouble.detail, failure.next_try)
    return Outcome(told, new=before is None or before.kind != trouble.kind)
