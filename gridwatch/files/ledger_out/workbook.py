"""Writes tables as a workbook for Excel: real days and numbers, and texts that stay texts."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_out.sheet import Column, Sheet, Type, Value

_WHOLE_CURRENCIES = {"JPY", "KRW", "VND", "CLP", "ISK", "HUF", "IDR"}
_FORMATS = {
    Type.DAY: "yyyy-mm-dd",
    Type.QUANTITY: "#,##0.########",
    Type.PRICE: "#,##0.00######",
    Type.RATE: "0.0000######",
    Type.SHARE: "0.00%",
    Type.WHOLE: "0",
}
_MOST_ROWS = 1_048_575  # of a sheet, without its headings
_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_NO_NAME = re.compile(r"[\[\]:*?/\\']")


def workbook_document(sheets: Sequence[Sheet], words: Mapping[str, str] | None = None) -> bytes:
    """Return tables as an XLSX file, each on a sheet with a frozen heading and a filter.

    `words`: what the codes of sheets and columns are called; a code without any stays as it is.
    Numbers have at most the 15 digits that the format can hold. Raises Problem for a table that
    has more rows than a sheet.
    """
    import xlsxwriter

    words = words or {}
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": False,
    }
    taken = set[str]()
    with xlsxwriter.Workbook(file, options) as book:
        writer = _Writer(book)
        for sheet in sheets:
            name = _sheet_name(words.get(sheet.name, sheet.name), taken)
            taken.add(name.casefold())
            writer.write(book.add_worksheet(name), sheet, words)
    return file.getvalue()


class _Writer:
    """Writes sheets of one workbook, whose formats it makes once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._book = book
        self._formats: dict[str, Any] = {}
        self._heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})

    def write(self, place: Any, sheet: Sheet, words: Mapping[str, str]) -> None:  # noqa: ANN401
        if len(sheet.rows) > _MOST_ROWS:
            raise Problem(
                "exchange_rows",
                "A sheet takes at most {most} rows, and this has {number}. Export it as CSV.",
                most=_MOST_ROWS,
                number=len(sheet.rows),
            )
        for number, column in enumerate(sheet.columns):
            place.set_column(number, number, column.width)
            place.write_string(0, number, words.get(column.name, column.name), self._heading)
        codes = {each.name: number for number, each in enumerate(sheet.columns)}
        for line, row in enumerate(sheet.rows, start=1):
            for number, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
                self._write_cell(place, line, number, value, self._format(column, row, codes))
        place.freeze_panes(1, 0)
        place.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)

    def _write_cell(
        self,
        place: Any,  # noqa: ANN401
        line: int,
        number: int,
        value: Value,
        style: Any,  # noqa: ANN401
    ) -> None:
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return
        if isinstance(value, str):
            if value:
                place.write_string(line, number, value[:_LONGEST_TEXT])
        elif isinstance(value, date):
            place.write_datetime(line, number, value, style)
        else:
            place.write_number(line, number, float(value), style)

    def _format(self, column: Column, row: Sequence[Value], codes: Mapping[str, int]) -> Any:  # noqa: ANN401
        if column.type is Type.TEXT:
            return None
        text = _FORMATS.get(column.type, "")
        if column.type is Type.AMOUNT:
            place = codes.get(column.currency)
            text = _money_format(str(row[place] or "") if place is not None else column.currency)
        if text not in self._formats:
            self._formats[text] = self._book.add_format({"num_format": text})
        return self._formats[text]


def _money_format(code: str) -> str:
    number = "#,##0" if code in _WHOLE_CURRENCIES else "#,##0.00"
    return f'{number} "{code}"' if re.fullmatch("[A-Z]{3}", code) else number


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name that a sheet can have and none has yet."""
    name = _NO_NAME.sub(" ", wanted).strip()[:_LONGEST_NAME] or "Sheet"
    number = 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = name[: _LONGEST_NAME - len(ending)] + ending, number + 1
    return name
