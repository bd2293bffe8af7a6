"""Which firings a window has announced: the id of the last one, kept beside the preferences."""

from __future__ import annotations

import sqlite3

from gridwatch.store.database import transaction
from gridwatch.store.user.choices import all_choices, store_choices
from gridwatch.store.user.firings import Firing, selected

ANNOUNCED = "announced_firing"


def last_announced(user: sqlite3.Connection) -> int:
    """Return the id up to which a window has announced firings, 0 where none ever did."""
    stored = all_choices(user).get(ANNOUNCED, "")
    return int(stored) if stored.isascii() and stored.isdigit() else 0


def note_announced(user: sqlite3.Connection, number: int) -> None:
    """Note that all firings up to this id have been announced."""
    with transaction(user):
        store_choices(user, {ANNOUNCED: str(number)})


def unannounced(user: sqlite3.Connection, after: int, upto: int) -> tuple[Firing, ...]:
    """Return the firings between two ids that are to be told and were not seen, newest first."""
    return selected(
        user,
        "WHERE id > ? AND id <= ? AND quiet = '' AND seen_at IS NULL"
        " ORDER BY reached_at DESC, id DESC",
        (after, upto),
    )
