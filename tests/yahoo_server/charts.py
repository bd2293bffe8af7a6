"""/v8/finance/chart: daily and intraday bars, meta and events, shaped as Yahoo shapes them."""

from __future__ import annotations

import calendar
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tests.yahoo_server.bars import NULL_BAR, Bar
from tests.yahoo_server.market import Line
from tests.yahoo_server.request import Answer, Json, failure, reply
from tests.yahoo_server.seen import Seen, adjusted_closes, see

RANGES = ("1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max")
SECONDS = {"1m": 60, "2m": 120, "5m": 300, "15m": 900, "30m": 1800, "60m": 3600, "1h": 3600}
DAYS_BACK = {"1m": 30, "2m": 60, "5m": 60, "15m": 60, "30m": 60, "60m": 730, "1h": 730}
GONE = "No data found, symbol may be delisted"


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch asked for: bars `first` to before `end`, and UTC seconds for intraday."""

    first: int
    end: int
    begin_second: int
    end_second: int


#: Answers by what they depend on, so that the bench's clients do not wait for the server to count
#: again.
Kept = dict[tuple[object, ...], Answer]


def chart(
    line: Line | None, query: Mapping[str, str], now: datetime, kept: Kept | None = None
) -> Answer:
    """Answer a chart request for `line` at `now`, with Yahoo's error for an impossible one.

    Daily answers are taken from and put into `kept`.
    """
    interval = query.get("interval", "1d")
    if line is None:
        return failure(404, "chart", "Not Found", GONE)
    if interval != "1d" and interval not in SECONDS:
        return _refused(422, f"Invalid input - interval={interval} is not supported")
    seen = see(line, now)
    window = _window(seen, query, now)
    if isinstance(window, Answer):
        return window
    if interval == "1d":
        key = _key(seen, window, query)
        answer = (kept or {}).get(key)
        if answer is None:
            answer = _envelope(seen, window, query, _daily(seen, window, query))
        if kept is not None:
            kept[key] = answer
        return answer
    if window.begin_second < (now - timedelta(days=DAYS_BACK[interval] + 1)).timestamp():
        return _too_old(interval, window)
    return _envelope(seen, window, query, _intraday(seen, window, SECONDS[interval]))


def _key(seen: Seen, window: Window, query: Mapping[str, str]) -> tuple[object, ...]:
    moment = seen.at if seen.live else seen.at.date()
    asked = query.get("range", ""), query.get("events", "")
    return (seen.line.symbol, window.first, window.end, moment, seen.last, *asked)


def _refused(status: int, words: str) -> Answer:
    return failure(
        status, "chart", "Unprocessable Entity" if status == 422 else "Bad Request", words
    )


def _too_old(interval: str, window: Window) -> Answer:
    words = (
        f"{interval} data not available for startTime={window.begin_second} and "
        f"endTime={window.end_second}. The requested range must be within the last "
        f"{DAYS_BACK[interval]} days."
    )
    return _refused(422, words)


def _window(seen: Seen, query: Mapping[str, str], now: datetime) -> Window | Answer:
    if "period1" in query or "period2" in query:
        try:
            begin = int(query.get("period1", "0"))
            end = int(query.get("period2", str(int(now.timestamp()) + 1)))
        except ValueError:
            return _refused(400, "Invalid input - period1 and period2 are whole seconds")
        if begin > end:
            return _refused(400, "Invalid input - start date cannot be after end date.")
        return _between(seen, begin, end)
    asked = query.get("range", "1mo")
    if asked not in RANGES:
        return _refused(422, f"Invalid input - range={asked} is not supported")
    if asked in ("1d", "5d"):
        first = max(seen.last + 1 - int(asked[0]), 0)
        opened = seen.line.openings[first] if seen.last >= 0 else 0
        return Window(first, seen.last + 1, opened, int(now.timestamp()) + 1)
    return _between(seen, _range_start(asked, now), int(now.timestamp()) + 1)


def _between(seen: Seen, begin: int, end: int) -> Window:
    openings = seen.line.openings
    first = bisect_left(openings, begin, 0, seen.last + 1)
    return Window(first, bisect_left(openings, end, 0, seen.last + 1), begin, end)


def _range_start(asked: str, now: datetime) -> int:
    if asked == "max":
        return -(10**11)
    if asked == "ytd":
        return int(datetime(now.year, 1, 1, tzinfo=UTC).timestamp())
    months = int(asked[:-2]) if asked.endswith("mo") else int(asked[:-1]) * 12
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, calendar.monthrange(year, month + 1)[1])
    return int(datetime(year, month + 1, day, tzinfo=UTC).timestamp())


def _daily(seen: Seen, window: Window, query: Mapping[str, str]) -> Json:
    line, places = seen.line, range(window.first, window.end)
    if not places:
        return {"indicators": {"quote": [{}], "adjclose": [{}]}}
    bars = seen.bars(window.first, window.end)
    closes = [bar.close for bar in bars]
    stamps = list(line.openings[window.first : window.end])
    rows = line.bars[window.first : window.end]
    dividends = seen.dividends()
    adjusted = adjusted_closes(rows, closes, dividends)
    if seen.live and places[-1] == seen.last:
        # While the market is open Yahoo puts the day's bar off the grid, at the time of the last
        # trade.
        stamps[-1] = int(seen.at.timestamp())
        bars[-1] = Bar(bars[-1].open, bars[-1].high, bars[-1].low, bars[-1].close, 0)
    drawn: Json = {
        "timestamp": stamps,
        "indicators": {"quote": [_columns(bars)], "adjclose": [{"adjclose": adjusted}]},
    }
    events = _events(seen, rows[0].day, rows[-1].day, query.get("events", ""))
    return {**drawn, "events": events} if events else drawn


def _intraday(seen: Seen, window: Window, seconds: int) -> Json:
    first = max(bisect_left(seen.line.openings, window.begin_second - 86400), 0)
    cut = [
        one
        for index in range(first, seen.last + 1)
        for one in seen.intraday(index, seconds)
        if window.begin_second <= one[0] < window.end_second
    ]
    if not cut:
        return {"indicators": {"quote": [{}]}}
    bars = [NULL_BAR if bar is None else bar for _, bar in cut]
    return {"timestamp": [start for start, _ in cut], "indicators": {"quote": [_columns(bars)]}}


def _columns(bars: Sequence[Bar]) -> Json:
    names = ("open", "high", "low", "close", "volume")
    return {name: [getattr(bar, name) for bar in bars] for name in names}


def _events(seen: Seen, first: date, last: date, asked: str) -> Json:
    exchange = seen.line.exchange
    events: Json = {}

    def stamp(day: date) -> int:
        return int(exchange.opens(day).timestamp())

    if "div" in asked:
        events["dividends"] = {
            str(stamp(one.day)): {"amount": one.amount, "date": stamp(one.day)}
            for one in seen.dividends()
            if first <= one.day <= last
        }
    if "split" in asked:
        events["splits"] = {
            str(stamp(one.day)): {
                "date": stamp(one.day),
                "numerator": one.numerator,
                "denominator": one.denominator,
                "splitRatio": f"{one.numerator:g}:{one.denominator:g}",
            }
            for one in seen.splits
            if first <= one.day <= last
        }
    return {name: found for name, found in events.items() if found}


def _envelope(seen: Seen, window: Window, query: Mapping[str, str], drawn: Json) -> Answer:
    result = {"meta": _meta(seen, window, query), **drawn}
    return reply({"chart": {"result": [result], "error": None}})


def _meta(seen: Seen, window: Window, query: Mapping[str, str]) -> Json:
    line, exchange, interval = seen.line, seen.line.exchange, query.get("interval", "1d")
    local = seen.at.astimezone(exchange.tz)
    meta: Json = {
        "currency": line.currency,
        "symbol": line.symbol,
        "exchangeName": exchange.code,
        "fullExchangeName": exchange.name,
        "instrumentType": line.kind,
        "firstTradeDate": line.openings[0] if line.bars else None,
        "regularMarketTime": priced_at(seen),
        "hasPrePostMarketData": exchange.code == "NYQ",
        "gmtoffset": int((local.utcoffset() or timedelta()).total_seconds()),
        "timezone": local.tzname(),
        "exchangeTimezoneName": exchange.zone,
        "longName": line.long_name or None,
        "shortName": line.short_name or None,
        "chartPreviousClose": seen.close_before(window.first),
        "priceHint": 2,
        "currentTradingPeriod": _periods(seen, line.bars[max(seen.last, 0)].day),
        "dataGranularity": interval,
        "range": query.get("range", ""),
        "validRanges": list(RANGES),
        **_today(seen),
    }
    if interval != "1d":
        meta["tradingPeriods"] = _trading_periods(seen, window, query)
    return meta


def priced_at(seen: Seen) -> int | None:
    """Give the UTC second of the last trade: now in a session, else the last session's end."""
    if seen.last < 0:
        return None
    closed = seen.line.exchange.closes(seen.line.bars[seen.last].day)
    return int(min(closed, seen.at).timestamp())


