"""What a window announces: each firing once, with those of the time without a window."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from gridwatch.domain.alert.sight import Quiet
from gridwatch.runtime import herald as module
from gridwatch.runtime.herald import Herald, News
from gridwatch.store.user.announced import ANNOUNCED, last_announced
from gridwatch.store.user.choices import store_choices
from gridwatch.store.user.firings import add_firing, mark_seen
from tests.in_memory import new_user
from tests.told import AT, FIRING


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = new_user()
    yield connection
    connection.close()


def fire(user: sqlite3.Connection, minute: int, quiet: Quiet = Quiet.NO) -> int:
    at = AT + timedelta(minutes=minute)
    number = add_firing(user, replace(FIRING, reached_at=at, quiet=quiet))
    assert number is not None
    return number


def ids(news: News) -> list[int]:
    return [each.id for each in news.firings]


def opened(user: sqlite3.Connection) -> tuple[Herald, list[int]]:
    """Open a window: it begins to read, then tells what was missed, and all of it is heard."""
    made = Herald(user)
    made.heard(made.live())
    missed = made.missed()
    made.heard(missed)
    return made, ids(missed)


def test_what_no_window_has_told_is_told_once_newest_first(user: sqlite3.Connection) -> None:
    fire(user, 2), fire(user, 1), fire(user, 3, Quiet.MUTED), fire(user, 4)
    mark_seen(user, [4], AT)
    made, missed = opened(user)
    assert missed == [1, 2]
    assert ids(made.missed()) == []
    # The process is killed: nothing is given back, and nothing is told again.
    assert opened(user)[1] == []


def test_what_is_told_live_is_not_told_by_the_next_window(user: sqlite3.Connection) -> None:
    made, missed = opened(user)
    assert missed == []
    assert last_announced(user) == 0
    fire(user, 1)
    live = made.live()
    assert ids(live) == [1]
    made.heard(live)
    assert last_announced(user) == 1
    fire(user, 2)
    assert opened(user)[1] == [2]


def test_what_comes_before_the_missed_are_read_hides_none_of_them(user: sqlite3.Connection) -> None:
    fire(user, 1)
    made = Herald(user)
    made.live()
    fire(user, 2)
    assert ids(made.live()) == [2]
    assert last_announced(user) == 0
    assert ids(made.missed()) == [1]
    assert last_announced(user) == 2


def test_what_has_not_come_home_is_given_back_at_the_end(user: sqlite3.Connection) -> None:
    fire(user, 1)
    made, missed = opened(user)
    assert missed == [1]
    fire(user, 2)
    made.live()  # the window is closed before it comes home
    made.close()
    assert opened(user)[1] == [2]


def test_news_are_told_where_the_mark_cannot_be_stored(
    user: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    fire(user, 1)
    with monkeypatch.context() as patched:
        patched.setattr(module, "note_announced", full)
        made, missed = opened(user)
        assert missed == [1]
        fire(user, 2)
        assert ids(made.live()) == [2]
        made.close()
    assert last_announced(user) == 0


@pytest.mark.parametrize("stored", ["", "x", "-3", "²"])
def test_a_damaged_mark_is_none(user: sqlite3.Connection, stored: str) -> None:
    store_choices(user, {ANNOUNCED: stored})
    assert last_announced(user) == 0
