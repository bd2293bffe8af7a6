"""What has to hold for all edits of the user's file: each is undone and redone to the letter."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from gridwatch.domain.problem import Problem
from gridwatch.services.edits import Edit, apply


def dump(user: sqlite3.Connection) -> list[str]:
    """Return everything, where rules stand included, but SQLite's own numbering."""
    return [line for line in user.iterdump() if '"sqlite_sequence"' not in line]


def undone_and_redone(
    user: sqlite3.Connection,
    chosen: Sequence[Edit],
    at: datetime,
    dump: Callable[[sqlite3.Connection], list[str]] = dump,
) -> None:
    """Apply edits, undo all and redo all: after each step the file is what it was there."""
    states, undos, redos = [dump(user)], list[Edit](), list[Edit]()
    for edit in chosen:
        try:
            _, undo = apply(user, edit, at)
        except Problem:
            assert dump(user) == states[-1]
            continue
        states.append(dump(user))
        undos.append(undo)
    for place in range(len(undos) - 1, -1, -1):
        redos.append(apply(user, undos[place], at)[1])
        assert dump(user) == states[place]
    for place, redo in enumerate(reversed(redos), start=1):
        apply(user, redo, at)
        assert dump(user) == states[place]
