"""Lots and sales of the book with their gains in the currency of a view, by security."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import nan

import numpy as np

from gridwatch.domain.bars import Floats
from gridwatch.domain.ledger.lots import Sale
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.conversion import Closing, Conversion
from gridwatch.services.portfolio.flow_columns import Numbers
from gridwatch.services.portfolio.gains import LotCost, Realised, lot_costs, realised, valued
from gridwatch.services.portfolio.group_memory import Depends
from gridwatch.services.portfolio.ledger_memory import Group
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.standing import price_then
from gridwatch.services.portfolio.traces import moves_today, traced_today, traces
from gridwatch.services.portfolio.views import LotView, Scope


def views_of_lots(
    book: Book, scope: Scope, currency: str, on: date
) -> dict[int, tuple[LotView, ...]]:
    """Return the lots of a scope on a day with value and gains in `currency`, by security.

    Shares that were delivered without a value have cost what they were worth then.
    """
    found = dict[int, list[LotView]]()
    for some in _lots(book, currency, on):
        for each in some:
            if contains(scope, (each.account_id, each.security_id)):
                found.setdefault(each.security_id, []).append(each)
    return {number: tuple(some) for number, some in found.items()}


def _lots(book: Book, currency: str, on: date) -> list[tuple[LotView, ...]]:
    """Return the lots of all groups; today's are kept, and only what has changed is done again."""
    if on != book.today:
        return [
            _valued(book, lot_costs(each.lots, *_terms(book, currency, on)), currency, on)
            for each in traces(book, on)
        ]
    return [_lots_today(book, each, currency) for each in book.groups]


def _lots_today(book: Book, group: Group, currency: str) -> tuple[LotView, ...]:
    question, on = ("lots", currency), book.today

    def cost() -> tuple[LotCost, ...]:
        return lot_costs(traced_today(book, group).lots, *_terms(book, currency, on))

    def value() -> tuple[LotView, ...]:
        return _valued(
            book, book.of_group(_past(book, group), group, ("costs", currency), cost), currency, on
        )

    return book.of_group(Depends.NOW, group, question, value)


def _valued(book: Book, costs: Sequence[LotCost], currency: str, on: date) -> tuple[LotView, ...]:
    prices = dict[int, float]()
    for number in {each.lot.security_id for each in costs}:
        priced = price_then(book, number, on)
        if priced is not None:
            prices[number] = priced.price
    return valued(costs, prices, currency, on, conversion_of(book))


@dataclass(frozen=True, slots=True, eq=False)
class Sold:
    """Sales with what they brought; by row of `sales`: account, security, gain (NaN: unknown)."""

    sales: tuple[Realised, ...]
    account: Numbers
    security: Numbers
    gain: Floats


def realised_gains(book: Book, scope: Scope, currency: str, on: date) -> dict[int, float | None]:
    """Return what the sales of a scope until a day brought, by security; None is unknown."""
    parts = _sold(book, currency, on)
    if not parts:
        return {}
    account, security, gain = (
        np.concatenate([getattr(each, name) for each in parts])
        for name in ("account", "security", "gain")
    )
    inside = np.ones(len(gain), dtype=np.bool_)
    if scope.accounts is not None:
        inside &= np.isin(account, list(scope.accounts))
    if scope.securities is not None:
        inside &= np.isin(security, list(scope.securities))
    security, gain = security[inside], gain[inside]
    sums = np.bincount(security, weights=gain)
    return {
        each: float(sums[each]) if np.isfinite(sums[each]) else None
        for each in np.unique(security).tolist()
    }


def views_of_sales(book: Book, scope: Scope, currency: str, on: date) -> dict[int, list[Realised]]:
    """Return the sales of a scope until a day with what they brought in `currency`, by security."""
    found = dict[int, list[Realised]]()
    for some in _sold(book, currency, on):
        for each in some.sales:
            if contains(scope, (each.sale.account_id, each.sale.security_id)):
                found.setdefault(each.sale.security_id, []).append(each)
    return found


def _sold(book: Book, currency: str, on: date) -> list[Sold]:
    """Return the sales of all groups; what no quote of today concerns is kept however many come."""
    if on == book.today:
        return [_sold_today(book, each, currency) for each in book.groups]
    keep = book.kept_past if on < book.today else book.kept

    def work() -> list[Sold]:
        return [_columns(each.sales, *_terms(book, currency, on)) for each in traces(book, on)]

    return keep(("sold", currency, on), work)


def _sold_today(book: Book, group: Group, currency: str) -> Sold:
    def work() -> Sold:
        sales = traced_today(book, group).sales
        return _columns(sales, *_terms(book, currency, book.today))

    return book.of_group(_past(book, group), group, ("sold", currency), work)


def _past(book: Book, group: Group) -> Depends:
    """Return on what depends what was paid for the shares of a group."""
    return Depends.NOW if moves_today(book, group) else Depends.PAST


def _columns(
    sales: Sequence[Sale],
    currencies: Mapping[int, str],
    into: str,
    conversion: Conversion,
    closing: Closing,
) -> Sold:
    found = realised(sales, currencies, into, conversion, closing)
    gains = (nan if each.gain is None else each.gain for each in found)
    return Sold(
        found,
        np.fromiter((each.account_id for each in sales), np.int64, len(sales)),
        np.fromiter((each.security_id for each in sales), np.int64, len(sales)),
        np.fromiter(gains, np.float64, len(sales)),
    )


def _terms(
    book: Book, currency: str, on: date
) -> tuple[Mapping[int, str], str, Conversion, Closing]:
    """Return with what amounts are converted, for one group: what was converted is not kept."""

    def name() -> dict[int, str]:
        return {number: each.currency for number, each in book.securities.items()}

    currencies = book.kept("security currencies", name)
    return currencies, currency, Conversion(book.rate_on), closing_of(book, on)


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
