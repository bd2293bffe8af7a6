"""Writes a table as CSV that every program reads the same way."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from gridwatch.files.ledger_out.sheet import Sheet, Value
from gridwatch.files.safe_cells import safe_cell


def csv_document(sheet: Sheet, *, mark: bool = True) -> bytes:
    """Return a table as CSV (RFC 4180: commas, CRLF) in UTF-8.

    Headings are the columns' codes, days are ISO 8601, numbers have a point and all their digits.
    Texts that a spreadsheet would run are made safe. `mark`: with the mark in front Excel reads
    UTF-8 and not the system's code page.
    """
    head = [each.name for each in sheet.columns]
    return csv_bytes([head, *([plain(cell) for cell in row] for row in sheet.rows)], mark=mark)


def csv_bytes(rows: Iterable[Sequence[str]], *, mark: bool, separator: str = ",") -> bytes:
    """Return rows of cells as they are."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode("utf-8-sig" if mark else "utf-8", errors="replace")


def plain(cell: Value) -> str:
    """Return a cell as text: exact, and no formula."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe_cell(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return _float(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _float(cell: float) -> str:
    if not math.isfinite(cell):
        return ""
    digits = repr(cell)
    return format(Decimal(digits), "f") if "e" in digits else digits.removesuffix(".0")
