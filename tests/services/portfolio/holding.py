"""Makes holdings and lines for the tests of what is told of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np

from gridwatch.domain.bars import day_number
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.security import Security
from gridwatch.services.portfolio.views import (
    AccountView,
    Holdings,
    HoldingView,
    LotView,
    ValueLine,
)

TODAY = date(2026, 6, 30)


def holding(
    number: int,
    quantity: str,
    price: float | None,
    *,
    symbol: str = "",
    company: int | None = None,
    segment: str = "",
    country: str = "",
    account: int = 1,
) -> HoldingView:
    """Return a holding of one lot in euros; without a price its value is unknown."""
    shares = Decimal(quantity)
    value = None if price is None else float(shares) * price
    lot = LotView(
        number, account, number, TODAY, shares, None, Decimal(0), "EUR", None, value, None, None, 0
    )
    return HoldingView(
        Security(number, f"Security {number}", "EUR", symbol),
        company,
        segment,
        country,
        shares,
        price,
        TODAY if price is not None else None,
        0,
        1.0,
        value,
        *(None, None, None, None, None, None, None, None, None, None),
        lots=(lot,),
    )


def cash(
    number: int, balance: str, currency: str = "EUR", value: float | None = None
) -> AccountView:
    """Return a cash account; in euros it is worth its balance."""
    worth = float(balance) if currency == "EUR" else value
    account = Account(number, f"Cash {number}", AccountKind.CASH, currency)
    return AccountView(account, Decimal(balance), worth)


def held(*holdings: HoldingView, money: tuple[AccountView, ...] = ()) -> Holdings:
    """Return holdings with their sums."""
    values = [*(each.value for each in holdings), *(each.value for each in money)]
    known = [each for each in values if each is not None]
    complete = len(known) == len(values)
    in_cash = [each.value or 0.0 for each in money]
    return Holdings(
        TODAY,
        "EUR",
        holdings,
        money,
        sum(known) if complete else None,
        sum(known),
        None,
        sum(in_cash),
        (),
    )


def line(
    value: list[float],
    inflow: list[float] | None = None,
    outflow: list[float] | None = None,
    *,
    first: date = date(2025, 1, 1),
) -> ValueLine:
    """Return a line from `first` on, without flows where none are given."""
    none = [0.0] * len(value)
    came, went = np.array(inflow or none), np.array(outflow or none)
    days = np.arange(len(value), dtype=np.int64) + day_number(first)
    grown = np.zeros(len(value))
    return ValueLine(days, np.array(value), came, went, np.cumsum(came - went), grown)
