"""The kinds of transactions as a table: what each moves, and which of its fields it uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happened."""

    BUY = "buy"
    SELL = "sell"
    DIVIDEND = "dividend"
    INTEREST = "interest"
    INTEREST_CHARGE = "interest_charge"
    FEE = "fee"
    FEE_REFUND = "fee_refund"
    TAX = "tax"
    TAX_REFUND = "tax_refund"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    DELIVERY_IN = "delivery_in"  # shares come from outside, at the value or cost in `gross`
    DELIVERY_OUT = "delivery_out"
    TRANSFER = "transfer"  # shares go from one account to another, with their lots
    CASH_TRANSFER = "cash_transfer"  # money likewise; into another currency it is an exchange
    SPIN_OFF = "spin_off"  # new shares beside the old ones, which hand over a part of their cost
    MERGER = "merger"  # new shares in place of the old ones, with money beside them or without


@dataclass(frozen=True, slots=True)
class Traits:
    """What a kind moves.

    `shares` and `cash`: 1 come in, -1 go out, 0 neither. `outside`: the value comes from outside
    the portfolio or goes there, whatever its account. `earns`: it is income or a cost of holding.
    `needs_security`: False where it may name one, None where it can't. `moves_to`: it names a
    second account, of the same kind.
    """

    shares: int
    cash: int
    outside: bool = False
    earns: bool = False
    needs_security: bool | None = None
    moves_to: bool = False


TRAITS: Mapping[Kind, Traits] = {
    Kind.BUY: Traits(1, -1, needs_security=True),
    Kind.SELL: Traits(-1, 1, needs_security=True),
    Kind.DIVIDEND: Traits(0, 1, earns=True, needs_security=True),
    Kind.INTEREST: Traits(0, 1, earns=True, needs_security=False),
    Kind.INTEREST_CHARGE: Traits(0, -1, earns=True, needs_security=False),
    Kind.FEE: Traits(0, -1, earns=True, needs_security=False),
    Kind.FEE_REFUND: Traits(0, 1, earns=True, needs_security=False),
    Kind.TAX: Traits(0, -1, earns=True, needs_security=False),
    Kind.TAX_REFUND: Traits(0, 1, earns=True, needs_security=False),
    Kind.DEPOSIT: Traits(0, 1, outside=True),
    Kind.WITHDRAWAL: Traits(0, -1, outside=True),
    Kind.DELIVERY_IN: Traits(1, 0, outside=True, needs_security=True),
    Kind.DELIVERY_OUT: Traits(-1, 0, outside=True, needs_security=True),
    Kind.TRANSFER: Traits(-1, 0, needs_security=True, moves_to=True),
    Kind.CASH_TRANSFER: Traits(0, -1, moves_to=True),
    Kind.SPIN_OFF: Traits(1, 0, needs_security=True),
    Kind.MERGER: Traits(-1, 1, needs_security=True),
}
