"""Currencies, the minor units that prices are quoted in, and amounts with a currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gridwatch.domain.problem import Fault, Problem

MINOR_UNITS = {
    "GBp": ("GBP", 0.01),
    "GBX": ("GBP", 0.01),
    "ILA": ("ILS", 0.01),
    "ZAc": ("ZAR", 0.01),
    "ZAC": ("ZAR", 0.01),
    "KWF": ("KWD", 0.001),
}
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Unit:
    """How a source quotes: prices × `factor` are in the major unit `currency`."""

    currency: str
    factor: float


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount that the user entered, in major units of `currency`."""

    amount: Decimal
    currency: str


def declared_unit(code: str | None) -> Unit:
    """Return the unit for a currency code exactly as the source declares it.

    Decided by the declared code alone, never by the suffix of a symbol: VOD.L is in pence while
    VUSA.L is in pounds and VUSD.L in dollars. Raises Problem for a missing or unknown code.
    """
    if code in MINOR_UNITS:
        return Unit(*MINOR_UNITS[code])
    if code is not None and _CODE.fullmatch(code):
        return Unit(code, 1.0)
    raise Problem(
        "currency_unknown",
        "The source declares no usable currency ({declared}).",
        fault=Fault.SOURCE,
        declared=code or "—",
    )
