"""A second start rings the bell of the first window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gridwatch.runtime.single import Doorbell, ring, server_name

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

RING = "import sys; from pathlib import Path; from gridwatch.runtime.single import ring; "


def test_the_name_is_the_same_for_every_way_to_write_the_path(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    assert server_name(tmp_path) == server_name(tmp_path / "inner" / "..")
    assert server_name(tmp_path) != server_name(tmp_path / "inner")
    # A socket's whole path may have about a hundred characters on some systems.
    assert len(server_name(tmp_path)) < 40


def test_a_second_process_rings_and_is_answered(qtbot: QtBot, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path)
    with qtbot.waitSignal(bell.rung, timeout=20_000):
        other = subprocess.Popen(
            [sys.executable, "-c", RING + "sys.exit(0 if ring(Path(sys.argv[1])) else 5)", tmp_path]
        )
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=10_000)
    bell.close()
    assert other.returncode == 0


def test_nobody_at_home_is_found_out(tmp_path: Path) -> None:
    assert not ring(tmp_path, patience=0.1)
