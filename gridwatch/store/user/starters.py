"""What a first start leaves to be settled later: targets that wait for a first market cap."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from decimal import Decimal

from gridwatch.domain.money import Money


def want_targets(user: sqlite3.Connection, companies: Iterable[int], wanted: Money) -> None:
    """Ask for a target on each company, to be set when its cap is known to be below it."""
    user.executemany(
        "INSERT OR REPLACE INTO starter_target (company_id, amount, currency) VALUES (?, ?, ?)",
        ((each, str(wanted.amount), wanted.currency) for each in companies),
    )


def wanted_targets(user: sqlite3.Connection) -> dict[int, Money]:
    """Return the targets that still wait, by company id."""
    return {
        company: Money(Decimal(amount), currency)
        for company, amount, currency in user.execute(
            "SELECT company_id, amount, currency FROM starter_target"
        )
    }


def wanted_target(user: sqlite3.Connection, company_id: int) -> Money | None:
    """Return the target that still waits for one company, None where none does."""
    return wanted_targets(user).get(company_id)


def settle_target(user: sqlite3.Connection, company_id: int) -> None:
    """Forget that a company's starter target waits."""
    user.execute("DELETE FROM starter_target WHERE company_id = ?", (company_id,))
