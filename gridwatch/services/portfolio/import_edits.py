"""The edit of a whole import: the ledger, what goes with it, and what was learned."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.several import Several


@dataclass(frozen=True, slots=True)
class ImportFile:
    """Make an import and what goes with it: one edit, undone in one step."""

    name: str
    edits: tuple[Edit, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Make all of it, or nothing."""
        return Several(self.edits).apply(user, now)
