"""The income as it is shown: what was paid and is expected, yields, and what is offered."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from gridwatch.domain.bars import day_of
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.income import expected_income, paid_income
from gridwatch.services.portfolio.offers import offers_of
from gridwatch.services.portfolio.periods import months_before
from gridwatch.services.portfolio.value_lines import gaps_of
from gridwatch.services.portfolio.views import Gap, Holdings, Income, Missing, Offer, Scope


@dataclass(frozen=True, slots=True)
class Yield:
    """What the last twelve months have brought before taxes, by cost and by value; None unknown."""

    on_cost: float | None
    on_value: float | None


@dataclass(frozen=True, slots=True)
class IncomeReading:
    """Everything that is shown: payments, yields by security, and what is offered.

    `gaps`: the rates that payments lack.
    """

    today: date
    currency: str
    incomes: tuple[Income, ...]
    yields: Mapping[int, Yield] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()
    gaps: tuple[Gap, ...] = ()


def read_income(
    book: Book,
    market: sqlite3.Connection | None,
    scope: Scope,
    currency: str,
    dismissed: Collection[str] = frozenset(),
) -> IncomeReading:
    """Return the income of a scope as of the book's today, in `currency`.

    Offers are those of the securities and accounts of the scope; `dismissed` ones are left out.
    """
    paid = paid_income(book, scope, currency)
    expected = expected_income(book, market, scope, currency)
    held = holdings_of(book, scope, currency, book.today)
    return IncomeReading(
        book.today,
        currency,
        (*paid, *expected),
        yields_of(paid, held, months_before(book.today, 12)),
        tuple(each for each in offers_of(book, market, dismissed) if _concerns(each, scope, held)),
        _rates_missing(book, scope, currency, paid),
    )


def yields_of(paid: Iterable[Income], held: Holdings, since: date) -> dict[int, Yield]:
    """Return the yields of what is held: gross dividends after `since` by cost and by value.

    What is not held any more has none. None where an amount, the cost or the value is unknown.
    """
    sums = dict[int, float | None]()
    for each in paid:
        if each.security_id is not None and each.on > since:
            before = sums.get(each.security_id, 0.0)
            known = before is not None and each.gross is not None
            sums[each.security_id] = (before or 0.0) + (each.gross or 0.0) if known else None
    return {
        one.security.id: Yield(
            _part(sums.get(one.security.id, 0.0), one.cost),
            _part(sums.get(one.security.id, 0.0), one.value),
        )
        for one in held.holdings
        if one.quantity > 0
    }


def _part(amount: float | None, whole: float | None) -> float | None:
    return None if amount is None or not whole else amount / whole


def _concerns(offer: Offer, scope: Scope, held: Holdings) -> bool:
    """Tell whether an offer is about the scope: its account, or a security that is held in it."""
    if scope.accounts is None:
        return True
    if offer.transactions:
        return any(each.account_id in scope.accounts for each in offer.transactions)
    return any(each.security.id == offer.security_id for each in held.holdings)


def _rates_missing(
    book: Book, scope: Scope, currency: str, paid: Iterable[Income]
) -> tuple[Gap, ...]:
    unknown = [each.on for each in paid if each.gross is None]
    if not unknown:
        return ()
    first = max(min(unknown) - timedelta(days=1), day_of(book.first))
    gaps = gaps_of(book, scope, currency, first, max(unknown))
    return tuple(each for each in gaps if each.missing is Missing.RATE)
