"""Numbers of money and shares as people type them, read exactly: 1,234.56 · 1.234,56 · 1’234.56."""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import normalize

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.numbers import COMMA, POINT, decimal_told

_LONGEST = 40
_NUMBER = re.compile(r"(?P<sign>[+-]?) ?(?P<digits>[0-9.,' ]*[0-9])")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[.,' ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")


def read_decimal(text: str) -> Decimal | None:
    """Return the number that a text says, None where it says nothing.

    Whatever marks stand between thousands, and whichever of comma and point is the decimal one, as
    long as the number shows which. Raises Problem for what is no number, and for one that could be
    two (1,234): as in `domain.thesis.numbers` nobody guesses.
    """
    plain = normalize("NFKC", text[: _LONGEST + 1]).replace("’", "'").replace("−", "-").strip()
    if not plain:
        return None
    found = _NUMBER.fullmatch(plain)
    if found is None or len(plain) > _LONGEST:
        raise _unreadable(text)
    value = Decimal(_with_point(found["digits"].strip(), text))
    return -value if found["sign"] == "-" else value


def _with_point(digits: str, text: str) -> str:
    """Return digits with a decimal point where there is a decimal mark, and no other mark."""
    mark = decimal_told(digits)
    whole, fraction = digits, ""
    marks = sum(digits.count(each) for each in (POINT, COMMA))
    if mark is None and marks:
        raise _either(digits, text) if marks == 1 else _unreadable(text)
    if mark is not None and digits.count(mark) == 1:
        whole, _, fraction = digits.partition(mark)
    elif mark is not None and mark in digits:
        raise _unreadable(text)
    plain = not whole or whole.isdigit() or _GROUPED.fullmatch(whole) is not None
    if not plain or (fraction and not fraction.isdigit()) or not (whole or fraction):
        raise _unreadable(text)
    return f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction or '0'}"


def _either(digits: str, text: str) -> Problem:
    whole, _, part = re.sub("[' ]", "", digits).replace(COMMA, POINT).partition(POINT)
    mark = COMMA if COMMA in digits else POINT
    return Problem(
        "number_either",
        "“{text}” could be {whole} or {decimal}. Write it like one of these.",
        text=text.strip(),
        whole=whole + part,
        decimal=f"{whole}{mark}{part}0",
    )


def _unreadable(text: str) -> Problem:
    shown = text.strip()
    shown = f"{shown[:40]}…" if len(shown) > 40 else shown
    return Problem("number_unreadable", "“{text}” is no number.", text=shown)
