"""The bars of one listing as they are stored, made ready to be drawn."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gridwatch.domain.bars import split_factors
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles, candles_of_days, scaled, sound
from gridwatch.domain.restating import splits_owed
from gridwatch.domain.series import Unfetched
from gridwatch.domain.splits import Split
from gridwatch.store.market.bars import read_bars
from gridwatch.store.market.intraday import read_candles, read_fetched


@dataclass(frozen=True, slots=True, eq=False)
class StoredBars:
    """The bars of the primary listing as they are stored, in its own currency.

    `final`: the last day takes no quote any more. `dropped` bars had no price. `owed`: the splits
    for which the source has not restated them. `unfetched`: why bars within the day don't come.
    """

    candles: Candles
    final: bool
    dropped: int
    owed: tuple[Split, ...] = ()
    unfetched: Unfetched | None = None


def read_stored(market: sqlite3.Connection, symbol: str, size: BarSize) -> StoredBars:
    """Read the bars of a listing from which bars of `size` are made, without those of no price."""
    if size.intraday:
        read = read_candles(market, symbol, size.source)
        candles = sound(read)
        unfetched = _unfetched(market, symbol, size, any_bars=bool(len(candles)))
        return StoredBars(candles, False, len(read) - len(candles), unfetched=unfetched)
    bars = read_bars(market, symbol)
    read = candles_of_days(bars)
    candles = sound(read)
    final = bool(len(candles)) and bool(bars.final[read.stamps == candles.stamps[-1]][-1])
    return StoredBars(candles, final, len(read) - len(candles))


def _unfetched(
    market: sqlite3.Connection, symbol: str, size: BarSize, *, any_bars: bool
) -> Unfetched | None:
    """Return why bars within the day don't come; None where they do, or were never asked for."""
    fetched = read_fetched(market, symbol, size.source)
    if fetched.failure is not None:
        return Unfetched(fetched.failure.kind, fetched.failure.next_try)
    return None if any_bars or fetched.at is None else Unfetched()


def restated(stored: StoredBars, splits: Sequence[Split], latest: float | None) -> StoredBars:
    """Return the bars restated for the splits that the source lists but has not worked in yet.

    `latest` is the last price in shares of today, None where it is not known.
    """
    days = stored.candles.stamps // DAY_SECONDS
    owed = splits_owed(days, stored.candles.close, splits, latest)
    if not owed:
        return stored
    factors = split_factors(days, owed)
    candles = scaled(stored.candles, 1 / factors)
    candles = replace(candles, volume=candles.volume * factors)
    return replace(stored, candles=candles, owed=owed)
