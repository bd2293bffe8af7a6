"""What daily and intraday charts share: the envelope, and its rows as numpy columns.

What is kept of a row: all four prices must be there, finite and above zero; a row with less is
dropped and nothing is filled in. A missing volume is 0, as in Yahoo's own live bar.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble
from gridwatch.feeds.yahoo.fields import (
    LAST_SECOND,
    divisor,
    entries_of,
    fields_of,
    garbled,
    result_list,
    unit_of,
    words,
    zone_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

URL = "https://query2.finance.yahoo.com/v8/finance/chart/"
PRICES = ("open", "high", "low", "close")


@dataclass(frozen=True, slots=True)
class Quoted:
    """How an answer's prices are to be read: `scale` of the quoted unit make a major one."""

    currency: str
    scale: int
    zone: tzinfo


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows as they came, in any order: UTC seconds, the four prices (4 × n), the volume.

    Prices are in major units; `whole` is false for a row of which something is missing.
    """

    stamps: Days
    prices: Floats
    volume: Floats
    whole: NDArray[np.bool_]


def chart_url(symbol: str) -> str:
    """Return the address of the chart of `symbol`."""
    return URL + quote(symbol, safe="=")


def chart_result(
    answer: object, symbol: str, granularities: Collection[str]
) -> Mapping[str, object]:
    """Return the one result of a chart; raise FeedTrouble for none, or bars of another interval."""
    results = result_list(answer, "chart", (symbol,))
    if not results:
        raise FeedTrouble(TroubleKind.UNKNOWN, "an empty chart result", (symbol,))
    result = fields_of(results[0])
    granularity = words(fields_of(result.get("meta")).get("dataGranularity"))
    if granularity and granularity not in granularities:
        raise garbled(f"bars of {granularity} in place of {min(granularities)}", (symbol,))
    return result


def quoted(meta: Mapping[str, object], symbol: str) -> Quoted:
    """Read currency and zone; raise FeedTrouble (GARBLED) where one of them is missing."""
    unit = unit_of(meta.get("currency"), symbol)
    zone = zone_of(meta.get("exchangeTimezoneName"), meta.get("gmtoffset"))
    if zone is None:
        raise garbled("no time zone", (symbol,))
    return Quoted(unit.currency, divisor(unit), zone)


def rows_of(result: Mapping[str, object], scale: int, symbols: tuple[str, ...]) -> Rows:
    """Read the rows; raise FeedTrouble (GARBLED) for ragged or untyped columns."""
    stamps = _stamps(result.get("timestamp"), symbols)
    blocks = entries_of(fields_of(result.get("indicators")).get("quote"))
    columns = fields_of(blocks[0] if blocks else None)
    if not len(stamps):
        if any(entries_of(columns.get(name)) for name in PRICES):
            raise garbled("prices without timestamps", symbols)
        return Rows(stamps, np.empty((4, 0)), np.empty(0), np.empty(0, np.bool_))
    read = [_column(columns, name, len(stamps), symbols) for name in PRICES]
    prices = np.stack(read) / scale
    volume = _volume(columns, len(stamps), symbols)
    with np.errstate(invalid="ignore"):
        whole = np.all(np.isfinite(prices) & (prices > 0), axis=0)
    return Rows(stamps, prices, volume, whole)


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
