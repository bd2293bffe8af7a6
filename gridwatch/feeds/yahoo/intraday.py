"""Bars within the day of one listing: one /v8/finance/chart request, no crumb, and its parser.

While an exchange trades Yahoo adds one row at the moment of the last trade, off the grid and
without volume: it belongs to the bar in which it falls. Lunch breaks come as rows of nulls.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import numpy as np

from gridwatch.domain.bars import Days
from gridwatch.domain.barsize import REACH, BarSize
from gridwatch.domain.candles import Candles
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble, IntradayHistory
from gridwatch.feeds.wall_clock import at_the_exchange, gathered
from gridwatch.feeds.yahoo.columns import Rows, chart_result, quoted, rows_of
from gridwatch.feeds.yahoo.fields import fields_of, words

# Yahoo calls the hour by either name.
GRANULARITIES: Mapping[BarSize, tuple[str, ...]] = {
    BarSize.MINUTE: ("1m",),
    BarSize.FIVE_MINUTES: ("5m",),
    BarSize.HOUR: ("1h", "60m"),
}
# Sessions begin and go on after lunch at multiples of this, whatever the size of the bars.
_GRID = 300
_AHEAD = timedelta(hours=1)
_NOTHING_THEN = "Data doesn't exist"


def intraday_params(size: BarSize, since: datetime | None, now: datetime) -> dict[str, str]:
    """Return the query for bars from `since` on, not beyond what Yahoo gives of this size.

    Beyond it Yahoo refuses the whole request (422); KeyError for a size that it does not have.
    """
    earliest = now - REACH[size]
    begin = earliest if since is None else max(since, earliest)
    return {
        "interval": size.value,
        "includePrePost": "false",
        "period1": str(int(min(begin, now).timestamp())),
        "period2": str(int((now + _AHEAD).timestamp())),
    }


def parse_intraday(answer: object, symbol: str, size: BarSize) -> IntradayHistory:
    """Read the bars, prices in major units, stamps in the exchange's own wall clock.

    Rows out of order are sorted, those of one bar become one. Raises FeedTrouble (GARBLED) for
    ragged or untyped columns, bars of another size, no currency or no zone, and (UNKNOWN) for an
    empty result.
    """
    result = chart_result(answer, symbol, GRANULARITIES[size])
    meta = fields_of(result.get("meta"))
    read = quoted(meta, symbol)
    rows = rows_of(result, read.scale, (symbol,))
    return IntradayHistory(
        symbol,
        size,
        read.currency,
        quoted_in=words(meta.get("currency")),
        zone=words(meta.get("exchangeTimezoneName")),
        exchange=words(meta.get("exchangeName")),
        candles=at_the_exchange(_on_the_grid(rows, size.seconds), read.zone),
        name=words(meta.get("longName")) or words(meta.get("shortName")),
    )


def nothing_then(trouble: FeedTrouble, symbol: str, size: BarSize) -> IntradayHistory:
    """Return the empty answer where Yahoo only has no trades in the time asked for, else raise."""
    if trouble.kind is not TroubleKind.UNKNOWN or _NOTHING_THEN not in trouble.detail:
        raise trouble
    nothing = np.empty(0)
    candles = Candles(np.empty(0, np.int64), nothing, nothing, nothing, nothing, nothing)
    return IntradayHistory(symbol, size, "", "", "", "", candles)


def _on_the_grid(rows: Rows, seconds: int) -> Candles:
    """Sort the rows and put each into the bar that it belongs to; stamps are still UTC."""
    order = np.argsort(rows.stamps, kind="stable")
    begins = _begins(rows.stamps[order], seconds)[rows.whole[order]]
    order = order[rows.whole[order]]
    prices = rows.prices[:, order]
    candles = Candles(
        rows.stamps[order],
        prices[0].copy(),
        prices.max(axis=0),
        prices.min(axis=0),
        prices[3].copy(),
        rows.volume[order],
    )
    return gathered(begins, candles, added=False)


def _begins(stamps: Days, seconds: int) -> Days:
    """Return when the bar of each row begins; a row of nulls begins a bar as well.

    Two bars never begin within less than their length, so a row that does belongs to the bar
    before it.
    """
    begins, begun = [], -seconds
    for stamp in stamps.tolist():
        if stamp - begun >= seconds:
            begun = stamp if stamp % 60 == 0 else stamp - stamp % min(seconds, _GRID)
        begins.append(begun)
    return np.array(begins, dtype=np.int64)
