"""What may be asked about a number, and what all answers are made with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.price_board import Priced
from gridwatch.services.portfolio.views import Scope, Step


class Asked(StrEnum):
    """Which number is asked about: of the whole scope, of a security, or of a cash account."""

    TOTAL = "total"
    VALUE = "value"
    QUANTITY = "quantity"
    COST = "cost"
    GAIN = "gain"
    PRICE_GAIN = "price_gain"
    CURRENCY_GAIN = "currency_gain"
    REALISED = "realised"
    INCOME = "income"
    FEES = "fees"
    TAXES = "taxes"
    BALANCE = "balance"


@dataclass(frozen=True, slots=True)
class Question:
    """A number on a day in a currency ("" is the base currency).

    `security_id` for all but the total and a balance, whose account is `cash_id`.
    """

    asked: Asked
    on: date
    currency: str = ""
    scope: Scope = field(default_factory=Scope)
    security_id: int = 0
    cash_id: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """What every question is answered on."""

    book: Book
    scope: Scope
    currency: str
    on: date

    def of(self, security_id: int) -> Scope:
        """Return the part of the scope that is one security."""
        return Scope(self.scope.accounts, frozenset({security_id}))


def sum_of(
    code: str, unit: str, steps: Iterable[Step], values: Mapping[str, object], number: int = 0
) -> Step:
    """Return a step that is the sum of others; 0 of none, None where one is unknown."""
    parts = tuple(steps)
    known = [each.amount for each in parts if each.amount is not None]
    amount: Decimal | float | None
    if len(known) < len(parts):
        amount = None
    elif all(isinstance(each, Decimal) for each in known):
        amount = sum((Decimal(each) for each in known), Decimal(0))
    else:
        amount = sum(float(each) for each in known)
    return Step(code, amount, unit, values, parts, number or None)


def price_of(ground: Ground, security_id: int, priced: Priced | None, carried: int) -> Step:
    """Return the step of a price, of a share as of the day, `carried` days old."""
    values = {
        "security_id": security_id,
        "on": priced.on if priced else None,
        "carried_days": carried,
    }
    currency = ground.book.securities[security_id].currency
    return Step("price", priced.price if priced else None, currency, values)


def rate_of(ground: Ground, given: str, rate: float | None) -> list[Step]:
    """Return the step of a rate to the currency of the view; none where it is the same."""
    if given == ground.currency:
        return []
    values = {"given": given, "wanted": ground.currency, "on": ground.on}
    return [Step("rate", rate, "", values)]


def named(ground: Ground, question: Question) -> dict[str, object]:
    """Return what names a number of one security."""
    return {"security_id": question.security_id, "on": ground.on}
