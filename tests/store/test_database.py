"""The two files: opened by several at once, migrated with care, refused in words, never half."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from gridwatch.domain.problem import Fault, Problem
from gridwatch.store.database import (
    MIGRATIONS,
    Kind,
    backup,
    is_current,
    migrations,
    one_reading,
    open_market,
    open_market_reader,
    open_user,
    transaction,
    version_of,
)

ROOT = Path(__file__).resolve().parents[2]
NEXT = migrations(Kind.USER)[-1][0] + 1


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Give the migrations of a later version: one more step for the user's file."""
    folder = tmp_path / "later"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "user" / f"{NEXT:03d}_note.sql").write_text(
        "CREATE TABLE note (text TEXT NOT NULL) STRICT;\n"
        "INSERT INTO note VALUES ('moved; in one piece');\n"
        "CREATE TRIGGER keep BEFORE DELETE ON note BEGIN SELECT raise(ABORT, 'kept'); END;\n"
        "-- the last statement may go without its mark\nCREATE INDEX by_text ON note (text)",
        encoding="utf-8",
    )
    return folder


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir()) if each.is_file()}


def choose(path: Path, value: str) -> None:
    with closing(open_user(path)) as user, transaction(user):
        user.execute("INSERT OR REPLACE INTO preference VALUES ('theme', ?)", (value,))


def test_a_new_file_has_the_newest_tables_and_the_pragmas(tmp_path: Path) -> None:
    for opened, kind in ((open_user, Kind.USER), (open_market, Kind.MARKET)):
        with closing(opened(tmp_path / "new" / f"{kind}.db")) as connection:
            assert version_of(connection) == migrations(kind)[-1][0]
            assert is_current(connection, kind)
            for pragma, value in (("journal_mode", "wal"), ("foreign_keys", 1)):
                assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_a_migration_is_whole_and_the_file_before_it_is_kept(tmp_path: Path, later: Path) -> None:
    path = tmp_path / "user.db"
    choose(path, "dark")
    before = content(path)
    with closing(open_user(path, later)) as user:
        assert version_of(user) == NEXT
        assert user.execute("SELECT text FROM note").fetchone() == ("moved; in one piece",)
        assert user.execute("SELECT count(*) FROM sqlite_master WHERE name = 'by_text'").fetchone()[
            0
        ]
        with pytest.raises(sqlite3.IntegrityError):
            user.execute("DELETE FROM note")
    kept = tmp_path / f"user-before-{NEXT:03d}.db"
    assert content(kept) == before
    assert not [each for each in files(tmp_path) if "part" in each]
    with closing(open_user(path, later)) as user:
        assert version_of(user) == NEXT


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, later: Path) -> None:
    path = tmp_path / "user.db"
    choose(path, "dark")
    before = content(path)
    (later / "user" / f"{NEXT + 1:03d}_wrong.sql").write_text(
        "CREATE TABLE other (x);\nDROP TABLE nothing;"
    )
    with pytest.raises(Problem) as refused:
        open_user(path, later)
    assert "nothing" in str(refused.value)
    assert content(path) == before
    assert content(tmp_path / f"user-before-{NEXT + 1:03d}.db") == before


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path, later: Path) -> None:
    path = tmp_path / "user.db"
    open_user(path, later).close()
    before = path.read_bytes()
    with pytest.raises(Problem) as refused:
        open_user(path)
    assert refused.value.code == "database_newer"
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("user-before-*"))


def spoil(path: Path, at: int, size: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * size)


@pytest.mark.parametrize(("at", "size"), [(0, 100), (4096, 8192), (100, 40)])
def test_a_damaged_user_file_is_refused_in_words_and_untouched(
    tmp_path: Path, at: int, size: int
) -> None:
    path = tmp_path / "user.db"
    choose(path, "dark")
    spoil(path, at, size)
    before = path.read_bytes()
    with pytest.raises(Problem) as refused:
        open_user(path)
    assert refused.value.code == "database_damaged"
    assert refused.value.fault is Fault.MACHINE
    assert path.read_bytes() == before


def test_a_damaged_file_keeps_its_journal(tmp_path: Path) -> None:
    path = tmp_path / "user.db"
    choose(path, "light")
    with closing(open_user(path)) as user:
        user.execute("INSERT OR REPLACE INTO preference VALUES ('theme', 'dark')")
        kept = tmp_path / "crashed"
        kept.mkdir()
        for name in ("user.db", "user.db-wal"):
            shutil.copy(tmp_path / name, kept / name)
    spoil(kept / "user.db", 8192, 30_000)
    before = files(kept)
    with pytest.raises(Problem):
        open_user(kept / "user.db")
    after = files(kept)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize(("at", "size"), [(0, 100), (4096, 8192)])
def test_a_damaged_cache_is_set_aside_and_started_anew(tmp_path: Path, at: int, size: int) -> None:
    path = tmp_path / "market.db"
    open_market(path).close()
    spoil(path, at, size)
    damaged = path.read_bytes()
    with closing(open_market(path)) as market:
        assert is_current(market, Kind.MARKET)
    assert (tmp_path / "market.db.damaged").read_bytes() == damaged


def test_an_empty_file_is_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "user.db"
    path.touch()
    with closing(open_user(path)) as user:
        assert is_current(user, Kind.USER)


@pytest.mark.parametrize("opened", [open_user, open_market])
def test_a_folder_that_cannot_be_used_is_a_problem(tmp_path: Path, opened: object) -> None:
    assert callable(opened)
    (tmp_path / "file").write_text("in the way")
    cases = {tmp_path / "file" / "user.db": "profile_not_folder", tmp_path: "database_unreachable"}
    for path, code in cases.items():
        with pytest.raises(Problem) as refused:
            opened(path)
        assert refused.value.code == code


