"""Files in memory as `open_user` and `open_market` make them, copied instead of migrated anew."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path

from gridwatch.store import database
from gridwatch.store.database import Kind, open_market, open_user

MEMORY = Path(":memory:")


def new_user() -> sqlite3.Connection:
    """Return what `open_user` makes of no file, in a small part of the time."""
    return copied(_template(Kind.USER))


def new_market() -> sqlite3.Connection:
    """Return what `open_market` makes of no file."""
    return copied(_template(Kind.MARKET), Kind.MARKET)


def copied(template: sqlite3.Connection, kind: Kind = Kind.USER) -> sqlite3.Connection:
    """Return a file in memory with all that is in another one."""
    made = sqlite3.connect(MEMORY, check_same_thread=False, isolation_level=None)
    template.backup(made)
    database._prepare(made, MEMORY, kind, database.MIGRATIONS)
    return made


@lru_cache
def _template(kind: Kind) -> sqlite3.Connection:
    return open_user(MEMORY) if kind is Kind.USER else open_market(MEMORY)
