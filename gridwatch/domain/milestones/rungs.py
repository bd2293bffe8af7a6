"""Reads the rungs of a ladder as people type them: `50, 100, 200, 500 bn CNY`, `500亿、1000亿`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from gridwatch.domain.amounts import parse_amount
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem

# A comma between digits belongs to a number, so that "1,5 Mrd." is never two rungs.
_BETWEEN = re.compile(r"(?<!\d),|,(?!\d)|[;/、\n]")
_BARE = re.compile(r"[0-9][0-9.,' ]*")


def parse_rungs(text: str, default_currency: str) -> tuple[Money, ...]:
    """Read amounts with commas, semicolons, slashes or lines between them, in the order typed.

    A number alone is counted as the next amount that says how ("50, 100 bn CNY"); an amount with
    no currency is in that of the next one that has one, else of the one before, else in
    `default_currency`. Raises Problem where a part is no amount.
    """
    parts = [each.strip() for each in _BETWEEN.split(unicodedata.normalize("NFKC", text.strip()))]
    whole = _completed(parts)
    said = [_said_currency(each) for each in whole]
    currency = next((each for each in reversed(said) if each), default_currency)
    found = list[Money]()
    for part, own in zip(reversed(whole), reversed(said), strict=True):
        currency = own or currency
        found.append(parse_amount(part, currency))
    return tuple(reversed(found))


def one_currency(rungs: Sequence[Money]) -> str:
    """Return the currency of all rungs; raises Problem where they are in several."""
    currencies = dict.fromkeys(each.currency for each in rungs)
    if len(currencies) > 1:
        raise Problem(
            "ladder_currencies",
            "A ladder is in one currency, and these rungs are in {currencies}.",
            currencies=", ".join(currencies),
        )
    return next(iter(currencies))


def _completed(parts: Sequence[str]) -> list[str]:
    """Return the parts, numbers alone with the words behind the next number that has some."""
    whole, words = list[str](), ""
    for part in reversed(parts):
        if _BARE.fullmatch(part):
            whole.append(f"{part} {words}".strip())
        else:
            words = _BARE.sub("", part, count=1).strip()
            whole.append(part)
    return whole[::-1]


def _said_currency(part: str) -> str:
    """Return the currency that an amount says by itself, "" where the default decides."""
    one, other = (parse_amount(part, each).currency for each in ("USD", "EUR"))
    return one if one == other else ""
