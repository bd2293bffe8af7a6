"""/v7 quote, /v10 quoteSummary, share counts and search: all that is not a chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from tests.yahoo_server.charts import priced_at
from tests.yahoo_server.market import Line, Market
from tests.yahoo_server.request import Answer, Json, failure, reply
from tests.yahoo_server.seen import Seen, see

_PRICE = (
    *("symbol", "currency", "quoteType", "shortName", "longName", "marketCap", "exchange"),
    *("marketState", "exchangeDataDelayedBy", "regularMarketPrice", "regularMarketTime"),
    *("regularMarketPreviousClose", "regularMarketDayHigh", "regularMarketDayLow"),
    "regularMarketVolume",
)


def quote(market: Market, symbols: Iterable[str], now: datetime) -> Answer:
    """Answer for every known symbol in the order asked; Yahoo leaves the unknown ones out."""
    lines = (market.find(symbol) for symbol in symbols)
    result = [quote_of(line, now) for line in lines if line is not None]
    return reply({"quoteResponse": {"result": result, "error": None}})


def quote_of(line: Line, now: datetime) -> Json:
    """State one line at `now`; fields that have no value are absent, as at Yahoo."""
    seen = see(line, now)
    fields = {**_identity(line, seen), **_prices(seen), **_sizes(seen)}
    return {name: value for name, value in fields.items() if value is not None}


def _identity(line: Line, seen: Seen) -> Json:
    exchange, local = line.exchange, seen.at.astimezone(line.exchange.tz)
    return {
        "language": "en-US",
        "region": "US",
        "quoteType": line.kind,
        "typeDisp": line.kind.capitalize(),
        "quoteSourceName": "Delayed Quote" if line.minutes_late else "Nasdaq Real Time Price",
        "shortName": line.short_name or None,
        "longName": line.long_name or None,
        "currency": line.currency,
        "exchange": exchange.code,
        "fullExchangeName": exchange.name,
        "exchangeTimezoneName": exchange.zone,
        "exchangeTimezoneShortName": local.tzname(),
        "gmtOffSetMilliseconds": int((local.utcoffset() or timedelta()).total_seconds() * 1000),
        "market": exchange.market,
        "marketState": market_state(seen),
        "sourceInterval": max(line.minutes_late, 15),
        "exchangeDataDelayedBy": line.minutes_late,
        "tradeable": False,
        "priceHint": 2,
        "firstTradeDateMilliseconds": line.openings[0] * 1000 if line.bars else None,
        "symbol": line.symbol,
    }


def market_state(seen: Seen) -> str:
    """Name the part of the day as Yahoo does; the lunch break counts as REGULAR."""
    exchange = seen.line.exchange
    today = seen.at.astimezone(exchange.tz).date()
    if not seen.line.bars or today not in {row.day for row in seen.line.bars[-3:]} | _near(seen):
        return "CLOSED"
    if seen.at < exchange.opens(today):
        return "PRE"
    return "REGULAR" if seen.at < exchange.closes(today) else "POST"


def _near(seen: Seen) -> set[date]:
    return {row.day for row in seen.line.bars[max(seen.last, 0) : seen.last + 2]}


def _prices(seen: Seen) -> Json:
    place = seen.last_priced()
    if place is None:
        return {}
    bar, before = seen.bar(place), seen.close_before(place)
    year = seen.bars(max(place - 251, 0), place + 1)
    change = None if before is None or bar.close is None else bar.close - before
    return {
        "regularMarketPrice": bar.close,
        "regularMarketTime": priced_at(seen),
        "regularMarketOpen": bar.open,
        "regularMarketDayHigh": bar.high,
        "regularMarketDayLow": bar.low,
        "regularMarketVolume": bar.volume,
        "regularMarketPreviousClose": before,
        "regularMarketChange": change,
        "regularMarketChangePercent": None
        if not before or change is None
        else change / before * 100,
        "fiftyTwoWeekHigh": max((one.high for one in year if one.high is not None), default=None),
        "fiftyTwoWeekLow": min((one.low for one in year if one.low is not None), default=None),
    }


def _sizes(seen: Seen) -> Json:
    line, place = seen.line, seen.last_priced()
    shares = line.shares_on(seen.at.astimezone(line.exchange.tz).date())
    implied = line.implied or shares
    price = None if place is None else seen.bar(place).close
    computed = round(price / line.unit * implied) if price and implied else None
    return {
        "sharesOutstanding": shares,
        "impliedSharesOutstanding": implied if shares else None,
        "marketCap": line.market_cap if line.market_cap is not None else computed,
    }


def summary(market: Market, symbol: str, modules: str, now: datetime) -> Answer:
    """Answer quoteSummary for the modules asked; one that the line lacks is a 404."""
    line = market.find(symbol)
    if line is None:
        words = f"Quote not found for symbol: {symbol}"
        return failure(404, "quoteSummary", "Not Found", words)
    known = _modules(line, quote_of(line, now))
    result = {name: known[name] for name in modules.split(",") if name in known}
    if not result:
        return failure(404, "quoteSummary", "Not Found", f"No fundamentals data found for {symbol}")
    return reply({"quoteSummary": {"result": [result], "error": None}})


def _modules(line: Line, fields: Mapping[str, object]) -> Json:
    named = {
        "price": _PRICE,
        "quoteType": ("symbol", "quoteType", "exchange", "shortName", "longName"),
        "defaultKeyStatistics": ("sharesOutstanding", "impliedSharesOutstanding", "priceHint"),
        "summaryDetail": ("currency", "marketCap", "priceHint", "fiftyTwoWeekHigh"),
        "assetProfile": ("longName",),
        "financialData": ("currency",),
        "calendarEvents": ("symbol",),
    }
    lacking = set() if line.shares else {"defaultKeyStatistics", "assetProfile", "financialData"}
    return {
        module: {"maxAge": 1, **{name: fields[name] for name in names if name in fields}}
        for module, names in named.items()
        if module not in lacking
    }


def timeseries(market: Market, symbol: str, query: Mapping[str, str], now: datetime) -> Answer:
    """Answer share counts (no `type`), or a meta-only entry per type, as for what Yahoo lacks."""
    types = query.get("type", "")
    if types:
        entries: list[Json] = [_entry_meta(symbol, name) for name in types.split(",")]
        return reply({"timeseries": {"result": entries, "error": None}})
    entry, line = _entry_meta(symbol, "shares_out"), market.find(symbol)
    begin, end = int(query["period1"]), min(int(query["period2"]), int(now.timestamp()))
    points = [] if line is None else _share_points(line, begin, end)
    if points:
        entry["timestamp"] = [second for second, _ in points]
        entry["shares_out"] = [count for _, count in points]
    return reply({"timeseries": {"result": [entry], "error": None}})


def _entry_meta(symbol: str, name: str) -> Json:
    return {"meta": {"symbol": [symbol], "type": [name]}}


def _share_points(line: Line, begin: int, end: int) -> list[tuple[int, int]]:
    """Give each change and the count on the first of each month, at the exchange's midnight."""
    if not line.shares:
        return []
    days = {since for since, _ in line.shares}
    days |= set(_months(line.shares[0][0], datetime.fromtimestamp(end, UTC).date()))
    midnights = (
        (int(datetime(day.year, day.month, day.day, tzinfo=line.exchange.tz).timestamp()), day)
        for day in sorted(days)
    )
    counts = ((at, line.shares_on(day)) for at, day in midnights if begin <= at <= end)
    return [(at, count) for at, count in counts if count is not None]


def _months(first: date, last: date) -> Iterable[date]:
    for number in range(first.year * 12 + first.month, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def search(market: Market, words: str, limit: int) -> Answer:
    """Find lines whose symbol begins with, or whose name contains, the words."""
    asked = words.casefold()
    found = [
        line
        for line in market.lines.values()
        if line.symbol.casefold().startswith(asked)
        or asked in f"{line.short_name} {line.long_name}".casefold()
    ]
    quotes = [_found(line) for line in found[:limit]]
    return reply({"explains": [], "count": len(quotes), "quotes": quotes, "news": [], "nav": []})


def _found(line: Line) -> Json:
    fields = {
        "exchange": line.exchange.code,
        "exchDisp": line.exchange.name,
        "shortname": line.short_name,
        "longname": line.long_name,
        "quoteType": line.kind,
        "typeDisp": line.kind.capitalize(),
        "symbol": line.symbol,
        "index": "quotes",
        "score": 20000,
        "isYahooFinance": True,
    }
    return {name: value for name, value in fields.items() if value}
