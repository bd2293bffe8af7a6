"""The trades of a Flex report: shares, options, and exchanges of money."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import NOTHING, Charge, ChargeKind, Transaction
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import (
    cancels_unknown,
    major_code,
    minor_factor,
    net_differs,
    tidy,
)
from gridwatch.files.ledger_draft import Made
from gridwatch.files.ledger_xml.flex_places import Places
from gridwatch.files.ledger_xml.flex_values import day, number, time

_CENT = Decimal("0.01")
# What is bought and sold for money at once; the value of a future moves day by day.
_TAKEN = {"STK", "FUND", "OPT", "WAR", "BOND", "BILL", "CRYPTO", "IOPT", ""}


def trades_told(section: Element) -> list[Element]:
    """Return the trades: the executions, or the orders where those are not in the report."""
    told = list(section.iter("Trade"))
    for level in ("EXECUTION", "ORDER"):
        found = [each for each in told if each.get("levelOfDetail", "EXECUTION") == level]
        if found:
            return found
    return []


def taken_back(trades: Sequence[Element]) -> frozenset[int]:
    """Return the places of trades that were cancelled, and of the lines that cancel them."""
    standing: dict[Hashable, list[int]] = {}
    for place, each in enumerate(trades):
        if not _is_cancel(each):
            standing.setdefault(_traded(each), []).append(place)
    found = set[int]()
    for place, each in enumerate(trades):
        originals = standing.get(_traded(each)) if _is_cancel(each) else None
        if originals:
            found |= {place, originals.pop()}
    return frozenset(found)


def _is_cancel(element: Element) -> bool:
    return element.get("buySell", "").endswith("(Ca.)")


def _traded(element: Element) -> Hashable:
    """Return what a trade has in common with the line that cancels it."""
    names = ("conid", "isin", "symbol", "tradePrice", "currency", "assetCategory")
    amount = element.get("quantity", "").lstrip("-")
    return _buys(element), amount, *(element.get(each, "") for each in names)


def trade(element: Element, places: Places) -> Made:
    """Return what a trade moves; a fee in another currency is a transaction of its own.

    Raises Problem for a line that cancels another one: those that do are `taken_back`.
    """
    if _is_cancel(element):
        raise cancels_unknown()
    category = element.get("assetCategory", "")
    if category == "CASH":
        return _exchange(element, places)
    if category not in _TAKEN:
        return None
    opens = category == "OPT" or "O" in element.get("openCloseIndicator", "")
    if opens and element.get("buySell", "").startswith("SELL"):
        places.allow_shorts()
    factor = minor_factor(element.get("currency", ""))
    currency = major_code(element.get("currency", ""))
    buys = _buys(element)
    charges, apart = _charges(element, currency, factor, places)
    gross = tidy(abs(number(element, "proceeds") or number(element, "tradeMoney")) * factor)
    charged = sum((each.amount for each in charges), NOTHING)
    moved = number(element, "netCash") * factor
    net = abs(moved) if moved and not apart else abs(gross + charged if buys else gross - charged)
    multiplier = number(element, "multiplier") or Decimal(1)
    own = Transaction(
        0,
        Kind.BUY if buys else Kind.SELL,
        day(element, "tradeDate", "dateTime"),
        account_id=places.account,
        cash_id=places.cash(currency),
        security_id=places.security(element),
        quantity=tidy(abs(number(element, "quantity")) * multiplier),
        gross=gross,
        currency=currency,
        charges=charges,
        net=tidy(net),
        time=time(element),
        settles_on=_settles(element),
        source=_source(element),
    )
    return (own, *apart)


def trade_remark(element: Element) -> Problem | None:
    """Return what is to be said of a trade."""
    category = element.get("assetCategory", "")
    if category not in {*_TAKEN, "CASH"}:
        return Problem(
            "exchange_category_left_out",
            "Trades of this kind ({category}) are left out: their money moves day by day.",
            category=category[:20],
        )
    if category == "CASH" or element.get("ibCommissionCurrency") != element.get("currency"):
        return None
    try:
        parts = sum(
            (number(element, each) for each in ("proceeds", "ibCommission", "taxes")), NOTHING
        )
        moved = number(element, "netCash")
    except Problem:
        return None  # told where the trade is read
    if moved and abs(moved - parts) >= _CENT:
        return net_differs(parts, moved)
    return None


def _exchange(element: Element, places: Places) -> tuple[Transaction, ...]:
    """Return an exchange of money: EUR.USD bought is dollars for euros."""
    base, _, _quoted = element.get("symbol", "").partition(".")
    currency = major_code(element.get("currency", ""))
    there = abs(number(element, "quantity"))
    here = abs(number(element, "proceeds") or number(element, "tradeMoney"))
    buys = _buys(element)
    sent, arrived = (here, there) if buys else (there, here)
    source, target = (currency, base) if buys else (base, currency)
    own = Transaction(
        0,
        Kind.CASH_TRANSFER,
        day(element, "tradeDate", "dateTime"),
        cash_id=places.cash(source),
        other_cash_id=places.cash(target),
        gross=sent,
        currency=source,
        net=sent,
        other_net=arrived,
        time=time(element),
        settles_on=_settles(element),
        source=_source(element),
    )
    return (own, *_fees_apart(element, places))


def _charges(
    element: Element, currency: str, factor: Decimal, places: Places
) -> tuple[tuple[Charge, ...], tuple[Transaction, ...]]:
    """Return the charges of a trade, and those that another account pays."""
    charges = list[Charge]()
    tax = -number(element, "taxes") * factor
    if tax:
        charges.append(Charge(ChargeKind.TAX, tidy(tax), currency))
    fee = -number(element, "ibCommission") * factor
    if fee and major_code(element.get("ibCommissionCurrency", "") or currency) != currency:
        return tuple(charges), _fees_apart(element, places)
    if fee:
        charges.append(Charge(ChargeKind.FEE, tidy(fee), currency))
    return tuple(charges), ()


def _fees_apart(element: Element, places: Places) -> tuple[Transaction, ...]:
    fee = -number(element, "ibCommission")
    if not fee:
        return ()
    code = element.get("ibCommissionCurrency", "") or element.get("currency", "")
    amount = tidy(abs(fee) * minor_factor(code))
    return (
        Transaction(
            0,
            Kind.FEE if fee > 0 else Kind.FEE_REFUND,
            day(element, "tradeDate", "dateTime"),
            cash_id=places.cash(code),
            gross=amount,
            currency=major_code(code),
            net=amount,
            note=element.get("description", "")[:200],
        ),
    )


def _buys(element: Element) -> bool:
    told = element.get("buySell", "")
    if told.startswith(("BUY", "SELL")):
        return told.startswith("BUY")
    return number(element, "quantity") > 0


def _settles(element: Element) -> date | None:
    return day(element, "settleDateTarget") if element.get("settleDateTarget") else None


def _source(element: Element) -> str:
    told = element.get("tradeID") or element.get("transactionID") or ""
    return f"interactive-brokers:trade:{told}" if told else ""
