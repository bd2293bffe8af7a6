"""Transfers, spin-offs and mergers: lots that go elsewhere with their day and cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from gridwatch.domain.ledger.bills import bill_of
from gridwatch.domain.ledger.book import Book
from gridwatch.domain.ledger.bookkeeping import Bookkeeping
from gridwatch.domain.ledger.matching import OpenLot, Pile
from gridwatch.domain.ledger.share_deltas import exchange_ratio
from gridwatch.domain.ledger.share_units import Exact, money_grains, scaled_by
from gridwatch.domain.ledger.trail import Happened
from gridwatch.domain.ledger.transaction import Transaction

Move = Callable[[OpenLot], None]
Ratios = tuple[Fraction, Fraction]  # new shares for an old one, part of the old ones concerned


def transfer(books: Bookkeeping, one: Transaction) -> None:
    """Move lots from one account to another; the method of the first one chooses them.

    Where it has too few shares and may be short, shorts of the other account come in return: that
    is how a short position is moved. What is missing then moves on as soon as it comes in.
    """
    source = books.book(one.account_id, one.security_id)
    target = books.book(one.other_account_id, one.security_id)

    def move(lot: OpenLot) -> None:
        books.put(target, books.stepped(lot, one, Happened.TRANSFERRED, target), one)

    missing = _move_held(books, source, one, move)
    if missing and source.account.shorts and target.short.total:
        for lot in target.short.take(max(-missing, target.short.total)):
            missing += lot.quantity
            source.short.push(books.stepped(lot, one, Happened.TRANSFERRED, source))
    _move_later(books, source, one, missing, move)


def merge(books: Bookkeeping, one: Transaction) -> None:
    """Put new shares in place of old ones; their lots keep day and cost.

    Money beside the shares is first taken as cost given back, without a gain; what is more than the
    cost of a lot is realised. That is how a return of capital is treated (26 U.S.C. §301(c)(2) and
    (3); for small amounts in a merger UK TCGA 1992 s. 122): it needs no market value of the new
    shares, and no gain is lost, only told later. Tax laws differ: 26 U.S.C. §356 takes the gain
    first, the German §20 (4a) EStG takes the money as income. It is told as a sale of 0 shares.
    Money in another currency than the cost takes as much of the cost as the transaction's own rate
    says; without one it is realised whole.
    """
    source = books.book(one.account_id, one.security_id)
    target = books.book(one.account_id, one.other_security_id)
    factor = exchange_ratio(one, books.lines, books.until)
    wanted = books.shares(one, one.quantity)
    if not wanted:
        books.settle()  # all that is held now is concerned
    cash = _cash(books, one, wanted or source.total)

    def exchange(lot: OpenLot) -> OpenLot:
        if cash is not None:
            _give_back(books, source, lot, cash.split_off(-lot.quantity))
        lot.quantity = scaled_by(lot.quantity, factor)
        return books.stepped(lot, one, Happened.MERGED, target)

    def move(lot: OpenLot) -> None:
        books.put(target, exchange(lot), one)

    if wanted:
        _move_later(books, source, one, _move_held(books, source, one, move), move)
        return
    for lot in source.long.empty():
        move(lot)
    for lot in (*source.short.empty(), *source.owed.empty()):
        books.let_out(target, exchange(lot), one)


def spin_off(books: Bookkeeping, one: Transaction) -> None:
    """Put new shares beside old ones: each lot hands over a part of its cost and keeps its day.

    Where fewer old shares are concerned than are held, every lot takes part with the same share.
    New shares for old ones that are not known to be held have no known cost.
    """
    source = books.book(one.account_id, one.security_id)
    target = books.book(one.account_id, one.other_security_id)
    factor = exchange_ratio(one, books.lines, books.until)
    wanted, held = books.shares(one, one.quantity), source.long.total
    if wanted:
        part = Fraction(min(wanted, held)) / held if held else Fraction(0)
        _hand_over(books, source, source.long, target, one, (factor, part))
        if wanted > held:
            excess = scaled_by(wanted - max(held, 0), factor)
            books.put(target, books.unknown(one, target.security_id, excess), one)
        return
    books.settle()  # all that is held now is concerned
    for pile in (source.long, source.short):
        _hand_over(books, source, pile, target, one, (factor, Fraction(1)))
    for lot in source.owed:
        gone = books.unknown(one, target.security_id, scaled_by(lot.quantity, factor))
        gone.owed = True  # it follows from the shortfall that is told already
        books.let_out(target, gone, one)


def _hand_over(
    books: Bookkeeping, source: Book, pile: Pile, target: Book, one: Transaction, ratios: Ratios
) -> None:
    """Let the lots of a pile hand over cost; they are piled anew, for their costs have changed."""
    factor, part = ratios
    share = part * Fraction(one.cost_share or 0)
    for lot in pile.empty():
        new = replace(lot, quantity=scaled_by(lot.quantity, part * factor))
        if lot.cost is not None:
            new.cost = int(lot.cost * share)
        new.fees, new.taxes = int(lot.fees * share), int(lot.taxes * share)
        lot.cost = None if lot.cost is None or new.cost is None else lot.cost - new.cost
        lot.fees, lot.taxes = lot.fees - new.fees, lot.taxes - new.taxes
        pile.push(books.stepped(lot, one, Happened.HANDED_OVER, source))
        if not new.quantity:
            continue
        books.stepped(new, one, Happened.SPUN_OFF, target)
        if new.quantity > 0:
            books.put(target, new, one)
        else:
            books.let_out(target, new, one)


def _move_held(books: Bookkeeping, source: Book, one: Transaction, move: Move) -> Exact:
    """Move what there is of the wanted shares; return how many are missing."""
    missing = books.shares(one, one.quantity)
    for lot in books.taken(source, one, missing):
        missing -= lot.quantity
        move(lot)
    return missing


def _move_later(
    books: Bookkeeping, source: Book, one: Transaction, missing: Exact, move: Move
) -> None:
    """Owe what is missing: what comes in next moves on."""
    if missing:
        gone = books.unknown(one, source.security_id, -missing)
        gone.moves_on = move
        books.owe(source, gone)


def _cash(books: Bookkeeping, one: Transaction, total: Exact) -> OpenLot | None:
    """Return the money of a merger as what all its shares bring, None where there is none.

    Below 0 where it was paid: what moved tells that, else who is short has to pay.
    """
    if not total or not (one.gross or one.net):
        return None
    paid = one.net < 0 if one.net else total < 0
    bill = bill_of(one, books.settled_in(one), 1 if paid else -1)
    if paid and bill.amount is not None:
        bill = bill._replace(amount=-abs(bill.amount))
    return books.opened(one, total, bill, Happened.SOLD)


def _give_back(books: Bookkeeping, source: Book, lot: OpenLot, money: OpenLot) -> None:
    """Take money as cost given back, as far as there is cost, and write the rest down as gain."""
    returned = _in_currency_of(lot, money)
    if lot.cost is None:
        returned = None
    elif returned is None:
        returned = 0
    else:
        returned = min(returned, lot.cost) if lot.cost >= 0 else max(returned, lot.cost)
    closed = replace(lot, quantity=0, cost=returned, fees=0, taxes=0)
    if lot.cost and returned:
        closed.fees = lot.fees * returned // lot.cost
        closed.taxes = lot.taxes * returned // lot.cost
        lot.cost -= returned
        lot.fees, lot.taxes = lot.fees - closed.fees, lot.taxes - closed.taxes
    books.sell(source, closed, money)


def _in_currency_of(lot: OpenLot, money: OpenLot) -> int | None:
    if money.cost is None or money.currency == lot.currency:
        return None if money.cost is None else -money.cost
    event = money.trail
    if event.paid_currency != lot.currency or not event.paid or not event.amount_grains:
        return None
    return -money.cost * money_grains(event.paid) // event.amount_grains
