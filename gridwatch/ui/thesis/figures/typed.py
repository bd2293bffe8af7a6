"""Makes of what is typed into a cell the edit that it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import IntEnum

from PySide6.QtCore import QLocale

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Figure, FigureSeries, checked_figure
from gridwatch.domain.thesis.numbers import parse_number
from gridwatch.domain.thesis.periods import parse_day, parse_period, period_text
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.figure_edits import MendFigure, PutFigures
from gridwatch.ui.phrases import Phrases


class Column(IntEnum):
    """The columns of the table of figures, from left to right."""

    PERIOD = 0
    VALUE = 1
    LOW = 2
    HIGH = 3
    FORECAST = 4
    KNOWN_ON = 5
    NOTE = 6


def local_today() -> date:
    """Return the day that it is where the user is; a window may be open for many."""
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class Writing:
    """For which series something is typed, in which language, and on which day."""

    series: FigureSeries
    phrases: Phrases
    today: date

    def number(self, text: str) -> float | None:
        """Return a number; what could mean two things is read as the reader's language has it."""
        try:
            return parse_number(text, self.series.unit)
        except Problem as problem:
            if problem.code != "number_ambiguous":
                raise
            mark = QLocale(self.phrases.language).decimalPoint()
            return parse_number(text, self.series.unit, decimal=mark)

    def period(self, text: str) -> date:
        """Return the last day of a period; 3/4/2025 begins with the day but in plain English."""
        day_first = self.phrases.language == "de"
        return parse_period(text, self.series.frequency, day_first=day_first or None)

    def since(self, figure: Figure) -> date:
        """Return since when a change of a figure is known: never before what it changes."""
        return max(self.today, figure.known_on)


def editable(value: float | None, phrases: Phrases) -> str:
    """Return a number as one would type it, whole and without marks for thousands."""
    if value is None:
        return ""
    return repr(value).removesuffix(".0").replace(".", QLocale(phrases.language).decimalPoint())


def change_of(
    writing: Writing, figure: Figure, column: Column, text: str, others: Iterable[date]
) -> Edit | None:
    """Return the edit of one cell, None where it changes nothing; raises Problem.

    `others`: the periods that have a figure. A value, a band, a forecast or a period that is
    changed is a revision; since when it is known and what is noted of it are only corrected.
    """
    series = writing.series.id
    if column is Column.KNOWN_ON:
        known = parse_day(text)
        return None if known == figure.known_on else MendFigure(replace(figure, known_on=known))
    if column is Column.NOTE:
        return None if text == figure.note else MendFigure(replace(figure, note=text))
    if column is Column.PERIOD:
        return _moved(writing, figure, writing.period(text), others)
    changed = _changed(writing, figure, column, text)
    if changed.low is not None and changed.high is not None and changed.low > changed.high:
        raise Problem("figure_outside", "The figure has to lie between the edges of its band.")
    changed = checked_figure(changed)
    if changed == figure:
        return None
    return PutFigures(series, (replace(changed, known_on=writing.since(figure)),))


def _moved(writing: Writing, figure: Figure, on: date, others: Iterable[date]) -> PutFigures | None:
    """Return the edit that gives a figure another period: withdrawn there, entered here."""
    if on == figure.on:
        return None
    if on in others:
        raise Problem(
            "figure_period",
            "There is a figure of {period} already. Change that one.",
            period=period_text(on, writing.series.frequency),
        )
    moved = replace(figure, on=on, known_on=writing.since(figure))
    return PutFigures(writing.series.id, (withdrawn(writing, figure), moved))


def withdrawn(writing: Writing, figure: Figure) -> Figure:
    """Return what takes a figure back from now on."""
    since = writing.since(figure)
    return replace(figure, value=None, low=None, high=None, note="", known_on=since)


def _changed(writing: Writing, figure: Figure, column: Column, text: str) -> Figure:
    if column is Column.FORECAST:
        return replace(figure, forecast=text == "yes")
    number = writing.number(text)
    if column is Column.VALUE:
        # An emptied cell is no figure: taking one away is asked for by the key that deletes.
        return figure if number is None else replace(figure, value=number)
    if number is None:
        return replace(figure, low=None, high=None)
    # Of a band that has one edge yet the figure itself is the other one.
    if column is Column.LOW:
        return replace(figure, low=number, high=_or(figure.high, figure.value))
    return replace(figure, low=_or(figure.low, figure.value), high=number)


def _or(edge: float | None, value: float | None) -> float | None:
    return value if edge is None else edge


def new_figure(writing: Writing, draft: Mapping[Column, str]) -> Figure | None:
    """Return the figure that is typed in the row for a new one, None while it is not complete.

    Raises Problem for what is typed and can't be read.
    """
    told = {column: text.strip() for column, text in draft.items()}
    on = writing.period(told[Column.PERIOD]) if told.get(Column.PERIOD) else None
    known = parse_day(told[Column.KNOWN_ON]) if told.get(Column.KNOWN_ON) else writing.today
    value, low, high = (
        writing.number(told.get(each, "")) for each in (Column.VALUE, Column.LOW, Column.HIGH)
    )
    if on is None or (value is None and (low is None or high is None)):
        return None
    low, high = (_or(low, value), _or(high, value)) if low != high else (low, high)
    forecast = told.get(Column.FORECAST) == "yes"
    note = told.get(Column.NOTE, "")
    now = datetime.now(UTC)
    return checked_figure(Figure(0, 0, on, value, known, now, low, high, forecast, note))
