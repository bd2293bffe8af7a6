"""Runs the real window on a new profile until all is loaded: `window_ticks.py PROFILE LISTINGS`.

It notes the ticks from the collector's greeting on, until a second after the last history.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gridwatch.app import run
from gridwatch.places import Profile
from gridwatch.runtime.link import Link
from gridwatch.ui.window import Window
from gridwatch.wire import Changed, Hello, Message
from ticks import Ticks

LOOK_MILLISECONDS = 5
AFTERWARDS_MILLISECONDS = 1000


class Watcher:
    """Listens in on the link of the window, and closes the window when everything has come."""

    def __init__(self, listings: int) -> None:
        self.ticks = Ticks()
        self.loaded: set[str] = set()
        self._listings = listings
        self._finder = QTimer(self.ticks)
        self._finder.timeout.connect(self._find)
        self._finder.start(LOOK_MILLISECONDS)

    def _find(self) -> None:
        for window in QApplication.topLevelWidgets():
            link = window.findChild(Link) if isinstance(window, Window) else None
            if link is not None:
                self._finder.stop()
                link.received.connect(self._hear)

    def _hear(self, message: Message) -> None:
        if isinstance(message, Hello):
            self.ticks.begin()
        if isinstance(message, Changed) and message.bars:
            self.loaded.update(message.bars)
            if sum(not each.endswith("=X") for each in self.loaded) >= self._listings:
                QTimer.singleShot(AFTERWARDS_MILLISECONDS, self._leave)

    def _leave(self) -> None:
        self.ticks.timer.stop()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Window):
                window.close()


def main(folder: str, listings: str) -> int:
    """Run the window, and print what the timer found."""
    app = QApplication(sys.argv[:1])
    watcher = Watcher(int(listings))
    code = run(Profile(Path(folder)))
    print(json.dumps(watcher.ticks.found()))
    del app
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
