"""The cash transactions of a Flex report: dividends with their taxes, interest, fees, deposits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import NOTHING, Charge, ChargeKind, Transaction
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import major_code, minor_factor, tidy
from gridwatch.files.ledger_xml.flex_places import Places
from gridwatch.files.ledger_xml.flex_values import day, number

_DIVIDENDS = {"Dividends", "Payment In Lieu Of Dividends", "Payment In Lieu of Dividends"}
_TAXES = {"Withholding Tax", "871(m) Withholding"}
# By type, what an amount above and below 0 is.
_KINDS: Mapping[str, tuple[Kind, Kind]] = {
    "Broker Interest Received": (Kind.INTEREST, Kind.INTEREST_CHARGE),
    "Broker Interest Paid": (Kind.INTEREST, Kind.INTEREST_CHARGE),
    "Bond Interest Received": (Kind.INTEREST, Kind.INTEREST_CHARGE),
    "Bond Interest Paid": (Kind.INTEREST, Kind.INTEREST_CHARGE),
    "Other Fees": (Kind.FEE_REFUND, Kind.FEE),
    "Advisor Fees": (Kind.FEE_REFUND, Kind.FEE),
    "Broker Fees": (Kind.FEE_REFUND, Kind.FEE),
    "Commission Adjustments": (Kind.FEE_REFUND, Kind.FEE),
    "Price Adjustments": (Kind.FEE_REFUND, Kind.FEE),
    "Other Income": (Kind.INTEREST, Kind.FEE),
    "Deposits & Withdrawals": (Kind.DEPOSIT, Kind.WITHDRAWAL),
    "Deposits/Withdrawals": (Kind.DEPOSIT, Kind.WITHDRAWAL),
    "Withholding Tax": (Kind.TAX_REFUND, Kind.TAX),
    "871(m) Withholding": (Kind.TAX_REFUND, Kind.TAX),
}
_PER_SHARE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?[A-Z]{3}? ?(?:PER SHARE|per Share)|"
                        r"(?:[A-Z]{3}) ([0-9]+(?:\.[0-9]+)?) PER SHARE")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paid:
    """Cash transactions that are one: a dividend in its parts with the taxes on it, or a single."""

    elements: tuple[Element, ...]


def paid_together(section: Element) -> list[Paid]:
    """Return the cash transactions, those of a dividend joined, where the first of them stands."""
    told = list(section.iter("CashTransaction"))
    details = [each for each in told if each.get("levelOfDetail", "DETAIL") != "SUMMARY"]
    groups: dict[tuple[str, ...], list[Element]] = {}
    for place, each in enumerate(details or told):
        key = _payment(each) if each.get("type") in {*_DIVIDENDS, *_TAXES} else (str(place),)
        groups.setdefault(key, []).append(each)
    return [Paid(tuple(each)) for each in groups.values()]


def paid(group: Paid, places: Places) -> Transaction:
    """Return the transaction of a payment; raises Problem for a type that is not known."""
    first = group.elements[0]
    dividends = [each for each in group.elements if each.get("type") in _DIVIDENDS]
    code = first.get("currency", "")
    factor, currency = minor_factor(code), major_code(code)
    gross = tidy(_sum(dividends) * factor)
    moved = tidy(_sum(group.elements) * factor)
    if gross < 0:
        raise Problem(
            "exchange_dividend_back",
            "A dividend was taken back here ({amount} {currency}). Correct the one that was"
            " booked.",
            amount=gross,
            currency=currency,
        )
    if gross:
        return _dividend(dividends[0], gross, moved, places, group)
    name = first.get("type", "")
    if name not in _KINDS:
        raise Problem("exchange_kind", "“{kind}” is no kind that is known here.", kind=name[:40])
    kind = _KINDS[name][moved < 0]
    linked = kind not in {Kind.DEPOSIT, Kind.WITHDRAWAL} and bool(first.get("conid"))
    return Transaction(
        0,
        kind,
        day(first, "dateTime", "reportDate"),
        cash_id=places.cash(currency),
        security_id=places.security(first) if linked else None,
        gross=abs(moved),
        currency=currency,
        net=abs(moved),
        note=first.get("description", ""),
        source=_source(first),
    )


def _dividend(
    first: Element, gross: Decimal, moved: Decimal, places: Places, group: Paid
) -> Transaction:
    currency = major_code(first.get("currency", ""))
    tax = gross - moved
    return Transaction(
        0,
        Kind.DIVIDEND,
        day(first, "dateTime", "reportDate"),
        account_id=places.account,
        cash_id=places.cash(currency),
        security_id=places.security(first),
        quantity=_shares(first, gross),
        gross=gross,
        currency=currency,
        charges=(Charge(ChargeKind.TAX, tax, currency),) if tax else (),
        net=moved,
        note=first.get("description", ""),
        source=_source(first) or _source(group.elements[0]),
    )


def _shares(element: Element, gross: Decimal) -> Decimal:
    """Return how many shares were paid for, where the words tell the amount of one."""
    match = _PER_SHARE.search(element.get("description", ""))
    each = Decimal(match[1] or match[2]) if match is not None else NOTHING
    if not each:
        return NOTHING
    shares = (gross / each).quantize(Decimal("0.0001"))
    # The amount was rounded to a cent, and so must be what is made of it.
    return tidy(shares) if abs(shares * each - gross) < Decimal("0.005") else NOTHING


def _payment(element: Element) -> tuple[str, ...]:
    names = ("accountId", "conid", "currency")
    when = element.get("dateTime", "") or element.get("reportDate", "")
    return ("paid", when[:10].partition(";")[0], *(element.get(each, "") for each in names))


def _sum(elements: Iterable[Element]) -> Decimal:
    return sum((number(each, "amount") for each in elements), NOTHING)


def _source(element: Element) -> str:
    told = element.get("transactionID") or ""
    return f"interactive-brokers:cash:{told}" if told else ""
