"""Looks the ledger in memory over: what is doubtful in it, by what the market traded at."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from gridwatch.domain.bars import Bars, bars_of, day_number
from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.audit import Audit, Traded
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.findings import findings
from gridwatch.services.portfolio.views import Finding
from gridwatch.store.market.bars import read_bars
from gridwatch.store.market.instruments import all_instruments

log = logging.getLogger(__name__)


def audit_of(
    book: Book,
    market: sqlite3.Connection | None,
    added: Iterable[Transaction] = (),
    securities: Iterable[Security] = (),
) -> Audit:
    """Return what is to be checked; it is good until the book catches up again.

    `added` and `securities`: what is not stored, and is checked as if it were. Without the cache
    only the closes of the book are known, not between which prices a day was traded.
    """
    named = {**book.securities, **{each.id: each for each in securities}}
    transactions = (*book.transactions.values(), *added)
    since = min((each.on for each in transactions), default=book.today)
    return Audit(
        transactions,
        book.accounts,
        named,
        book.splits,
        BookMarket(book, market, named, since),
        book.base_currency,
        book.today,
    )


class BookMarket:
    """Prices and rates of a book, with the lows and highs of the cache, each symbol read once."""

    def __init__(
        self,
        book: Book,
        market: sqlite3.Connection | None = None,
        securities: Mapping[int, Security] | None = None,
        since: date | None = None,
    ) -> None:
        """Read nothing yet; `securities` are those of the book where they are not given.

        What was traded before `since` will not be asked for.
        """
        self._book, self._market = book, market
        self._securities = book.securities if securities is None else securities
        self._since = since
        self._bars: dict[str, Bars] = {}
        self._held = {place[1] for place in book.positions}

    def traded(self, security_id: int, on: date) -> Traded | None:
        """Return the market's prices of that very day, of a share of today.

        Of what was held before, the book has restated the close for splits and converted it where
        the listing is in another currency; low and high are what they were in relation to it. Of
        anything else the source's own prices count, where they are in its currency.
        """
        security = self._securities[security_id]
        if self._market is None:
            price = self._price(security, on, np.nan)
            return None if price is None else Traded(price, price, price)
        bars = self._bars_of(security.symbol)
        row = int(np.searchsorted(bars.days, day_number(on)))
        if row >= len(bars) or bars.days[row] != day_number(on) or not bars.close[row] > 0:
            return None
        close = float(bars.close[row])
        price = self._price(security, on, close)
        if price is None:
            return None
        found = [float(each[row]) / close * price for each in (bars.low, bars.high)]
        known = [price, *(each for each in found if np.isfinite(each) and each > 0)]
        return Traded(min(known), max(known), price)

    def _price(self, security: Security, on: date, close: float) -> float | None:
        """Return the price of a day in the security's currency, None where it is not its own."""
        if security.id in self._held:
            priced = self._book.price_on(security.id, on)
            return priced.price if priced is not None and priced.on == on else None
        return close if self._quoted_in(security.symbol) == security.currency else None

    def has_price(self, security_id: int) -> bool:
        """Tell whether there is any price up to today."""
        if self._book.price_on(security_id, self._book.today) is not None:
            return True
        return security_id not in self._held and len(self._bars_of(self._symbol(security_id))) > 0

    def rate(self, given: str, wanted: str, on: date) -> float | None:
        """Return units of `wanted` for one of `given`, None where nothing tells it."""
        return self._book.rate_on(given, wanted, on)

    def _symbol(self, security_id: int) -> str:
        return self._securities[security_id].symbol

    def _bars_of(self, symbol: str) -> Bars:
        found = self._bars.get(symbol)
        if found is None:
            found = self._bars[symbol] = self._read(symbol)
        return found

    def _read(self, symbol: str) -> Bars:
        if self._market is None or not symbol:
            return bars_of(())
        try:
            return read_bars(self._market, symbol, self._since)
        except sqlite3.DatabaseError as error:
            log.warning("the cache can't be read: %s", error)
            return bars_of(())

    def _quoted_in(self, symbol: str) -> str:
        if self._market is None:
            return ""
        found = all_instruments(self._market, (symbol,)).get(symbol)
        return found.currency if found is not None else ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the whole ledger has found, and what the findings and repairs speak of.

    `hidden`: those that were dismissed. `transactions` and `accounts` by id, as they were.
    """

    findings: tuple[Finding, ...] = ()
    hidden: tuple[Finding, ...] = ()
    transactions: Mapping[int, Transaction] = field(default_factory=dict)
    accounts: Mapping[int, Account] = field(default_factory=dict)


def check_book(
    book: Book,
    dismissed: Collection[str] = frozenset(),
    market: sqlite3.Connection | None = None,
) -> Checked:
    """Check the whole ledger; what matters most comes first."""
    found = findings(audit_of(book, market))
    concerned = {number for each in found for number in each.transactions}
    return Checked(
        tuple(each for each in found if each.key not in dismissed),
        tuple(each for each in found if each.key in dismissed),
        {number: book.transactions[number] for number in concerned if number in book.transactions},
        dict(book.accounts),
    )
