"""Traces transactions to the lots that are left of them and to what was closed, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.bills import bill_of
from gridwatch.domain.ledger.bookkeeping import Bookkeeping, Rates
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.lots import Traced
from gridwatch.domain.ledger.moving import merge, spin_off, transfer
from gridwatch.domain.ledger.share_units import split_lines
from gridwatch.domain.ledger.trail import Happened
from gridwatch.domain.ledger.transaction import Transaction, in_order
from gridwatch.domain.splits import Split


def trace(
    transactions: Iterable[Transaction],
    accounts: Mapping[int, Account],
    splits: Mapping[int, Sequence[Split]],
    until: date,
    rates: Rates | None = None,
) -> Traced:
    """Return lots and sales of all transactions up to and with `until`.

    `accounts` by id, with the method and whether they may be short. `splits`: the effective ones by
    security. Securities that spin-offs and mergers connect have to come together (see `connected`);
    otherwise each can be traced by itself. Quantities of lots are as of `until`, those of sales as
    of their day.

    `rates` is asked by the method of the highest cost alone: costs of a share are compared in the
    currency of the account, the one that all its lots have in common. A cost that was settled in it
    counts as it was paid; a lot without a rate is taken after the others.

    More sold than there is opens a short, where the account allows that. Elsewhere it is owed: what
    comes in next makes it good, as it does where a purchase was booked a day too late, and until
    then its cost is unknown.
    """
    books = Bookkeeping(accounts, split_lines(splits), until, rates)
    moved = [each for each in transactions if TRAITS[each.kind].shares and each.on <= until]
    for each in in_order(moved):
        if each.account_id is not None and each.security_id is not None:
            _FOLLOWED[each.kind](books, each)
    return books.finish()


def _come_in(books: Bookkeeping, one: Transaction) -> None:
    bill = bill_of(one, books.settled_in(one), 1)
    quantity = books.shares(one, one.quantity)
    if quantity:
        lot = books.opened(one, quantity, bill, Happened.BOUGHT)
        books.put(books.book(one.account_id, one.security_id), lot, one)


def _go_out(books: Bookkeeping, one: Transaction) -> None:
    bill = bill_of(one, books.settled_in(one), -1)
    quantity = books.shares(one, one.quantity)
    if quantity:
        gone = books.opened(one, quantity, bill, Happened.SOLD)
        books.let_out(books.book(one.account_id, one.security_id), gone, one)


_FOLLOWED: Mapping[Kind, Callable[[Bookkeeping, Transaction], None]] = {
    Kind.BUY: _come_in,
    Kind.DELIVERY_IN: _come_in,
    Kind.SELL: _go_out,
    Kind.DELIVERY_OUT: _go_out,
    Kind.TRANSFER: transfer,
    Kind.SPIN_OFF: spin_off,
    Kind.MERGER: merge,
}
