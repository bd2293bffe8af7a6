"""A report as a value: sections in order, their words already made in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Tone(Enum):
    """What a number says by its colour; its sign says the same."""

    PLAIN = 0
    RISING = 1
    FALLING = 2
    FAINT = 3


def tone_of(number: float | None) -> Tone:
    """Return the tone of a gain or loss; what is unknown is faint."""
    if number is None or number != number:  # noqa: PLR0124 - NaN is the only one unlike itself
        return Tone.FAINT
    return Tone.RISING if number > 0 else Tone.FALLING if number < 0 else Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    tone: Tone = Tone.PLAIN
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column; numbers stand at the right."""

    text: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs under a heading."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Numbers with their names, shown large beside each other."""

    heading: str
    facts: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `foot` is the sum, () where there is none."""

    heading: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a value for each day of the chart, None or NaN where it is unknown.

    A `filled` one has its area down to zero filled, where zero is on the chart.
    """

    name: str
    values: tuple[float | None, ...]
    filled: bool = False


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over days, oldest first; `say` and `say_day` write the marks of the axes."""

    heading: str
    days: tuple[date, ...]
    series: tuple[Series, ...]
    say: Callable[[float], str]
    say_day: Callable[[date], str]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `text` is its value in words; `mark` is where its target is."""

    name: str
    value: float | None
    text: str
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below each other, from zero to both sides; `toned` ones are gains and losses."""

    heading: str
    bars: tuple[Bar, ...]
    toned: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """One cell of a heat map."""

    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Numbers as colours: a row for each year, say, and a column for each month."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Heat, ...]], ...]
    note: str = ""


Section = Words | Facts | Table | LineChart | Bars | HeatMap


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report. `rising` and `falling` are colours as #rrggbb, since countries differ in them."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    foot: str = ""
    language: str = "en"
    rising: str = "#137a48"
    falling: str = "#b3261e"
    lines: tuple[str, ...] = field(default=("#1f5fa8", "#9a5b00", "#6a3fa0", "#00707a"))
