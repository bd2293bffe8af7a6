"""Firings reach their channels: grouped, again after a failure, given up in the end, never lost."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gridwatch import wire
from gridwatch.collector.announce import Announcer
from gridwatch.collector.telling import MOST_FIRINGS, MOST_TRIES, Teller, wait_after
from gridwatch.domain.letter import Failure, Letter
from gridwatch.store.database import open_user
from gridwatch.store.user.deliveries import due_deliveries, standings
from gridwatch.store.user.firings import Firing
from tests.in_memory import new_user
from tests.told import AT, channel, log


@dataclass
class Writer:
    """Writes how many firings there are; keeps on which thread."""

    threads: set[str] = field(default_factory=set)

    def compose(self, firings: tuple[Firing, ...]) -> Letter:
        self.threads.add(threading.current_thread().name)
        return Letter(str(len(firings)), ",".join(str(each.id) for each in firings))

    def trial(self) -> Letter:
        return Letter("test", "")


@dataclass
class Post:
    """Keeps what it is given; fails with the code in `failure`; waits while `gate` is shut."""

    got: list[tuple[int, Letter]] = field(default_factory=list)
    failure: str = ""
    gate: threading.Event = field(default_factory=threading.Event)
    under_way: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    def __call__(self, number: int, letter: Letter) -> str:
        self.got.append((number, letter))
        assert self.gate.wait(10)
        if self.failure == "raise":
            raise RuntimeError("no")
        return self.failure

    @property
    def titles(self) -> list[str]:
        return [letter.title for _, letter in self.got]


@dataclass
class Stand:
    """A teller with everything around it, on a clock that a test can set."""

    user: sqlite3.Connection
    post: Post
    writer: Writer
    now: datetime = AT

    def teller(self, patience: float = 60.0) -> Teller:
        return Teller(self.user, self.writer, self.post, clock=lambda: self.now, patience=patience)


@pytest.fixture
def stand() -> Iterator[Stand]:
    user = new_user()
    yield Stand(user, Post(), Writer())
    user.close()


def state(stand: Stand) -> list[tuple[str, int, str]]:
    rows = stand.user.execute("SELECT state, tries, failure FROM delivery ORDER BY firing_id")
    return [tuple(row) for row in rows]


def test_the_waits_double_up_to_an_hour_and_end_after_a_day() -> None:
    waits = [wait_after(tries) for tries in range(1, MOST_TRIES + 1)]
    minutes = [each.total_seconds() / 60 for each in waits if each is not None]
    assert minutes[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert waits[-1] is None
    assert len(minutes) == MOST_TRIES - 1
    assert 22 * 60 < sum(minutes) < 26 * 60


def test_several_firings_are_one_letter_to_each_channel(stand: Stand) -> None:
    one, other = channel(stand.user, "one"), channel(stand.user, "other")
    ids = log(stand.user, 3)
    told = stand.teller().finish(10)
    assert sorted(told.channels) == [one, other]
    assert sorted(number for number, _ in stand.post.got) == [one, other]
    assert {letter.body for _, letter in stand.post.got} == {",".join(map(str, ids))}
    assert {row[0] for row in state(stand)} == {"sent"}
    assert stand.writer.threads == {threading.current_thread().name}


def test_a_flood_goes_in_several_letters(stand: Stand) -> None:
    channel(stand.user)
    log(stand.user, MOST_FIRINGS + 5)
    stand.teller().finish(20)
    assert stand.post.titles == [str(MOST_FIRINGS), "5"]


@pytest.mark.parametrize("failure", ["status 500", "raise"])
def test_a_failure_is_tried_again_when_its_time_has_come(stand: Stand, failure: str) -> None:
    number = channel(stand.user)
    log(stand.user)
    teller = stand.teller()
    stand.post.failure = failure
    assert teller.finish(10).channels == (number,)
    assert state(stand) == [("due", 1, Failure.REFUSED if failure == "raise" else failure)]
    assert teller.wait() == 60
    assert teller.finish(1).channels == ()
    assert len(stand.post.got) == 1
    stand.post.failure, stand.now = "", AT + timedelta(minutes=1)
    assert teller.finish(10).channels == (number,)
    assert state(stand) == [("sent", 2, "")]
    assert teller.wait() == float("inf")


def test_what_fails_for_a_day_is_given_up_and_recorded(stand: Stand) -> None:
    number = channel(stand.user)
    log(stand.user)
    teller, stand.post.failure = stand.teller(), "status 404"
    for _ in range(MOST_TRIES):
        teller.finish(10)
        stand.now += timedelta(hours=1)
    assert state(stand) == [("given_up", MOST_TRIES, "status 404")]
    assert standings(stand.user)[number].given_up == 1
    assert teller.finish(1).channels == ()


def test_a_new_firing_is_tried_at_once_and_its_success_hurries_the_rest(stand: Stand) -> None:
    channel(stand.user)
    log(stand.user)
    teller, stand.post.failure = stand.teller(), "offline"
    teller.finish(10)
    stand.post.failure = ""
    stand.user.execute("UPDATE firing SET reached_at = '2026-01-01T00:00:00.000000+00:00'")
    log(stand.user)
    teller.finish(10)
    assert [row[0] for row in state(stand)] == ["sent", "sent"]


def test_the_loop_is_never_kept_waiting(stand: Stand) -> None:
    number = channel(stand.user)
    log(stand.user)
    stand.post.gate.clear()
    teller = stand.teller()
    began = time.monotonic()
    for _ in range(50):
        teller.look()
    assert time.monotonic() - began < 1
    assert len(stand.post.got) == 1  # not started again while it is under way
    assert 50 < teller.wait() <= 60
    stand.post.gate.set()
    assert teller.finish(10).channels == (number,)


def test_a_letter_that_takes_too_long_has_failed_and_its_late_answer_is_nothing(
    stand: Stand,
) -> None:
    channel(stand.user)
    log(stand.user)
    stand.post.gate.clear()
    teller = stand.teller(patience=0.1)
    teller.finish(5)
    assert state(stand) == [("due", 1, "slow")]
    stand.post.gate.set()
    time.sleep(0.2)
    teller.look()
    assert state(stand) == [("due", 1, "slow")]


def test_a_collector_that_is_killed_before_it_notes_sends_again(stand: Stand) -> None:
    channel(stand.user)
    log(stand.user)
    first = stand.teller()
    first.look()
    while not stand.post.got:
        time.sleep(0.01)
    # Killed here: nothing of it is asked any more.
    stand.teller().finish(10)
    assert stand.post.titles == ["1", "1"]
    assert state(stand) == [("sent", 1, "")]


def test_a_busy_file_forgets_nothing(stand: Stand, tmp_path: Path) -> None:
    user = open_user(tmp_path / "user.db")
    user.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(tmp_path / "user.db", isolation_level=None)
    stand.user.close()
    stand.user = user
    channel(user)
    log(user)
    teller, sent = stand.teller(), list[wire.Message]()
    changed = Announcer(sent.append)
    teller.look()
    other.execute("BEGIN IMMEDIATE")
    deadline = time.monotonic() + 5
    while not stand.post.got and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.05)
    teller.report(changed, sent.append)
    assert teller.wait() == 1.0
    other.execute("COMMIT")
    teller.report(changed, sent.append)
    changed.flush(at_once=True)
    assert not teller.busy
    assert [row[0] for row in state(stand)] == ["sent"]
    assert wire.Changed(deliveries=(1,)) in sent
    assert len(stand.post.got) == 1
    other.close()


@pytest.mark.parametrize("failure", ["", "status 401"])
def test_a_test_is_answered_and_stands_in_no_log(stand: Stand, failure: str) -> None:
    number, stand.post.failure = channel(stand.user), failure
    teller, sent = stand.teller(), list[wire.Message]()
    teller.test(number)
    teller.test(number)
    deadline = time.monotonic() + 5
    while not sent and time.monotonic() < deadline:
        teller.report(Announcer(lambda _: None), sent.append)
    assert sent == [wire.ChannelTested(number, not failure, failure)]
    assert stand.post.titles == ["test"]
    assert state(stand) == []


def test_a_channel_that_is_removed_while_it_is_sent_to_is_no_trouble(stand: Stand) -> None:
    number = channel(stand.user)
    log(stand.user)
    stand.post.gate.clear()
    teller = stand.teller()
    teller.look()
    stand.user.execute("DELETE FROM channel WHERE id = ?", (number,))
    stand.post.gate.set()
    teller.finish(10)
    assert due_deliveries(stand.user, AT) == ()
