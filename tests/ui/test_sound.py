"""The sound: there, short, calm; played by what the system has, once for many."""

from __future__ import annotations

import sys
import wave
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

import make_sounds
from gridwatch.domain.alert.sight import Quiet
from gridwatch.ui import sound
from gridwatch.ui.sound import SPACING, Sound, find_player, is_heard
from tests.told import FIRING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    heard: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(1))
    return heard


def program(tmp_path: Path, code: int = 0) -> tuple[str, ...]:
    """Return a player that writes down what it is given and ends with a code."""
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).open('a').write(sys.argv[2] + '\\n')"
    return (sys.executable, "-c", f"{script}; sys.exit({code})", str(tmp_path / "played"))


def test_the_file_is_short_mono_and_ends_in_silence() -> None:
    with wave.open(str(Sound().file), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getnframes() / file.getframerate() < 1.0
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert 8_000 < np.abs(samples).max() < 20_000
    assert abs(int(samples[0])) < 50
    assert np.abs(samples[-20:]).max() < 50
    assert Sound().file.stat().st_size < 60_000


def test_it_is_what_the_script_makes() -> None:
    with wave.open(str(make_sounds.SOUNDS / "alert.wav"), "rb") as file:
        stored = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    # The last digit of a sine may differ between processors.
    assert np.abs(stored.astype(int) - make_sounds.alert().astype(int)).max() <= 1


def test_it_is_played_once_for_many(qtbot: QtBot, tmp_path: Path, beeps: list[int]) -> None:
    now = [100.0]
    ring = Sound(player=program(tmp_path), clock=lambda: now[0])
    assert ring.ring()
    assert not ring.ring()
    qtbot.waitUntil((tmp_path / "played").exists)
    qtbot.waitUntil(lambda: ring._process is None)
    now[0] += SPACING
    assert ring.ring()
    qtbot.waitUntil(lambda: ring._process is None)
    assert (tmp_path / "played").read_text().splitlines() == [str(ring.file)] * 2
    assert beeps == []


@pytest.mark.parametrize("player", [(), ("/nowhere/player",)])
def test_without_a_player_the_desktop_beeps(
    qtbot: QtBot, beeps: list[int], player: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound, "find_player", lambda: ())
    ring = Sound(player=player)
    ring.ring()
    qtbot.waitUntil(lambda: beeps == [1])


def test_a_player_without_a_sound_card_beeps(
    qtbot: QtBot, tmp_path: Path, beeps: list[int]
) -> None:
    ring = Sound(player=program(tmp_path, 1))
    ring.ring()
    qtbot.waitUntil(lambda: beeps == [1])


def test_a_quiet_firing_or_a_silent_rule_is_not_heard() -> None:
    silent, quiet = replace(FIRING, sound=False), replace(FIRING, quiet=Quiet.SNOOZED)
    assert is_heard([silent, FIRING])
    assert not is_heard([silent, quiet])


def test_leaving_stops_it(qtbot: QtBot, beeps: list[int]) -> None:
    ring = Sound(player=(sys.executable, "-c", "import time; time.sleep(60)"))
    ring.ring()
    ring.close()
    ring.close()
    assert beeps == []


def test_the_player_is_the_first_one_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtCore import QStandardPaths

    found = {"aplay": "/usr/bin/aplay", "afplay": "/usr/bin/afplay"}
    monkeypatch.setattr(QStandardPaths, "findExecutable", lambda name: found.get(name, ""))
    assert find_player("linux") == ("/usr/bin/aplay", "-q")
    assert find_player("darwin") == ("/usr/bin/afplay",)
    assert find_player("win32") == ()
