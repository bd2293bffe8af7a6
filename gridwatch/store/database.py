"""Opens the two SQLite files: pragmas, numbered migrations with a copy first, and checks."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
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


def open_user(path: Path, folder: Path = MIGRATIONS) -> sqlite3.Connection:
    """Open `user.db`, made or migrated where needed, for one thread at a time.

    The file is checked first, and copied beside itself before a migration. Raises Problem where it
    was written by a newer GridWatch, is damaged, or can't be opened; it is then left as it is.
    """
    return _open(path, Kind.USER, folder)


def open_market(path: Path, folder: Path = MIGRATIONS) -> sqlite3.Connection:
    """Open `market.db`; a damaged one is set aside and started anew, since all can be refetched."""
    if not path.exists():
        # Somebody has deleted the cache and left its journals, which belong to no other file.
        for suffix in ("-wal", "-shm"):
            with suppress(OSError):  # opening says in words what is wrong with the folder
                path.with_name(path.name + suffix).unlink()
    try:
        return _open(path, Kind.MARKET, folder)
    except Problem as problem:
        if problem.code != "database_damaged":
            raise
        log.warning("market cache damaged, set aside: %s", problem)
    try:
        set_aside(path)
    except OSError as error:
        raise unreachable(path, error) from error
    return _open(path, Kind.MARKET, folder)


def open_market_reader(path: Path) -> sqlite3.Connection:
    """Open an existing `market.db` for reading only, so that one writer stays the rule.

    Raises sqlite3.Error where there is none or it can't be read.
    """
    return _reader(path)


def open_user_reader(path: Path) -> sqlite3.Connection:
    """Open an existing `user.db` for reading only, beside the connection that writes it.

    Raises sqlite3.Error where there is none or it can't be read.
    """
    return _reader(path)


def _reader(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
        isolation_level=None,
    )
    connection.execute("PRAGMA query_only = ON")
    return connection


def _open(path: Path, kind: Kind, folder: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _look_first(path, kind, folder)
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
    except (OSError, sqlite3.Error) as error:
        raise explained(path, error) from error
    try:
        _prepare(connection, path, kind, folder)
    except (OSError, sqlite3.Error) as error:
        connection.close()
        raise explained(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _look_first(path: Path, kind: Kind, folder: Path) -> None:
    """Refuse a newer or damaged file before anything is opened that could write to it.

    Even closing a writable connection would work its journal into the file.
    """
    if not path.exists():
        return
    if not path.stat().st_size:
        if kind is Kind.USER and path.with_name("market.db").exists():
            raise _damaged(path)  # a profile that was in use has lost its content: it is not new
        return
    with closing(_reader(path)) as reader:
        try:
            present = version_of(reader)
        except sqlite3.OperationalError:
            return  # a journal has to be rolled back first: only a writer can
        _refuse_newer(path, present, migrations(kind, folder)[-1][0], kind)
        check(reader, path)


def _refuse_newer(path: Path, present: int, newest: int, kind: Kind) -> None:
    if present > newest and kind is Kind.MARKET:
        raise Problem(
            "cache_newer",
            "{path} was written by a newer GridWatch. Install that version, or delete the file:"
            " all that is in it is fetched again.",
            path=path,
        )
    if present > newest:
        raise Problem(
            "database_newer",
            "{path} was written by a newer GridWatch. Install that version, or put back a copy.",
            path=path,
        )


def _prepare(connection: sqlite3.Connection, path: Path, kind: Kind, folder: Path) -> None:
    _use_wal(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    # user.db survives a power cut to the last edit; market.db may lose its last seconds.
    connection.execute(f"PRAGMA synchronous = {'FULL' if kind is Kind.USER else 'NORMAL'}")
    migrate(connection, path, kind, folder)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite does not wait by itself while another process does the same."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration that the file has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_current(connection: sqlite3.Connection, kind: Kind) -> bool:
    """Tell whether the tables are those that this version reads and writes."""
    return version_of(connection) == migrations(kind)[-1][0]


def migrations(kind: Kind, folder: Path = MIGRATIONS) -> list[tuple[int, Path]]:
    """Return (number, file) of all migrations of one kind, in order."""
    found = []
    for file in (folder / kind.value).glob("*.sql"):
        number = re.match(r"(\d{3})_", file.name)
        if number:
            found.append((int(number[1]), file))
    return sorted(found)


def migrate(
    connection: sqlite3.Connection, path: Path, kind: Kind, folder: Path = MIGRATIONS
) -> None:
    """Bring the file up to date: all missing steps with their numbers, or none of them.

    What the user made is copied first, as `user-before-NNN.db`. Raises Problem for a file from a
    newer version.
    """
    steps = migrations(kind, folder)
    newest = steps[-1][0]
    if version_of(connection) == newest:
        return
    with transaction(connection):
        # Read inside the lock: two processes may open a new or an old file at the same time, and
        # the copy must be of the file as it was.
        present = version_of(connection)
        _refuse_newer(path, present, newest, kind)
        if present and present < newest and kind is Kind.USER:
            with closing(_reader(path)) as reader:
                backup(reader, path.with_name(f"{path.stem}-before-{newest:03d}{path.suffix}"))
        for number, file in steps:
            if number > present:
                _apply(connection, number, file)


def _apply(connection: sqlite3.Connection, number: int, file: Path) -> None:
    for statement in _statements(file.read_text(encoding="utf-8")):
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
    if pending.strip():
        yield pending


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run a block in one write transaction: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    with _ended(connection):
        yield connection


@contextmanager
def one_reading(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Run several queries on one state of the file, whatever others write meanwhile."""
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN")
    with _ended(connection):
        yield connection


@contextmanager
def _ended(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # On a full disk SQLite has rolled back already, and a commit can fail as well.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise Problem unless SQLite finds the file sound."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise _damaged(path)


def backup(connection: sqlite3.Connection, path: Path) -> Path:
    """Write a whole copy of the database to `path`: beside it first, synced, then renamed."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
            # The copy inherits WAL; a single file is easier to keep and to restore.
            copy.execute("PRAGMA journal_mode = DELETE")
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def set_aside(path: Path) -> Path:
    """Rename a damaged file and its journals, so that nothing is lost; return its new name."""
    kept = path.with_name(path.name + ".damaged")
    for suffix in ("-wal", "-shm"):
        journal = path.with_name(path.name + suffix)
        if journal.exists():
            journal.replace(kept.with_name(kept.name + suffix))
    return path.replace(kept)


def explained(path: Path, error: Exception) -> Problem:
    """Return the problem that an error of SQLite or the file system is for the user."""
    text = str(error).lower()
    if any(each in text for each in ("not a database", "malformed", "corrupt")):
        return _damaged(path)
    return unreachable(path, error)


def path_of(connection: sqlite3.Connection) -> Path:
    """Return the file behind a connection."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def _damaged(path: Path) -> Problem:
    return Problem(
        "database_damaged",
        "{path} is damaged and was left as it is. Put back a copy, or move it away.",
        fault=Fault.MACHINE,
        path=path,
    )


def unreachable(path: Path, error: Exception) -> Problem:
    """Return the problem of a file that can't be opened, read or written."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return Problem("profile_not_folder", "{path} is no folder.", path=path.parent)
    return Problem(
        "database_unreachable",
        "{path} can't be opened ({reason}). Check the disk and the permissions of the folder.",
        fault=Fault.MACHINE,
        path=path,
        reason=str(error),
    )
