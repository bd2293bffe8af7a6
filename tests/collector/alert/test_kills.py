"""Killed at any statement of storing and evaluating, nothing is lost and nothing told twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

POINTS = 120
ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_kill_at_any_statement_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.collector.alert.killing", str(tmp_path), str(POINTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["killed"] == POINTS
    told = [row for row in found["expected"] if not row[6]]
    assert len(told) >= 8, "too few firings for this to mean anything"
    assert all(row[7] == 1 for row in told), "each has to be sent"
    doubted = {row[8]: row[9] for row in told if row[8]}
    assert set(doubted) == {"Margins hold", "It is dear", "It grows"}
    assert all("failing" in doubted[each] for each in ("Margins hold", "It is dear"))
    assert found["wrong"] == {}
