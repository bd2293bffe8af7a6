"""A lane brings values and exceptions home; answers only ever get newer; edits are never lost."""

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


def test_answers_only_get_newer_even_on_a_wide_lane(qtbot: QtBot) -> None:
    lane = Lane("wide", 2)
    began, gate = threading.Event(), threading.Event()
    answers: list[str] = []

    def slow() -> str:
        began.set()
        gate.wait(10)
        return "old"

    lane.run(slow, answers.append, unexpected, replacing="question")
    assert began.wait(10)
    lane.run(lambda: "new", answers.append, unexpected, replacing="question")
    lane.run(lambda: "other", answers.append, unexpected, replacing="something else")
    qtbot.waitUntil(lambda: answers == ["other"])
    gate.set()
    qtbot.waitUntil(lambda: len(answers) == 3)
    lane.close()
    assert answers == ["other", "old", "new"]


def test_questions_that_come_faster_than_answers_still_get_some(lane: Lane, qtbot: QtBot) -> None:
    """Each reading is overtaken by the next question, as in a round that stores a quote a time."""
    answers: list[int] = []
    read: list[int] = []
    gates = [threading.Event() for _ in range(4)]

    def reading(number: int) -> Callable[[], int]:
        def work() -> int:
            read.append(number)
            gates[len(read) - 1].wait(10)
            return number

        return work

    asked = 0
    for place, gate in enumerate(gates[:3]):
        # One runs by now; these five all wait for it, and only the last of them is asked.
        for _ in range(5):
            asked += 1
            lane.run(reading(asked), answers.append, unexpected, replacing="overview")
            qtbot.waitUntil(lambda: bool(read))
        assert len(read) == place + 1
        gate.set()
        qtbot.waitUntil(lambda place=place: len(answers) == place + 1)  # type: ignore[misc]  # bound now
        qtbot.waitUntil(lambda place=place: len(read) == place + 2)  # type: ignore[misc]  # bound now
    gates[3].set()
    qtbot.waitUntil(lambda: len(answers) == 4)
    assert answers == [1, 5, 10, 15]


def test_a_question_sees_all_work_that_was_given_before_it(lane: Lane, qtbot: QtBot) -> None:
    began, gate = threading.Event(), threading.Event()
    stored: list[str] = []
    answers: list[list[str]] = []

    def first() -> list[str]:
        began.set()
        gate.wait(10)
        return list(stored)

    lane.run(first, answers.append, unexpected, replacing="overview")
    assert began.wait(10)
    lane.run(lambda: list(stored), answers.append, unexpected, replacing="overview")
    lane.run(lambda: stored.append("edit"), lambda _: None, unexpected)
    lane.run(lambda: list(stored), answers.append, unexpected, replacing="overview")
    gate.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [[], ["edit"]]


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


def test_closing_drops_questions_and_does_all_other_work_to_its_end(qtbot: QtBot) -> None:
    lane = Lane("closing", 1)
    began, gate = threading.Event(), threading.Event()
    finished: list[str] = []

    def reading() -> None:
        began.set()
        gate.wait(10)
        finished.append("read")

    lane.run(reading, lambda _: pytest.fail("nobody waits for it any more"), unexpected)
    assert began.wait(10)
    for name in ("an edit", "another"):
        lane.run(lambda name=name: finished.append(name), lambda _: None, unexpected)  # type: ignore[misc]  # bound now
    lane.run(lambda: finished.append("question"), lambda _: None, unexpected, replacing="overview")
    threading.Timer(0.05, gate.set).start()
    lane.close()
    assert finished == ["read", "an edit", "another"]
    lane.run(lambda: finished.append("after"), lambda _: None, unexpected)
    qtbot.wait(30)
    assert finished == ["read", "an edit", "another"]


def test_what_fails_after_the_window_has_left_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    lane = Lane("closing", 1)
    began, gate = threading.Event(), threading.Event()

    def reading() -> None:
        began.set()
        gate.wait(10)

    def edit() -> None:
        raise OSError("the disk is full")

    lane.run(reading, lambda _: None, unexpected, replacing="overview")
    assert began.wait(10)
    lane.run(edit, lambda _: None, unexpected)
    threading.Timer(0.05, gate.set).start()
    lane.close()
    assert "the disk is full" in caplog.text
