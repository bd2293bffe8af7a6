"""Where the table is in a file: its headings, its lines, and what stands above and below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.fields import field_of, plain_heading
from gridwatch.files.ledger.moments import is_moment
from gridwatch.files.ledger.preset import Preset
from gridwatch.files.rows import Row

_SEARCHED = 60  # rows in which headings can stand
_FEWEST = 3  # headings that a table has at least
_TOTALS = (
    "total", "sum", "summe", "gesamt", "transactions total", "somme", "totaal", "totale",
    "summa", "合计", "总计", "小计", "***",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """The headings, the lines, and the rows that belong to none with why."""

    header: Row
    body: tuple[Row, ...]
    beside: tuple[tuple[Row, Problem], ...]


def header_of(rows: Sequence[Row], preset: Preset) -> Row | None:
    """Return the row that has the headings of a preset, None where none has all of them."""
    for row in rows if preset.section else rows[:_SEARCHED]:
        if preset.section:
            if row.cells[:2] != (preset.section, "Header"):
                continue
            row = _inner(row)  # noqa: PLW2901 - the section's own columns
        if preset.most_columns and sum(map(bool, row.cells)) > preset.most_columns:
            continue
        if preset.needs and names_all({plain_heading(each) for each in row.cells}, preset):
            return row
    return None


def names_all(headings: set[str], preset: Preset) -> bool:
    """Tell whether all headings that a preset needs are among these."""
    return all(not headings.isdisjoint(each.split("|")) for each in preset.needs)


def likely_header(rows: Sequence[Row]) -> Row | None:
    """Return the row that names the most columns in any language, None where none does."""
    best, most = None, _FEWEST - 1
    for row in rows[:_SEARCHED]:
        named = {field_of(each) for each in row.cells} - {None}
        if len(named) > most and not any(is_moment(each) for each in row.cells):
            best, most = row, len(named)
    return best


def table_of(rows: Sequence[Row], header: Row, section: str, dates: Sequence[int]) -> Table:
    """Take a file apart around its headings; `dates` are the columns that have a day."""
    body: list[Row] = []
    beside: list[tuple[Row, Problem]] = []
    for row in rows:
        if row.line == header.line:
            continue
        if section and row.cells[0] != section:
            beside.append((row, _other_section(row.cells[0])))
        elif row.line < header.line:
            beside.append((row, _beside()))
        else:
            inner = _inner(row) if section else row
            if inner.cells == header.cells:
                beside.append((row, Problem("import_header_again", "These are the headings.")))
            elif row.problem is None and _ends(inner, dates):
                beside.append((row, _beside()))
            else:
                body.append(inner)
    return Table(header, tuple(body), tuple(beside))


def _ends(row: Row, dates: Sequence[int]) -> bool:
    """Tell whether a row is no line of the table: it has no day, and next to nothing else."""
    if any(each < len(row.cells) and is_moment(row.cells[each]) for each in dates):
        return False
    filled = [each for each in row.cells if each]
    first = plain_heading(filled[0]) if filled else ""
    return first.startswith(_TOTALS) or (len(filled) == 1 and row.cells[-1] != filled[0])


def _inner(row: Row) -> Row:
    return replace(row, cells=row.cells[2:])


def _beside() -> Problem:
    return Problem("import_beside", "This line is not part of the table.")


def _other_section(section: str) -> Problem:
    return Problem(
        "import_other_section",
        "This belongs to the section “{section}”, which has no transactions.",
        section=section[:40],
    )
