"""The private folder in which yfinance keeps cookies, checked before yfinance opens it."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

_log = logging.getLogger(__name__)


def prepared(folder: Path) -> Path:
    """Return `folder`, made for this user alone, without databases that fail their quick check.

    yfinance pickles cookies there, so nobody else may write; a corrupt file would make its every
    call raise. A folder that cannot be made is only logged: yfinance then remembers nothing.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        for database in folder.glob("*.db"):
            if not _is_sound(database):
                _log.warning("%s is damaged and is made anew", database.name)
                _remove(database)
    except OSError as error:
        _log.warning("the folder for cookies cannot be used: %s", error)
    return folder


def _is_sound(database: Path) -> bool:
    try:
        with closing(sqlite3.connect(database, timeout=1.0)) as opened:
            return bool(opened.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.OperationalError:
        return True  # locked by another process, not damaged
    except sqlite3.DatabaseError:
        return False


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
