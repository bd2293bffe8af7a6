"""The link to a collector that stammers, talks nonsense, dies, floods or will not leave."""

from __future__ import annotations

import itertools
import logging
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gridwatch import wire
from gridwatch.places import Profile
from gridwatch.runtime.link import Link, collector_command

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Made = Callable[[str], Link]
HELLO = """
    import json, os, sys, time
    def say(kind, **body):
        print(json.dumps({"message": kind, **body}), flush=True)
    say("hello", version=1, pid=os.getpid(), feed="test", simulated=True)
"""


@pytest.fixture
def link_to(tmp_path: Path, qtbot: QtBot) -> Iterator[Made]:
    """Give a function that makes a link to a small program, closed at the end."""
    links: list[Link] = []

    def made(body: str) -> Link:
        script = tmp_path / "collector.py"
        script.write_text(textwrap.dedent(HELLO) + textwrap.dedent(body), encoding="utf-8")
        links.append(Link([sys.executable, "-X", "utf8", str(script)], first_wait=0.05))
        return links[-1]

    yield made
    for each in links:
        each.close()


def heard(link: Link) -> list[wire.Message]:
    messages: list[wire.Message] = []
    link.received.connect(messages.append)
    return messages


def test_messages_go_both_ways(link_to: Made, qtbot: QtBot) -> None:
    link = link_to("""
        for line in sys.stdin:
            said = json.loads(line)
            say("matches", number=said["number"], matches=[{"symbol": "GEV", "name": said["text"],
                "exchange": "NYQ", "kind": "EQUITY"}])
    """)
    messages = heard(link)
    assert not link.send(wire.Refresh())
    link.open()
    qtbot.waitUntil(lambda: bool(messages))
    assert isinstance(messages[0], wire.Hello)
    assert messages[0].pid == link.pid
    assert link.send(wire.Search(7, "思源电气"))
    qtbot.waitUntil(lambda: len(messages) == 2)
    assert messages[1] == wire.Matches(7, (wire.Match("GEV", "思源电气", "NYQ", "EQUITY"),))


def test_pieces_are_joined_and_nonsense_is_skipped(
    link_to: Made, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    link = link_to("""
        whole = json.dumps({"message": "progress", "task": "history", "done": 3, "total": 9})
        for piece in (whole[:11], whole[11:30], whole[30:] + "\\n"):
            sys.stdout.write(piece); sys.stdout.flush(); time.sleep(0.03)
        print("Traceback (most recent call last):", flush=True)
        print(json.dumps({"message": "nobody"}), flush=True)
        print(json.dumps({"message": "progress"}), flush=True)
        sys.stdout.buffer.write(bytes([255, 254, 10])); sys.stdout.flush()
        say("rested", last_success="", next_round="")
        sys.stdin.read()
    """)
    messages = heard(link)
    with caplog.at_level(logging.WARNING):
        link.open()
        qtbot.waitUntil(lambda: len(messages) == 3)
    assert messages[1:] == [wire.Progress("history", 3, 9), wire.Rested("", "")]
    assert sum("skipped" in each.message for each in caplog.records) == 4


def test_a_collector_that_dies_is_started_again_and_later_each_time(
    link_to: Made, qtbot: QtBot
) -> None:
    link = link_to("""
        say("progress", task="quotes", done=0, total=1)
        sys.stdout.write('{"message": "rest'); sys.stdout.flush()
        os._exit(9)
    """)
    messages, waits = heard(link), list[float]()
    link.lost.connect(waits.append)
    link.open()
    qtbot.waitUntil(lambda: len(waits) == 3, timeout=20_000)
    assert waits == [0.05, 0.1, 0.2]
    kinds = [type(each) for each in messages]
    assert kinds == [wire.Hello, wire.Progress] * 3
    assert len({each.pid for each in messages if isinstance(each, wire.Hello)}) == 3


def test_a_flood_neither_loses_a_line_nor_stops_the_window(link_to: Made, qtbot: QtBot) -> None:
    link = link_to("""
        line = json.dumps({"message": "changed", "quotes": ["601179.SS"] * 40}) + "\\n"
        sys.stdout.write(line * 20_000); sys.stdout.flush()
        say("rested", last_success="", next_round="")
        sys.stdin.read()
    """)
    counts = {wire.Changed: 0, wire.Rested: 0}
    turns: list[int] = []

    def count(message: wire.Message) -> None:
        if type(message) in counts:
            counts[type(message)] += 1

    from PySide6.QtCore import QTimer

    ticking = QTimer()
    ticking.timeout.connect(lambda: turns.append(counts[wire.Changed]))
    ticking.start(0)
    link.received.connect(count)
    link.open()
    qtbot.waitUntil(lambda: counts[wire.Rested] == 1, timeout=60_000)
    ticking.stop()
    assert counts[wire.Changed] == 20_000
    # The window had its turns in between: never more than some hundred messages at once.
    assert max(b - a for a, b in itertools.pairwise(turns)) < 1000


def test_a_refusal_is_told_and_tried_again_later_without_an_alarm(
    link_to: Made, qtbot: QtBot
) -> None:
    link = link_to("""
        say("refused", reason="locked", detail="process 1")
        sys.exit(0)
    """)
    messages, waits = heard(link), list[float]()
    link.lost.connect(waits.append)
    link.open()
    qtbot.waitUntil(lambda: len(messages) == 2 and not link.running)
    qtbot.wait(200)
    assert messages[1] == wire.Refused("locked", "process 1")
    assert not waits
    assert len(messages) == 2


def test_closing_lets_the_collector_finish(link_to: Made, qtbot: QtBot, tmp_path: Path) -> None:
    mark = tmp_path / "left"
    link = link_to(f"""
        sys.stdin.read()
        time.sleep(0.1)
        open({str(mark)!r}, "w").close()
    """)
    messages = heard(link)
    link.open()
    qtbot.waitUntil(lambda: bool(messages))
    link.close()
    assert mark.exists()
    assert not link.running


def test_closing_ends_a_collector_that_will_not_leave(
    link_to: Made, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gridwatch.runtime.link.CLOSE_MILLISECONDS", 100)
    link = link_to("time.sleep(600)")
    messages = heard(link)
    link.open()
    qtbot.waitUntil(lambda: bool(messages))
    link.close()
    assert not link.running
    assert link.pid == 0


def test_a_program_that_cannot_be_started_is_tried_again(tmp_path: Path, qtbot: QtBot) -> None:
    link = Link([str(tmp_path / "missing")], first_wait=0.02)
    waits: list[float] = []
    link.lost.connect(waits.append)
    link.open()
    qtbot.waitUntil(lambda: len(waits) == 2)
    link.close()
    assert waits == [0.02, 0.04]


def test_the_collector_is_started_for_the_profile_of_the_window(tmp_path: Path) -> None:
    real = collector_command(Profile(tmp_path))
    demo = collector_command(Profile(tmp_path / "demo", simulated=True))
    assert real[-3:] == ["collect", "--profile", str(tmp_path)]
    assert demo[-4:] == ["collect", "--profile", str(tmp_path), "--demo"]
