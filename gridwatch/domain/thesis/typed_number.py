"""Reads the figures of evidence as people type them: `27.4`, `1 200`, `28%`, `3,5 TWh`."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from gridwatch.domain.problem import Problem

_NUMBER = re.compile(r"([+-]?)\s*([0-9](?:[0-9.,' ]*[0-9])?)")
_MOST_DIGITS = 30


def parse_figure(text: str, mark: str) -> tuple[Decimal | None, str]:
    """Return the number that a text begins with, None for "", and the words behind it: its unit.

    `mark` is the reader's decimal mark, "." or ","; the other one, a space or an apostrophe may
    keep thousands apart. Raises Problem where that is not clear.
    """
    cleaned = unicodedata.normalize("NFKC", text).replace("’", "'").replace("−", "-").strip()
    if not cleaned:
        return None, ""
    found = _NUMBER.match(cleaned)
    if found is None:
        raise _unreadable(text, mark)
    sign, digits = found.groups()
    number = _decimal(digits, mark, text)
    return number.copy_negate() if sign == "-" else number, cleaned[found.end() :].strip()


def _decimal(digits: str, mark: str, text: str) -> Decimal:
    whole, _, fraction = digits.partition(mark)
    grouped = re.fullmatch(r"[0-9]+|[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*", whole)
    if grouped is None or (fraction and not fraction.isdigit()) or len(digits) > _MOST_DIGITS:
        raise _unreadable(text, mark)
    plain = re.sub(r"[^0-9]", "", whole)
    return Decimal(f"{plain}.{fraction}" if fraction else plain)


def _unreadable(text: str, mark: str) -> Problem:
    return Problem(
        "evidence_number",
        "“{text}” is no number. Write it like {example}.",
        text=text.strip()[:40],
        example=f"27{mark}4",
    )


def figure_text(figure: Decimal, mark: str) -> str:
    """Return a figure as one would type it; `parse_figure` reads the same back."""
    return f"{figure:f}".replace(".", mark)
