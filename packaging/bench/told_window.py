"""Runs the real window on a market that ticks: `told_window.py PROFILE LOG PACE SECONDS SYMBOL…`.

It notes when each firing is told: when the tray is called, and when the banner has been painted.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from children import script
from gridwatch.app import run
from gridwatch.places import Profile
from gridwatch.runtime import link as links
from gridwatch.runtime.link import Link
from gridwatch.runtime.session import Session
from gridwatch.store.user.firings import Firing
from gridwatch.ui import tray
from gridwatch.ui.alerts.banner import FiringBanner
from gridwatch.ui.window import Window
from gridwatch.wire import Hello, Message, Show
from ticks import Ticks

LOOK_MILLISECONDS = 5
# From the collector's greeting until everything is on screen.
WARMING_MILLISECONDS = 4000
SHOWN_AFTER_MILLISECONDS = 1000


class Notified(QSystemTrayIcon):
    """Stands where the desktop's tray does, which a window offscreen has none of."""

    shown_at = 0.0

    @staticmethod
    def isSystemTrayAvailable() -> bool:  # noqa: N802 - Qt's name
        """Tell that there is one."""
        return True

    @staticmethod
    def supportsMessages() -> bool:  # noqa: N802 - Qt's name
        """Tell that it takes messages."""
        return True

    def show(self) -> None:
        """Show nothing."""

    def showMessage(self, *_: object) -> None:  # noqa: N802 - Qt's name
        """Note when it was called."""
        Notified.shown_at = time.time()


class Watcher(QObject):
    """Listens in on the window, and closes it when the time is over."""

    def __init__(self, symbols: Sequence[str], seconds: float) -> None:
        super().__init__()
        self.ticks = Ticks()
        self.began = 0.0
        self.notified: dict[int, float] = {}
        self.painted: dict[int, float] = {}
        self._symbols, self._seconds = tuple(symbols), seconds
        self._finder = QTimer(self)
        self._finder.timeout.connect(self._find)
        self._finder.start(LOOK_MILLISECONDS)

    def _find(self) -> None:
        for window in QApplication.topLevelWidgets():
            link = window.findChild(Link) if isinstance(window, Window) else None
            if link is not None:
                self._finder.stop()
                self._follow(window, link)

    def _follow(self, window: QObject, link: Link) -> None:
        link.received.connect(partial(self._hear, link))
        session, banner = window.findChild(Session), window.findChild(FiringBanner)
        if session is None or banner is None:
            raise RuntimeError("the window tells nobody")
        # After the window's own slot: what it does at once is done then.
        session.fired.connect(self._fired)
        banner.installEventFilter(self)

    def _hear(self, link: Link, message: Message) -> None:
        if isinstance(message, Hello):
            # As a window does that has a chart of each.
            show = partial(link.send, Show(self._symbols))
            QTimer.singleShot(SHOWN_AFTER_MILLISECONDS, show)
            QTimer.singleShot(WARMING_MILLISECONDS, self._begin)

    def _begin(self) -> None:
        self.began = time.time()
        self.ticks.begin()
        QTimer.singleShot(round(self._seconds * 1000), self._leave)

    def _fired(self, firings: Sequence[Firing]) -> None:
        for each in firings:
            self.notified.setdefault(each.id, Notified.shown_at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note what the banner tells once it has been painted."""
        if event.type() is QEvent.Type.Paint and isinstance(watched, FiringBanner):
            fresh = [each.id for each in watched.firings if each.id not in self.painted]
            if fresh:
                QTimer.singleShot(0, partial(self._painted, fresh))
        return False

    def _painted(self, ids: Sequence[int]) -> None:
        now = time.time()
        for each in ids:
            self.painted.setdefault(each, now)

    def _leave(self) -> None:
        self.ticks.timer.stop()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, Window):
                window.close()


def main(folder: str, log: str, pace: str, seconds: str, *symbols: str) -> int:
    """Run the window, and print what was told when, and what the timer found."""
    app = QApplication(sys.argv[:1])
    watcher = Watcher(symbols, float(seconds))
    collector = script("ticking.py", folder, log, pace)
    with (
        patch.object(links, "collector_command", lambda _: collector),
        patch.object(tray, "QSystemTrayIcon", Notified),
    ):
        code = run(Profile(Path(folder), simulated=True))
    told = {
        each: (watcher.notified[each], watcher.painted[each])
        for each in watcher.notified.keys() & watcher.painted.keys()
    }
    print(json.dumps({**watcher.ticks.found(), "began": watcher.began, "told": told}))
    del app
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
