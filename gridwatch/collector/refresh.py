"""Fetches quotes, histories and share counts and stores each answer in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from gridwatch.collector.checks import Known, LastClose, judged
from gridwatch.collector.reach import BY_ITSELF, Wanted
from gridwatch.domain.bars import History, day_of
from gridwatch.domain.quote import Quote
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.domain.trouble import HOST_WIDE, Trouble, TroubleKind
from gridwatch.feeds.feed import Feed, FeedTrouble
from gridwatch.store.database import transaction
from gridwatch.store.market.bars import read_bars, store_history
from gridwatch.store.market.instruments import (
    Failure,
    all_instruments,
    note_failure,
    note_history,
    note_reach,
    note_shares,
    note_success,
    only,
)
from gridwatch.store.market.intraday import forget_candles
from gridwatch.store.market.origin import note_source_failure
from gridwatch.store.market.quotes import all_quotes, store_quotes
from gridwatch.store.market.results import store_results
from gridwatch.store.market.shares import all_shares, store_shares
from gridwatch.store.market.splits import all_splits

# A symbol that was quoted before and is left out once is hardly gone.
LEFT_OUT_SECONDS = 300.0
SOURCE_RETRY = timedelta(seconds=30)
SHARES_SINCE = timedelta(days=3653)
RETRY = {
    TroubleKind.UNKNOWN: timedelta(hours=6),
    TroubleKind.GARBLED: timedelta(minutes=15),
    TroubleKind.OFFLINE: timedelta(minutes=1),
    TroubleKind.THROTTLED: timedelta(minutes=5),
    TroubleKind.REFUSED: timedelta(minutes=15),
}


@dataclass(frozen=True, slots=True)
class Round:
    """What a request brought: the symbols that were stored, and what went wrong."""

    stored: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def refresh_quotes(
    feed: Feed,
    market: sqlite3.Connection,
    symbols: Sequence[str],
    now: datetime,
    *,
    vouched: bool = True,
) -> Round:
    """Ask for all quotes at once, judge each, and store them with the share counts they carry.

    An answer without any quote tells against the source, unless nobody has `vouched` for these
    symbols: what is only looked at may not exist.
    """
    try:
        answer = feed.quotes(symbols)
    except FeedTrouble as trouble:
        return Round((), (_of_source(market, trouble, now),))
    if len(symbols) > 1 and vouched and not answer.quotes:
        # Nobody's quotes at all: the source is unwell, whatever it says of each symbol.
        nothing = FeedTrouble(TroubleKind.GARBLED, "no quotes at all")
        return Round((), (_of_source(market, nothing, now),))
    before = all_known(market)
    accepted: list[Quote] = []
    failures = list(answer.troubles)
    for quote in answer.quotes:
        known = before.get(quote.symbol, Known())
        verdict = judged(quote, known, now)
        if isinstance(verdict, Quote):
            accepted.append(verdict)
        elif known.quote is not None and _merely_old(quote, known.quote):
            # Nobody's trouble: the stored price is still the newest, and was asked for just now.
            accepted.append(replace(known.quote, fetched_at=now, state=quote.state))
        else:
            failures.append(FeedTrouble(TroubleKind.GARBLED, verdict.reason, (quote.symbol,)))
    with transaction(market):
        store_quotes(market, accepted)
        _store_counts(market, accepted, feed.name)
        _store_results(market, accepted, answer.results, now)
        note_success(market, "quote", (each.symbol for each in accepted), now)
        note_source_failure(market, None)
    for each in failures:
        was_quoted = all(before.get(symbol, Known()).quote for symbol in each.symbols)
        if each.kind is TroubleKind.UNKNOWN and was_quoted:
            each.retry_after = each.retry_after or LEFT_OUT_SECONDS
    troubles = tuple(_noted(market, each, "quote", (), now) for each in failures)
    return Round(tuple(each.symbol for each in accepted), troubles)


def all_known(
    market: sqlite3.Connection, symbols: Collection[str] | None = None
) -> dict[str, Known]:
    """Return by symbol what is stored that a new quote is judged by: of all, or only of some."""
    quotes, splits = all_quotes(market, symbols), all_splits(market, symbols)
    lasts = last_closes(market, symbols)
    return {
        symbol: Known(
            quotes.get(symbol), lasts.get(symbol), splits.get(symbol, ()), instrument.currency
        )
        for symbol, instrument in all_instruments(market, symbols).items()
    }


def _merely_old(quote: Quote, before: Quote) -> bool:
    """Tell whether a rejected quote is only a late copy of an older one."""
    return quote.currency == before.currency and quote.time < before.time


def last_closes(
    market: sqlite3.Connection, symbols: Collection[str] | None = None
) -> dict[str, LastClose]:
    """Return the last finished days by symbol: of every symbol, or only of some."""
    where, values = only(symbols)
    # Said so that SQLite takes a few steps for each instrument, and not one for each bar.
    rows = market.execute(
        "SELECT symbol, bar.day, bar.close"  # noqa: S608 - marks only
        " FROM instrument CROSS JOIN bar ON bar.instrument_id = instrument.id"
        " AND bar.day = (SELECT day FROM bar AS b WHERE b.instrument_id = instrument.id"
        f" AND b.final = 1 ORDER BY day DESC LIMIT 1){where}",
        values,
    )
    return {symbol: LastClose(day_of(day), close) for symbol, day, close in rows}


def _store_counts(market: sqlite3.Connection, quotes: Iterable[Quote], source: str) -> None:
    """Store the counts that quotes carry where they differ from the last ones of this source."""
    known = all_shares(market)
    for quote in quotes:
        fresh = [
            ShareCount(scope, quote.day, count, source)
            for scope, count in (
                (Scope.LISTING, quote.listing_shares),
                (Scope.COMPANY, quote.company_shares),
            )
            if count and count > 0 and _differs(known.get((quote.symbol, scope), ()), count, source)
        ]
        if fresh:
            store_shares(market, quote.symbol, fresh)


def _store_results(
    market: sqlite3.Connection,
    quotes: Iterable[Quote],
    named: Mapping[str, Sequence[date]],
    now: datetime,
) -> None:
    for quote in quotes:
        today = now.astimezone(timezone(timedelta(seconds=quote.offset))).date()
        store_results(market, quote.symbol, named.get(quote.symbol, ()), today)


def _differs(counts: Sequence[ShareCount], count: float, source: str) -> bool:
    own = [each for each in counts if each.source == source]
    return not own or own[-1].count != count


def fetch_history(feed: Feed, symbol: str, since: date | None) -> History | FeedTrouble:
    """Ask for a history; a failure is returned, so that a pool can carry it home."""
    try:
        return feed.history(symbol, since)
    except FeedTrouble as trouble:
        return trouble


def keep_history(
    market: sqlite3.Connection, history: History, now: datetime, asked: Wanted
) -> None:
    """Store a history; an empty answer never removes what is stored.

    Where it takes the place of another one, the bars within the day were restated as well.
    """
    with transaction(market):
        if len(history.bars):
            if asked.whole and len(read_bars(market, history.symbol)):
                forget_candles(market, history.symbol)
            store_history(market, history, replace_all=asked.whole)
        note_success(market, "history", (history.symbol,), now)
        note_history(market, history.symbol, now)
        if asked.whole:
            note_reach(market, history.symbol, asked.since or now.date() - BY_ITSELF)


def keep_trouble(
    market: sqlite3.Connection, trouble: FeedTrouble, symbol: str, now: datetime
) -> Trouble:
    """Note what went wrong with the history of a symbol."""
    return _noted(market, trouble, "history", (symbol,), now)


def refresh_shares(feed: Feed, market: sqlite3.Connection, symbol: str, now: datetime) -> Round:
    """Ask for the dated share counts of one listing and store them."""
    try:
        counts = feed.shares(symbol, (now - SHARES_SINCE).date())
    except FeedTrouble as trouble:
        with transaction(market):
            note_shares(market, symbol, now)  # a failure here waits for the next week
        return Round((), (_noted(market, trouble, "shares", (symbol,), now),))
    with transaction(market):
        store_shares(market, symbol, counts)
        note_success(market, "shares", (symbol,), now)
        note_shares(market, symbol, now)
    return Round((symbol,))


def _of_source(market: sqlite3.Connection, trouble: FeedTrouble, now: datetime) -> Trouble:
    """Turn a failure of the whole batch into a trouble of the source: no symbol has to wait."""
    wait = timedelta(seconds=trouble.retry_after) if trouble.retry_after else SOURCE_RETRY
    with transaction(market):
        note_source_failure(market, Failure(trouble.kind, trouble.detail, now, now + wait))
    return Trouble(trouble.kind, (), trouble.detail, now + wait)


def _noted(
    market: sqlite3.Connection,
    trouble: FeedTrouble,
    noun: str,
    symbols: tuple[str, ...],
    now: datetime,
) -> Trouble:
    """Turn a failure into a trouble with the next try, and keep it with each symbol."""
    concerned = trouble.symbols or symbols
    if trouble.kind in HOST_WIDE and len(concerned) > 1:
        concerned = ()  # it is about the source: no symbol has to wait longer than the others
    wait = timedelta(seconds=trouble.retry_after) if trouble.retry_after else RETRY[trouble.kind]
    noted = Trouble(trouble.kind, concerned, trouble.detail, now + wait)
    failure = Failure(trouble.kind, trouble.detail, now, noted.next_try)
    with transaction(market):
        for symbol in concerned:
            note_failure(market, symbol, noun, failure)
    return noted
