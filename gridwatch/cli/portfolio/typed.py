"""Reads what is typed of a transaction: quantities, and amounts of money with their currency."""

from __future__ import annotations

import re
from decimal import Decimal

from gridwatch.cli.call import Refusal
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.transaction import ChosenLot
from gridwatch.domain.ledger.typed_number import read_decimal
from gridwatch.domain.money import ISO_CODES, MINOR_UNITS
from gridwatch.domain.problem import Problem

_BEHIND = re.compile(r"(?P<number>.*?)\s*(?P<code>[A-Za-z]{3})?")
_BEFORE = re.compile(r"(?P<code>[A-Za-z]{3})\s*(?P<number>.*)")
_RATIO = re.compile(r"([0-9]{1,9})\s*[:/]\s*([0-9]{1,9})")


def money_of(text: str, currency: str) -> tuple[Decimal, str]:
    """Return an amount above zero and its currency, `currency` where the text names none.

    Pence and the like become pounds. Raises Problem for what is no amount or no currency.
    """
    plain = text.strip()
    found = _BEFORE.fullmatch(plain) or _BEHIND.fullmatch(plain)
    code = found["code"] if found else None
    amount = positive(found["number"] if found else plain)
    if code is None:
        return amount, currency
    if code in MINOR_UNITS:
        major, factor = MINOR_UNITS[code]
        return amount * Decimal(repr(factor)), major
    if code.upper() not in ISO_CODES:
        raise Problem("currency_code", "“{code}” is not a currency.", code=code)
    return amount, code.upper()


def positive(text: str) -> Decimal:
    """Return a number above zero; raises Problem for anything else, and for what could be two."""
    amount = read_decimal(text)
    if amount is None or amount <= 0:
        raise Problem("amount_range", "“{text}” is not an amount above zero.", text=text.strip())
    return amount


def share_of(text: str) -> Decimal:
    """Return a part of a cost, 0 to 1, of 12.5%; the sign of per cent has to be there."""
    number = text.strip()
    if not number.endswith("%"):
        words = translate("Cli", "“{text}” is no part of the cost. Write it like 12.5%.")
        raise Refusal("cost_share_range", words.format(text=number))
    share = read_decimal(number.removesuffix("%"))
    if share is None or not 0 <= share <= 100:
        raise Problem(
            "cost_share_range", "The part of the cost that goes over is between 0 and 100 %."
        )
    return share / 100


def ratio_of(text: str) -> tuple[int, int]:
    """Return new shares for old ones, of 1:4; raises Problem for anything else."""
    found = _RATIO.fullmatch(text.strip())
    if found is None or not (int(found[1]) and int(found[2])):
        raise Problem("ratio_missing", "Give the ratio as new shares for old ones, like 1:4.")
    return int(found[1]), int(found[2])


def lot_of(text: str) -> ChosenLot:
    """Return so many shares of a lot, of 36=10: its number, and how many."""
    number, mark, quantity = text.partition("=")
    if not mark or re.fullmatch(r"[0-9]{1,18}", number.strip()) is None:
        words = translate("Cli", "“{text}” is no lot. Write it like {example}.")
        raise Refusal("lot_unreadable", words.format(text=text.strip(), example="36=10"))
    return ChosenLot(int(number), positive(quantity))
