"""After whatever happened the screen shows what a fresh painting would: no ghosts, at any scaling.

Every scaling of the screen needs its own process; `screened.py` is what runs there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STEPS = 80


@pytest.mark.parametrize("ratio", ["1", "1.25", "1.5", "2"])
def test_the_screen_is_what_a_fresh_painting_would_be(ratio: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.chart.screened", "3", str(STEPS)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": ratio},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr[-2000:]
