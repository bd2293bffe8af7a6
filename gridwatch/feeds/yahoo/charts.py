"""Daily history of one listing: one /v8/finance/chart request, no crumb, and its parser.

Rows are read as `columns` says. A high or low that does not enclose the open and the close, which
the source states as traded, is widened to them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction

import numpy as np

from gridwatch.domain.bars import CALENDAR_EPOCH, Bars, Days, Dividend, Floats, History, day_number
from gridwatch.domain.splits import Split
from gridwatch.feeds.yahoo.columns import chart_result, quoted, rows_of
from gridwatch.feeds.yahoo.fields import fields_of, positive, second, words

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
    result = chart_result(answer, symbol, ("1d",))
    meta = fields_of(result.get("meta"))
    frame = _frame(meta, symbol, now)
    first = 0 if since is None else day_number(since)
    events = fields_of(result.get("events"))
    return History(
        symbol=symbol,
        currency=frame.currency,
        quoted_in=words(meta.get("currency")),
        zone=words(meta.get("exchangeTimezoneName")),
        exchange=words(meta.get("exchangeName")),
        bars=_bars(result, frame, first, (symbol,)),
        splits=tuple(each for each in _splits(events, frame) if day_number(each.day) >= first),
        dividends=tuple(
            each for each in _dividends(events, frame) if day_number(each.day) >= first
        ),
        name=words(meta.get("longName")) or words(meta.get("shortName")),
    )


def _frame(meta: Mapping[str, object], symbol: str, now: datetime) -> _Frame:
    read = quoted(meta, symbol)
    return _Frame(read.currency, read.scale, read.zone, _running_day(meta, read.zone, now))


def _bars(
    result: Mapping[str, object], frame: _Frame, first: int, symbols: tuple[str, ...]
) -> Bars:
    rows = rows_of(result, frame.scale, symbols)
    days = _local_days(rows.stamps, frame.zone)
    kept = rows.whole & (days >= first)
    order = np.flatnonzero(kept)[np.argsort(rows.stamps[kept], kind="stable")]
    return _one_a_day(days[order], rows.prices[:, order], rows.volume[order], frame.running)


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
