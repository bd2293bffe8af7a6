"""Lots and sales of the book with their gains in the currency of a view, by security."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.lots import Sale
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.conversion import Closing, Conversion
from gridwatch.services.portfolio.gains import Realised, lot_views, realised
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.standing import price_then
from gridwatch.services.portfolio.traces import lots_of, traces
from gridwatch.services.portfolio.views import LotView, Scope


def views_of_lots(
    book: Book, scope: Scope, currency: str, on: date
) -> dict[int, tuple[LotView, ...]]:
    """Return the lots of a scope on a day with value and gains in `currency`, by security.

    Shares that were delivered without a value have cost what they were worth then.
    """
    conversion, closing = conversion_of(book), closing_of(book, on)
    lots = lots_of(book, scope, on)
    found = dict[int, tuple[LotView, ...]]()
    for number, some in lots.items():
        priced = price_then(book, number, on)
        prices = {} if priced is None else {number: priced.price}
        currencies = {number: book.securities[number].currency}
        found[number] = lot_views(some, currencies, prices, currency, on, conversion, closing)
    return found


def views_of_sales(book: Book, scope: Scope, currency: str, on: date) -> dict[int, list[Realised]]:
    """Return the sales of a scope until a day with what they brought in `currency`, by security.

    Those of days before today are worked out once for the whole ledger.
    """

    def work() -> list[Realised]:
        return _realised(book, [each for each in _sales(book, on) if each.on < book.today], *view)

    view = currency, on
    past = book.kept_past(("sales", *view), work)
    now = _realised(book, [each for each in _sales(book, on) if each.on >= book.today], *view)
    found = dict[int, list[Realised]]()
    for each in (*past, *now):
        if contains(scope, (each.sale.account_id, each.sale.security_id)):
            found.setdefault(each.sale.security_id, []).append(each)
    return found


def _sales(book: Book, on: date) -> Iterator[Sale]:
    for traced in traces(book, on):
        yield from traced.sales


def _realised(book: Book, sales: Sequence[Sale], currency: str, on: date) -> list[Realised]:
    currencies = {number: each.currency for number, each in book.securities.items()}
    conversion, closing = conversion_of(book), closing_of(book, on)
    return list(realised(sales, currencies, currency, conversion, closing))


def conversion_of(book: Book) -> Conversion:
    """Return the rates at which lots are converted, kept until something changes."""
    return book.kept("conversion", lambda: Conversion(book.rate_on))


def closing_of(book: Book, on: date) -> Closing:
    """Return closes in shares as of a day."""

    def closing(security_id: int, day: date) -> float | None:
        priced = book.price_on(security_id, day)
        if priced is None:
            return None
        return priced.price * float(book.shares_of_today(security_id, Decimal(1), on))

    return closing
