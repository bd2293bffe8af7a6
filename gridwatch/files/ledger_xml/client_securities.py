"""The securities of a Portfolio Performance client with their prices and splits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import day, major_code, minor_factor, tidy
from gridwatch.files.ledger_draft import Draft
from gridwatch.files.ledger_listings import likely_symbol
from gridwatch.files.ledger_xml.client_amounts import Scales, scaled
from gridwatch.files.ledger_xml.references import References

_YAHOO = ("YAHOO", "YAHOO-ADJUSTEDCLOSE")
_RATIO = re.compile(r"\s*([0-9]{1,9})\s*[:/]\s*([0-9]{1,9})\s*")


@dataclass(slots=True)
class SecuritiesRead:
    """The id of each element that became a security, and how much of them is left behind."""

    ids: dict[Element, int]
    currencies_apart: int = 0
    notes: int = 0
    dividends: int = 0
    retired: int = 0
    attributes: int = 0


def read_securities(refs: References, root: Element, draft: Draft) -> SecuritiesRead:
    """Take all securities into the draft; what has no currency is told of and left out."""
    read = SecuritiesRead({})
    for each in refs.children(refs.child(root, "securities"), "security"):
        if refs.text(each, "targetCurrencyCode"):
            read.currencies_apart += 1
            continue
        try:
            read.ids[each] = draft.security(_security(refs, each))
        except Problem as problem:
            draft.tell(
                Problem(
                    "exchange_security_left_out",
                    "{name} is left out: {reason}",
                    name=refs.text(each, "name")[:80] or "—",
                    reason=problem,
                )
            )
            continue
        read.retired += refs.text(each, "isRetired") == "true"
        entries = refs.at(each, "attributes", "map")
        read.attributes += entries is not None and len(entries) > 0
    return read


def read_prices(
    refs: References, read: SecuritiesRead, scales: Scales, as_of: date, draft: Draft
) -> None:
    """Take the prices, which count shares as they were on `as_of`; odd ones are told of."""
    odd = 0
    for element, number in read.ids.items():
        factor = minor_factor(refs.text(element, "currencyCode"))
        for on, price in prices_of(refs, element, scales).items():
            try:
                draft.price(OwnPrice(number, on, tidy(price * factor), as_of))
            except Problem:
                odd += 1
    if odd:
        draft.tell(
            Problem(
                "exchange_prices_left_out",
                "Prices that are not above zero are left out: {number}.",
                number=odd,
            )
        )


def prices_of(refs: References, element: Element, scales: Scales) -> dict[date, Decimal]:
    """Return the prices of a security by day, the latest one among them."""
    told = refs.children(refs.child(element, "prices"), "price")
    prices = {day(each.get("t")): scaled(each.get("v"), scales.prices) for each in told}
    latest = refs.child(element, "latest")
    if latest is not None and latest.get("t"):
        prices.setdefault(day(latest.get("t")), scaled(latest.get("v"), scales.prices))
    return prices


def last_price_day(refs: References, element: Element) -> date:
    """Return the day of the last price of a security, the first of all days where it has none."""
    told = [*refs.children(refs.child(element, "prices"), "price")]
    latest = refs.child(element, "latest")
    if latest is not None and latest.get("t"):
        told.append(latest)
    return max((day(each.get("t")) for each in told), default=date.min)


def read_splits(refs: References, read: SecuritiesRead, draft: Draft) -> None:
    """Take the splits, and count the other events."""
    for element, number in read.ids.items():
        for each in refs.children(refs.child(element, "events")):
            kind = refs.text(each, "type")
            if kind == "STOCK_SPLIT":
                _read_split(refs, each, number, draft)
            elif kind == "DIVIDEND_PAYMENT":
                read.dividends += 1
            else:
                read.notes += 1


def _read_split(refs: References, element: Element, number: int, draft: Draft) -> None:
    details = refs.text(element, "details")
    match = _RATIO.fullmatch(details)
    try:
        on = day(refs.text(element, "date"))
        new, old = (int(match[1]), int(match[2])) if match is not None else (0, 0)
        draft.split(OwnSplit(number, on, new, old))
    except Problem:
        draft.tell(
            Problem(
                "exchange_split_left_out",
                "A split of {name} is left out: “{ratio}” is not a ratio of whole numbers.",
                name=draft.securities[number].name,
                ratio=details[:40],
            )
        )


def _security(refs: References, element: Element) -> Security:
    code = refs.text(element, "currencyCode")
    ticker = refs.text(element, "tickerSymbol")
    yahoo = refs.text(element, "feed") in _YAHOO
    currency = major_code(code)
    return Security(
        0,
        refs.text(element, "name"),
        currency,
        ticker if yahoo or likely_symbol(ticker, currency) else "",
        refs.text(element, "isin"),
        refs.text(element, "wkn"),
        note=refs.text(element, "note"),
    )
