"""How a broker's table is written: encoding, separator, decimal mark, order of day and month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.numbers import COMMA, POINT
from gridwatch.files.encodings import Encoding, guess_encoding
from gridwatch.files.ledger.exact import mark_told
from gridwatch.files.ledger.moments import order_told
from gridwatch.files.rows import Row, check_bytes, rows_of

MOST_COLUMNS = 300
LONGEST_CELL = 10_000  # characters
_SAMPLE = 5000  # rows; the whole of a table that people have
# By the first bytes: what is no text at all, and what is text but no table.
_BINARY = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"SQLite format 3", b"GIF8", b"Rar!",
    b"7z\xbc\xaf",
)  # fmt: skip
_HEAD = 4096  # bytes; even, as a letter of UTF-16 has two
_CONTROLS = 30  # a text has fewer than one of so many letters
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MARKUP = (b"<!do", b"<htm", b"<?xm", b"<tab", b"{")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written; `header` is the line with its headings, 0 where it has none.

    `decimal` and `day_first` are None where the table does not say: a cell for which it matters
    can't be taken until the user says it.
    """

    encoding: Encoding
    separator: str
    header: int = 0
    decimal: str | None = None
    day_first: bool | None = None


def check_table(data: bytes) -> None:
    """Raise Problem for a file that is too large, or no table of text."""
    check_bytes(len(data))
    _check_kind(data)


def checked_rows(lines: Sequence[str], separator: str) -> list[Row]:
    """Return the rows of the lines of a file; raises Problem where there are none."""
    rows = [_checked(each) for each in rows_of(lines, separator)]
    if not rows:
        raise Problem("import_empty", "There is nothing in this file.")
    return rows


def guess_decimal(cells: Iterable[str], separator: str) -> str | None:
    """Return the decimal mark of most numbers; beside commas between cells it can be the point."""
    told = [each for each in map(mark_told, cells) if each is not None]
    points = told.count(POINT)
    commas = len(told) - points
    if points == commas:
        return POINT if separator == COMMA and not told else None
    return POINT if points > commas else COMMA


def guess_day_first(cells: Iterable[str]) -> bool | None:
    """Tell whether the day comes first in a column; None where no date or two of them say it."""
    told = {each for each in map(order_told, cells) if each is not None}
    return told.pop() if len(told) == 1 else None


def cells_at(rows: Sequence[Row], places: Sequence[int]) -> Iterable[str]:
    """Return the cells that are not empty in some columns of the first rows."""
    return (
        row.cells[each]
        for row in rows[:_SAMPLE]
        for each in places
        if each < len(row.cells) and row.cells[each]
    )


def _check_kind(data: bytes) -> None:
    if data.startswith(_SPREADSHEETS):
        raise Problem(
            "import_spreadsheet", "This is a spreadsheet. Save its table as CSV and take that."
        )
    if data.startswith(_BINARY) or _has_controls(data[:_HEAD]):
        raise Problem("import_binary", "This file is no text. Export a table as CSV.")
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower().startswith(_MARKUP):
        raise Problem("import_markup", "This is HTML, XML or JSON and no table of text.")


def _has_controls(head: bytes) -> bool:
    """Tell whether bytes are no text, by the control characters among them."""
    encoding = guess_encoding(head)
    text = head.decode(encoding if "16" in encoding else "latin-1", "replace")
    controls = sum(each < " " and each not in "\t\r\n\f\x1a" for each in text)
    return controls * _CONTROLS > len(text)


def _checked(row: Row) -> Row:
    if row.problem is None and len(row.cells) > MOST_COLUMNS:
        problem = Problem(
            "import_wide", "This line has {number} cells; a table takes at most {most}.",
            number=len(row.cells), most=MOST_COLUMNS,
        )  # fmt: skip
        return Row(row.line, row.cells[:MOST_COLUMNS], problem)
    if row.problem is None and max(map(len, row.cells)) > LONGEST_CELL:
        problem = Problem(
            "import_cell", "A cell of this line has more than {most} letters.", most=LONGEST_CELL
        )
        return Row(row.line, tuple(each[:100] for each in row.cells), problem)
    return row
