"""What the user chose, kept as text by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


def all_choices(user: sqlite3.Connection) -> dict[str, str]:
    """Return every stored choice by name."""
    return dict(user.execute("SELECT name, value FROM preference"))


def drop_choice(user: sqlite3.Connection, name: str) -> None:
    """Forget a choice, so that its default holds again."""
    user.execute("DELETE FROM preference WHERE name = ?", (name,))


def store_choices(user: sqlite3.Connection, choices: Mapping[str, str]) -> None:
    """Store or replace choices by name."""
    user.executemany(
        "INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)", choices.items()
    )
