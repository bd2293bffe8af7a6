"""Exact numbers as brokers write them: $1,259.59 · -1.200,00 · (5.00) · 2.6E-4 · 1’234.5."""

from __future__ import annotations

import re
from decimal import Decimal
from unicodedata import normalize

from gridwatch.domain.ledger.checking import LARGEST
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.numbers import COMMA, POINT, decimal_told

_NOTHING = frozenset(
    {"", "-", "--", "---", "–", "—", "n/a", "na", "null", "none", "nan", "not available"}
)
# Most cells of a large table: read without looking for any other form. A lone comma could be
# that of thousands, so a cell without a known mark is plain only where it has none.
_PLAIN = {
    None: re.compile(r"-?[0-9]{1,24}"),
    POINT: re.compile(r"-?[0-9]{1,24}(?:\.[0-9]{1,24})?"),
    COMMA: re.compile(r"-?[0-9]{1,24}(?:,[0-9]{1,24})?"),
}
_BODY = re.compile(r"(?P<digits>[0-9.,' ]*[0-9][.,]?)(?P<power>e[+-]?[0-9]{1,2})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")
_SYMBOLS = re.compile(r"(?:hk|us|a|c)?\$|[€£¥₹₩元股份]|kr|fr\.")
_CODES = re.compile(r"^([a-z]{3})\b|\b([a-z]{3})$")
_NUMERIC = re.compile(r"[0-9.,' +-]*")
_LONGEST = 60
_ROUNDED = Decimal("0.05")
_ROUNDED_SHARE = Decimal("0.005")


def exact(text: str, decimal: str | None = None, *, mixed: bool = False) -> Decimal | None:
    """Return a number exactly as it is written, None where the text says that there is none.

    `decimal`: the decimal mark of the table. `mixed`: a cell may show by itself that it has the
    other one. A currency beside the number is left to its own column. Raises Problem for what is
    no number, and for one that could be two.
    """
    if _PLAIN[decimal].fullmatch(text):
        return Decimal(text.replace(COMMA, POINT) if decimal == COMMA else text)
    plain = " ".join(normalize("NFKC", text[: _LONGEST + 1]).split()).casefold()
    if plain in _NOTHING:
        return None
    body, negative = _signed(_bare(plain.replace("’", "'").replace("−", "-")))
    found = _BODY.fullmatch(body)
    if found is None or len(plain) > _LONGEST:
        raise _unreadable(text)
    value = Decimal(_digits(found["digits"].strip(), text, decimal, mixed) + (found["power"] or ""))
    if abs(value) > LARGEST:
        raise _unreadable(text)
    return -value if negative else value


def agree(amount: Decimal, worth: Decimal) -> bool:
    """Tell whether an amount can be quantity × price: the price is rounded, the money is not."""
    return abs(amount - worth) <= _ROUNDED + _ROUNDED_SHARE * abs(worth)


def mark_told(text: str) -> str | None:
    """Return the decimal mark that a cell shows by itself, None where it shows none."""
    if text.isdigit():
        return None
    body, _ = _signed(_bare(text.strip()[:_LONGEST].casefold()))
    return decimal_told(body) if _BODY.fullmatch(body) else None


def _bare(plain: str) -> str:
    """Take the currency away that stands before or behind a number."""
    if _NUMERIC.fullmatch(plain):
        return plain
    bare = _SYMBOLS.sub("", plain).strip()
    found = _CODES.search(bare.lstrip("-+( "))
    code = (found[1] or found[2]) if found else None
    return bare.replace(code, "", 1).strip() if code and code.upper() in ISO_CODES else bare


def _signed(plain: str) -> tuple[str, bool]:
    """Return a number without its sign, and whether it is below zero: -5, (5) or 5-."""
    if plain.startswith("(") and plain.endswith(")"):
        return plain[1:-1].strip(), True
    if plain.startswith(("-", "+")):
        return plain[1:].strip(), plain.startswith("-")
    if plain.endswith("-") and len(plain) > 1:
        return plain[:-1].strip(), True
    return plain, False


def _digits(digits: str, text: str, decimal: str | None, mixed: bool) -> str:
    """Return digits with a decimal point and no other mark."""
    told = decimal_told(digits)
    mark = told if decimal is None or (mixed and told is not None) else decimal
    if mark is None:
        if POINT in digits or COMMA in digits:
            raise Problem(
                "number_ambiguous",
                "“{text}” could mean thousands or decimals. Say which mark is the decimal one.",
                text=text.strip(),
            )
        whole, fraction = digits, ""
    else:
        whole, _, fraction = digits.partition(mark)
    plain = not whole or whole.isdigit() or _GROUPED.fullmatch(whole) is not None
    if not plain or (fraction and not fraction.isdigit()):
        raise _unreadable(text)
    return (
        f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction or '0'}"
        if fraction
        else (re.sub("[^0-9]", "", whole) or "0")
    )


def _unreadable(text: str) -> Problem:
    shown = text.strip()
    shown = f"{shown[:40]}…" if len(shown) > 40 else shown
    return Problem("number_unreadable", "“{text}” is no number.", text=shown)
