"""Several edits as one: made together or not at all, and undone in one step."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from datetime import datetime

from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit


@dataclass(frozen=True, slots=True)
class Several:
    """Edits in their order, at least one."""

    edits: tuple[Edit, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Make each edit; undone in the reverse order."""
        changes, inverses = Changes(), list[Edit]()
        for each in self.edits:
            made, inverse = each.apply(user, now)
            changes = together(changes, made)
            inverses.append(inverse)
        return changes, Several(tuple(reversed(inverses)))


def together(one: Changes, other: Changes) -> Changes:
    """Return what two edits have changed, as one."""
    flags = {
        each.name: getattr(one, each.name) or getattr(other, each.name)
        for each in fields(Changes)
        if each.name != "companies"
    }
    return Changes(tuple(dict.fromkeys((*one.companies, *other.companies))), **flags)
