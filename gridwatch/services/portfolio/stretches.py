"""Lots as stretches of time in one place: what each was worth when it came and when it went.

A stretch begins with a purchase, or where shares come from another place (a transfer, a spin-off,
a merger), and ends with a sale or where they go to another place. Amounts are before charges, and
shares are counted as of today. Accounts at average cost have no stretches, but `pools`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from math import nan

import numpy as np

from gridwatch.domain.bars import Days, Flags, Floats, day_number
from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.lots import Lot, Sale, Traced
from gridwatch.domain.ledger.moves import Place
from gridwatch.domain.ledger.share_deltas import exchange_ratio
from gridwatch.domain.ledger.share_units import GRAIN, split_lines
from gridwatch.domain.ledger.trail import Event, Happened
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.codes import (
    AT_MARKET,
    UNKNOWN,
    code_number,
    converted,
    place_numbers,
)
from gridwatch.services.portfolio.flow_columns import Numbers
from gridwatch.services.portfolio.traces import chosen_by_rates, traces
from gridwatch.services.portfolio.worth import Worth

STILL_OPEN = 10**9  # a day after all days
_ENTERED = frozenset({Happened.TRANSFERRED, Happened.SPUN_OFF, Happened.MERGED})
_COLUMNS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """One stretch a row. `local` is the security's currency, `view` the one that was asked for.

    `closed` is `STILL_OPEN` for what is held; `sold`: it ends with a sale. Amounts are NaN where
    they are unknown; shares and amounts of a short are below 0.
    """

    place: Numbers
    security: Numbers
    shares: Floats
    opened: Days
    open_local: Floats
    open_view: Floats
    closed: Days
    close_local: Floats
    close_view: Floats
    sold: Flags


@dataclass(frozen=True, slots=True)
class _Side:
    """One end of a stretch: a day, an amount in the security's currency, and as it was paid.

    `code`: the number of the currency of `paid`, or that it is worth what the market says.
    """

    day: int
    local: float = nan
    paid: float = nan
    code: int = AT_MARKET


def stretches_of(book: Book, currency: str) -> Stretches:
    """Return the stretches of all lots up to today, amounts at the rates of their days."""
    return book.kept(("stretches", currency), lambda: _converted(book, currency))


def stretch_gains(
    stretches: Stretches, inside: Flags, first: int, last: int, worth: Worth
) -> tuple[float, float]:
    """Return what the sales of a period realised by prices, and what currencies gained in it.

    Of the places `inside`, for the days after `first` until `last`; `worth` is of these two days.
    A lot begins with what it was worth on the first day, or with its cost where it was bought
    later, and ends with what it brought, or is worth on the last day. Of the difference in the
    currency of the view, what it began with in the security's currency × (rate at the end - rate at
    the beginning) is the gain by the currency, and the rest that by the price (so does Portfolio
    Performance, CapitalGainsCalculation). NaN where a price, a rate or a cost is missing.
    """
    some = inside[stretches.place] & (stretches.opened <= last) & (stretches.closed > first)
    rows = np.flatnonzero(some)
    shares, security = stretches.shares[rows], stretches.security[rows]
    old, held = stretches.opened[rows] <= first, stretches.closed[rows] > last
    begin_local = np.where(old, shares * worth.local_first[security], stretches.open_local[rows])
    begin_view = np.where(old, shares * worth.view_first[security], stretches.open_view[rows])
    end_local = np.where(held, shares * worth.local_last[security], stretches.close_local[rows])
    end_view = np.where(held, shares * worth.view_last[security], stretches.close_view[rows])
    nothing = end_local == 0  # given away: no rate is told
    rate = end_view / np.where(nothing, 1.0, end_local)
    at_rate = np.where(nothing, begin_view, begin_local * rate)
    sold = stretches.sold[rows] & ~held
    return float((end_view - at_rate)[sold].sum()), float((at_rate - begin_view).sum())


def _converted(book: Book, currency: str) -> Stretches:
    table = np.concatenate([np.zeros((0, _COLUMNS)), *_tables(book)])
    place, security, opened, open_code, closed, close_code = (
        table[:, at].astype(np.int64) for at in (0, 1, 3, 6, 7, 10)
    )
    shares = table[:, 2]
    ends = (
        (opened, table[:, 4], table[:, 5], open_code),
        (closed, table[:, 8], table[:, 9], close_code),
    )
    (open_local, open_view), (close_local, close_view) = (
        converted(book, currency, security, shares, *each) for each in ends
    )
    return Stretches(
        place, security, shares, opened, open_local, open_view,
        closed, close_local, close_view, table[:, 11] > 0,
    )  # fmt: skip


def _tables(book: Book) -> list[Floats]:
    places, found = place_numbers(book), traces(book, book.today)
    if chosen_by_rates(book):
        return [_table(book, each, places) for each in found]
    groups = book.by_group("groups", lambda group, _: group)
    traced = dict(zip(groups, found, strict=True))
    return book.by_group("stretches", lambda group, _: _table(book, traced[group], places))


def _table(book: Book, traced: Traced, places: Mapping[Place, int]) -> Floats:
    rows = chain(
        (row for each in traced.sales if each.quantity for row in _of_sale(book, each, places)),
        (row for each in traced.lots for row in _of_lot(book, each, places)),
    )
    return np.fromiter(chain.from_iterable(rows), dtype=np.float64).reshape(-1, _COLUMNS)


_Row = tuple[float, ...]


def _of_lot(book: Book, lot: Lot, places: Mapping[Place, int]) -> Iterator[_Row]:
    cost = None if lot.cost is None else lot.cost - lot.charges
    opened = _bought(book, lot.on, cost, lot.currency, lot.trail)
    end = _Side(STILL_OPEN, code=UNKNOWN)
    shares = float(lot.quantity)
    yield from _walk(book, lot.trail, shares, (opened, end), places, sold=False)


def _of_sale(book: Book, sale: Sale, places: Mapping[Place, int]) -> Iterator[_Row]:
    shares = float(sale.shares)
    proceeds = None if sale.proceeds is None else sale.proceeds + sale.charges
    end = _amount(
        book,
        sale.security_id,
        day_number(sale.on),
        proceeds,
        sale.proceeds_currency,
        sale.proceeds_trail,
    )
    if sale.opened_on is None or sale.cost_trail is None:
        place = places[sale.account_id, sale.security_id]
        yield _row(place, sale.security_id, shares, _Side(end.day, code=UNKNOWN), end, sold=True)
        return
    cost = None if sale.cost is None else sale.cost - sale.cost_charges
    opened = _bought(book, sale.opened_on, cost, sale.cost_currency, sale.cost_trail)
    yield from _walk(book, sale.cost_trail, shares, (opened, end), places, sold=True)


def _bought(book: Book, on: date, cost: Decimal | None, currency: str, trail: Event) -> _Side:
    root = trail
    while len(root.before) == 1:
        root = root.before[0]
    return _amount(book, root.security_id, day_number(on), cost, currency, root)


def _amount(
    book: Book, security: int, day: int, amount: Decimal | None, currency: str, event: Event
) -> _Side:
    """Return an amount before charges; where it was paid in another currency, by what was paid."""
    if amount is None:
        return _Side(day)
    local = float(amount)
    known = local if currency == book.securities[security].currency else nan
    if event.paid and event.amount_grains and event.paid_currency != currency:
        paid = local * float(event.paid) * GRAIN / event.amount_grains
        return _Side(day, known, paid, code_number(event.paid_currency))
    return _Side(day, known, local, code_number(currency))


def _walk(
    book: Book,
    trail: Event,
    shares: float,
    ends: tuple[_Side, _Side],
    places: Mapping[Place, int],
    *,
    sold: bool,
) -> Iterator[_Row]:
    """Yield the stretches of a lot, the last one first, back to what opened it."""
    opened, end = ends
    each = trail
    while True:
        place = each.account_id, each.security_id
        averaged = book.accounts[place[0]].method is CostMethod.AVERAGE
        entered = each.what in _ENTERED
        begin = _Side(day_number(each.on)) if entered else opened
        last = not each.before or len(each.before) > 1
        if (entered or last) and not averaged:
            yield _row(places[place], place[1], shares, begin, end, sold=sold)
        if last or each.what is Happened.SPUN_OFF:
            return
        if entered:
            end, sold = begin, False
        if each.what is Happened.MERGED:
            merger = book.transactions[each.transaction_id or 0]
            shares /= float(exchange_ratio(merger, split_lines(book.splits), book.today))
        each = each.before[0]


def _row(place: int, security: int, shares: float, begin: _Side, end: _Side, *, sold: bool) -> _Row:
    return (
        place, security, shares, begin.day, begin.local, begin.paid, begin.code,
        end.day, end.local, end.paid, end.code, sold,
    )  # fmt: skip
