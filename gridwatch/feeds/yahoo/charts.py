"""Daily history of one listing: one /v8/finance/chart request, no crumb, and its parser.

What is kept of a row: all four prices must be there, finite and above zero; a row with less is
dropped and nothing is filled in. A high or low that does not enclose the open and the close, which
the source states as traded, is widened to them. A missing volume is 0, as in Yahoo's own live bar.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from urllib.parse import quote

import numpy as np

from gridwatch.domain.bars import CALENDAR_EPOCH, Bars, Days, Dividend, Floats, History, day_number
from gridwatch.domain.splits import Split
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble
from gridwatch.feeds.yahoo.fields import (
    LAST_SECOND,
    divisor,
    entries_of,
    fields_of,
    garbled,
    positive,
    result_list,
    second,
    unit_of,
    words,
    zone_of,
)

URL = "https://query2.finance.yahoo.com/v8/finance/chart/"
PRICES = ("open", "high", "low", "close")
# Zones reach from UTC-12 to UTC+14, so a local day begins at most this long before the UTC one.
ZONE_MARGIN = timedelta(days=1)
EARLIEST = date(1970, 1, 2)
# A listing that trades seldom has its last trade before the close; after this long it had no later.
CERTAINLY_CLOSED = 3600
# Ratios like 1.0471 (a spin-off) come rounded; this is finer than any that Yahoo prints.
_FINEST_RATIO = 10_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the meta of an answer says about all its rows; days before `running` are final."""

    currency: str
    scale: int
    zone: tzinfo
    running: int


def chart_url(symbol: str) -> str:
    """Return the address of the chart of `symbol`."""
    return URL + quote(symbol, safe="=")


def chart_params(since: date | None, now: datetime) -> dict[str, str]:
    """Return the query for daily bars from `since` on, ten years where None."""
    asked = {"interval": "1d", "events": "div,splits", "includePrePost": "false"}
    if since is None:
        return {**asked, "range": "10y"}
    begin = datetime.combine(max(since, EARLIEST), time(), UTC) - ZONE_MARGIN
    end = max(now, begin) + ZONE_MARGIN
    return {
        **asked,
        "period1": str(int(begin.timestamp())),
        "period2": str(int(end.timestamp())),
    }


def parse_chart(answer: object, symbol: str, now: datetime, since: date | None = None) -> History:
    """Read daily bars, splits and dividends from `since` on, prices in major units.

    An answer without trades has empty bars. Raises FeedTrouble (GARBLED) for ragged or untyped
    columns, bars of another interval than a day, no currency or no zone, and (UNKNOWN) for an empty
    result.
    """
    symbols = (symbol,)
    results = result_list(answer, "chart", symbols)
    if not results:
        raise FeedTrouble(TroubleKind.UNKNOWN, "an empty chart result", symbols)
    result = fields_of(results[0])
    meta = fields_of(result.get("meta"))
    granularity = words(meta.get("dataGranularity"))
    if granularity not in ("", "1d"):
        raise garbled(f"bars of {granularity} in place of days", symbols)
    frame = _frame(meta, symbol, now)
    first = 0 if since is None else day_number(since)
    events = fields_of(result.get("events"))
    return History(
        symbol=symbol,
        currency=frame.currency,
        quoted_in=words(meta.get("currency")),
        zone=words(meta.get("exchangeTimezoneName")),
        exchange=words(meta.get("exchangeName")),
        bars=_bars(result, frame, first, symbols),
        splits=tuple(each for each in _splits(events, frame) if day_number(each.day) >= first),
        dividends=tuple(
            each for each in _dividends(events, frame) if day_number(each.day) >= first
        ),
        name=words(meta.get("longName")) or words(meta.get("shortName")),
    )


def _frame(meta: Mapping[str, object], symbol: str, now: datetime) -> _Frame:
    unit = unit_of(meta.get("currency"), symbol)
    zone = zone_of(meta.get("exchangeTimezoneName"), meta.get("gmtoffset"))
    if zone is None:
        raise garbled("no time zone", (symbol,))
    return _Frame(unit.currency, divisor(unit), zone, _running_day(meta, zone, now))


def _bars(
    result: Mapping[str, object], frame: _Frame, first: int, symbols: tuple[str, ...]
) -> Bars:
    stamps = _stamps(result.get("timestamp"), symbols)
    blocks = entries_of(fields_of(result.get("indicators")).get("quote"))
    columns = fields_of(blocks[0] if blocks else None)
    if not len(stamps):
        if any(entries_of(columns.get(name)) for name in PRICES):
            raise garbled("prices without timestamps", symbols)
        return _assemble(np.empty(0, np.int64), np.empty((4, 0)), np.empty(0), frame.running)
    read = [_column(columns, name, len(stamps), symbols) for name in PRICES]
    prices = np.stack(read) / frame.scale
    volume = _volume(columns, len(stamps), symbols)
    days = _local_days(stamps, frame.zone)
    with np.errstate(invalid="ignore"):
        whole = np.all(np.isfinite(prices) & (prices > 0), axis=0) & (days >= first)
    order = np.flatnonzero(whole)[np.argsort(stamps[whole], kind="stable")]
    return _one_a_day(days[order], prices[:, order], volume[order], frame.running)