def test_a_reader_neither_writes_nor_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        open_market_reader(tmp_path / "market.db").execute("SELECT 1 FROM sqlite_master")
    assert not list(tmp_path.iterdir())
    open_market(tmp_path / "market.db").close()
    with (
        closing(open_market_reader(tmp_path / "market.db")) as reader,
        pytest.raises(sqlite3.OperationalError),
    ):
        reader.execute("DELETE FROM quote")


def run(user: sqlite3.Connection, *statements: str) -> None:
    with transaction(user):
        for each in statements:
            user.execute(each)


def test_a_transaction_is_all_or_nothing_and_can_follow_another(tmp_path: Path) -> None:
    with closing(open_user(tmp_path / "user.db")) as user:
        for between, wrong in (
            ("INSERT INTO preference VALUES ('theme', 'dark')", "INSERT INTO nothing VALUES (1)"),
            # Here it is the commit that fails.
            ("PRAGMA defer_foreign_keys = ON", "INSERT INTO watchlist_entry VALUES (77, 78, 0)"),
        ):
            with pytest.raises(sqlite3.DatabaseError):
                run(user, between, wrong)
            assert not user.in_transaction
        assert not user.in_transaction
        with transaction(user):
            user.execute("INSERT INTO preference VALUES ('theme', 'light')")
        assert user.execute("SELECT value FROM preference").fetchall() == [("light",)]


def test_a_full_disk_rolls_back_and_leaves_the_connection_usable(tmp_path: Path) -> None:
    with closing(open_user(tmp_path / "user.db")) as user:
        pages = user.execute("PRAGMA page_count").fetchone()[0]
        user.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError, match="full"), transaction(user):
            user.execute("INSERT INTO preference VALUES ('theme', ?)", ("x" * 100_000,))
        assert not user.in_transaction
        with transaction(user):
            user.execute("INSERT INTO preference VALUES ('theme', 'dark')")


def test_one_reading_sees_one_state(tmp_path: Path) -> None:
    path = tmp_path / "user.db"
    choose(path, "light")
    with closing(open_user(path)) as user:
        with one_reading(user), one_reading(user):
            first = user.execute("SELECT value FROM preference").fetchall()
            choose(path, "dark")
            assert user.execute("SELECT value FROM preference").fetchall() == first
        assert user.execute("SELECT value FROM preference").fetchall() == [("dark",)]


def test_a_copy_replaces_an_older_one_whole(tmp_path: Path) -> None:
    choose(tmp_path / "user.db", "dark")
    (tmp_path / "copy.db").write_text("older")
    with closing(open_user(tmp_path / "user.db")) as user:
        backup(user, tmp_path / "copy.db")
    assert content(tmp_path / "copy.db") == content(tmp_path / "user.db")


def started(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


OPENER = """
import sys
from pathlib import Path
from gridwatch.store.database import open_user, version_of
folder = [Path(each) for each in sys.argv[2:]]
print("ready", flush=True)
sys.stdin.readline()
print(version_of(open_user(Path(sys.argv[1]), *folder)))
"""


@pytest.mark.parametrize("old", [False, True])
def test_several_processes_may_open_the_same_file_first(
    tmp_path: Path, later: Path, old: bool
) -> None:
    path = tmp_path / "user.db"
    if old:
        choose(path, "dark")
    before = content(path) if old else []
    several = [started(OPENER, str(path), str(later)) for _ in range(4)]
    for each in several:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in several:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in several:
        out, err = each.communicate(timeout=60)
        assert (out, err) == (f"{NEXT}\n", "")
    assert len([line for line in content(path) if "moved; in one piece" in line]) == 1
    if old:
        assert content(tmp_path / f"user-before-{NEXT:03d}.db") == before


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from gridwatch.services.edits import AddWatchlist, RemoveWatchlist, apply
from gridwatch.store.database import open_user
user = open_user(Path(sys.argv[1]))
user.execute("INSERT INTO watchlist (name, position) VALUES ('first', 1)")
print("ready", flush=True)
while True:
    _, inverse = apply(user, AddWatchlist("second", tuple(range(1, 41))), datetime.now(UTC))
    apply(user, inverse, datetime.now(UTC))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are different there")
@pytest.mark.parametrize("wait", [0.0, 0.013, 0.031, 0.07])
def test_a_killed_process_leaves_an_edit_whole_or_absent(tmp_path: Path, wait: float) -> None:
    path = tmp_path / "user.db"
    with closing(open_user(path)) as user:
        for number in range(1, 41):
            user.execute(
                "INSERT INTO company (id, name, primary_symbol) VALUES (?, 'x', 'X')", (number,)
            )
    writer = started(WRITER, str(path))
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(wait)
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate(timeout=30)
    with closing(open_user(path)) as user:
        lists = user.execute("SELECT id, name FROM watchlist WHERE name = 'second'").fetchall()
        entries = user.execute("SELECT count(*) FROM watchlist_entry").fetchone()[0]
    assert (len(lists), entries) in {(0, 0), (1, 40)}


def test_an_emptied_user_file_of_a_used_profile_is_no_new_profile(tmp_path: Path) -> None:
    """Nothing the user typed is replaced by starter lists without a word."""
    open_user(tmp_path / "user.db").close()
    open_market(tmp_path / "market.db").close()
    (tmp_path / "user.db").write_bytes(b"")
    with pytest.raises(Problem) as refused:
        open_user(tmp_path / "user.db")
    assert refused.value.code == "database_damaged"
    assert (tmp_path / "user.db").stat().st_size == 0
