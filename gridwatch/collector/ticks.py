"""Makes quotes of ticks: each goes through the checks of a polled quote, in the order it came."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from gridwatch.collector.checks import LARGEST_MOVE, Known, is_far, judged
from gridwatch.collector.refresh import all_known
from gridwatch.domain.money import declared_unit
from gridwatch.domain.problem import Problem
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.feeds.feed import Tick
from gridwatch.store.database import transaction
from gridwatch.store.market.quotes import store_quotes

# More of one symbol between two looks are hardly real; the newest are kept.
MOST_WAITING = 500


class TickBox:
    """Gathers ticks from the stream's thread until the collector's own takes them."""

    def __init__(self, arrived: Callable[[], None]) -> None:
        """Call `arrived` when the first tick comes into an empty box."""
        self._arrived = arrived
        self._lock = threading.Lock()
        self._ticks: dict[str, deque[Tick]] = {}

    def put(self, tick: Tick) -> None:
        """Put one tick in; from any thread."""
        with self._lock:
            was_empty = not self._ticks
            self._ticks.setdefault(tick.symbol, deque(maxlen=MOST_WAITING)).append(tick)
        if was_empty:
            self._arrived()

    def take(self) -> dict[str, deque[Tick]]:
        """Take all ticks out, by symbol, in the order in which they came."""
        with self._lock:
            taken, self._ticks = self._ticks, {}
        return taken

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to take."""
        with self._lock:
            return not self._ticks


def store_ticks(
    market: sqlite3.Connection, ticks: Mapping[str, Iterable[Tick]], now: datetime
) -> tuple[str, ...]:
    """Store what ticks make of the quotes, in one transaction; return the symbols that changed."""
    known = all_known(market, ticks)
    changed = []
    for symbol, arrived in ticks.items():
        before = known.get(symbol, Known())
        after = followed(before, arrived, now)
        if after is not None and after != before.quote:
            changed.append(after)
    if changed:
        with transaction(market):
            store_quotes(market, changed)
    return tuple(each.symbol for each in changed)


def followed(known: Known, ticks: Iterable[Tick], now: datetime) -> Quote | None:
    """Return the quote after some ticks; None where none is stored that they could extend.

    A tick extends the day that a polled quote has begun, and only towards later times. One that
    looks like a spike or a split is left to the next polled quote to decide.
    """
    quote = known.quote
    if quote is None:
        return None
    for tick in ticks:
        wanted = _extended(quote, tick)
        if wanted is None or wanted.day != quote.day:
            continue
        verdict = judged(wanted, replace(known, quote=quote), now)
        if isinstance(verdict, Quote) and verdict.doubt in (quote.doubt, Doubt.NONE):
            # Polling goes on by when it last asked, and a tick does not answer for all of a quote.
            quote = replace(verdict, fetched_at=quote.fetched_at)
    return quote


def _extended(quote: Quote, tick: Tick) -> Quote | None:
    scaled = _in_major_units(quote, tick)
    if scaled is None or scaled.time < quote.time:
        return None
    return replace(
        quote,
        price=scaled.price,
        time=scaled.time,
        currency=scaled.currency,
        day_high=_reached(max, quote.day_high, scaled.day_high, scaled.price),
        day_low=_reached(min, quote.day_low, scaled.day_low, scaled.price),
        volume=quote.volume if scaled.volume is None else scaled.volume,
    )


def _in_major_units(quote: Quote, tick: Tick) -> Tick | None:
    """Return a tick that says no currency as one in the unit in which its quote was declared."""
    if tick.currency:
        return tick
    try:
        unit = declared_unit(quote.quoted_in)
    except Problem:
        return None
    scale = round(1 / unit.factor)
    return replace(
        tick,
        currency=unit.currency,
        price=tick.price / scale,
        day_high=None if tick.day_high is None else tick.day_high / scale,
        day_low=None if tick.day_low is None else tick.day_low / scale,
    )


def _reached(
    further: Callable[..., float], known: float | None, told: float | None, price: float
) -> float | None:
    """Return the day's extreme; one that a tick tells counts where it is not absurd."""
    if known is None:
        return told
    sound = told is not None and not is_far(told, price, LARGEST_MOVE)
    return further(known, price, told) if sound else further(known, price)