def _today(seen: Seen) -> Json:
    place = seen.last_priced()
    if place is None:
        return {}
    bar, year = seen.bar(place), seen.bars(max(place - 251, 0), place + 1)
    return {
        "regularMarketPrice": bar.close,
        "regularMarketDayHigh": bar.high,
        "regularMarketDayLow": bar.low,
        "regularMarketVolume": bar.volume,
        "previousClose": seen.close_before(place),
        "fiftyTwoWeekHigh": max(
            (one.high for one in year if one.high is not None), default=math.nan
        ),
        "fiftyTwoWeekLow": min((one.low for one in year if one.low is not None), default=math.nan),
    }


def _period(seen: Seen, begin: datetime, end: datetime) -> Json:
    local = begin.astimezone(seen.line.exchange.tz)
    return {
        "timezone": local.tzname(),
        "start": int(begin.timestamp()),
        "end": int(end.timestamp()),
        "gmtoffset": int((local.utcoffset() or timedelta()).total_seconds()),
    }


def _periods(seen: Seen, day: date) -> Json:
    opens, closes = seen.line.exchange.opens(day), seen.line.exchange.closes(day)
    return {
        "pre": _period(seen, opens, opens),
        "regular": _period(seen, opens, closes),
        "post": _period(seen, closes, closes),
    }


def _trading_periods(seen: Seen, window: Window, query: Mapping[str, str]) -> object:
    days = [
        _periods(seen, seen.line.bars[n].day)
        for n in range(seen.last + 1)
        if window.begin_second - 86400 < seen.line.openings[n] < window.end_second
    ]
    if query.get("includePrePost", "").lower() == "true":
        return {part: [[day[part]] for day in days] for part in ("pre", "regular", "post")}
    return [[day["regular"]] for day in days]
