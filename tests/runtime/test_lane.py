"""A lane brings values and exceptions home, and late answers lose."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from gridwatch.runtime.lane import Lane

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    """Give a lane of width 1 that is closed at the end."""
    made = Lane("test", 1)
    yield made
    made.close()


def unexpected(error: Exception) -> None:
    raise AssertionError(error)


def test_a_value_comes_home_on_the_thread_of_the_window(lane: Lane, qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []
    here = threading.current_thread().name
    lane.run(
        lambda: threading.current_thread().name,
        lambda there: seen.append((there, threading.current_thread().name)),
        unexpected,
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("test")
    assert seen[0][1] == here


def test_an_exception_comes_home_as_it_is(lane: Lane, qtbot: QtBot) -> None:
    failures: list[Exception] = []

    def work() -> int:
        raise KeyError("lost")

    lane.run(work, lambda _: pytest.fail("no value was made"), failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], KeyError)


def test_late_answers_lose_even_on_a_wide_lane(qtbot: QtBot) -> None:
    lane = Lane("wide", 2)
    gate = threading.Event()
    answers: list[str] = []

    def slow() -> str:
        gate.wait(10)
        return "old"

    lane.run(slow, answers.append, unexpected, replacing="question")
    lane.run(lambda: "new", answers.append, unexpected, replacing="question")
    lane.run(lambda: "other", answers.append, unexpected, replacing="something else")
    qtbot.waitUntil(lambda: len(answers) == 2)
    gate.set()
    last: list[int] = []
    lane.run(lambda: 1, last.append, unexpected)
    qtbot.waitUntil(lambda: bool(last))
    lane.close()
    assert sorted(answers) == ["new", "other"]


def test_what_was_replaced_before_it_began_is_not_done(lane: Lane, qtbot: QtBot) -> None:
    gate = threading.Event()
    done: list[int] = []
    answers: list[int] = []

    def work(number: int) -> Callable[[], int]:
        def run() -> int:
            done.append(number)
            return number

        return run

    lane.run(lambda: gate.wait(10), lambda _: None, unexpected)
    for number in range(20):
        lane.run(work(number), answers.append, unexpected, replacing="overview")
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert (done, answers) == ([19], [19])


def test_work_is_done_in_the_order_in_which_it_was_given(lane: Lane, qtbot: QtBot) -> None:
    answers: list[int] = []
    for number in range(50):
        lane.run(lambda number=number: number, answers.append, unexpected)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(answers) == 50)
    assert answers == list(range(50))


def test_closing_waits_for_what_runs_and_drops_the_rest(qtbot: QtBot) -> None:
    lane = Lane("closing", 1)
    began, gate = threading.Event(), threading.Event()
    finished: list[str] = []

    def stored() -> None:
        began.set()
        gate.wait(10)
        finished.append("stored")

    lane.run(stored, lambda _: pytest.fail("nobody waits for it any more"), unexpected)
    lane.run(lambda: finished.append("never"), lambda _: None, unexpected)
    assert began.wait(10)
    threading.Timer(0.05, gate.set).start()
    lane.close()
    assert finished == ["stored"]
    lane.run(lambda: finished.append("after"), lambda _: None, unexpected)
    qtbot.wait(30)
    assert finished == ["stored"]
