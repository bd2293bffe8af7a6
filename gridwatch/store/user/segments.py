"""Segments of the supply chain with their names in the three languages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A place in the supply chain and its names."""

    key: str
    en: str
    de: str
    zh_CN: str  # noqa: N815 - the language's own code


def all_segments(user: sqlite3.Connection) -> tuple[Segment, ...]:
    """Return the segments in the order of the supply chain."""
    rows = user.execute("SELECT key, en, de, zh_CN FROM segment ORDER BY position")
    return tuple(Segment(*row) for row in rows)


def store_segments(user: sqlite3.Connection, segments: Iterable[Segment]) -> None:
    """Store segments in the given order over those of the same key."""
    user.executemany(
        "INSERT OR REPLACE INTO segment (position, key, en, de, zh_CN) VALUES (?, ?, ?, ?, ?)",
        (
            (position, each.key, each.en, each.de, each.zh_CN)
            for position, each in enumerate(segments)
        ),
    )
