"""Reads figures of a series from a table: how it is written is guessed, each line stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from gridwatch.domain.problem import Fault, Problem
from gridwatch.domain.thesis.figures import Figure, Frequency, checked_figure
from gridwatch.domain.thesis.numbers import COMMA, POINT, decimal_told, parse_number
from gridwatch.domain.thesis.periods import order_told, parse_day, parse_period, unmarked
from gridwatch.files.headings import Meaning, guess_meanings, has_headings
from gridwatch.files.rows import (
    Row,
    check_bytes,
    guess_separator,
    lines_of,
    rows_of,
)

_YES = frozenset(
    {"yes", "y", "true", "1", "x", "ja", "j", "wahr", "是",
     "forecast", "f", "estimate", "e", "prognose", "p", "schätzung", "预测", "预期"}
)  # fmt: skip
_NO = frozenset(
    {"", "-", "no", "n", "false", "0", "nein", "falsch", "否", "actual", "a", "ist", "实际"}
)
_NEVER = datetime(1, 1, 1, tzinfo=UTC)  # the store says when it has recorded a figure


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written. `decimal` and `day_first` are None where it does not say.

    `headings`: the first row names the columns. `meanings` of the columns, from left to right.
    """

    separator: str
    decimal: str | None
    day_first: bool | None
    headings: bool
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What the figures are for.

    `known_on` is since when one is known that does not say; None: since the end of its period.
    """

    frequency: Frequency
    unit: str = ""
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its figure, or why there is none; neither where it says that it has none.

    The figure belongs to no series yet.
    """

    number: int
    cells: tuple[str, ...]
    figure: Figure | None = None
    problem: Problem | None = None


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; raises Problem where it is too large or can't be read."""
    try:
        check_bytes(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise Problem(
            "table_unreadable",
            "{path} can't be read ({reason}).",
            fault=Fault.MACHINE,
            path=path,
            reason=error.strerror or error,
        ) from error


def guess_dialect(text: str, separator: str | None = None) -> Dialect:
    """Return how a table is written, as far as it shows; raises Problem for one too large."""
    lines = lines_of(text)
    chosen = separator or guess_separator(lines)
    rows = rows_of(lines, chosen)
    headings = has_headings(rows)
    meanings = guess_meanings(rows, headings=headings)
    body = rows[int(headings) :]
    return Dialect(
        chosen,
        _decimal(_cells(body, meanings, {Meaning.VALUE, Meaning.LOW, Meaning.HIGH}), chosen),
        _day_first(_cells(body, meanings, {Meaning.PERIOD, Meaning.KNOWN_ON})),
        headings,
        meanings,
    )


def read_table(text: str, dialect: Dialect, target: Target) -> tuple[Line, ...]:
    """Read every line but the headings; none keeps another one from being read.

    Raises Problem for a text that is too large, and where no column has the period or a figure.
    """
    _check_meanings(dialect.meanings)
    rows = rows_of(lines_of(text), dialect.separator)
    return tuple(_line(each, dialect, target) for each in rows[int(dialect.headings) :])


def _check_meanings(meanings: Sequence[Meaning]) -> None:
    banded = Meaning.LOW in meanings and Meaning.HIGH in meanings
    if Meaning.PERIOD not in meanings or not (Meaning.VALUE in meanings or banded):
        raise Problem(
            "table_columns",
            "Say which column has the period and which one the figure.",
        )


def _cells(rows: Iterable[Row], meanings: Sequence[Meaning], wanted: set[Meaning]) -> Iterable[str]:
    places = [place for place, each in enumerate(meanings) if each in wanted]
    return (row.cells[each] for row in rows for each in places if each < len(row.cells))


def _decimal(cells: Iterable[str], separator: str) -> str | None:
    """Return the decimal mark that the numbers show; beside commas it can only be the point."""
    told = {each for each in map(decimal_told, cells) if each is not None}
    if len(told) == 1:
        return told.pop()
    return POINT if separator == COMMA and not told else None


def _day_first(cells: Iterable[str]) -> bool | None:
    told = {each for each in map(order_told, cells) if each is not None}
    return told.pop() if len(told) == 1 else None


def _line(row: Row, dialect: Dialect, target: Target) -> Line:
    problem, width = row.problem, len(dialect.meanings)
    if problem is None and any(row.cells[width:]):
        problem = Problem(
            "table_ragged",
            "This line has {number} cells, and the table {width} columns.",
            number=len(row.cells),
            width=width,
        )
    if problem is not None:
        return Line(row.line, row.cells, problem=problem)
    try:
        return Line(row.line, row.cells, _figure(row, dialect, target))
    except Problem as found:
        return Line(row.line, row.cells, problem=found)


def _figure(row: Row, dialect: Dialect, target: Target) -> Figure | None:
    """Return the figure of a line, None where it has none; raises Problem."""
    told = dict(zip(dialect.meanings, row.cells, strict=False))

    def number(meaning: Meaning) -> float | None:
        text = told.get(meaning)
        return parse_number(text, target.unit, decimal=dialect.decimal) if text else None

    period, mark = unmarked(told.get(Meaning.PERIOD, ""))
    on = parse_period(period, target.frequency, day_first=dialect.day_first)
    value, low, high = number(Meaning.VALUE), number(Meaning.LOW), number(Meaning.HIGH)
    known = told.get(Meaning.KNOWN_ON, "")
    if value is None and low is None and high is None:
        return None
    return checked_figure(
        Figure(
            0,
            0,
            on,
            value,
            parse_day(known, day_first=dialect.day_first) if known else target.known_on or on,
            _NEVER,
            low,
            high,
            _is_forecast(told.get(Meaning.FORECAST, "")) or mark,
            told.get(Meaning.NOTE, ""),
        )
    )


def _is_forecast(text: str) -> bool:
    plain = text.strip().casefold()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise Problem(
        "forecast_unreadable",
        "“{text}” does not say whether it is a forecast. Write yes or no.",
        text=text.strip()[:40],
    )
