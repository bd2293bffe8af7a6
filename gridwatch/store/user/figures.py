"""Evidence series and every revision of their figures."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.store.instants import instant_of, instant_text
from gridwatch.store.user.about import about_of, ids_of, where_about
from gridwatch.store.user.note_index import NoteKind, drop_note, index_note

_SERIES = "company_id, theme_id, key, name, unit, frequency, source, link, note, position"
_FIGURE = "series_id, on_date, value, known_on, recorded_at, low, high, forecast, note"


def series_about(user: sqlite3.Connection, about: About) -> tuple[FigureSeries, ...]:
    """Return the series of a company or theme in their order."""
    where, values = where_about(about)
    return _select(user, f"WHERE {where}", values)


def all_series(user: sqlite3.Connection) -> tuple[FigureSeries, ...]:
    """Return all series but those of removed themes."""
    return _select(
        user,
        "WHERE theme_id IS NULL OR theme_id IN (SELECT id FROM theme WHERE removed = 0)",
        (),
    )


def series_with_id(user: sqlite3.Connection, number: int) -> FigureSeries | None:
    """Return one series, None where there is none."""
    return next(iter(_select(user, "WHERE id = ?", (number,))), None)


def add_series(user: sqlite3.Connection, series: FigureSeries) -> FigureSeries:
    """Store a new series (an id of 0 asks for the next one) after the others and return it.

    Raises sqlite3.IntegrityError where its company or theme has a series of this key already.
    """
    placed = series
    if not series.id:
        where, values = where_about(series.about)
        (last,) = user.execute(
            f"SELECT coalesce(max(position), 0) FROM figure_series WHERE {where}",  # noqa: S608 - constants
            values,
        ).fetchone()
        placed = replace(series, position=int(last) + 1)
    cursor = user.execute(
        f"INSERT INTO figure_series (id, {_SERIES}) VALUES ({', '.join('?' * 11)})",  # noqa: S608 - constants
        (placed.id or None, *_series_row(placed)),
    )
    stored = replace(placed, id=placed.id or int(cursor.lastrowid or 0))
    _index(user, stored)
    return stored


def replace_series(user: sqlite3.Connection, series: FigureSeries) -> None:
    """Store a series over the one with its id; its figures stay."""
    user.execute(
        f"UPDATE figure_series SET ({_SERIES}) = ({', '.join('?' * 10)}) WHERE id = ?",  # noqa: S608 - constants
        (*_series_row(series), series.id),
    )
    _index(user, series)


def remove_series(user: sqlite3.Connection, number: int) -> None:
    """Delete a series with all its figures; nothing where there is none."""
    user.execute("DELETE FROM figure_series WHERE id = ?", (number,))
    drop_note(user, NoteKind.SERIES, number)


def figures_of(user: sqlite3.Connection, series_id: int) -> tuple[Figure, ...]:
    """Return every revision of every figure of a series, by period and then as they came."""
    rows = user.execute(
        f"SELECT id, {_FIGURE} FROM figure WHERE series_id = ?"  # noqa: S608 - constants
        " ORDER BY on_date, known_on, id",
        (series_id,),
    )
    return tuple(_figure(row) for row in rows)


def last_figure(user: sqlite3.Connection, series_id: int) -> Figure | None:
    """Return what is known of the last period that was counted, else of the last one forecast."""
    for condition in ("AND forecast = 0", ""):
        row = user.execute(
            f"SELECT id, {_FIGURE} FROM figure AS one"  # noqa: S608 - constants
            f" WHERE series_id = ? AND value IS NOT NULL {condition} AND id ="
            " (SELECT id FROM figure WHERE series_id = one.series_id AND on_date = one.on_date"
            " ORDER BY known_on DESC, id DESC LIMIT 1) ORDER BY on_date DESC LIMIT 1",
            (series_id,),
        ).fetchone()
        if row is not None:
            return _figure(row)
    return None


def add_figures(user: sqlite3.Connection, figures: Iterable[Figure]) -> tuple[int, ...]:
    """Store figures beside those that are there (an id of 0 asks for the next one)."""
    ids = []
    for each in figures:
        cursor = user.execute(
            f"INSERT INTO figure (id, {_FIGURE}) VALUES ({', '.join('?' * 10)})",  # noqa: S608 - constants
            (each.id or None, *_figure_row(each)),
        )
        ids.append(each.id or int(cursor.lastrowid or 0))
    return tuple(ids)


def remove_figures(user: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Delete revisions of figures, which only an undo does."""
    user.executemany("DELETE FROM figure WHERE id = ?", ((each,) for each in ids))


def series_stamps(user: sqlite3.Connection) -> dict[int, tuple[int, int]]:
    """Return the same for each series that has figures, by its id."""
    rows = user.execute("SELECT series_id, count(*), max(id) FROM figure GROUP BY series_id")
    return {series: (int(number), int(last)) for series, number, last in rows}


def _select(
    user: sqlite3.Connection, where: str, values: tuple[int, ...]
) -> tuple[FigureSeries, ...]:
    rows = user.execute(
        f"SELECT id, {_SERIES} FROM figure_series {where}"  # noqa: S608 - constants
        " ORDER BY theme_id IS NULL, theme_id, company_id, position, id",
        values,
    )
    return tuple(_one_series(row) for row in rows)


def _index(user: sqlite3.Connection, series: FigureSeries) -> None:
    body = "\n".join(each for each in (series.key, series.unit, series.source, series.note) if each)
    index_note(user, NoteKind.SERIES, series.id, series.name, body)


def _series_row(series: FigureSeries) -> tuple[object, ...]:
    return (
        *ids_of(series.about),
        series.key,
        series.name,
        series.unit,
        series.frequency,
        series.source,
        series.link,
        series.note,
        series.position,
    )


def _one_series(row: tuple[Any, ...]) -> FigureSeries:
    number, company, theme, key, name, unit, frequency, *rest = row
    return FigureSeries(
        number, about_of(company, theme), key, name, unit, Frequency(frequency), *rest
    )


def _figure_row(figure: Figure) -> tuple[object, ...]:
    return (
        figure.series_id,
        figure.on.isoformat(),
        figure.value,
        figure.known_on.isoformat(),
        instant_text(figure.recorded_at),
        figure.low,
        figure.high,
        int(figure.forecast),
        figure.note,
    )


def _figure(row: tuple[Any, ...]) -> Figure:
    number, series, on, value, known, recorded, low, high, forecast, note = row
    return Figure(
        number,
        series,
        date.fromisoformat(on),
        value,
        date.fromisoformat(known),
        instant_of(recorded),
        low,
        high,
        bool(forecast),
        note,
    )
