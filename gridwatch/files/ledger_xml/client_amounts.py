"""The whole numbers of a Portfolio Performance client as amounts, and units of transactions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import CHARGES, Unit, major_code, minor_factor, rate_of, tidy
from gridwatch.files.ledger_xml.references import References

OLDEST = 29  # the first version with currencies
NEWEST = 69  # from 70 on transactions are made of entries of another kind


@dataclass(frozen=True, slots=True)
class Scales:
    """How many decimal places shares and prices have in a file; amounts have two."""

    shares: int
    prices: int


def scales_of(version: str) -> Scales:
    """Return the decimal places of a version of the format.

    As the program's own changes from version to version tell: prices got two more places with
    version 30 and four with 49, shares two with 49. Raises Problem for a version that is not known.
    """
    number = int(version) if version.isdecimal() and len(version) < 6 else 0
    if number > NEWEST:
        raise Problem(
            "exchange_client_newer",
            "This file is of version {version} of Portfolio Performance's format, and up to"
            " {newest} are known. Export the transactions as CSV instead.",
            version=number,
            newest=NEWEST,
        )
    if number < OLDEST:
        raise Problem(
            "exchange_client_older",
            "This file is of an old version of Portfolio Performance. Open it there and save it"
            " again.",
        )
    if number <= 48:
        return Scales(6, 2 if number < 30 else 4)
    return Scales(8, 8)


def whole(text: str | None) -> int:
    """Return a whole number; raises Problem where it is none."""
    try:
        if text is not None and len(text) <= 25:
            return int(text)
    except ValueError:
        pass
    raise Problem("exchange_number", "“{text}” is not a number.", text=(text or "")[:40])


def scaled(text: str | None, places: int) -> Decimal:
    """Return a whole number as one with decimal places, without zeros at its end."""
    return tidy(Decimal(whole(text)).scaleb(-places))


def units_of(refs: References, transaction: Element) -> list[Unit]:
    """Return the units of a transaction; raises Problem for a kind that is not known."""
    units = [_unit(refs, each) for each in refs.children(refs.child(transaction, "units"), "unit")]
    unknown = next((each for each in units if each.kind not in {*CHARGES, "GROSS_VALUE"}), None)
    if unknown is not None:
        raise Problem(
            "exchange_kind", "“{kind}” is no kind that is known here.", kind=unknown.kind[:40]
        )
    return units


def money(element: Element | None) -> tuple[Decimal, str]:
    """Return an amount with the code of its major unit, as an element with both says it."""
    if element is None:
        raise Problem("exchange_amount_missing", "An amount is missing.")
    code = element.get("currency", "")
    return tidy(scaled(element.get("amount"), 2) * minor_factor(code)), major_code(code)


def _unit(refs: References, element: Element) -> Unit:
    told = refs.child(element, "amount")
    amount, currency = money(told)
    kind = element.get("type", "")
    foreign = refs.child(element, "forex")
    if foreign is None:
        return Unit(kind, amount, currency)
    other, other_currency = money(foreign)
    factors = minor_factor(_code(told)) / minor_factor(_code(foreign))
    rate = rate_of(refs.text(element, "exchangeRate"))
    return Unit(kind, amount, currency, other, other_currency, rate * factors)


def _code(element: Element | None) -> str:
    return "" if element is None else element.get("currency", "")
