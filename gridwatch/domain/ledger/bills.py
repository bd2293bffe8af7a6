"""What a transaction cost or brought, with its charges, in one currency."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.share_units import money_grains
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction

DELIVERIES = frozenset({Kind.DELIVERY_IN, Kind.DELIVERY_OUT})


class Bill(NamedTuple):
    """Money in grains of the transaction's currency; `amount` contains the charges, None: unknown.

    `paid`: the same in the currency in which it was settled, None where nothing tells it.
    """

    amount: int | None
    fees: int
    taxes: int
    paid: Decimal | None


def bill_of(one: Transaction, settled_in: str, sign: int) -> Bill:
    """Return what was paid (`sign` 1: charges make it more) or received (-1: less).

    What really moved goes before gross and charges where it is in the same currency: only then do
    gains and the balance of the cash account agree. A delivery without a value has none that is
    known.
    """
    fees = taxes = 0
    known = True
    for each in one.charges:
        amount = _charged(one, each, settled_in)
        if amount is None:
            known = False
        elif each.kind is ChargeKind.FEE:
            fees += money_grains(amount)
        else:
            taxes += money_grains(amount)
    moved = one.net if one.net and one.kind not in DELIVERIES else None
    if moved is not None and settled_in == one.currency:
        return Bill(money_grains(moved), fees, taxes, moved)
    if one.kind in DELIVERIES and not one.gross:
        return Bill(None, fees, taxes, None)
    gross = money_grains(one.gross)
    return Bill(gross + sign * (fees + taxes) if known else None, fees, taxes, moved)


def _charged(one: Transaction, charge: Charge, settled_in: str) -> Decimal | None:
    """Return a charge in the currency of the transaction, None where no rate leads there."""
    if charge.currency == one.currency:
        return charge.amount
    settled = _settled(charge, settled_in)
    if settled is None:
        return None
    if settled_in == one.currency:
        return settled
    rate = one.rate or _told_rate(one, settled_in)
    return None if rate is None else settled / rate


def _settled(charge: Charge, settled_in: str) -> Decimal | None:
    if charge.currency == settled_in:
        return charge.amount
    return None if charge.rate is None else charge.amount * charge.rate


def _told_rate(one: Transaction, settled_in: str) -> Decimal | None:
    """Return the rate that gross, net and the charges in its currency leave open."""
    if not one.gross or not one.net:
        return None
    sign = 1 if one.cash_sign < 0 else -1
    own, moved = one.gross, one.net
    for each in one.charges:
        if each.currency == one.currency:
            own += sign * each.amount
        else:
            settled = _settled(each, settled_in)
            if settled is None:
                return None
            moved -= sign * settled
    return moved / own if own and moved / own > 0 else None
