"""Reads the amounts that people type: `100bn CNY`, `1000亿`, `100 Mrd. CNY`, `12.5bn USD`."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem

# Longest words first: "mrd" must win over "m", "万亿" over "万".
SCALES = {
    "trillion": 10**12,
    "trillionen": 10**18,
    "billion": 10**9,
    "billionen": 10**12,
    "milliarden": 10**9,
    "milliarde": 10**9,
    "millionen": 10**6,
    "million": 10**6,
    "mrd": 10**9,
    "mio": 10**6,
    "bio": 10**12,
    "bn": 10**9,
    "tn": 10**12,
    "mn": 10**6,
    "万亿": 10**12,
    "萬億": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "十亿": 10**9,
    "亿": 10**8,
    "億": 10**8,
    "万": 10**4,
    "萬": 10**4,
    "t": 10**12,
    "b": 10**9,
    "m": 10**6,
    "k": 10**3,
}
CURRENCY_WORDS = {
    "人民币": "CNY",
    "元": "CNY",
    "rmb": "CNY",
    "yuan": "CNY",
    "港元": "HKD",
    "港币": "HKD",
    "美元": "USD",
    "欧元": "EUR",
    "日元": "JPY",
    "韩元": "KRW",
    "hk$": "HKD",
    "us$": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
}
LARGEST = Decimal(10) ** 18
_NUMBER = re.compile(r"[0-9][0-9.,' ]*(?<=[0-9])|[0-9]")


def parse_amount(text: str, default_currency: str = "CNY") -> Money:
    """Read a positive amount with an optional scale and currency, in either order.

    A scale is a word of English, German or Chinese (`SCALES`); a currency an ISO code, a sign or a
    Chinese word, `default_currency` where none is typed (CNY where 亿 or 元 is). A lone comma or
    point followed by exactly three digits could mean thousands or decimals; it is refused unless
    the number repeats it or both marks occur. Raises Problem where anything is left over.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip()
    found = _NUMBER.search(cleaned)
    if found is None or cleaned[: found.start()].rstrip().endswith("-"):
        raise _unreadable(text)
    before, after = cleaned[: found.start()].strip(), cleaned[found.end() :].strip()
    number = _decimal(found.group().strip(), text)
    scale, rest = _take_scale(after)
    currency = _currency(" ".join(part for part in (before, rest) if part), text)
    if currency is None:
        currency = "CNY" if any(mark in after for mark in "亿億万萬") else default_currency
    amount = number * scale
    if not 0 < amount <= LARGEST:
        raise Problem("amount_range", "“{text}” is not an amount above zero.", text=text)
    return Money(amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount, currency)


def _unreadable(text: str) -> Problem:
    return Problem(
        "amount_unreadable",
        "“{text}” is not an amount. Write it like 100bn CNY, 1000亿, 100 Mrd. CNY or 12.5bn USD.",
        text=text.strip(),
    )


def _decimal(number: str, text: str) -> Decimal:
    digits = number.replace("'", "").replace(" ", "")
    point, comma = digits.rfind("."), digits.rfind(",")
    if point >= 0 and comma >= 0:
        thousands = "," if point > comma else "."
        digits = digits.replace(thousands, "").replace(",", ".")
    elif point >= 0 or comma >= 0:
        digits = _one_mark(digits, "." if point >= 0 else ",", text)
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise _unreadable(text) from error


def _one_mark(digits: str, mark: str, text: str) -> str:
    groups = digits.split(mark)
    if len(groups) > 2:
        if any(len(group) != 3 for group in groups[1:]) or not 1 <= len(groups[0]) <= 3:
            raise _unreadable(text)
        return "".join(groups)
    if len(groups[1]) == 3 and groups[0] != "0":
        raise Problem(
            "amount_ambiguous",
            "“{text}” could mean thousands or decimals. Write it without the mark.",
            text=text.strip(),
        )
    return ".".join(groups)


def _take_scale(after: str) -> tuple[Decimal, str]:
    lowered = after.lower()
    for word in sorted(SCALES, key=len, reverse=True):
        if not lowered.startswith(word):
            continue
        rest = after[len(word) :].removeprefix(".")
        if word.isascii() and rest[:1].isalpha() and rest[:1].isascii():
            continue
        return Decimal(SCALES[word]), rest.strip()
    return Decimal(1), after


def _currency(words: str, text: str) -> str | None:
    if not words:
        return None
    named = CURRENCY_WORDS.get(words.lower())
    if named is not None:
        return named
    code = words.upper()
    if re.fullmatch(r"[A-Z]{3}", code):
        return code
    raise _unreadable(text)
