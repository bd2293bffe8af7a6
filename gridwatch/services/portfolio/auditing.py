"""Looks the ledger in memory over: what is doubtful in it, by what the market traded at."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter
from typing import TypeVar

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.audit import Audit, Traded
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.findings import findings
from gridwatch.services.portfolio.views import Finding
from gridwatch.store.market.bars import close_on, prices_on
from gridwatch.store.market.instruments import all_instruments

log = logging.getLogger(__name__)
T = TypeVar("T")


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
    return Audit(
        (*book.transactions.values(), *added),
        book.accounts,
        named,
        book.splits,
        BookMarket(book, market, named),
        book.base_currency,
        book.today,
    )


class BookMarket:
    """Prices and rates of a book, with the lows and highs that the cache has."""

    def __init__(
        self,
        book: Book,
        market: sqlite3.Connection | None = None,
        securities: Mapping[int, Security] | None = None,
    ) -> None:
        """Take `securities`, those of the book where they are not given."""
        self._book, self._market = book, market
        self._securities = book.securities if securities is None else securities
        self._held = {place[1] for place in book.positions}
        self._currencies: dict[str, str] = {}

    def traded(self, security_id: int, on: date) -> Traded | None:
        """Return the prices of that very day, of a share of today.

        Of what was held before, the book has restated the close for splits and converted it where
        the listing is in another currency; low and high are what they were in relation to it. Of
        anything else the source's own prices count, where they are in its currency.
        """
        security = self._securities[security_id]
        bar = self._bar(security.symbol, on)
        price = self._price(security, on, bar)
        if price is None:
            return None
        if bar is None:
            return Traded(price, price, price)
        ends = [each / bar[2] * price for each in bar[:2] if each > 0]
        return Traded(min(price, *ends), max(price, *ends), price)

    def _price(
        self, security: Security, on: date, bar: tuple[float, float, float] | None
    ) -> float | None:
        """Return the price of a day in the security's currency, None where it is not its own."""
        if security.id in self._held:
            priced = self._book.price_on(security.id, on)
            return priced.price if priced is not None and priced.on == on else None
        if bar is None or self._quoted_in(security.symbol) != security.currency:
            return None
        return bar[2]

    def has_price(self, security_id: int) -> bool:
        """Tell whether there is any price up to today."""
        if self._book.price_on(security_id, self._book.today) is not None:
            return True
        symbol = self._securities[security_id].symbol
        if security_id in self._held or self._market is None or not symbol:
            return False
        return (
            _read(lambda market: close_on(market, symbol, self._book.today), self._market)
            is not None
        )

    def rate(self, given: str, wanted: str, on: date) -> float | None:
        """Return units of `wanted` for one of `given`, None where nothing tells it."""
        return self._book.rate_on(given, wanted, on)

    def _bar(self, symbol: str, on: date) -> tuple[float, float, float] | None:
        """Return low, high and close of a day as the source has them."""
        if self._market is None or not symbol:
            return None
        return _read(lambda market: prices_on(market, symbol, on), self._market)

    def _quoted_in(self, symbol: str) -> str:
        if self._market is None:
            return ""
        if symbol not in self._currencies:
            found = _read(lambda market: all_instruments(market, (symbol,)), self._market) or {}
            self._currencies[symbol] = found[symbol].currency if symbol in found else ""
        return self._currencies[symbol]


def _read(question: Callable[[sqlite3.Connection], T], market: sqlite3.Connection) -> T | None:
    """Ask the cache; nothing is known while it can't be read."""
    try:
        return question(market)
    except sqlite3.DatabaseError as error:
        log.warning("the cache can't be read: %s", error)
        return None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the whole ledger has found, and what the findings and repairs speak of.

    `hidden`: those that were dismissed. `transactions` and `accounts` by id, as they were.
    `seconds`: how long it took.
    """

    findings: tuple[Finding, ...] = ()
    hidden: tuple[Finding, ...] = ()
    transactions: Mapping[int, Transaction] = field(default_factory=dict)
    accounts: Mapping[int, Account] = field(default_factory=dict)
    seconds: float = 0.0


def check_book(
    book: Book,
    dismissed: Collection[str] = frozenset(),
    market: sqlite3.Connection | None = None,
) -> Checked:
    """Check the whole ledger; what matters most comes first."""
    begun = perf_counter()
    found = findings(audit_of(book, market))
    concerned = {number for each in found for number in each.transactions}
    return Checked(
        tuple(each for each in found if each.key not in dismissed),
        tuple(each for each in found if each.key in dismissed),
        {number: book.transactions[number] for number in concerned if number in book.transactions},
        dict(book.accounts),
        perf_counter() - begun,
    )
