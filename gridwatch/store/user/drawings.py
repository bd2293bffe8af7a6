"""What the user has drawn on the charts of each company."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from typing import Any

from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind

_COLUMNS = (
    "company_id, kind, stamp1, value1, stamp2, value2, quantity, currency, priced_on, text, tone"
)


def all_drawings(user: sqlite3.Connection, company_id: int) -> tuple[Drawing, ...]:
    """Return the drawings of a company, oldest first, with their values as of `priced_on`."""
    rows = user.execute(
        f"SELECT id, {_COLUMNS} FROM drawing WHERE company_id = ? ORDER BY id",  # noqa: S608 - constants
        (company_id,),
    )
    return tuple(_drawing(row) for row in rows)


def has_drawings(user: sqlite3.Connection, company_id: int) -> bool:
    """Tell whether anything is drawn on the charts of a company."""
    row = user.execute("SELECT 1 FROM drawing WHERE company_id = ? LIMIT 1", (company_id,))
    return row.fetchone() is not None


def add_drawing(user: sqlite3.Connection, drawing: Drawing) -> Drawing:
    """Store a checked drawing (an id of 0 asks for the next one) and return it with its id."""
    cursor = user.execute(
        f"INSERT INTO drawing (id, {_COLUMNS}) VALUES ({', '.join('?' * 12)})",  # noqa: S608 - constants
        (drawing.id or None, *_row(drawing)),
    )
    return replace(drawing, id=drawing.id or int(cursor.lastrowid or 0))


def replace_drawing(user: sqlite3.Connection, drawing: Drawing) -> None:
    """Store a checked drawing over the one with its id; nothing where there is none."""
    user.execute(
        f"UPDATE drawing SET ({_COLUMNS}) = ({', '.join('?' * 11)}) WHERE id = ?",  # noqa: S608 - constants
        (*_row(drawing), drawing.id),
    )


def remove_drawing(user: sqlite3.Connection, drawing_id: int) -> None:
    """Delete a drawing; nothing where there is none."""
    user.execute("DELETE FROM drawing WHERE id = ?", (drawing_id,))


def _row(drawing: Drawing) -> tuple[object, ...]:
    """Return the columns of a drawing in the order of `_COLUMNS`."""
    first, second = drawing.anchors[0], (drawing.anchors[1:] or (None,))[0]
    return (
        drawing.company_id,
        drawing.kind,
        first.stamp,
        first.value,
        second.stamp if second else None,
        second.value if second else None,
        drawing.quantity,
        drawing.currency,
        drawing.priced_on.isoformat(),
        drawing.text,
        drawing.tone,
    )


def _drawing(row: tuple[Any, ...]) -> Drawing:
    number, company, kind, stamp1, value1, stamp2, value2, quantity, currency, *rest = row
    anchors: tuple[Anchor, ...] = (Anchor(stamp1, value1),)
    if stamp2 is not None:
        anchors = (*anchors, Anchor(stamp2, value2))
    priced_on, text, tone = rest
    return Drawing(
        id=number,
        company_id=company,
        kind=DrawingKind(kind),
        anchors=anchors,
        quantity=Quantity(quantity),
        currency=currency,
        priced_on=date.fromisoformat(priced_on),
        text=text,
        tone=tone,
    )
