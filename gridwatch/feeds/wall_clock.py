"""From bars at instants to bars at the times that a clock on the exchange's wall shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.candles import Candles

# No zone changes its offset within such a stretch of UTC.
_STRETCH = 900


def at_the_exchange(candles: Candles, zone: tzinfo) -> Candles:
    """Return candles whose stamps are UTC with stamps of `zone`, oldest first.

    The hour that a clock shows twice in autumn holds both of its bars as one; only what trades
    around the clock has any there.
    """
    local = candles.stamps + _offsets(candles.stamps, zone)
    return gathered(local, candles, added=True)


def _offsets(stamps: Days, zone: tzinfo) -> Days:
    stretches, places = np.unique(stamps // _STRETCH, return_inverse=True)
    offsets = [_offset(each * _STRETCH, zone) for each in stretches.tolist()]
    return np.array(offsets, dtype=np.int64)[places.reshape(-1)]


def _offset(second: int, zone: tzinfo) -> int:
    ahead = datetime.fromtimestamp(second, UTC).astimezone(zone).utcoffset() or timedelta()
    return int(ahead.total_seconds())


def gathered(begins: Days, candles: Candles, *, added: bool) -> Candles:
    """Return one bar for each value of `begins`, made of all that have it, in their order.

    The volumes of one bar's parts are `added`, or else the largest counts, where the parts say the
    same twice.
    """
    if np.all(np.diff(begins) > 0):
        return Candles(
            begins, candles.open, candles.high, candles.low, candles.close, candles.volume
        )
    order = np.argsort(begins, kind="stable")
    stamps, first = np.unique(begins[order], return_index=True)
    last = np.append(first[1:], len(order)) - 1
    summed = np.add if added else np.maximum

    def column(values: Floats) -> Floats:
        return values[order]

    return Candles(
        stamps,
        column(candles.open)[first],
        np.maximum.reduceat(column(candles.high), first),
        np.minimum.reduceat(column(candles.low), first),
        column(candles.close)[last],
        summed.reduceat(column(candles.volume), first),
    )
