"""Exchange rates as columns, read from the bars and quotes of the currency symbols."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number
from gridwatch.domain.fx import fx_symbols
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.rate_lines import RateLine, RateLines, rate_line
from gridwatch.store.market.bars import read_closes


def read_rate_lines(
    market: sqlite3.Connection, quotes: Mapping[str, Quote], currencies: Collection[str]
) -> RateLines:
    """Return the rates of `currencies`: daily closes, and the quote over the bar of its day.

    The same days and values as `rates.fx_table` gives: a quote in doubt is not a rate.
    """
    lines: dict[str, RateLine] = {}
    for symbol, currency in fx_symbols({each for each in currencies if each}).items():
        days, closes = with_quote(*read_closes(market, symbol), quotes.get(symbol))
        lines[currency] = rate_line(currency, days, closes)
    return RateLines(lines)


def with_quote(days: Days, closes: Floats, quote: Quote | None) -> tuple[Days, Floats]:
    """Return the closes of a currency symbol with its quote over the bar of its day.

    One in doubt, or older than the last close, adds nothing.
    """
    if quote is None or quote.doubt is not Doubt.NONE or not quote.price > 0:
        return days, closes
    day = day_number(quote.day)
    if len(days) and days[-1] > day:
        return days, closes
    before = days < day
    return np.append(days[before], day), np.append(closes[before], quote.price)
