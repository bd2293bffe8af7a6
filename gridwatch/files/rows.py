"""Text that was pasted or read from a file as rows of cells, each with the number of its line."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gridwatch.domain.problem import Problem

MOST_LINES = 100_000
MOST_BYTES = 20_000_000
SEPARATORS = ("\t", ";", ",", "|")
_SAMPLE = 200
_LONGEST_CELL = 50  # lines; a mark that is not closed by then never will be
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; `line` is the number of the line on which it begins.

    `problem`: why the line can't be taken apart; its cells are not to be trusted then.
    """

    line: int
    cells: tuple[str, ...]
    problem: Problem | None = None


def check_bytes(size: int) -> None:
    """Raise Problem for a file that is larger than any table of figures."""
    if size > MOST_BYTES:
        raise Problem(
            "table_large",
            "This has {size} MB; a table of figures takes at most {most} MB and {lines} lines.",
            size=round(size / 1e6),
            most=round(MOST_BYTES / 1e6),
            lines=MOST_LINES,
        )


def lines_of(text: str) -> list[str]:
    """Return the lines of a text; raises Problem for one that is too large."""
    check_bytes(len(text))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    if len(lines) > MOST_LINES:
        raise Problem(
            "table_long",
            "This table has {number} lines; at most {most} lines can be taken at once.",
            number=len(lines),
            most=MOST_LINES,
        )
    return lines


def guess_separator(lines: Sequence[str]) -> str:
    """Return what stands between the cells: as often in most lines as in the first one.

    A tab goes first, and a semicolon before a comma, which may be a decimal mark beside it.
    """
    sample = [each for each in lines if each.strip()][:_SAMPLE]
    for separator in SEPARATORS:
        numbers = [len(row.cells) - 1 for row in rows_of(sample, separator)]
        if numbers and numbers[0] and 2 * numbers.count(numbers[0]) > len(numbers):
            return separator
    return max(SEPARATORS, key=lambda each: _cells_alike(sample, each))


def _cells_alike(lines: Sequence[str], separator: str) -> int:
    """Return how many cells there are in the rows that have as many of them as most others.

    By it a table is known under a title, or with another mark within its cells.
    """
    numbers = Counter(len(row.cells) for row in rows_of(lines, separator) if len(row.cells) > 1)
    return max((number * times for number, times in numbers.items()), default=0)


def rows_of(lines: Sequence[str], separator: str) -> list[Row]:
    """Return the rows that are not blank; an odd quotation mark spoils its own line only."""
    return [row for row in _every_row(lines, separator) if any(row.cells)]


def _every_row(lines: Sequence[str], separator: str) -> Iterator[Row]:
    place = 0
    while place < len(lines):
        line = lines[place]
        if _QUOTE not in line:
            row, used = Row(place + 1, tuple(map(str.strip, line.split(separator)))), 1
        else:
            row, used = _quoted_row(lines, place, separator)
        if "\0" in line:
            row = replace(row, problem=_nul())
        yield row
        place += used


def _nul() -> Problem:
    return Problem(
        "table_nul",
        "There is a NUL in this line, which no text has: it is damaged or in another encoding.",
    )


def _quoted_row(lines: Sequence[str], place: int, separator: str) -> tuple[Row, int]:
    """Return a row that has quotation marks, and how many lines it takes."""
    try:  # most are in order and end in their line: the library is several times as fast
        plain = next(
            csv.reader([lines[place]], delimiter=separator, strict=True, skipinitialspace=True)
        )
        return Row(place + 1, tuple(map(str.strip, plain))), 1
    except csv.Error:
        pass
    cells, rest, used = list[str](), lines[place], 1
    while True:
        if not rest.lstrip(" ").startswith(_QUOTE):
            cell, more, rest = rest.partition(separator)
            cells.append(cell.strip())
            if not more:
                return Row(place + 1, tuple(cells)), used
            continue
        body, end = rest.lstrip(" ")[1:], -1
        while (end := _closing(body)) < 0 and used < min(_LONGEST_CELL, len(lines) - place):
            body, used = f"{body}\n{lines[place + used]}", used + 1
        after = body[end + 1 :].lstrip(" ")
        if end < 0 or (after and not after.startswith(separator)):
            return Row(place + 1, _plain_cells(lines[place], separator), _odd_quote()), 1
        cells.append(body[:end].replace('""', _QUOTE).strip())
        if not after:
            return Row(place + 1, tuple(cells)), used
        rest = after[len(separator) :]


def _closing(body: str) -> int:
    """Return where the quotation mark is that closes a cell, -1 where there is none."""
    place = body.find(_QUOTE)
    while place >= 0 and body[place + 1 : place + 2] == _QUOTE:
        place = body.find(_QUOTE, place + 2)
    return place


def _plain_cells(line: str, separator: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in line.split(separator))


def _odd_quote() -> Problem:
    return Problem(
        "table_quote",
        "A quotation mark in this line is not closed, or closed in the middle of a cell.",
    )
