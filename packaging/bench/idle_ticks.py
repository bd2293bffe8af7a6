"""Yardstick: an event loop alone that does nothing: `idle_ticks.py DELAY SECONDS`."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ticks import Ticks


def main(delay: str, seconds: str) -> int:
    """Ring for some seconds after a delay, and print what the timer found."""
    app = QApplication(sys.argv[:1])
    ticks = Ticks()
    begin = round(float(delay) * 1000)
    QTimer.singleShot(begin, ticks.begin)
    QTimer.singleShot(begin + round(float(seconds) * 1000), app.quit)
    app.exec()
    ticks.timer.stop()
    print(json.dumps(ticks.found()))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
