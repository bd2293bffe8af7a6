"""Exchange rates, read from the bars and quotes of the currency symbols."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta

from gridwatch.domain.fx import FxTable, dollars_per_unit, fx_symbols
from gridwatch.domain.quote import Doubt, Quote

_EPOCH = date(1970, 1, 1)


def fx_table(
    market: sqlite3.Connection,
    quotes: Iterable[Quote],
    currencies: set[str],
    since: date | None = None,
) -> FxTable:
    """Return dollars per unit of `currencies` by day: daily closes, and the quote of its day.

    A quote in doubt is not a rate: one wrong rate would move every cap that it converts.
    Days before `since` are left out but for the last one, so that a rate of that day is found.
    """
    by_symbol = fx_symbols(currencies)
    dollars = {
        currency: _daily(market, symbol, currency, since) for symbol, currency in by_symbol.items()
    }
    for quote in quotes:
        wanted = by_symbol.get(quote.symbol)
        if wanted is not None and quote.price > 0 and quote.doubt is Doubt.NONE:
            _add(dollars[wanted], quote.day, dollars_per_unit(wanted, quote.price))
    return FxTable(dollars)


def _daily(
    market: sqlite3.Connection, symbol: str, currency: str, since: date | None
) -> list[tuple[date, float]]:
    first = -(10**9) if since is None else (since - _EPOCH).days - 10
    rows = market.execute(
        "SELECT day, close FROM bar WHERE instrument_id ="
        " (SELECT id FROM instrument WHERE symbol = ?) AND day >= ? AND close > 0 ORDER BY day",
        (symbol, first),
    )
    return [
        (_EPOCH + timedelta(days=day), dollars_per_unit(currency, close)) for day, close in rows
    ]


def _add(series: list[tuple[date, float]], day: date, value: float) -> None:
    """Put the live rate in its place: over the bar of its day, or after the last."""
    while series and series[-1][0] >= day:
        if series[-1][0] > day:
            return
        series.pop()
    series.append((day, value))
