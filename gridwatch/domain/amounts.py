"""Reads the amounts that people type: `100bn CNY`, `1000亿`, `100 Mrd. CNY`, `12.5bn USD`."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from gridwatch.domain.money import ISO_CODES, MINOR_UNITS, Money
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
    "mia": 10**9,
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
# ¥ alone is missing on purpose: it is the yen as well as the yuan.
CURRENCY_WORDS = {
    "人民币": "CNY",
    "人民幣": "CNY",
    "元": "CNY",
    "rmb": "CNY",
    "yuan": "CNY",
    "港元": "HKD",
    "港币": "HKD",
    "港幣": "HKD",
    "美元": "USD",
    "美金": "USD",
    "欧元": "EUR",
    "歐元": "EUR",
    "英镑": "GBP",
    "日元": "JPY",
    "日圆": "JPY",
    "韩元": "KRW",
    "瑞郎": "CHF",
    "瑞士法郎": "CHF",
    "丹麦克朗": "DKK",
    "印度卢比": "INR",
    "cn¥": "CNY",
    "hk$": "HKD",
    "us$": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
}
LARGEST = Decimal(10) ** 18
_RUN = re.compile(r"[0-9](?:[0-9.,' ]*[0-9])?")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[.,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_CHINESE_SCALES = frozenset("亿億万萬")


def parse_amount(text: str, default_currency: str = "CNY") -> Money:
    """Read a positive amount with an optional scale and currency, in either order.

    A scale is a word of English, German or Chinese (`SCALES`); a currency an ISO code, a sign or a
    Chinese word, `default_currency` where none is typed (CNY where 亿 or 元 is). A lone comma or
    point followed by exactly three digits could mean thousands or decimals; it is refused unless
    the number repeats it or both marks occur. Raises Problem where anything is left over.
    """
    cleaned = unicodedata.normalize("NFKC", text).replace("’", "'").strip()
    found = _RUN.search(cleaned)
    if found is None or cleaned[: found.start()].rstrip().endswith("-"):
        raise _unreadable(text)
    before, after = cleaned[: found.start()].strip(), cleaned[found.end() :].strip()
    number = _decimal(found.group(), text)
    scale, rest = _take_scale(after)
    currency = _currency(" ".join(part for part in (before, rest) if part), text)
    if currency is None:
        currency = "CNY" if _CHINESE_SCALES & set(after) else default_currency
    amount = number * scale
    if amount == 0:
        raise Problem("amount_range", "“{text}” is not an amount above zero.", text=text.strip())
    if amount > LARGEST:
        raise _unreadable(text)
    whole = amount == amount.to_integral()
    return Money(amount.quantize(Decimal(1)) if whole else amount, currency)


def _unreadable(text: str) -> Problem:
    return Problem(
        "amount_unreadable",
        "“{text}” is not an amount. Write it like 100bn CNY, 1000亿, 100 Mrd. CNY or 12.5bn USD.",
        text=text.strip(),
    )


def _decimal(number: str, text: str) -> Decimal:
    """Read digits with marks: the last mark that occurs once is the decimal one."""
    if number.isdigit():
        return Decimal(number)
    mark = max(".,", key=number.rfind)
    if number.count(mark) == 1:
        whole, fraction = number.split(mark)
        if fraction.isdigit() and (whole.isdigit() or _is_grouped(whole)):
            if len(fraction) == 3 and len(whole) <= 3 and whole.isdigit() and int(whole):
                raise Problem(
                    "amount_ambiguous",
                    "“{text}” could mean thousands or decimals. Write it without the mark.",
                    text=text.strip(),
                )
            return Decimal(f"{_joined(whole)}.{fraction}")
    if _is_grouped(number):
        return Decimal(_joined(number))
    raise _unreadable(text)


def _is_grouped(number: str) -> bool:
    return _GROUPED.fullmatch(number) is not None


def _joined(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)


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
    # "GBp" is pence and "ZAc" cents: nobody means a market cap in those.
    if words in MINOR_UNITS or words.upper() not in ISO_CODES:
        raise _unreadable(text)
    return words.upper()
