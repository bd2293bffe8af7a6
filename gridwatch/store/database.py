"""Opens the two SQLite files: pragmas, numbered migrations with a copy first, and checks."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from gridwatch.domain.problem import Fault, Problem

log = logging.getLogger(__name__)
MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 10.0


class Kind(StrEnum):
    """Which of the two files: what the user made, or what can be fetched again."""

    USER = "user"
    MARKET = "market"


def open_user(path: Path) -> sqlite3.Connection:
    """Open `user.db`, made or migrated where needed, for one thread at a time.

    Before a migration the file is checked and copied beside itself. Raises Problem where it was
    written by a newer GridWatch, is damaged, or can't be opened.
    """
    return _open(path, Kind.USER)


def open_market(path: Path) -> sqlite3.Connection:
    """Open `market.db`; a damaged one is set aside and started anew, since all can be refetched."""
    try:
        return _open(path, Kind.MARKET)
    except Problem as problem:
        if problem.code != "database_damaged":
            raise
        log.warning("market cache damaged, set aside: %s", problem)
        set_aside(path)
        return _open(path, Kind.MARKET)


def open_market_reader(path: Path) -> sqlite3.Connection:
    """Open an existing `market.db` for reading only, so that one writer stays the rule."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
        isolation_level=None,
    )
    connection.execute("PRAGMA query_only = ON")
    return connection


def _open(path: Path, kind: Kind) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
    except (OSError, sqlite3.Error) as error:
        raise _cannot_open(path, error) from error
    try:
        _prepare(connection, path, kind)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise _explained(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, kind: Kind) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    # user.db survives a power cut to the last edit; market.db may lose its last seconds.
    connection.execute(f"PRAGMA synchronous = {'FULL' if kind is Kind.USER else 'NORMAL'}")
    migrate(connection, path, kind)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration that the file has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrations(kind: Kind) -> list[tuple[int, Path]]:
    """Return (number, file) of all migrations of one kind, in order."""
    found = []
    for file in (MIGRATIONS / kind.value).glob("*.sql"):
        number = re.match(r"(\d{3})_", file.name)
        if number:
            found.append((int(number[1]), file))
    return sorted(found)


def migrate(connection: sqlite3.Connection, path: Path, kind: Kind) -> None:
    """Bring the file up to date, each step in one transaction with its own number.

    An existing file is checked and copied first. Raises Problem for a file from a newer version.
    """
    steps = migrations(kind)
    present, newest = version_of(connection), steps[-1][0]
    if present > newest:
        raise Problem(
            "database_newer",
            "{path} was written by a newer GridWatch. Install that version, or restore a backup.",
            path=path,
        )
    if present == newest:
        return
    if present:
        check(connection, path)
        backup(connection, path.with_name(f"{path.stem}-before-{newest:03d}{path.suffix}"))
    for number, file in steps:
        _apply(connection, number, file)


def _apply(connection: sqlite3.Connection, number: int, file: Path) -> None:
    script = file.read_text(encoding="utf-8")
    with transaction(connection):
        # Read again inside the lock: two processes may open a new file at the same time.
        if version_of(connection) >= number:
            return
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    """Split a script into statements; `executescript` would end our transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run a block in one write transaction: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise Problem unless SQLite finds the file sound."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise _damaged(path)


def backup(connection: sqlite3.Connection, path: Path) -> Path:
    """Write a whole copy of the database to `path`: beside it first, synced, then renamed."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    copy = sqlite3.connect(unfinished)
    try:
        connection.backup(copy)
        # The copy inherits WAL; a single file is easier to keep and to restore.
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(path)
    return path


def set_aside(path: Path) -> Path:
    """Rename a damaged file and its journals, so that nothing of it is lost; return its new name."""
    kept = path.with_name(path.name + ".damaged")
    for suffix in ("-wal", "-shm"):
        journal = path.with_name(path.name + suffix)
        if journal.exists():
            journal.replace(kept.with_name(kept.name + suffix))
    return path.replace(kept)


def _explained(path: Path, error: sqlite3.DatabaseError) -> Problem:
    text = str(error).lower()
    if "not a database" in text or "malformed" in text or "corrupt" in text:
        return _damaged(path)
    return _cannot_open(path, error)


def _damaged(path: Path) -> Problem:
    return Problem(
        "database_damaged",
        "{path} is damaged. Restore a backup; the damaged file is left as it is.",
        fault=Fault.MACHINE,
        path=path,
    )


def _cannot_open(path: Path, error: Exception) -> Problem:
    return Problem(
        "database_unreachable",
        "{path} can't be opened ({reason}). Check the disk and the permissions of the folder.",
        fault=Fault.MACHINE,
        path=path,
        reason=str(error),
    )
