"""What the user owns of a company, as a chart shows it: own trades, and what a share has cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Traded:
    """What the mark of a transaction tells; its id is the `reference` of the mark.

    `comes`: shares came in. `quantity` counts them as they were typed, None where the transaction
    leaves that open (a spin-off of all shares). `price`: of one of them before charges in
    `currency`, None where nothing was paid for them. `account` is the name of the securities
    account. `symbol`: of another listing of the company, "" for the primary one. `split`: shares of
    today for one as it is counted here.
    """

    kind: Kind
    comes: bool
    quantity: Decimal | None
    price: Decimal | None
    currency: str
    account: str
    symbol: str = ""
    split: float = 1.0


@dataclass(frozen=True, slots=True)
class OwnCost:
    """What a share of the primary listing has cost, over all that is held of it.

    `quantity` in shares of today over all accounts, below 0 where more is sold short. `share`: cost
    of one of them with all charges, in major units of the currency of the series, each purchase at
    the rate of its own day; below 0 where more has come back than was paid. `price` is its height
    in the unit of the series, NaN where that can't be told now. `lacks` says why there is no cost:
    `share` and `price` are NaN then.
    """

    quantity: Decimal
    share: float
    price: float
    lacks: Problem | None = None
