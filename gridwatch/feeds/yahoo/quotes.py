"""The last prices of up to a hundred listings: one /v7/finance/quote request and its parser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date

from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble, QuoteAnswer
from gridwatch.feeds.yahoo.fields import (
    divisor,
    fields_of,
    garbled,
    instant,
    number,
    offset_seconds,
    positive,
    result_list,
    unit_of,
    words,
    zone_of,
)

URL = "https://query1.finance.yahoo.com/v7/finance/quote"
A_REQUEST = 100
STATES: Mapping[str, MarketState] = {
    "REGULAR": MarketState.OPEN,
    "PREPRE": MarketState.CLOSED,
    "PRE": MarketState.CLOSED,
    "POST": MarketState.CLOSED,
    "POSTPOST": MarketState.CLOSED,
    "CLOSED": MarketState.CLOSED,
}


def quote_params(symbols: Sequence[str]) -> dict[str, str]:
    """Return the query for the quotes of all `symbols`."""
    return {"symbols": ",".join(symbols), "formatted": "false"}


def parse_quotes(answer: object, symbols: Sequence[str]) -> QuoteAnswer:
    """Read a quote for each of `symbols`, or the reason why it has none.

    A symbol that the answer leaves out, or names without a price, is UNKNOWN; one whose price, time
    or currency cannot be used is GARBLED. Raises FeedTrouble for an answer that is no quote answer.
    """
    results = [fields_of(each) for each in result_list(answer, "quoteResponse", tuple(symbols))]
    by_symbol = {words(each.get("symbol")): each for each in reversed(results)}
    quotes, troubles, results_of = [], [], {}
    for symbol in symbols:
        named = by_symbol.get(symbol) or by_symbol.get(_short(symbol))
        try:
            quotes.append(_quote(named, symbol))
        except FeedTrouble as trouble:
            troubles.append(trouble)
        if days := _results(named or {}):
            results_of[symbol] = days
    return QuoteAnswer(tuple(quotes), tuple(troubles), results_of)


def _results(result: Mapping[str, object]) -> tuple[date, ...]:
    """Return the exchange's dates of the last or next results, and where the next may begin."""
    milliseconds = number(result.get("gmtOffSetMilliseconds")) or 0
    zone = zone_of(result.get("exchangeTimezoneName"), milliseconds / 1000) or UTC
    moments = (
        instant(result.get(name)) for name in ("earningsTimestamp", "earningsTimestampStart")
    )
    return tuple(sorted({each.astimezone(zone).date() for each in moments if each is not None}))


def _short(symbol: str) -> str:
    # Yahoo answers USDCNY=X under its shorter name CNY=X.
    pair = symbol.startswith("USD") and symbol.endswith("=X") and len(symbol) == 8
    return symbol[3:] if pair else symbol


def _quote(result: Mapping[str, object] | None, symbol: str) -> Quote:
    if result is None:
        raise FeedTrouble(TroubleKind.UNKNOWN, "left out of the quote answer", (symbol,))
    if result.get("regularMarketPrice") is None:
        raise FeedTrouble(TroubleKind.UNKNOWN, "named without a price", (symbol,))
    unit = unit_of(result.get("currency"), symbol)
    scale = divisor(unit)

    def scaled(name: str) -> float | None:
        return positive((number(result.get(name)) or 0.0) / scale)

    price, time = scaled("regularMarketPrice"), instant(result.get("regularMarketTime"))
    if price is None or time is None:
        raise garbled(f"no usable {'price' if price is None else 'time'}", (symbol,))
    volume = number(result.get("regularMarketVolume"))
    return Quote(
        symbol=symbol,
        price=price,
        time=time,
        currency=unit.currency,
        quoted_in=words(result.get("currency")),
        offset=_offset(result, time.timestamp()),
        previous_close=scaled("regularMarketPreviousClose"),
        day_high=scaled("regularMarketDayHigh"),
        day_low=scaled("regularMarketDayLow"),
        volume=volume if volume is not None and volume >= 0 else None,
        state=STATES.get(words(result.get("marketState")), MarketState.UNKNOWN),
        delay_minutes=_delay(result),
        # In major units already, even where the price is in pence.
        source_cap=positive(result.get("marketCap")),
        listing_shares=positive(result.get("sharesOutstanding")),
        company_shares=positive(result.get("impliedSharesOutstanding")),
        name=words(result.get("longName")) or words(result.get("shortName")),
        exchange=words(result.get("exchange")),
    )


def _offset(result: Mapping[str, object], at: float) -> int:
    milliseconds = number(result.get("gmtOffSetMilliseconds"))
    seconds = None if milliseconds is None else offset_seconds(milliseconds / 1000)
    if seconds is not None:
        return seconds
    zone = zone_of(result.get("exchangeTimezoneName"), 0)
    local = instant(at)
    shift = local.astimezone(zone).utcoffset() if zone and local else None
    return int(shift.total_seconds()) if shift else 0


def _delay(result: Mapping[str, object]) -> int:
    minutes = number(result.get("exchangeDataDelayedBy"))
    return int(minutes) if minutes is not None and 0 <= minutes < 24 * 60 else 0
