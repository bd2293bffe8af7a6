"""Income, fees and taxes of each transaction as columns, so that any period's are a few sums.

What a transaction earns or costs is what has moved because of it: a dividend of 85 after 15 of tax
is 100 of income and 15 of taxes. So income - fees - taxes of a place are what its flows and its
value don't explain by prices and rates (see `domain.ledger.moves` for what is a flow).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain

import numpy as np

from gridwatch.domain.bars import Days, Flags, Floats, day_number
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.moves import Place, settled_net
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.codes import code_number, in_view, place_numbers
from gridwatch.services.portfolio.flow_columns import Numbers


class What(IntEnum):
    """What an amount is."""

    INCOME = 0
    FEE = 1
    TAX = 2


@dataclass(frozen=True, slots=True, eq=False)
class Earnings:
    """One amount a row, in one currency, NaN where a rate is missing; `place` numbers as in flows.

    `what`: of `What`. Amounts are above 0 for income got and for fees and taxes paid.
    """

    day: Days
    place: Numbers
    transaction: Numbers
    what: Numbers
    amount: Floats

    def total(self, what: What, inside: Flags, first: int, last: int) -> float:
        """Return the sum of the days after `first` until `last`, of the places that are `inside`.

        NaN where an amount is unknown.
        """
        wanted = (self.what == what) & (self.day > first) & (self.day <= last)
        wanted[wanted] = inside[self.place[wanted]]
        return float(self.amount[wanted].sum())


# day, place, transaction, what, amount, currency
_Row = tuple[int, int, int, int, float, int]
_MAIN: Mapping[Kind, What] = {
    Kind.DIVIDEND: What.INCOME,
    Kind.INTEREST: What.INCOME,
    Kind.INTEREST_CHARGE: What.INCOME,
    Kind.FEE: What.FEE,
    Kind.FEE_REFUND: What.FEE,
    Kind.TAX: What.TAX,
    Kind.TAX_REFUND: What.TAX,
}
_CHARGES = {ChargeKind.FEE: What.FEE, ChargeKind.TAX: What.TAX}
# Of what comes from outside only what arrives is a flow: its charges never were in the portfolio.
# A transfer of shares and a spin-off move no money.
_FREE = frozenset({Kind.DEPOSIT, Kind.WITHDRAWAL, Kind.TRANSFER, Kind.SPIN_OFF})
_DELIVERIES = frozenset({Kind.DELIVERY_IN, Kind.DELIVERY_OUT})


def earnings_of(book: Book, currency: str) -> Earnings:
    """Return income, fees and taxes of all transactions up to today, at the rates of their days.

    A charge that tells its own rate is converted by it into the currency of the cash account first.
    """
    return book.kept(("earnings", currency), lambda: _converted(book, currency))


def _converted(book: Book, currency: str) -> Earnings:
    places = place_numbers(book)
    tables = book.by_group("earnings", lambda _, some: _table(book, some, places))
    table = np.concatenate([np.zeros((0, 6)), *tables])
    table = table[table[:, 0] <= book.last]
    day, place, transaction, what, used = (table[:, at].astype(np.int64) for at in (0, 1, 2, 3, 5))
    amount = in_view(book, currency, day, table[:, 4], used)
    return Earnings(day, place, transaction, what, amount)


def _table(book: Book, some: Sequence[Transaction], places: Mapping[Place, int]) -> Floats:
    rows = chain.from_iterable(
        _rows(book, each, places) for each in some if each.charges or each.kind in _MAIN
    )
    return np.fromiter(chain.from_iterable(rows), dtype=np.float64).reshape(-1, 6)


def _rows(book: Book, one: Transaction, places: Mapping[Place, int]) -> Iterator[_Row]:
    if one.kind in _FREE or (one.kind in _DELIVERIES and not one.gross):
        return
    place = places.get(_place(book, one))
    if place is None:  # nothing moves there
        return
    day, sign = day_number(one.on), TRAITS[one.kind].cash
    cash = None if one.cash_id is None else book.accounts.get(one.cash_id)
    settled = one.currency if cash is None else cash.currency
    main = _MAIN.get(one.kind)
    if main is not None:
        direction = sign if main is What.INCOME else -sign
        number = code_number(settled)
        yield day, place, one.id, main, direction * float(settled_net(one)), number
    for each in one.charges:
        amount, code = _settled(each, one, settled)
        number = code_number(code)
        yield day, place, one.id, _CHARGES[each.kind], amount, number
        if main is not None:
            # What moved is net of the charge: with it, the amount is what it was before.
            yield day, place, one.id, main, amount if main is What.INCOME else -amount, number


def _place(book: Book, one: Transaction) -> Place:
    """Return where the amount is earned or lost: in the position, else in the cash account."""
    if one.kind is Kind.CASH_TRANSFER:
        return one.other_cash_id or 0, 0
    if one.security_id is None:
        return one.cash_id or 0, 0
    account = one.account_id if TRAITS[one.kind].shares else book.holder(one)
    return account or 0, one.security_id


def _settled(charge: Charge, one: Transaction, settled: str) -> tuple[float, str]:
    """Return a charge in the currency in which it was settled, where a rate is told; else as is."""
    rate = charge.rate
    if rate is None and charge.currency == one.currency:
        rate = one.rate
    if charge.currency == settled or rate is None:
        return float(charge.amount), charge.currency
    return float(charge.amount * rate), settled
