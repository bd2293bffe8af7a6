"""Short ways to write transactions down in tests of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction

FIRST = date(2020, 1, 1)
ONE, OTHER, CASH = 1, 2, 9
SHARE, NEW = 1, 2


def day(number: int) -> date:
    """Return the day so many days after the first one."""
    return FIRST + timedelta(days=number)


def depot(
    number: int = ONE,
    method: CostMethod = CostMethod.FIFO,
    currency: str = "EUR",
    *,
    shorts: bool = False,
) -> Account:
    """Return a securities account."""
    name = f"Depot {number}"
    return Account(number, name, AccountKind.SECURITIES, currency, method=method, shorts=shorts)


def depots(method: CostMethod = CostMethod.FIFO, *, shorts: bool = False) -> dict[int, Account]:
    """Return two securities accounts and a cash account in euros, by id."""
    cash = Account(CASH, "Konto", AccountKind.CASH, "EUR")
    both = (depot(ONE, method, shorts=shorts), depot(OTHER, method, shorts=shorts))
    return {each.id: each for each in (*both, cash)}


def booked(
    number: int,
    kind: Kind,
    on: int,
    quantity: str | int | Decimal = 0,
    gross: str | int | Decimal = 0,
    **fields: Any,  # noqa: ANN401 - whatever field there is
) -> Transaction:
    """Return a transaction in euros of the first share in the first depot, unless told otherwise.

    Without a net what moves is gross with the charges.
    """
    named = {"account_id": ONE, "security_id": SHARE, "currency": "EUR", **fields}
    shares, money = Decimal(quantity), Decimal(gross)
    one = Transaction(number, kind, day(on), quantity=shares, gross=money, **named)
    if "net" in fields:
        return one
    charges = sum((each.amount for each in one.charges), Decimal(0))
    return replace(one, net=one.gross - one.cash_sign * charges)


def fields_of(values: Iterable[object], *names: str) -> list[tuple[Any, ...]]:
    """Return the named fields of each value."""
    return [seen(each, *names) for each in values]


def seen(value: object, *names: str) -> tuple[Any, ...]:
    """Return the named fields of a value."""
    return tuple(getattr(value, name) for name in names)


def fee(amount: str | int, currency: str = "EUR", rate: str | None = None) -> Charge:
    """Return a fee."""
    told = None if rate is None else Decimal(rate)
    return Charge(ChargeKind.FEE, Decimal(amount), currency, told)


def tax(amount: str | int, currency: str = "EUR") -> Charge:
    """Return a tax."""
    return Charge(ChargeKind.TAX, Decimal(amount), currency)
