"""What share of the portfolio's worth each company makes up now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.views import Gap, Missing


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares of the worth of everything, money with it, by company: 0.05 is 5 %.

    `known` is False where nothing is owned, and where anything of it has no price or rate: then no
    share is known, and `gaps` tell why.
    """

    by_company: Mapping[int, float] = field(default_factory=dict)
    known: bool = False
    gaps: tuple[Gap, ...] = ()

    def of(self, company_id: int) -> float | None:
        """Return the share of a company, 0 where none of it is held, None where it is unknown."""
        return self.by_company.get(company_id, 0.0) if self.known else None


def weights_of(book: Book, stale_after: timedelta | None = None) -> Weights:
    """Return what each followed company that is held makes up at the last prices and rates.

    Shares sold short count below zero; where all is worth nothing there are no shares of it. With
    `stale_after` a market's price that is older is none.
    """
    worths = list(_worths(book, stale_after))
    gaps = tuple(dict.fromkeys(gap for _, _, gap in worths if gap is not None))
    total = sum(value for _, value, _ in worths)
    if gaps or not total > 0:
        return Weights(gaps=gaps)
    found = dict[int, float]()
    for company, value, _ in worths:
        if company:
            found[company] = found.get(company, 0.0) + value / total
    return Weights(found, known=True)


def _worths(book: Book, stale_after: timedelta | None) -> Iterator[tuple[int, float, Gap | None]]:
    """Yield company (0: none), worth in the base currency, and what is missing where it is not."""
    today = book.today
    for account, number in book.positions:
        quantity = float(book.quantity((account, number), today))
        if not quantity:
            continue
        issuer, priced = book.issuer(number), book.price_on(number, today)
        security = book.securities[number]
        company = issuer.company_id if issuer is not None else 0
        old = priced is not None and stale_after is not None and today - priced.on > stale_after
        if priced is None or (old and security.symbol):
            yield company, 0.0, Gap(Missing.PRICE, today, number)
        else:
            yield company, *_converted(book, quantity * priced.price, security.currency)
    for number, account_ in book.accounts.items():
        balance = float(book.balance(number, today))
        if balance:
            yield 0, *_converted(book, balance, account_.currency)


def _converted(book: Book, amount: float, currency: str) -> tuple[float, Gap | None]:
    rate = book.rate_on(currency, book.base_currency, book.today)
    if rate is None:
        return 0.0, Gap(Missing.RATE, book.today, currency=currency)
    return amount * rate, None
