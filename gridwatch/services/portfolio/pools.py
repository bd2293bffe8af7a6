"""Positions at average cost, as what came and went: all shares of one are a pool.

What a pool has cost is an average that each purchase changes, so that its sales can't be looked at
one by one as `stretches` are: the pool is walked through, from its worth at the first day on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import nan

import numpy as np

from gridwatch.domain.bars import Days, Flags, Floats, day_number
from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.bills import bill_of
from gridwatch.domain.ledger.checking import settled_in
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.moves import Place
from gridwatch.domain.ledger.share_deltas import exchange_ratio
from gridwatch.domain.ledger.share_units import GRAIN, split_lines
from gridwatch.domain.ledger.transaction import Transaction, in_order
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.codes import AT_MARKET, code_number, converted, place_numbers
from gridwatch.services.portfolio.flow_columns import Numbers
from gridwatch.services.portfolio.ledger_memory import Group
from gridwatch.services.portfolio.worth import Worth

_COLUMNS = 8
_TRADES = frozenset({Kind.BUY, Kind.SELL, Kind.DELIVERY_IN, Kind.DELIVERY_OUT})
# Of a position that was sold wholly, rounding leaves no more than this.
_NO_SHARES = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Pools:
    """What came to pools (`shares` above 0) and went (below 0), by place and then by day.

    Amounts above 0 and before charges: `local` in the security's currency, `view` in that which was
    asked for. `traded`: it was bought or sold, and not moved at what it was worth.
    """

    place: Numbers
    security: Numbers
    day: Days
    shares: Floats
    local: Floats
    view: Floats
    traded: Flags


@dataclass(slots=True)
class _Pool:
    """What is held, and what it counts for in both currencies; all below 0 for a short."""

    shares: float
    local: float
    view: float
    realised: float = 0.0
    currency: float = 0.0

    def change(self, shares: float, local: float, view: float, *, traded: bool) -> None:
        """Let shares come or go; what closes a part of the pool is its gain, price and currency."""
        closing = 0.0
        if abs(self.shares) > _NO_SHARES and (shares > 0) != (self.shares > 0):
            closing = min(abs(shares), abs(self.shares))
            parts = closing / abs(self.shares), closing / abs(shares)
            self._close(*parts, local, view, traded=traded)
        rest = abs(shares) - closing
        if rest > _NO_SHARES:
            part = rest / shares  # below 0 where a short is opened
            self.shares += rest if shares > 0 else -rest
            self.local, self.view = self.local + local * part, self.view + view * part

    def _close(self, held: float, gone: float, local: float, view: float, *, traded: bool) -> None:
        sign = 1.0 if self.shares > 0 else -1.0
        cost_local, cost_view = self.local * held, self.view * held
        got_local, got_view = sign * local * gone, sign * view * gone
        rate = got_view / got_local if got_local else nan
        at_rate = cost_local * rate if got_local else cost_view
        if traded:
            self.realised += got_view - at_rate
        self.currency += at_rate - cost_view
        self.shares -= self.shares * held
        self.local, self.view = self.local - cost_local, self.view - cost_view


def pools_of(book: Book, currency: str) -> Pools:
    """Return what came to all pools and went up to today, amounts at the rates of their days."""
    return book.kept(("pools", currency), lambda: _converted(book, currency))


def pooled_gains(
    pools: Pools, inside: Flags, first: int, last: int, worth: Worth
) -> tuple[float, float]:
    """Return what the sales of a period realised by prices, and what currencies gained in it.

    Of the places `inside`, for the days after `first` until `last`; `worth` is of these two days.
    NaN where a price, a rate or an amount is missing.
    """
    realised = currency = 0.0
    rows = np.flatnonzero(inside[pools.place] & (pools.day <= last))
    starts = np.flatnonzero(np.diff(pools.place[rows], prepend=-1))
    for some in np.split(rows, starts[1:]) if len(rows) else ():
        found = _walked(pools, some, first, worth)
        realised, currency = realised + found[0], currency + found[1]
    return realised, currency


def _walked(pools: Pools, rows: Numbers, first: int, worth: Worth) -> tuple[float, float]:
    """Walk one pool from its worth on the first day to what it is worth on the last."""
    security = int(pools.security[rows[0]])
    before = int(np.searchsorted(pools.day[rows], first, side="right"))
    held = float(pools.shares[rows[:before]].sum())
    pool = _Pool(0.0, 0.0, 0.0)
    if abs(held) > _NO_SHARES:
        begin = (worth.local_first[security], worth.view_first[security])
        pool = _Pool(held, held * float(begin[0]), held * float(begin[1]))
    columns = (pools.shares, pools.local, pools.view, pools.traded)
    later = rows[before:]
    for shares, local, view, traded in zip(
        *(each[later].tolist() for each in columns), strict=True
    ):
        pool.change(shares, local, view, traded=traded)
    if abs(pool.shares) > _NO_SHARES:
        rate = float(worth.view_last[security] / worth.local_last[security])
        pool.currency += pool.local * rate - pool.view
    return pool.realised, pool.currency


def _converted(book: Book, currency: str) -> Pools:
    places = place_numbers(book)
    tables = book.by_group("pools", lambda group, some: _table(book, group, some, places))
    table = np.concatenate([np.zeros((0, _COLUMNS)), *tables])
    table = table[np.argsort(table[:, 0], kind="stable")]
    place, security, day, code = (table[:, at].astype(np.int64) for at in (0, 1, 2, 6))
    shares = table[:, 3]
    local, view = converted(
        book, currency, security, np.abs(shares), day, table[:, 4], table[:, 5], code
    )
    return Pools(place, security, day, shares, local, view, table[:, 7] > 0)


def _table(
    book: Book, group: Group, some: Sequence[Transaction], places: Mapping[Place, int]
) -> Floats:
    averaged = {each.id for each in book.accounts.values() if each.method is CostMethod.AVERAGE}
    if min(group) < 0 or not any(
        {each.account_id, each.other_account_id} & averaged for each in some
    ):
        return np.zeros((0, _COLUMNS))
    rows = (row for row in _rows(book, some, places) if book.places[int(row[0])][0] in averaged)
    return np.fromiter(chain.from_iterable(rows), dtype=np.float64).reshape(-1, _COLUMNS)


def _rows(
    book: Book, some: Sequence[Transaction], places: Mapping[Place, int]
) -> Iterator[tuple[float, ...]]:
    """Yield what each transaction up to today brings and takes, in their order."""
    moved = (each for each in some if TRAITS[each.kind].shares and each.on <= book.today)
    held = dict[Place, float]()
    for each in in_order(moved):
        for place, shares in _moved(book, each, held):
            if not shares:  # all of what is not held was exchanged
                continue
            held[place] = held.get(place, 0.0) + shares
            side = _trade(book, each) if each.kind in _TRADES else (nan, nan, AT_MARKET)
            traded = each.kind in _TRADES
            yield places[place], place[1], day_number(each.on), shares, *side, traded


def _moved(
    book: Book, one: Transaction, held: Mapping[Place, float]
) -> tuple[tuple[Place, float], ...]:
    """Return which positions get and lose how many shares of today."""
    account, security = here = one.account_id or 0, one.security_id or 0
    as_of = one.shares_as_of or one.on
    shares = float(book.shares_of_today(security, one.quantity, as_of))
    if one.kind is Kind.TRANSFER:
        return (here, -shares), ((one.other_account_id or 0, security), shares)
    if one.kind not in {Kind.SPIN_OFF, Kind.MERGER}:
        return ((here, shares * TRAITS[one.kind].shares),)
    old = shares or held.get(here, 0.0)
    new = old * float(exchange_ratio(one, split_lines(book.splits), book.today))
    came = (account, one.other_security_id or 0), new
    return (came,) if one.kind is Kind.SPIN_OFF else ((here, -old), came)


def _trade(book: Book, one: Transaction) -> tuple[float, float, int]:
    """Return the amount of a trade in the security's currency, as it was paid, and in which."""
    sign, settled = TRAITS[one.kind].shares, settled_in(one, book.accounts)
    bill = bill_of(one, settled, sign)
    if bill.amount is None:
        return nan, nan, AT_MARKET
    local = float((bill.amount - sign * (bill.fees + bill.taxes)) / GRAIN)
    same = one.currency == book.securities[one.security_id or 0].currency
    known = local if same else nan
    if bill.paid and bill.amount and settled != one.currency:
        return known, local * float(bill.paid) * GRAIN / bill.amount, code_number(settled)
    return known, local, code_number(one.currency)
