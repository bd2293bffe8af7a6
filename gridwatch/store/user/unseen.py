"""How many firings of each company are new to the user."""

from __future__ import annotations

import sqlite3


def unseen_by_company(user: sqlite3.Connection) -> dict[int, int]:
    """Return how many firings of each company the user was told of and has not seen yet."""
    return dict(
        user.execute(
            "SELECT company_id, count(*) FROM firing WHERE seen_at IS NULL AND quiet = ''"
            " AND company_id IS NOT NULL GROUP BY company_id"
        )
    )
