"""The pulse beats only while somebody can see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gridwatch.runtime.pulse import Pulse

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_beats_while_visible_and_rests_while_hidden(qtbot: QtBot) -> None:
    pulse = Pulse(seconds=0.01)
    beats: list[datetime] = []
    pulse.beat.connect(beats.append)
    qtbot.wait(50)
    assert not beats
    pulse.set_visible(True)
    assert len(beats) == 1
    qtbot.waitUntil(lambda: len(beats) > 3)
    assert all(each.tzinfo is UTC for each in beats)
    pulse.set_visible(False)
    count = len(beats)
    qtbot.wait(50)
    assert len(beats) == count
