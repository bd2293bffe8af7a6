"""Evidence as a Markdown table: one row for each piece, with sources as links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.evidence import USUAL_WEIGHT, Evidence, Stance, checked_evidence
from gridwatch.files.front_matter import UnfitError, day_of, decimal_of, instant_of
from gridwatch.files.thesis_folder import UNDATED

HEADING = "Evidence"
MOST_ROWS = 100_000
COLUMNS = ("date", "side", "what", "figure", "unit", "source", "page", "weight", "added")
_TO = " to "
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CELLS = re.compile(r"((?:\\.|[^|\\])*)(?:\||$)")
LONGEST_ROW = 50_000
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\((?:<((?:\\.|[^>\\])*)>|([^)\s<]*))\)")
_BARE_LINK = re.compile(r"<((?:\\.|[^>\\])*)>")


def written_evidence(evidence: Iterable[Evidence]) -> list[str]:
    """Return the lines of a table."""
    head = [_row(COLUMNS), "|".join(("", *(" --- " for _ in COLUMNS), ""))]
    return [*head, *(_row(_cells(each)) for each in evidence)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(evidence: Evidence) -> tuple[str, ...]:
    figures = [str(each) for each in (evidence.figure, evidence.figure_to) if each is not None]
    return (
        evidence.on.isoformat(),
        evidence.stance,
        escaped(evidence.what),
        _TO.join(figures),
        escaped(evidence.unit),
        _source(evidence),
        escaped(evidence.page),
        str(evidence.weight),
        evidence.added_at.isoformat(sep=" "),
    )


def _source(evidence: Evidence) -> str:
    title = escaped(evidence.source, r"\|<[]")
    if not evidence.link:
        return title
    link = escaped(evidence.link, r"\|<>")
    return f"[{title}](<{link}>)" if title else f"<{link}>"


def escaped(text: str, marks: str = r"\|<") -> str:
    """Return a text for a cell, with a backslash before each of the marks."""
    return "".join(f"\\{each}" if each in marks else each for each in text)


def plain(cell: str) -> str:
    """Return the text of a cell."""
    return _ESCAPED.sub(r"\1", cell.strip())


def read_evidence(table: Sequence[tuple[int, str]]) -> tuple[Evidence, ...]:
    """Read a table whose lines come with their numbers; columns in any order, some may lack.

    Raises UnfitError for a row that can't be read.
    """
    if not table:
        return ()
    (line, head), *rows = table
    names = [plain(each).lower() for each in split_row(head)]
    missing = [each for each in ("date", "what") if each not in names]
    if missing:
        problem = Problem(
            "folder_columns",
            "The table needs the columns “date” and “what”; missing: {names}.",
            names=", ".join(missing),
        )
        raise UnfitError(line, problem)
    if len(rows) > MOST_ROWS:
        problem = Problem("folder_rows", "A table takes at most {most} rows.", most=MOST_ROWS)
        raise UnfitError(rows[MOST_ROWS][0], problem)
    for number, row in rows:
        if len(row) > LONGEST_ROW:
            problem = Problem("folder_row_long", "This row is too long.")
            raise UnfitError(number, problem)
    return tuple(
        _evidence(number, dict(zip(names, split_row(row), strict=False)))
        for number, row in rows
        if not set(row) <= set("|-: ")
    )


def split_row(row: str) -> list[str]:
    """Return the cells of a row as they stand; a bar behind a backslash parts nothing."""
    inner = row.strip().removeprefix("|")
    found = [match[1] for match in _CELLS.finditer(inner)]
    while found and not found[-1].strip():
        found.pop()
    return found


def _evidence(line: int, cells: dict[str, str]) -> Evidence:
    def text(name: str) -> str:
        return plain(cells.get(name, ""))

    try:
        source, link = _read_source(cells.get("source", "").strip())
        figure, figure_to = _figures(text("figure"))
        added = text("added")
        found = Evidence(
            0,
            0,
            day_of(text("date")),
            text("what"),
            instant_of(added) if added else UNDATED,
            _stance(text("side")),
            figure,
            figure_to,
            text("unit"),
            source,
            link,
            text("page"),
            _weight(text("weight")),
        )
        return checked_evidence(found)
    except Problem as problem:
        raise UnfitError(line, problem) from None


def _read_source(cell: str) -> tuple[str, str]:
    match = _LINK.fullmatch(cell)
    if match is not None:
        return plain(match[1]), plain(match[2] if match[2] is not None else match[3])
    match = _BARE_LINK.fullmatch(cell)
    if match is not None:
        return "", plain(match[1])
    return plain(cell), ""


def _figures(text: str) -> tuple[Decimal | None, Decimal | None]:
    if not text:
        return None, None
    low, _, high = text.partition(_TO)
    return decimal_of(low), decimal_of(high) if high else None


def _stance(text: str) -> Stance:
    if text.lower() not in {"", *Stance}:
        known = ", ".join(Stance)
        raise Problem("folder_choice", "“{text}” is none of: {known}.", text=text[:40], known=known)
    return Stance(text.lower() or Stance.FOR)


def _weight(text: str) -> int:
    if not text:
        return USUAL_WEIGHT
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise Problem("folder_number", "“{text}” is no number.", text=text[:40])
    return int(text)
