"""When each alert rule has told the user of something last."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from gridwatch.store.instants import instant_of


@dataclass(frozen=True, slots=True)
class Telling:
    """The newest firing of a rule of which the user was told; `times`: how many there were."""

    at: datetime
    day: date
    company_id: int | None
    times: int


def last_tellings(user: sqlite3.Connection) -> dict[int, Telling]:
    """Return the newest firing by rule id; those that were only logged do not count."""
    # SQLite takes the other columns from the row that holds the maximum.
    rows = user.execute(
        "SELECT rule_id, max(reached_at), reached_on, company_id, count(*) FROM firing"
        " WHERE rule_id IS NOT NULL AND quiet = '' GROUP BY rule_id"
    )
    return {
        rule: Telling(instant_of(at), date.fromisoformat(day), company, times)
        for rule, at, day, company, times in rows
    }
