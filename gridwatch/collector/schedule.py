"""Says what is due: quotes while an exchange is open, histories after its close, shares weekly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gridwatch.collector.reach import falls_short
from gridwatch.domain.quote import Doubt, MarketState, Quote
from gridwatch.domain.sessions import HOURS, SETTLED_AFTER, is_open, last_close, next_opening
from gridwatch.store.market.instruments import Instrument

NO_REACH: Mapping[str, date] = {}
LONGEST_REST = timedelta(minutes=15)
SHARES_EVERY = timedelta(days=7)
# Share series are for the past; they wait until the first histories are long in.
SHARES_AFTER_HISTORY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the schedule looks at: the exchange, the last quote and the record of each symbol."""

    exchanges: Mapping[str, str]
    quotes: Mapping[str, Quote]
    instruments: Mapping[str, Instrument]


def due_quotes(
    symbols: Sequence[str], standing: Standing, now: datetime, every: timedelta
) -> tuple[str, ...]:
    """Return the symbols whose quote can have changed: all of them go into one request.

    A symbol is due when its exchange is open (or unknown, as for currencies) and its quote is
    `every` old, or when its exchange has closed since. Symbols in trouble wait for their next try.
    """
    trading = any(is_open(standing.exchanges.get(each, "?"), now) for each in standing.exchanges)
    due = [
        each
        for each in symbols
        if not _waits(each, "quote", standing, now)
        and _can_change(each, standing, now, every, trading)
    ]
    return tuple(due)


def _waits(symbol: str, noun: str, standing: Standing, now: datetime) -> bool:
    instrument = standing.instruments.get(symbol)
    return instrument is not None and instrument.waits(noun, now)


def _can_change(
    symbol: str, standing: Standing, now: datetime, every: timedelta, trading: bool
) -> bool:
    quote = standing.quotes.get(symbol)
    if quote is None or quote.fetched_at is None:
        return True
    if timedelta() <= now - quote.fetched_at < every * 0.9:
        return False
    exchange = standing.exchanges.get(symbol)
    if exchange is None:  # a currency: it matters while something that it converts trades
        return trading or now - quote.fetched_at >= LONGEST_REST
    if _rests(quote, exchange):
        return now - quote.fetched_at >= LONGEST_REST
    if quote.state is MarketState.OPEN or is_open(exchange, now):
        return True
    closed = last_close(exchange, now)
    return closed is None or quote.fetched_at < closed + SETTLED_AFTER <= now


def _rests(quote: Quote | None, exchange: str) -> bool:
    """Tell whether only the quote knows when its exchange trades, and says that it does not."""
    return quote is not None and quote.state is MarketState.CLOSED and exchange not in HOURS


def next_quotes(
    symbols: Iterable[str], standing: Standing, now: datetime, every: timedelta
) -> datetime:
    """Return when the next quote can be due: soon while open, else at an opening or a close."""
    moments = [now + LONGEST_REST]
    for symbol in symbols:
        exchange = standing.exchanges.get(symbol)
        if exchange is None:
            continue
        quote = standing.quotes.get(symbol)
        if quote is not None and quote.state is MarketState.OPEN:
            return now + every
        if _rests(quote, exchange):
            continue
        opening = next_opening(exchange, now)
        moments.append(max(opening, now + every))
        closed = last_close(exchange, now)
        if closed is not None and closed + SETTLED_AFTER > now:
            moments.append(max(closed + SETTLED_AFTER, now + every))
    return min(moments)


def due_histories(
    symbols: Sequence[str],
    standing: Standing,
    now: datetime,
    first: Sequence[str] = (),
    reach: Mapping[str, date] = NO_REACH,
) -> tuple[str, ...]:
    """Return the symbols whose daily bars are missing or older than the last finished day.

    Also those that do not reach back to the day that `reach` names for them. Those in `first` (what
    is on screen) come first, then the order of `symbols`.
    """
    due = [
        each
        for each in symbols
        if not _waits(each, "history", standing, now)
        and (
            _lacks_days(each, standing, now)
            or falls_short(standing.instruments.get(each), reach.get(each))
        )
    ]
    order = {symbol: place for place, symbol in enumerate(first)}
    return tuple(sorted(due, key=lambda each: order.get(each, len(order))))


def _lacks_days(symbol: str, standing: Standing, now: datetime) -> bool:
    instrument = standing.instruments.get(symbol)
    if instrument is None or instrument.history_at is None:
        return True
    if instrument.history_at > now + LONGEST_REST:
        return True  # written by a clock that has been put right since
    quote = standing.quotes.get(symbol)
    if quote is not None and quote.doubt is Doubt.SPLIT:
        return now - instrument.history_at > timedelta(hours=1)
    closed = last_close(standing.exchanges.get(symbol, ""), now)
    if closed is None:  # a currency or an unknown exchange: once a day
        return now - instrument.history_at > timedelta(hours=24)
    settled = closed + SETTLED_AFTER
    return instrument.history_at < settled <= now


def due_shares(listings: Sequence[str], standing: Standing, now: datetime) -> str | None:
    """Return the listing whose share series is to be fetched next, one at a time."""
    for symbol in listings:
        instrument = standing.instruments.get(symbol)
        if (
            instrument is None
            or instrument.history_at is None
            or _waits(symbol, "shares", standing, now)
        ):
            continue
        if instrument.shares_at is None:
            if now - instrument.history_at >= SHARES_AFTER_HISTORY:
                return symbol
        elif now - instrument.shares_at >= SHARES_EVERY:
            return symbol
    return None
