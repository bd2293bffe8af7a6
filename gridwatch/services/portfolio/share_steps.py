"""How the quantity of a position came about: every transaction and split, in shares of its day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from gridwatch.domain.ledger.moves import Place
from gridwatch.domain.ledger.share_deltas import share_moves
from gridwatch.domain.ledger.share_units import Exact, SplitLine
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.running import exactly
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.views import Scope


@dataclass(frozen=True, slots=True)
class ShareStep:
    """Shares that a transaction or a split (`ratio`) brought or took, counted as of its day."""

    on: date
    account_id: int
    shares: Decimal
    transaction: Transaction | None = None
    ratio: tuple[int, int] | None = None


def share_steps(book: Book, scope: Scope, security_id: int, on: date) -> tuple[ShareStep, ...]:
    """Return what led to the shares of a security that a scope holds at the end of a day.

    Oldest first; they add up to the quantity as of that day. A split brings to each account what it
    makes of the shares that are there.
    """
    legs = sorted(_legs(book, scope, security_id, on), key=lambda each: each[0].on)
    line = SplitLine(book.splits.get(security_id, ()))
    splits = [each for each in book.splits.get(security_id, ()) if each.day <= on]
    found, held = list[ShareStep](), dict[int, Exact]()
    for one, (account, _), quantity in legs:
        while splits and splits[0].day <= one.on:
            split = splits.pop(0)
            found += _split(split.day, (split.numerator, split.denominator), held)
        shares = quantity * line.ratio(on, one.on)
        held[account] = held.get(account, 0) + shares
        found.append(ShareStep(one.on, account, exactly(shares), one))
    for split in splits:
        found += _split(split.day, (split.numerator, split.denominator), held)
    return tuple(found)


def _legs(
    book: Book, scope: Scope, security_id: int, on: date
) -> Iterator[tuple[Transaction, Place, Exact]]:
    for group in book.groups:
        if security_id in group:
            for one, moved in share_moves(book.booked(group), book.splits, on):
                for place, quantity in moved:
                    if place[1] == security_id and contains(scope, place):
                        yield one, place, quantity


def _split(on: date, ratio: tuple[int, int], held: dict[int, Exact]) -> Iterator[ShareStep]:
    for account, shares in held.items():
        if shares:
            more = shares * (Fraction(*ratio) - 1)
            held[account] = shares + more
            yield ShareStep(on, account, exactly(more), None, ratio)
