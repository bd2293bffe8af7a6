"""Figures as people and spreadsheets write them: 1,234.5 · 1.234,5 · 1’234.5 · 28 % · 125亿."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isfinite
from unicodedata import normalize

from gridwatch.domain.amounts import CURRENCY_WORDS, SCALES
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem

POINT, COMMA = ".", ","
_NOTHING = frozenset(
    {
        "", "-", "--", "–", "—", "n/a", "n.a.", "n.a", "na", "#n/a", "#na", "nan", "null", "none",
        "k.a.", "k. a.", "k.a", "nm", "n.m.", "无", "暂无", "不适用", ".", "..", "...",
    }
)  # fmt: skip
_NUMBER = re.compile(r"(?P<digits>[0-9.,' ]*[0-9])(?P<power>e[+-]?[0-9]{1,3})?(?P<rest>.*)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<mark>[.,' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_MORE_SCALES = {"百万": 10**6, "千万": 10**7, "千": 10**3, "tsd": 10**3}
_SCALES = dict(
    sorted({**SCALES, **_MORE_SCALES}.items(), key=lambda each: len(each[0]), reverse=True)
)
_LONGEST = 80
# Most figures of a large table: read without looking for any other form.
_PLAIN = {
    None: re.compile(r"[0-9]{1,80}"),
    POINT: re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,39})?"),
    COMMA: re.compile(r"[0-9]{1,40}(?:,[0-9]{1,39})?"),
}


def parse_number(text: str, unit: str = "", *, decimal: str | None = None) -> float | None:
    """Return a figure in the unit of its series, None where the text says that there is none.

    `decimal` is the decimal mark, where that is known. A scale is counted in that of the unit:
    125亿 is 12.5 where the unit is "bn CNY"; a per cent sign belongs to a unit of % or to none.
    Raises Problem for what is no number, and for one that could be two.
    """
    if not text:
        return None
    if _PLAIN[decimal].fullmatch(text):
        return float(text.replace(COMMA, POINT))
    plain = " ".join(normalize("NFKC", text[:_LONGEST]).replace("\0", "?").split()).casefold()
    if plain in _NOTHING and len(text) <= _LONGEST:
        return None
    body, negative = _signed(plain.replace("’", "'").replace("−", "-"))
    found = _NUMBER.fullmatch(_without_currency(body, unit))
    if found is None or len(text) > _LONGEST:
        raise _unreadable(text)
    digits = _digits(found["digits"].strip(), text, decimal)
    value = float(digits + (found["power"] or "")) * _factor(found["rest"].strip(), unit, text)
    if not isfinite(value):
        raise _unreadable(text)
    return -value if negative else value


def decimal_told(text: str) -> str | None:
    """Return the decimal mark that a number shows by itself, None where it could be either."""
    body, _ = _signed(normalize("NFKC", text.strip()[:_LONGEST]).replace("’", "'").casefold())
    found = _NUMBER.fullmatch(body)
    if found is None:
        return None
    digits = found["digits"].strip()
    marks = [each for each in digits if each in ".,"]
    if not marks:
        return None
    last = marks[-1]
    if len(set(marks)) == 2:
        return last if marks.count(last) == 1 else None
    if len(marks) > 1:
        return COMMA if last == POINT else POINT  # 1.234.567: the other one has to be the decimal
    return None if _GROUPED.fullmatch(digits) else last


def _unreadable(text: str) -> Problem:
    shown = text.strip()
    shown = f"{shown[:40]}…" if len(shown) > 40 else shown
    return Problem("number_unreadable", "“{text}” is no number.", text=shown)


def _signed(plain: str) -> tuple[str, bool]:
    """Return a number without its sign, and whether it is below zero: -5, (5) or 5-."""
    if plain.startswith("(") and plain.count(")") == 1:
        return plain[1:].replace(")", " ").strip(), True
    if plain.startswith(("-", "+")):
        return plain[1:].strip(), plain.startswith("-")
    if plain.endswith("-") and plain[:-1].strip()[-1:].isdigit():
        return plain[:-1].strip(), True
    return plain, False


def _without_currency(body: str, unit: str) -> str:
    """Take the currency away that stands before a number, where it is that of the unit."""
    for word in _currencies(unit):
        if body.startswith(word):
            return body.removeprefix(word).strip()
    return body


@lru_cache(maxsize=32)  # asked for each figure of a large table
def _currencies(unit: str) -> tuple[str, ...]:
    """Return how the currency of a unit may be written, longest first; () where it has none."""
    plain = normalize("NFKC", unit).casefold()
    codes = {code for word, code in CURRENCY_WORDS.items() if word in plain}
    codes |= {each for each in re.findall(r"[A-Z]{3}", unit.upper()) if each in ISO_CODES}
    words = [word for word, code in CURRENCY_WORDS.items() if code in codes]
    every = [*words, *(each.casefold() for each in codes)]
    return tuple(sorted(every, key=len, reverse=True))


def _digits(digits: str, text: str, decimal: str | None) -> str:
    """Return digits with a decimal point and no other mark."""
    mark = decimal or decimal_told(digits)
    whole, fraction = digits, ""
    if mark is None:
        if POINT in digits or COMMA in digits:
            raise Problem(
                "number_ambiguous",
                "“{text}” could mean thousands or decimals. Say which mark is the decimal one.",
                text=text.strip(),
            )
    elif digits.count(mark) == 1:
        whole, _, fraction = digits.partition(mark)
    elif digits.count(mark) > 1:
        raise _unreadable(text)
    plain = not whole or whole.isdigit() or _GROUPED.fullmatch(whole) is not None
    if not plain or (fraction and not fraction.isdigit()) or not (whole or fraction):
        raise _unreadable(text)
    return f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction or '0'}"


def _factor(rest: str, unit: str, text: str) -> float:
    """Return by what a number is multiplied because of the words behind it."""
    wanted = normalize("NFKC", unit).casefold().strip()
    if not rest or rest == wanted:
        return 1.0
    if rest == "%":
        if wanted and "%" not in wanted and "percent" not in wanted:
            raise Problem(
                "number_percent",
                "“{text}” is in per cent, and this series is in {unit}.",
                text=text.strip(),
                unit=unit,
            )
        return 1.0
    scale, remaining = _scale(rest, wanted)
    if remaining and remaining not in {*wanted.split(), *_currencies(unit)}:
        raise _unreadable(text)
    return scale / _unit_scale(wanted) if scale else 1.0


def _scale(rest: str, wanted: str) -> tuple[float, str]:
    """Return the scale that words begin with, 0 for none, and what is left of them."""
    for word, factor in _SCALES.items():
        if not rest.startswith(word):
            continue
        remaining = rest[len(word) :].removeprefix(".")
        if word.isascii() and remaining[:1].isalpha() and remaining[:1].isascii():
            continue
        if len(word) == 1 and word.isascii() and wanted.startswith(word):
            continue  # 18m in a series of months is no 18 million
        return float(factor), remaining.strip()
    return 0.0, rest


def _unit_scale(wanted: str) -> float:
    """Return the scale that a unit has itself: 10⁹ for "bn CNY"."""
    return _scale(wanted, "")[0] or 1.0
