"""The last quote of each instrument."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import Any

from gridwatch.domain.quote import Doubt, MarketState, Quote
from gridwatch.store.instants import instant_of, instant_text
from gridwatch.store.market.instruments import describe, only

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


def all_quotes(
    market: sqlite3.Connection, symbols: Collection[str] | None = None
) -> dict[str, Quote]:
    """Return the last quotes by symbol: of every symbol, or only of some."""
    where, values = only(symbols)
    return {row[0]: _quote(row) for row in market.execute(_SELECT + where, values)}


def _quote(row: tuple[Any, ...]) -> Quote:
    return Quote(
        symbol=row[0],
        price=row[1],
        time=instant_of(row[2]),
        currency=row[3],
        quoted_in=row[4],
        offset=row[5],
        previous_close=row[6],
        day_high=row[7],
        day_low=row[8],
        volume=row[9],
        state=MarketState(row[10]),
        delay_minutes=row[11],
        source_cap=row[12],
        listing_shares=row[13],
        company_shares=row[14],
        name=row[15],
        exchange=row[16],
        fetched_at=instant_of(row[17]),
        doubt=Doubt(row[18]),
    )
