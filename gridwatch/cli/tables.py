"""Text tables that line up in a terminal, Chinese names included."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

GAP = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and on which side its cells stand: numbers on the right."""

    title: str
    right: bool = False


def width(text: str) -> int:
    """Return how many terminal cells `text` takes: two for a wide letter, none for a mark."""
    return sum(_cells(each) for each in text)


def _cells(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """Return the rows under their headings; a column that is empty in every row is left out."""
    shown = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    titles = [columns[n].title for n in shown]
    cells = [[one_line(row[n]) for n in shown] for row in rows]
    widths = [max(width(row[n]) for row in (titles, *cells)) for n in range(len(shown))]
    lines = [titles, ["─" * each for each in widths], *cells]
    return "\n".join(
        GAP.join(
            _padded(cell, size, right=columns[n].right)
            for cell, size, n in zip(line, widths, shown, strict=True)
        ).rstrip()
        for line in lines
    )


def _padded(text: str, size: int, *, right: bool) -> str:
    space = " " * (size - width(text))
    return space + text if right else text + space


def one_line(text: str) -> str:
    """Return a text that can't move the cursor or break a row, as long as it was."""
    return "".join(
        " " if unicodedata.category(each) in {"Cc", "Zl", "Zp"} else each for each in text
    )


def plain(text: str) -> str:
    """Return a text whose lines stay, and that can't move the cursor of a terminal."""
    return "\n".join(map(one_line, text.split("\n")))
