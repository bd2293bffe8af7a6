"""Which fields the dialog of a transaction has for each kind, from what the kind moves."""

from __future__ import annotations

from enum import StrEnum

from gridwatch.domain.ledger.kind import TRAITS, Kind


class Field(StrEnum):
    """One line of the dialog."""

    SECURITY = "security"
    OTHER_SECURITY = "other_security"
    RATIO = "ratio"
    COST_SHARE = "cost_share"
    ACCOUNT = "account"
    OTHER_ACCOUNT = "other_account"
    QUANTITY = "quantity"
    PRICE = "price"
    GROSS = "gross"
    FEES = "fees"
    TAXES = "taxes"
    CASH = "cash"
    OTHER_CASH = "other_cash"
    RATE = "rate"
    NET = "net"
    LOTS = "lots"


_CHARGED = frozenset({Kind.BUY, Kind.SELL, Kind.DIVIDEND, Kind.MERGER})
_REORGANISED = frozenset({Kind.SPIN_OFF, Kind.MERGER})
_COUNTED = frozenset({Kind.BUY, Kind.SELL, Kind.DIVIDEND, Kind.DELIVERY_IN, Kind.DELIVERY_OUT})
# Kinds whose shares come out of lots that can be chosen.
TAKES_LOTS = frozenset({Kind.SELL, Kind.DELIVERY_OUT, Kind.TRANSFER})


def fields_of(kind: Kind) -> frozenset[Field]:
    """Return the fields that a kind uses; RATE only where two currencies meet."""
    traits = TRAITS[kind]
    wanted: set[Field] = set()
    if traits.needs_security is not None:
        wanted.add(Field.SECURITY)
    if traits.shares:
        wanted |= {Field.ACCOUNT, Field.QUANTITY}
    if kind in _COUNTED:
        wanted |= {Field.ACCOUNT, Field.QUANTITY, Field.PRICE, Field.GROSS}
    if traits.cash:
        wanted |= {Field.GROSS, Field.CASH, Field.RATE, Field.NET}
    if kind in _CHARGED:
        wanted |= {Field.FEES, Field.TAXES}
    if kind in {Kind.INTEREST, Kind.INTEREST_CHARGE}:
        wanted.add(Field.TAXES)
    if kind in TAKES_LOTS:
        wanted.add(Field.LOTS)
    if kind is Kind.TRANSFER:
        wanted.add(Field.OTHER_ACCOUNT)
    if kind is Kind.CASH_TRANSFER:
        wanted |= {Field.OTHER_CASH, Field.FEES}
    if kind in _REORGANISED:
        wanted |= {Field.OTHER_SECURITY, Field.RATIO}
    if kind is Kind.SPIN_OFF:
        wanted.add(Field.COST_SHARE)
    return frozenset(wanted)


def needs_cash(kind: Kind) -> bool:
    """Tell whether a kind has to name a cash account: its money can't come from outside."""
    traits = TRAITS[kind]
    return bool(traits.cash) and not traits.shares and kind is not Kind.DIVIDEND
