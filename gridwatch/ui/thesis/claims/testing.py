"""What the tests of the claims say now: read off the window's thread, again while they are seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from gridwatch.domain.thesis.claim import Claim
from gridwatch.runtime.session import Session
from gridwatch.services.thesis.verdicts import Verdict, verdicts

# Prices move while a claim is read; more often nobody looks at a test.
AGAIN_MILLISECONDS = 60_000


class Testing(QObject):
    """Keeps the last reading; `told` comes with another one."""

    told = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: tuple[Claim, ...] = ()
        self._found: Mapping[int, tuple[str, Verdict]] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MILLISECONDS)
        self._timer.timeout.connect(self.read)

    def ask(self, claims: Iterable[Claim]) -> None:
        """Read what the tests of these claims say; decided ones are not tested."""
        self._asked = tuple(each for each in claims if each.test and not each.is_decided)
        self.read()

    def read(self) -> None:
        """Read it anew."""
        asked = self._asked
        if not asked:
            self._take((), {})
            return

        def work(
            user: sqlite3.Connection, market: sqlite3.Connection | None
        ) -> Mapping[int, Verdict]:
            return verdicts(user, market, asked, datetime.now(UTC))

        self._session.read_both("verdicts", work, lambda found: self._take(asked, found))

    def _take(self, asked: tuple[Claim, ...], found: Mapping[int, Verdict]) -> None:
        if asked != self._asked:
            return  # another reading is on its way
        now = {each.id: (each.test, found[each.id]) for each in asked}
        if now != self._found:
            self._found = now
            self.told.emit()

    def watch(self, *, on: bool) -> None:
        """Read it again now and then, or no more."""
        if on:
            self.read()
            self._timer.start()
        else:
            self._timer.stop()

    def verdict(self, number: int, test: str) -> Verdict | None:
        """Return what the test of a claim says, None where it was not read, or was another one."""
        then, verdict = self._found.get(number, ("", None))
        return verdict if then == test else None
