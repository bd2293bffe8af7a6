"""Yardstick: an event loop alone beside a working collector: `bare_ticks.py PROFILE SECONDS`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gridwatch.places import Profile
from gridwatch.runtime.link import collector_command
from ticks import Ticks

# The collector's greeting comes about so long after its start; from then on the window is measured.
GREETING_MILLISECONDS = 300


def main(folder: str, seconds: str) -> int:
    """Ring beside a collector that nobody reads, and print what the timer found."""
    app = QApplication(sys.argv[:1])
    collector = subprocess.Popen(
        collector_command(Profile(Path(folder))),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    ticks = Ticks()
    QTimer.singleShot(GREETING_MILLISECONDS, ticks.begin)
    QTimer.singleShot(GREETING_MILLISECONDS + round(float(seconds) * 1000), app.quit)
    app.exec()
    ticks.timer.stop()
    collector.communicate()
    print(json.dumps(ticks.found()))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
