"""What the checks of a ledger look at: its values, and what the market tells of its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.splits import Split


@dataclass(frozen=True, slots=True)
class Traded:
    """Between which prices a share was traded; all are the close where only that is known."""

    low: float
    high: float
    close: float


class Market(Protocol):
    """Prices and rates, as the checks ask for them."""

    def traded(self, security_id: int, on: date) -> Traded | None:
        """Return the market's prices of that very day, in the security's currency.

        They count shares as of today: after all splits.
        """

    def has_price(self, security_id: int) -> bool:
        """Tell whether there is any price to value a holding of today with."""

    def rate(self, given: str, wanted: str, on: date) -> float | None:
        """Return units of `wanted` for one of `given`, None where nothing tells it."""


@dataclass(frozen=True, slots=True)
class Audit:
    """A ledger to be checked; all by id, `splits` the effective ones by security."""

    transactions: Sequence[Transaction]
    accounts: Mapping[int, Account]
    securities: Mapping[int, Security]
    splits: Mapping[int, Sequence[Split]]
    market: Market
    base_currency: str
    today: date
