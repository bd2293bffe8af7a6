"""What amounts of other programs have in common: minor units, days, and units of transactions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from gridwatch.domain.ledger.transaction import NOTHING, Charge, ChargeKind
from gridwatch.domain.money import MINOR_UNITS
from gridwatch.domain.problem import Problem

_ONE = Decimal(1)
CHARGES: Mapping[str, ChargeKind] = {"FEE": ChargeKind.FEE, "TAX": ChargeKind.TAX}
GROSS = "GROSS_VALUE"


def day(text: str | None) -> date:
    """Return the day that a text begins with; raises Problem where there is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        raise Problem("exchange_day", "“{text}” is not a day.", text=(text or "")[:40]) from None


def tidy(number: Decimal) -> Decimal:
    """Return a number without zeros behind its decimal point."""
    return number.normalize() if number % 1 else Decimal(int(number))


def minor_factor(code: str) -> Decimal:
    """Return how much of the major unit one of a currency is: a hundredth for pence."""
    return Decimal(str(MINOR_UNITS[code][1])) if code in MINOR_UNITS else _ONE


def major_code(code: str) -> str:
    """Return the code of the major unit."""
    return MINOR_UNITS[code][0] if code in MINOR_UNITS else code


def rate_of(text: str) -> Decimal:
    """Return an exchange rate; raises Problem where it is no number."""
    try:
        return Decimal(text[:60])
    except InvalidOperation:
        raise Problem("exchange_number", "“{text}” is not a number.", text=text[:40]) from None


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a transaction's amount, in major units; `foreign` where it has a rate."""

    kind: str
    amount: Decimal
    currency: str
    foreign: Decimal | None = None
    foreign_currency: str = ""
    rate: Decimal | None = None

    def charge(self) -> Charge:
        """Return a fee or tax as it was told first."""
        if self.foreign is None:
            return Charge(CHARGES[self.kind], self.amount, self.currency)
        return Charge(CHARGES[self.kind], self.foreign, self.foreign_currency, self.rate)


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a transaction as the ledger wants them."""

    gross: Decimal
    currency: str
    rate: Decimal | None
    charges: tuple[Charge, ...]


def amounts_of(net: Decimal, currency: str, sign: int, units: Sequence[Unit]) -> Amounts:
    """Return the gross amount of a net one, and its charges.

    As Portfolio Performance counts: charges were taken off what comes in (`sign` 1) and added to
    what goes out (-1). A gross amount in another currency is told by a unit of its own.
    """
    charges = tuple(each.charge() for each in units if each.kind != GROSS)
    charged = sum((each.amount for each in units if each.kind != GROSS), NOTHING)
    abroad = next((each for each in units if each.kind == GROSS), None)
    if abroad is not None and abroad.foreign is not None:
        return Amounts(abroad.foreign, abroad.foreign_currency, abroad.rate, charges)
    return Amounts(tidy(net + sign * charged), currency, None, charges)


def net_differs(parts: Decimal, moved: Decimal) -> Problem:
    """Return the remark on a transaction whose parts do not make what moved for it."""
    return Problem(
        "exchange_net_differs",
        "Amount, fees and taxes make {parts}, and {moved} is told to have moved: the latter is"
        " taken.",
        parts=parts,
        moved=moved,
    )


def trade_cancelled() -> Problem:
    """Return the remark on a trade that was taken back, and on what takes it back."""
    return Problem(
        "exchange_cancelled",
        "This trade was cancelled: neither it nor its cancellation is booked.",
    )


def cancels_unknown() -> Problem:
    """Return the problem of a cancellation without the trade that it takes back."""
    return Problem(
        "exchange_cancels_unknown",
        "This cancels a trade that is not in this file. Delete that one by hand.",
    )
