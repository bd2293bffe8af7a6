"""What is left of purchases and what was closed of them, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.trail import Event


@dataclass(frozen=True, slots=True)
class Lot:
    """What is left of one purchase; at average cost, of all purchases in one currency.

    `on`: the day of the purchase (of a pool its first one), which transfers, spin-offs and mergers
    don't change. `quantity`: shares as of the day of the tracing, below 0 where they are sold
    short. `cost` contains `charges` and is in `currency`, that of the transaction; of a short it
    is what was received, below 0. None: unknown, because a delivery tells no value or more was
    sold or moved than is known to be bought. `trail`: how it came about.
    """

    opened_by: int
    account_id: int
    security_id: int
    on: date
    quantity: Decimal
    cost: Decimal | None
    charges: Decimal
    currency: str
    trail: Event = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Sale:
    """So much of one lot, closed by one transaction.

    proceeds - cost is what was realised, in one currency. `quantity` as of the day `on`, `shares`
    the same as of the day of the tracing; below 0 a short was covered: `cost` is then what was
    received for it and `proceeds` what the cover cost, both below 0. 0: no share was closed, money
    of a merger gave back a part of the cost. `opened_by` None: more was sold than is known to be
    bought, `cost` is unknown. `cost` contains the `cost_charges` of the purchase; `proceeds` are
    net of `fees` and `taxes` of the sale. None: unknown, as for a delivery that tells no value. The
    trails tell how both sides came about.
    """

    closed_by: int
    opened_by: int | None
    account_id: int
    security_id: int
    opened_on: date | None
    on: date
    quantity: Decimal
    shares: Decimal
    cost: Decimal | None
    cost_charges: Decimal
    cost_currency: str
    proceeds: Decimal | None
    fees: Decimal
    taxes: Decimal
    proceeds_currency: str
    cost_trail: Event | None = field(repr=False, compare=False)
    proceeds_trail: Event = field(repr=False, compare=False)

    @property
    def charges(self) -> Decimal:
        """Return fees and taxes of the sale together."""
        return self.fees + self.taxes

    @property
    def days_held(self) -> int | None:
        """Return the days from purchase to sale; 0 where the sale was booked before it."""
        return None if self.opened_on is None else max((self.on - self.opened_on).days, 0)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A transaction took more shares than there were: `quantity` too many, as of its day."""

    transaction_id: int
    account_id: int
    security_id: int
    on: date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Traced:
    """The lots that are left, oldest first in each account, and all that was closed, by day.

    `shortfalls` names every transaction that took more than there was at its time, whether a later
    purchase covered it or not. The quantities of the lots of an account and security add up to
    what is held of it, which is below 0 where a shortfall was not covered.
    """

    lots: tuple[Lot, ...]
    sales: tuple[Sale, ...]
    shortfalls: tuple[Shortfall, ...]
