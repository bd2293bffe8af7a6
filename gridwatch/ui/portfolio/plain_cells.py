"""Writes cells as spreadsheets read them: plain signs, all digits, and no formulas."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from gridwatch.files.safe_cells import safe_cell
from gridwatch.ui.phrases import MINUS

# Spreadsheets read neither the minus sign nor narrow spaces.
_PLAIN = str.maketrans({MINUS: "-", "\N{NARROW NO-BREAK SPACE}": " ", "\N{NO-BREAK SPACE}": " "})
_FIGURE = re.compile(r"[+-][0-9][0-9.,'’ ]*%?")


def shown(text: str) -> str:
    """Return a cell that a spreadsheet reads; signed figures stay figures."""
    plain = text.translate(_PLAIN)
    return plain if _FIGURE.fullmatch(plain) else safe_cell(plain)


def cell(value: object) -> str:
    """Return a value as a cell of a file of figures."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int | float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    return safe_cell(str(value))
