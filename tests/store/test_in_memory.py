"""What the tests take for a new file is one, and each of them has its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from gridwatch.store.database import open_market, open_user
from tests.in_memory import MEMORY, new_market, new_user

PRAGMAS = ("user_version", "foreign_keys", "synchronous", "journal_mode", "page_size")


def state(connection: sqlite3.Connection) -> list[object]:
    pragmas = [connection.execute(f"PRAGMA {each}").fetchall() for each in PRAGMAS]
    return [*pragmas, connection.isolation_level, *connection.iterdump()]


@pytest.mark.parametrize(("copied", "opened"), [(new_user, open_user), (new_market, open_market)])
def test_a_copy_is_what_is_opened(
    copied: Callable[[], sqlite3.Connection], opened: Callable[..., sqlite3.Connection]
) -> None:
    with closing(copied()) as one, closing(opened(MEMORY)) as other:
        assert state(one) == state(other)


def test_what_is_stored_in_one_is_in_no_other() -> None:
    with closing(new_user()) as one, closing(new_user()) as other:
        before = state(other)
        one.execute("INSERT INTO theme (name) VALUES ('Grid')")
        assert state(one) != before
        assert state(other) == before
    with closing(new_user()) as later:
        assert state(later) == before
