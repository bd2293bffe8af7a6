"""The lots and sales of the whole ledger on a day, traced once and again only where it changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.lots import Lot, Traced
from gridwatch.domain.ledger.tracing import trace
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.ledger_memory import Group
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.views import Scope


def traces(book: Book, on: date) -> tuple[Traced, ...]:
    """Return what every group of connected securities comes to at the end of a day.

    Those of today are kept until a transaction of the group changes. Where an account sells what
    has cost most, rates choose the lots: then they are kept until anything changes.
    """
    by_rates = chosen_by_rates(book)

    def work(group: Group, some: Sequence[Transaction]) -> Traced:
        if max(group) < 0:
            return Traced((), (), ())
        return trace(some, book.accounts, book.splits, on, book.rate_on if by_rates else None)

    if on == book.today and not by_rates:
        return tuple(book.by_group("traces", work))
    return book.kept(("traces", on), lambda: tuple(work(*each) for each in book.connected()))


def chosen_by_rates(book: Book) -> bool:
    """Tell whether rates can choose the lots of a sale."""
    return any(each.method is CostMethod.HIGHEST for each in book.accounts.values())


def lots_of(book: Book, scope: Scope, on: date) -> dict[int, list[Lot]]:
    """Return the lots of a scope on a day by security; quantities are as of that day."""
    found = dict[int, list[Lot]]()
    for traced in traces(book, on):
        for lot in traced.lots:
            if contains(scope, (lot.account_id, lot.security_id)):
                found.setdefault(lot.security_id, []).append(lot)
    return found
