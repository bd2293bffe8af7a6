"""The log is read and written off the window's thread; late questions win."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gridwatch.places import Profile
from gridwatch.runtime.log_reader import LogReader
from gridwatch.store.database import open_user, transaction
from gridwatch.store.user.firing_log import LogPage, LogQuery, Order, Word
from gridwatch.store.user.firings import add_firing
from tests.told import AT, FIRING, repeat_log

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def fill(profile: Path, count: int) -> None:
    with closing(open_user(profile / "user.db")) as user, transaction(user):
        for number in range(count):
            at = AT + timedelta(minutes=number)
            name = "=cmd()" if number == 1 else f"Maker {number}"
            add_firing(user, replace(FIRING, rule_id=1, company_id=3, name=name, reached_at=at))


@pytest.fixture
def reader(profile: Path, qtbot: QtBot) -> Iterator[LogReader]:
    fill(profile, 30)
    made = LogReader(Profile(profile))
    yield made
    made.close()


def test_of_many_questions_the_last_is_answered_last(reader: LogReader, qtbot: QtBot) -> None:
    pages: list[LogPage] = []
    reader.page_read.connect(pages.append)
    for word in ("a", "ab", "Maker 7"):
        reader.ask(LogQuery((Word(word),)), 10)
    qtbot.waitUntil(lambda: bool(pages) and pages[-1].query.words[0].text == "Maker 7")
    assert [each.name for each in pages[-1].firings] == ["Maker 7"]
    assert (pages[-1].found, pages[-1].logged, pages[-1].new) == (1, 30, 30)


def test_a_table_holds_all_that_is_asked_for_under_known_names(
    reader: LogReader, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "log.csv"
    done: list[bool] = []
    query = LogQuery(order=Order.WHEN, descending=False)
    reader.write(query, out, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 30
    assert [each["company"] for each in rows[:2]] == ["Maker 0", "'=cmd()"]
    assert rows[0]["value"] == "14020000000"
    done.clear()
    reader.write(replace(query, names={3: "中国西电"}), out, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    assert "中国西电" in out.read_text("utf-8-sig")


def test_what_cannot_be_written_or_read_is_told(
    reader: LogReader, qtbot: QtBot, tmp_path: Path, profile: Path
) -> None:
    with qtbot.waitSignal(reader.failed) as failed:
        reader.write(LogQuery(), tmp_path / "nowhere" / "log.csv", lambda: None)
    assert failed.args is not None
    assert failed.args[0].code == "table_unwritable"
    assert list(tmp_path.glob("*.part")) == []
    with closing(open_user(profile / "user.db")) as user:
        user.execute("DROP TABLE delivery")
        user.execute("DROP TABLE firing")
    with qtbot.waitSignal(reader.failed):
        reader.ask(LogQuery(), 10)


def test_the_window_is_free_while_a_long_log_is_searched(profile: Path, qtbot: QtBot) -> None:
    fill(profile, 1000)
    with closing(open_user(profile / "user.db")) as user, transaction(user):
        repeat_log(user, 99)
    reader = LogReader(Profile(profile))
    pages: list[LogPage] = []
    reader.page_read.connect(pages.append)
    query = LogQuery((Word("no such word"),), order=Order.COMPANY)
    start = time.perf_counter()
    reader.ask(query, 200)
    asked = time.perf_counter() - start
    qtbot.waitUntil(lambda: bool(pages), timeout=20_000)
    whole = time.perf_counter() - start
    assert asked < whole / 4
    assert (pages[0].found, pages[0].logged) == (0, 100_000)
    reader.close()