def _stamps(value: object, symbols: tuple[str, ...]) -> Days:
    stamps = entries_of(value)
    if not set(map(type, stamps)) <= {int}:
        raise garbled("timestamps that are no whole seconds", symbols)
    try:
        seconds = np.array(stamps, dtype=np.int64)
    except OverflowError as error:
        raise garbled("timestamps out of range", symbols) from error
    if np.any((seconds < 0) | (seconds > LAST_SECOND)):
        raise garbled("timestamps out of range", symbols)
    return seconds


def _column(
    columns: Mapping[str, object], name: str, count: int, symbols: tuple[str, ...]
) -> Floats:
    values = entries_of(columns.get(name))
    if len(values) != count:
        raise garbled(f"{len(values)} × {name} for {count} timestamps", symbols)
    if not set(map(type, values)) <= {int, float, type(None)}:
        raise garbled(f"{name} holds what is no number", symbols)
    try:
        return np.array(values, dtype=np.float64)
    except OverflowError as error:
        raise garbled(f"{name} holds a number beyond all measure", symbols) from error


def _volume(columns: Mapping[str, object], count: int, symbols: tuple[str, ...]) -> Floats:
    if not entries_of(columns.get("volume")):
        return np.zeros(count)
    volume = _column(columns, "volume", count, symbols)
    with np.errstate(invalid="ignore"):
        volume[~(np.isfinite(volume) & (volume > 0))] = 0.0
    return volume


def _local_days(stamps: Days, zone: tzinfo) -> Days:
    moment = datetime.fromtimestamp
    ordinals = np.array(
        [moment(each, zone).toordinal() for each in stamps.tolist()], dtype=np.int64
    )
    return ordinals - CALENDAR_EPOCH


def _one_a_day(days: Days, prices: Floats, volume: Floats, running: int) -> Bars:
    """Merge rows of one local day: the live row's close, the widest range, the first row's open."""
    if np.all(np.diff(days) > 0):
        return _assemble(days, prices, volume, running)
    rows: dict[int, list[float]] = {}
    for day, (begin, high, low, close), traded in zip(
        days.tolist(), prices.T.tolist(), volume.tolist(), strict=True
    ):
        row = rows.setdefault(day, [begin, high, low, close, traded])
        row[1], row[2], row[3] = max(row[1], high), min(row[2], low), close
        row[4] = traded or row[4]
    kept = sorted(rows)
    table = np.array([rows[day] for day in kept])
    return _assemble(np.array(kept, dtype=np.int64), table[:, :4].T, table[:, 4], running)


def _assemble(days: Days, prices: Floats, volume: Floats, running: int) -> Bars:
    return Bars(
        days,
        open=prices[0].copy(),
        high=prices.max(axis=0),
        low=prices.min(axis=0),
        close=prices[3].copy(),
        volume=volume,
        final=days < running,
    )


def _running_day(meta: Mapping[str, object], zone: tzinfo, now: datetime) -> int:
    """Return the first local day whose bar may still change.

    The session named by the answer runs until its end is reached by the last trade, or until an
    hour after it: prices come up to half an hour late, so the clock alone proves nothing.
    """
    today = day_number(now.astimezone(zone).date())
    period = fields_of(fields_of(meta.get("currentTradingPeriod")).get("regular"))
    begin, end = second(period.get("start")), second(period.get("end"))
    if begin is None or end is None or end <= begin:
        return today
    session = day_number(datetime.fromtimestamp(begin, zone).date())
    last_trade = second(meta.get("regularMarketTime")) or 0
    over = last_trade >= end or now.timestamp() >= end + CERTAINLY_CLOSED
    return session + 1 if over else session


def _splits(events: Mapping[str, object], frame: _Frame) -> list[Split]:
    found = {}
    for each in map(fields_of, fields_of(events.get("splits")).values()):
        ratio, at = _ratio(each), second(each.get("date"))
        if ratio is None or at is None:
            _log.warning("a split that cannot be read was left out: %s", str(dict(each))[:120])
        elif ratio != 1:
            day = datetime.fromtimestamp(at, frame.zone).date()
            found[day] = Split(day, ratio.numerator, ratio.denominator)
    return [found[day] for day in sorted(found)]


def _ratio(event: Mapping[str, object]) -> Fraction | None:
    new, old = positive(event.get("numerator")), positive(event.get("denominator"))
    if new is None or old is None:
        head, _, tail = words(event.get("splitRatio")).partition(":")
        new, old = _decimal(head), _decimal(tail)
    if new is None or old is None:
        return None
    ratio = Fraction(new) / Fraction(old)
    if not (new.is_integer() and old.is_integer()):
        ratio = ratio.limit_denominator(_FINEST_RATIO)
    return ratio if Fraction(1, 10**6) <= ratio <= 10**6 else None


def _decimal(text: str) -> float | None:
    try:
        return positive(float(text))
    except ValueError:
        return None


def _dividends(events: Mapping[str, object], frame: _Frame) -> list[Dividend]:
    found: dict[date, float] = {}
    for each in map(fields_of, fields_of(events.get("dividends")).values()):
        amount, at = positive(each.get("amount")), second(each.get("date"))
        if amount is None or at is None:
            _log.warning("a dividend that cannot be read was left out: %s", str(dict(each))[:120])
            continue
        day = datetime.fromtimestamp(at, frame.zone).date()
        found[day] = found.get(day, 0.0) + amount / frame.scale
    return [Dividend(day, found[day]) for day in sorted(found)]
