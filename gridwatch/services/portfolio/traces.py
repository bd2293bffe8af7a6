"""The lots and sales of the whole ledger on a day, traced once and again only where it changed."""

from __future__ import annotations

from datetime import date

from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.kind import TRAITS
from gridwatch.domain.ledger.lots import Traced
from gridwatch.domain.ledger.tracing import trace
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.group_memory import Depends
from gridwatch.services.portfolio.ledger_memory import Group


def traces(book: Book, on: date) -> tuple[Traced, ...]:
    """Return what every group of connected securities comes to at the end of a day.

    Those of today are kept until a transaction of the group changes; where an account sells what
    has cost most, rates choose the lots, and they are kept until one of these changes as well.
    """
    if on == book.today:
        return tuple(traced_today(book, each) for each in book.groups)
    return book.kept(("traces", on), lambda: tuple(_traced(book, each, on) for each in book.groups))


def traced_today(book: Book, group: Group) -> Traced:
    """Return what one group comes to, kept until that on which it depends changes."""
    depends = Depends.LEDGER
    if chosen_by_rates(book):
        depends = Depends.NOW if moves_today(book, group) else Depends.PAST
    return book.of_group(depends, group, "traces", lambda: _traced(book, group, book.today))


def moves_today(book: Book, group: Group) -> bool:
    """Tell whether shares of a group move today, so that the rates of today concern its lots."""

    def find() -> bool:
        return any(
            each.on == book.today and bool(TRAITS[each.kind].shares) for each in book.booked(group)
        )

    return book.of_group(Depends.LEDGER, group, "moves today", find)


def _traced(book: Book, group: Group, on: date) -> Traced:
    if max(group) < 0:
        return Traced((), (), ())
    rates = book.rate_on if chosen_by_rates(book) else None
    return trace(book.booked(group), book.accounts, book.splits, on, rates)


def chosen_by_rates(book: Book) -> bool:
    """Tell whether rates can choose the lots of a sale."""
    return any(each.method is CostMethod.HIGHEST for each in book.accounts.values())
