"""Tables in Markdown: aligned as one writes, and made of what a spreadsheet gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from unicodedata import combining, east_asian_width

# More is no table to look at; it stays as it is.
MOST_ROWS, MOST_COLUMNS = 2000, 100
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-+:?")


def is_row(line: str) -> bool:
    """Tell whether a line is a row of a table, written with its outer bars."""
    return line.lstrip().startswith("|")


def cells_of(line: str) -> list[str]:
    """Return the cells of a row without the space around them."""
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [each.strip() for each in _BAR.split(inner)]


def is_rule(cells: Sequence[str]) -> bool:
    """Tell whether cells are those of the line under the headings."""
    return bool(cells) and all(_RULE.fullmatch(each) for each in cells)


def width_of(text: str) -> int:
    """Return how many columns a text takes where Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text
    )


def aligned(lines: Sequence[str]) -> list[str]:
    """Return the rows of a table with their bars below one another."""
    rows = [cells_of(each) for each in lines]
    count = max(len(each) for each in rows)
    if len(rows) > MOST_ROWS or count > MOST_COLUMNS:
        return list(lines)
    rules = [is_rule(each) for each in rows]
    widths = [3] * count
    for row, rule in zip(rows, rules, strict=True):
        if not rule:
            for place, cell in enumerate(row):
                widths[place] = max(widths[place], width_of(cell))
    sides = _sides(rows, rules, count)
    return [_row(row, widths, sides, rule=rule) for row, rule in zip(rows, rules, strict=True)]


def _sides(rows: Sequence[Sequence[str]], rules: Sequence[bool], count: int) -> list[str]:
    """Return how each column is aligned, as the marks of its rule: "", ":", " :" or "::"."""
    rule = next((row for row, is_it in zip(rows, rules, strict=True) if is_it), ())
    marks = [
        (":" if each.startswith(":") else " ") + (":" if each.endswith(":") else " ")
        for each in rule
    ]
    return [*marks, *["  "] * (count - len(marks))]


def _row(cells: Sequence[str], widths: Sequence[int], sides: Sequence[str], *, rule: bool) -> str:
    parts = (
        _rule(width, side) if rule else _padded(cell, width, side)
        for cell, width, side in zip_longest(cells, widths, sides, fillvalue="")
        if isinstance(width, int) and isinstance(side, str)
    )
    return "| " + " | ".join(parts) + " |"


def _rule(width: int, side: str) -> str:
    return side[0].replace(" ", "-") + "-" * (width - 2) + side[1].replace(" ", "-")


def _padded(cell: str | int, width: int, side: str) -> str:
    text = str(cell)
    room = max(0, width - width_of(text))
    if side == " :":
        return " " * room + text
    if side == "::":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room


def empty_row(columns: int) -> str:
    """Return a row without words."""
    return "|" + "  |" * columns


def place_of_cell(line: str, cell: int) -> tuple[int, int]:
    """Return where the words of a cell of an aligned row begin and end."""
    bars = [each.start() for each in _BAR.finditer(line)]
    start = bars[cell] + 1
    end = bars[cell + 1] if cell + 1 < len(bars) else len(line)
    inner = line[start:end]
    words = inner.strip()
    if not words:
        return start + min(1, len(inner)), start + min(1, len(inner))
    begin = start + len(inner) - len(inner.lstrip())
    return begin, begin + len(words)


def cell_at(line: str, place: int) -> int:
    """Return in which cell of a row a place is."""
    bars = sum(1 for each in _BAR.finditer(line) if each.start() < place)
    return max(0, bars - 1)


def table_of(text: str) -> str | None:
    """Return what a spreadsheet gives (rows of cells behind tabs) as a table; None for other text.

    The first row becomes the headings.
    """
    lines = text.strip("\n").split("\n")
    if len(lines) > MOST_ROWS or any("\t" not in each for each in lines):
        return None
    rows = [[_escaped(each) for each in line.split("\t")] for line in lines]
    count = max(len(each) for each in rows)
    if count > MOST_COLUMNS:
        return None
    filled = [[*row, *[""] * (count - len(row))] for row in rows]
    rule = [_column_rule([row[place] for row in filled[1:]]) for place in range(count)]
    table = [filled[0], rule, *filled[1:]]
    return "\n".join(aligned(["| " + " | ".join(row) + " |" for row in table]))


def _escaped(cell: str) -> str:
    return " ".join(cell.split()).replace("|", "\\|")


def _column_rule(cells: Sequence[str]) -> str:
    """Align a column to the right where all that is in it are numbers."""
    words = [each for each in cells if each]
    numbers = bool(words) and all(re.fullmatch(r"[-+−]?[\d.,'\s]*\d\s*%?", each) for each in words)
    return "--:" if numbers else "---"
