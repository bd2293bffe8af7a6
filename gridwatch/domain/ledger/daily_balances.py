"""The money in each cash account by day, exact."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Transaction


def daily_balances(
    transactions: Iterable[Transaction], until: date
) -> dict[int, list[tuple[date, Decimal]]]:
    """Return (day, balance at its end) by cash account, the days on which it changed."""
    found = dict[int, list[tuple[date, Decimal]]]()
    for each in sorted(transactions, key=lambda one: one.on):
        if each.on > until:
            break
        if each.cash_id is not None and each.cash_sign:
            _add(found, each.cash_id, each.on, each.cash_sign * each.net)
        if each.kind is Kind.CASH_TRANSFER and each.other_cash_id is not None:
            _add(found, each.other_cash_id, each.on, each.other_net or Decimal(0))
    return found


def _add(
    found: dict[int, list[tuple[date, Decimal]]], account_id: int, on: date, moved: Decimal
) -> None:
    days = found.setdefault(account_id, [])
    before = days[-1][1] if days else Decimal(0)
    if days and days[-1][0] == on:
        days.pop()
    days.append((on, before + moved))
