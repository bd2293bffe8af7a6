"""What companies make up of the portfolio, worked out once for all rules of a look."""

from __future__ import annotations

import sqlite3
from datetime import date
from math import nan
from typing import TYPE_CHECKING

from gridwatch.collector.alert.look import Look
from gridwatch.domain.quote import STALE_AFTER

if TYPE_CHECKING:
    from gridwatch.services.portfolio.book import Book
    from gridwatch.services.portfolio.views import Gap
    from gridwatch.services.portfolio.weights import Weights


class Owned:
    """The book of a profile, opened with the first rule that asks for it."""

    def __init__(self, user: sqlite3.Connection) -> None:
        """Take the user's file; nothing is read yet."""
        self._user = user
        self._book: Book | None = None
        self._found: tuple[Look, Weights] | None = None

    def percent(self, look: Look, company_id: int, today: date) -> float:
        """Return the share of a company in per cent, NaN where it is not known."""
        share = self._weights(look, today).of(company_id)
        return nan if share is None else share * 100

    def lacks(self, look: Look, today: date) -> tuple[str, ...]:
        """Name what is missing for shares to be known, as "price:GEV" or "portfolio:"."""
        book, gaps = self._book, self._weights(look, today).gaps
        if book is None or not gaps:
            return ("portfolio:",)
        return tuple(_part(each, book) for each in gaps)

    def _weights(self, look: Look, today: date) -> Weights:
        if self._found is None or self._found[0] is not look:
            self._found = (look, self._read(look.market, today))
        return self._found[1]

    def _read(self, market: sqlite3.Connection, today: date) -> Weights:
        from gridwatch.services.portfolio.book import Book  # only where a rule asks for it
        from gridwatch.services.portfolio.weights import weights_of

        # One that fails half-way is not asked again: the next look reads all anew.
        book, self._book = self._book or Book(today), None
        book.catch_up(self._user, market, today)
        self._book = book
        return weights_of(book, STALE_AFTER)


def _part(gap: Gap, book: Book) -> str:
    if gap.security_id is None:
        return f"rate:{gap.currency}{book.base_currency}"
    security = book.securities[gap.security_id]
    return f"price:{security.symbol or security.name}"
