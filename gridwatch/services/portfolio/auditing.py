"""Gives the checks of a ledger what they ask for: the book, and what the market traded at."""

from __future__ import annotations

import logging
import sqlite3
from datetime import date

import numpy as np

from gridwatch.domain.bars import Bars, bars_of, day_number, day_of
from gridwatch.services.portfolio.audit import Audit, Traded
from gridwatch.services.portfolio.book import Book
from gridwatch.store.market.bars import read_bars

log = logging.getLogger(__name__)


def audit_of(book: Book, market: sqlite3.Connection | None) -> Audit:
    """Return what is to be checked; it is good until the book catches up again.

    Without the cache nothing is known of what was traded, and no price is doubted.
    """
    return Audit(
        tuple(book.transactions.values()),
        book.accounts,
        book.securities,
        book.splits,
        BookMarket(book, market),
        book.base_currency,
        book.today,
    )


class BookMarket:
    """Prices and rates of a book, with the lows and highs of the cache, each symbol read once."""

    def __init__(self, book: Book, market: sqlite3.Connection | None) -> None:
        """Read nothing yet."""
        self._book, self._market = book, market
        self._bars: dict[str, Bars] = {}

    def traded(self, security_id: int, on: date) -> Traded | None:
        """Return the market's prices of that very day, of a share of today.

        The book has restated the close for splits and converted it where the listing is in another
        currency; low and high are what they were in relation to it.
        """
        priced = self._book.price_on(security_id, on)
        bars = self._bars_of(self._book.securities[security_id].symbol)
        row = int(np.searchsorted(bars.days, day_number(on)))
        if (
            priced is None
            or priced.on != on
            or row >= len(bars)
            or bars.days[row] != day_number(on)
        ):
            return None
        close = float(bars.close[row])
        if not close > 0:
            return None
        low, high = (float(each[row]) / close * priced.price for each in (bars.low, bars.high))
        known = [each for each in (low, high) if np.isfinite(each) and each > 0]
        return Traded(
            min(priced.price, *known) if known else priced.price,
            max(priced.price, *known) if known else priced.price,
            priced.price,
        )

    def has_price(self, security_id: int) -> bool:
        """Tell whether there is any price up to today."""
        return self._book.price_on(security_id, self._book.today) is not None

    def rate(self, given: str, wanted: str, on: date) -> float | None:
        """Return units of `wanted` for one of `given`, None where nothing tells it."""
        return self._book.rate_on(given, wanted, on)

    def _bars_of(self, symbol: str) -> Bars:
        found = self._bars.get(symbol)
        if found is None:
            found = self._bars[symbol] = self._read(symbol)
        return found

    def _read(self, symbol: str) -> Bars:
        if self._market is None or not symbol:
            return bars_of(())
        try:
            return read_bars(self._market, symbol, day_of(self._book.first))
        except sqlite3.DatabaseError as error:
            log.warning("the cache can't be read: %s", error)
            return bars_of(())
