"""What the columns of a broker's table mean, learned of the user: kept by its headings."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.mapping import Mapping, fingerprint, from_plain, to_plain
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.store.user import portfolio_choices as store


def learned_mapping(user: sqlite3.Connection, headings: Sequence[str]) -> Mapping | None:
    """Return what was learned of a table with these headings; None too where it fits no more."""
    mapping = _mapping_of(store.import_mapping(user, fingerprint(headings)))
    return mapping if mapping and len(mapping.columns) == len(headings) else None


@dataclass(frozen=True, slots=True)
class LearnMapping:
    """Keep a mapping for tables with these headings; None forgets it."""

    headings: tuple[str, ...]
    mapping: Mapping | None
    name: str = ""

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the mapping over the one that was learned before."""
        key = fingerprint(self.headings)
        before = store.import_mapping(user, key)
        if self.mapping is None:
            store.forget_mapping(user, key)
        else:
            kept = store.ImportMapping(key, self.name, to_plain(self.mapping))
            store.learn_mapping(user, kept, now)
        was = _mapping_of(before)
        return Changes(), LearnMapping(self.headings, was, before.name if before else "")


def _mapping_of(kept: store.ImportMapping | None) -> Mapping | None:
    if kept is None:
        return None
    try:
        return from_plain(kept.mapping)
    except Problem:  # of another version: the table is recognised anew
        return None
