"""Corporate actions and transfers of a Flex report: what is clear is booked, the rest is told."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import OwnSplit
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import major_code, minor_factor, tidy
from gridwatch.files.ledger_draft import Draft
from gridwatch.files.ledger_xml.flex_places import Places
from gridwatch.files.ledger_xml.flex_values import day, number

_SPLIT = re.compile(r"SPLIT ([0-9]{1,6}) FOR ([0-9]{1,6})\b", re.IGNORECASE)
_SPLITS = {"FS", "RS"}


def note_action(element: Element, places: Places, draft: Draft) -> None:
    """Take a split as one of the user's own; raises Problem where it is not clear."""
    match = _SPLIT.search(_words(element))
    if element.get("type") in _SPLITS and match is not None:
        on = day(element, "dateTime", "reportDate")
        draft.split(OwnSplit(places.security(element), on, int(match[1]), int(match[2])))


def action_remark(element: Element) -> Problem:
    """Return what is to be said of a corporate action."""
    if element.get("type") in _SPLITS and _SPLIT.search(_words(element)) is not None:
        return Problem(
            "exchange_split_noted", "This split is noted: shares before it are counted in new ones."
        )
    return Problem(
        "exchange_action_left_out",
        "This corporate action is left out, since the report does not say how the cost is divided:"
        " {words}. Enter it by hand.",
        words=_words(element)[:160] or element.get("type", "—"),
    )


def transfer(element: Element, places: Places) -> Transaction:
    """Return a transfer of shares or money between the broker and outside."""
    code = element.get("currency", "")
    factor, currency = minor_factor(code), major_code(code)
    quantity = number(element, "quantity")
    comes = _comes(element)
    on = day(element, "dateTime", "date", "reportDate")
    if element.get("assetCategory") == "CASH" or number(element, "cashTransfer"):
        amount = tidy(abs(number(element, "cashTransfer") or quantity) * factor)
        return Transaction(
            0,
            Kind.DEPOSIT if comes else Kind.WITHDRAWAL,
            on,
            cash_id=places.cash(currency),
            gross=amount,
            currency=currency,
            net=amount,
            source=_source(element),
        )
    return Transaction(
        0,
        Kind.DELIVERY_IN if comes else Kind.DELIVERY_OUT,
        on,
        account_id=places.account,
        security_id=places.security(element),
        quantity=abs(quantity),
        gross=tidy(abs(number(element, "positionAmount")) * factor),
        currency=currency,
        source=_source(element),
    )


def _comes(element: Element) -> bool:
    told = element.get("direction", "")
    if told in {"IN", "OUT"}:
        return told == "IN"
    return (number(element, "quantity") or number(element, "cashTransfer")) > 0


def _words(element: Element) -> str:
    return element.get("actionDescription") or element.get("description") or ""


def _source(element: Element) -> str:
    told = element.get("transactionID") or ""
    return f"interactive-brokers:transfer:{told}" if told else ""
