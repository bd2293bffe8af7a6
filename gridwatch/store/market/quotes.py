"""The last quote of each instrument."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from gridwatch.domain.quote import Doubt, MarketState, Quote
from gridwatch.store.instants import instant_of, instant_text, maybe_instant
from gridwatch.store.market.instruments import describe

_INSERT = """
INSERT OR REPLACE INTO quote (instrument_id, price, time, currency, quoted_in, zone_offset,
    previous_close, day_high, day_low, volume, state, delay_minutes, source_cap, listing_shares,
    company_shares, fetched_at, doubt)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SELECT = """
SELECT symbol, price, time, quote.currency, quote.quoted_in, zone_offset, previous_close, day_high,
       day_low, volume, state, delay_minutes, source_cap, listing_shares, company_shares, name,
       exchange, fetched_at, doubt
FROM quote JOIN instrument ON instrument.id = instrument_id
"""


def store_quotes(market: sqlite3.Connection, quotes: Iterable[Quote]) -> None:
    """Store each quote as the last of its symbol; `fetched_at` has to be set."""
    for each in quotes:
        number = describe(
            market,
            each.symbol,
            currency=each.currency,
            quoted_in=each.quoted_in,
            exchange=each.exchange,
            name=each.name,
        )
        fetched = each.fetched_at or each.time
        market.execute(
            _INSERT,
            (
                number,
                each.price,
                instant_text(each.time),
                each.currency,
                each.quoted_in,
                each.offset,
                each.previous_close,
                each.day_high,
                each.day_low,
                each.volume,
                each.state,
                each.delay_minutes,
                each.source_cap,
                each.listing_shares,
                each.company_shares,
                instant_text(fetched),
                each.doubt,
            ),
        )


def all_quotes(market: sqlite3.Connection) -> dict[str, Quote]:
    """Return the last quote of every symbol."""
    return {row[0]: _quote(row) for row in market.execute(_SELECT)}


def _quote(row: tuple[object, ...]) -> Quote:
    columns: list[object] = list(row)
    columns[2] = instant_of(str(row[2]))
    columns[10] = MarketState(str(row[10]))
    columns[17] = maybe_instant(str(row[17]))
    columns[18] = Doubt(str(row[18]))
    return Quote(*columns)  # type: ignore[arg-type]  # SQLite rows are untyped
