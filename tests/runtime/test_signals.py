"""A signal ends the window from its event loop, never in the midst of something else."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from gridwatch.runtime.signals import Signals

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no POSIX signals")


def test_a_signal_waits_for_the_event_loop(qtbot: QtBot) -> None:
    left: list[bool] = []
    signals = Signals(lambda: left.append(True))
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        for _ in range(1000):  # the handler has run by now, between two of these instructions
            pass
        assert not left
        qtbot.waitUntil(lambda: left == [True])
    finally:
        signals.close()


def test_the_signals_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    Signals(lambda: None).close()
    assert signal.getsignal(signal.SIGTERM) is before
