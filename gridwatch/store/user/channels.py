"""The channels that firings are sent to; their addresses are kept elsewhere, as they are secret."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gridwatch.store.instants import instant_of, instant_text

_SELECT = "SELECT id, name, kind, enabled, created_at FROM channel"


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to the user beside the window; `kind` is the service or scheme of its address."""

    id: int
    name: str
    kind: str
    enabled: bool
    created_at: datetime


def all_channels(user: sqlite3.Connection) -> tuple[Channel, ...]:
    """Return every channel, oldest first."""
    return tuple(_channel(row) for row in user.execute(f"{_SELECT} ORDER BY id"))


def channel_with_id(user: sqlite3.Connection, number: int) -> Channel | None:
    """Return one channel, None where there is none."""
    row = user.execute(f"{_SELECT} WHERE id = ?", (number,)).fetchone()
    return None if row is None else _channel(row)


def channel_named(user: sqlite3.Connection, name: str) -> Channel | None:
    """Return the channel of this name, None where there is none."""
    row = user.execute(f"{_SELECT} WHERE name = ?", (name,)).fetchone()
    return None if row is None else _channel(row)


def add_channel(user: sqlite3.Connection, name: str, kind: str, now: datetime) -> Channel:
    """Store a new channel, switched on, and return it; the id of a removed one never returns."""
    cursor = user.execute(
        "INSERT INTO channel (name, kind, created_at) VALUES (?, ?, ?)",
        (name, kind, instant_text(now)),
    )
    return Channel(int(cursor.lastrowid or 0), name, kind, enabled=True, created_at=now)


def switch_channel(user: sqlite3.Connection, number: int, *, on: bool) -> None:
    """Switch a channel on or off."""
    user.execute("UPDATE channel SET enabled = ? WHERE id = ?", (int(on), number))


def remove_channel(user: sqlite3.Connection, number: int) -> None:
    """Delete a channel with its deliveries."""
    user.execute("DELETE FROM channel WHERE id = ?", (number,))


def _channel(row: tuple[Any, ...]) -> Channel:
    number, name, kind, enabled, created = row
    return Channel(number, name, kind, bool(enabled), instant_of(created))
