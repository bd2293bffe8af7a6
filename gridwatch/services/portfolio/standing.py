"""Where positions and accounts of a scope stand at the end of a day: amounts, prices, values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gridwatch.domain.bars import day_number
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.price_board import Priced
from gridwatch.services.portfolio.price_lines import carried_days
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.views import Scope


@dataclass(frozen=True, slots=True)
class Standing:
    """One security in a scope: shares and price as of the day, and what that is worth.

    `rate` leads from its currency to that of the view. `value` is None where price or rate are
    missing and something is held; nothing is worth 0.
    """

    security_id: int
    quantity: Decimal
    priced: Priced | None
    carried: int
    rate: float | None
    value: float | None
    by_account: dict[int, Decimal]

    def worth(self, quantity: Decimal) -> float | None:
        """Return what so many shares are worth in the currency of the view."""
        if not quantity:
            return 0.0
        if self.priced is None or self.rate is None:
            return None
        return float(quantity) * self.priced.price * self.rate


def standing_of(
    book: Book, scope: Scope, currency: str, on: date, also: Iterable[int] = ()
) -> dict[int, Standing]:
    """Return all securities that the scope has ever held until a day, by id, by their names.

    Those of `also` are told as well, with nothing held and without a price.
    """
    held: dict[int, dict[int, Decimal]] = {each: {} for each in also}
    for place, line in book.positions.items():
        if line.start <= day_number(on) and contains(scope, place):
            account, security = place
            quantity = book.shares_then(security, book.quantity(place, on), on)
            held.setdefault(security, {})[account] = quantity
    return {
        number: _standing(book, number, held[number], currency, on)
        for number in book.securities
        if number in held
    }


def _standing(
    book: Book, number: int, by_account: dict[int, Decimal], currency: str, on: date
) -> Standing:
    quantity = sum(by_account.values(), Decimal(0))
    # Of what nobody has held until then no prices are read, but some may be known from before.
    priced = price_then(book, number, on) if by_account else None
    rate = book.rate_on(book.securities[number].currency, currency, on)
    carried = 0 if priced is None else carried_days(priced.on, on)
    found = Standing(number, quantity, priced, carried, rate, None, by_account)
    return Standing(number, quantity, priced, carried, rate, found.worth(quantity), by_account)


def price_then(book: Book, security_id: int, on: date) -> Priced | None:
    """Return the last price up to a day, of a share as of that day."""
    priced = book.price_on(security_id, on)
    if priced is None:
        return None
    factor = book.shares_of_today(security_id, Decimal(1), on)
    return Priced(priced.price * float(factor), priced.on)
