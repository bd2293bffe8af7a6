"""Makes texts harmless in a spreadsheet, which would run what looks like a formula."""

from __future__ import annotations

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
_FULL_WIDTH = ("＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; numbers are not texts."""
    return f"'{text}" if text.startswith((*_FORMULAS, *_FULL_WIDTH)) else text
