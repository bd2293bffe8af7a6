"""Looks the ledger in memory over: what is doubtful in it, by its own prices and rates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.audit import Audit, Traded
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.findings import findings
from gridwatch.services.portfolio.views import Finding


@dataclass(frozen=True, slots=True)
class BookMarket:
    """The prices and rates of a book, as the checks ask for them."""

    book: Book

    def traded(self, security_id: int, on: date) -> Traded | None:
        """Return the close of that very day, in the security's currency and shares of today."""
        found = self.book.price_on(security_id, on)
        if found is None or found.on != on:
            return None
        return Traded(found.price, found.price, found.price)

    def has_price(self, security_id: int) -> bool:
        """Tell whether there is any price up to today."""
        return self.book.price_on(security_id, self.book.today) is not None

    def rate(self, given: str, wanted: str, on: date) -> float | None:
        """Return the rate of a day, the last one before it where it has none."""
        return self.book.rate_on(given, wanted, on)


def audit_of(book: Book) -> Audit:
    """Return a book as the checks look at it."""
    return Audit(
        tuple(book.transactions.values()),
        book.accounts,
        book.securities,
        book.splits,
        BookMarket(book),
        book.base_currency,
        book.today,
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the whole ledger has found, and what the findings and repairs speak of.

    `hidden`: those that were dismissed. `transactions` and `accounts` by id, as they were.
    """

    findings: tuple[Finding, ...] = ()
    hidden: tuple[Finding, ...] = ()
    transactions: Mapping[int, Transaction] = field(default_factory=dict)
    accounts: Mapping[int, Account] = field(default_factory=dict)


def check_book(book: Book, dismissed: Collection[str] = frozenset()) -> Checked:
    """Check the whole ledger; what matters most comes first."""
    found = findings(audit_of(book))
    concerned = {number for each in found for number in each.transactions}
    return Checked(
        tuple(each for each in found if each.key not in dismissed),
        tuple(each for each in found if each.key in dismissed),
        {number: book.transactions[number] for number in concerned if number in book.transactions},
        dict(book.accounts),
    )
