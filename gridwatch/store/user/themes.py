"""Themes that the user keeps a thesis of, beside those of companies."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

from gridwatch.domain.thesis.about import Theme

_COLUMNS = "name, note, key, position, removed"


def all_themes(user: sqlite3.Connection) -> tuple[Theme, ...]:
    """Return the themes in their order, without removed ones."""
    rows = user.execute(
        f"SELECT id, {_COLUMNS} FROM theme WHERE removed = 0 ORDER BY position, id"  # noqa: S608 - constants
    )
    return tuple(_theme(row) for row in rows)


def theme_with_id(user: sqlite3.Connection, number: int) -> Theme | None:
    """Return a theme, removed or not; None where there is none."""
    row = user.execute(f"SELECT id, {_COLUMNS} FROM theme WHERE id = ?", (number,)).fetchone()  # noqa: S608 - constants
    return None if row is None else _theme(row)


def add_theme(user: sqlite3.Connection, theme: Theme) -> Theme:
    """Store a new theme after the others (an id of 0 asks for the next one) and return it."""
    (last,) = user.execute("SELECT coalesce(max(position), 0) FROM theme").fetchone()
    placed = theme if theme.id else replace(theme, position=int(last) + 1)
    cursor = user.execute(
        f"INSERT INTO theme (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
        (placed.id or None, *_row(placed)),
    )
    return replace(placed, id=placed.id or int(cursor.lastrowid or 0))


def replace_theme(user: sqlite3.Connection, theme: Theme) -> None:
    """Store a theme over the one with its id."""
    user.execute(
        f"UPDATE theme SET ({_COLUMNS}) = (?, ?, ?, ?, ?) WHERE id = ?",  # noqa: S608 - constants
        (*_row(theme), theme.id),
    )


def _row(theme: Theme) -> tuple[object, ...]:
    return theme.name, theme.note, theme.key, theme.position, int(theme.removed)


def _theme(row: tuple[Any, ...]) -> Theme:
    number, name, note, key, position, removed = row
    return Theme(number, name, note, key, position, bool(removed))
