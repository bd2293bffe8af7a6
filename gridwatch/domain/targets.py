"""Targets: the market caps that the user waits for, and how far away they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """A market cap that the user waits for, in major units of `currency`."""

    id: int
    company_id: int
    amount: Decimal
    currency: str
    created_at: datetime


def distance_pct(cap: float, wanted: float) -> float:
    """Return by how many per cent the cap has to change to be `wanted`; negative when beyond."""
    return (wanted / cap - 1) * 100


def price_needed(price: float, cap: float, wanted: float) -> float:
    """Return the price of the primary listing at which the cap is `wanted`.

    Exact where one price carries the cap; with weighted classes it supposes that all move alike.
    """
    return price * wanted / cap


def progress(cap: float, wanted: float) -> float:
    """Return how much of the target the cap is, 0 to 1 and more."""
    return cap / wanted
