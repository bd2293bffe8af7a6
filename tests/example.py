"""A new profile without the example thesis, for tests that count what they have made themselves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from gridwatch.places import Profile, resources
from gridwatch.services.profiles import open_profile


def drop_example(user: sqlite3.Connection) -> None:
    """Take the example thesis away, with its alerts, as if it had never been there."""
    for table in ("theme", "note_indexed", "note_indexed_piece", "note_index"):
        user.execute(f"DELETE FROM {table}")  # noqa: S608 - one of these
    user.execute("INSERT INTO note_index_short (note_index_short) VALUES ('delete-all')")
    user.execute("DELETE FROM rule WHERE target_id IS NULL")
    for table in ("theme", "claim", "evidence", "figure_series", "figure", "rule"):
        user.execute(
            f"UPDATE sqlite_sequence SET seq = (SELECT coalesce(max(id), 0) FROM {table})"  # noqa: S608 - one of these
            " WHERE name = ?",
            (table,),
        )


def plain_profile(root: Path, *, demo: bool = True) -> Path:
    """Make a profile that has been started, without the example thesis; return its folder."""
    folder = root / "demo" if demo else root
    folder.mkdir(parents=True)
    with closing(open_profile(Profile(folder, simulated=demo), resources(), "en")) as user:
        drop_example(user)
    return root
