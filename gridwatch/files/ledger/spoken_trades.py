"""Reads a trade out of a sentence, as Degiro tells it: Koop 1.000 FBR LTD@0,039 EUR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.numbers import COMMA, POINT
from gridwatch.files.ledger.exact import agree, exact
from gridwatch.files.ledger.understanding import currency_of

_BUYS = "koop|kauf|buy|achat|compra|acquisto|köp"
_SELLS = "verkoop|verkauf|sell|vente|venta|venda|vendita|sälj"
_TRADE = re.compile(
    rf"(?P<side>{_BUYS}|{_SELLS}) (?P<what>[0-9].*?)@ ?(?P<price>[0-9., ]*[0-9])"
    r" (?P<currency>[A-Z]{3})\b.*",
    re.IGNORECASE,
)
_BUY = re.compile(_BUYS, re.IGNORECASE)
_QUANTITY = re.compile(r"[0-9][0-9.,]*(?: [0-9]{3}(?:[.,][0-9]+)?(?![0-9]))*")


@dataclass(frozen=True, slots=True)
class SpokenTrade:
    """A trade that is told in words; its numbers as texts that mean one thing in any table."""

    buys: bool
    quantity: str
    price: str
    currency: str


def spoken_trade(text: str, amount: str) -> SpokenTrade | None:
    """Return the trade that a description tells, None where it tells none.

    `amount` is what moved for it. Its marks need not be those of the description, and thousands
    can stand apart before a name that begins with a digit (1 000 3M CO): of all that the numbers
    could mean, that is taken which makes the amount.
    """
    found = _TRADE.fullmatch(" ".join(text.split()))
    start = _QUANTITY.match(found["what"]) if found else None
    if found is None or start is None:
        return None
    currency = found["currency"].upper()
    quantity, price = start[0].partition(" ")[0], found["price"]
    fitting = _fitting(start[0], price, currency, amount)
    if fitting:
        # Shares are whole but for a few funds: 2.500 of them are rather thousands than two.
        best = min(fitting, key=lambda each: each[0] != each[0].to_integral_value())
        quantity, price = (_plain(each) for each in best)
    return SpokenTrade(_BUY.fullmatch(found["side"]) is not None, quantity, price, currency)


def _fitting(
    quantity: str, price: str, currency: str, amount: str
) -> list[tuple[Decimal, Decimal]]:
    """Return the quantities and prices that make the amount, of all that are told."""
    try:
        _, factor = currency_of(currency)
    except Problem:
        return []
    words = quantity.split(" ")
    numbers = [
        number
        for end in range(len(words), 0, -1)
        for number in _meanings(" ".join(words[:end]))
        if not _is_padded(number)
    ]
    moved = [abs(each) for each in _meanings(amount) if each]
    return [
        (number, each)
        for number in numbers
        for each in _meanings(price)
        if any(agree(one, number * each * factor) for one in moved)
    ]


def _meanings(text: str) -> list[Decimal]:
    """Return what a number says with the point and with the comma as its decimal mark."""
    found: list[Decimal] = []
    for mark in (POINT, COMMA):
        try:
            number = exact(text, mark)
        except Problem:
            continue
        if number is not None and number not in found:
            found.append(number)
    return found


def _is_padded(number: Decimal) -> bool:
    """Tell whether a number is one share written as 1.000, which nobody does."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0 and number == number.to_integral_value()


def _plain(number: Decimal) -> str:
    """Return a number with a mark that can't be one of thousands."""
    text = f"{number:f}"
    return f"{text}0" if len(text.partition(POINT)[2]) == 3 else text
