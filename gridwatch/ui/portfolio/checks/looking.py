"""Looks the ledger over off the window's thread, and tells how much was found after each edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.auditing import Checked, check_book
from gridwatch.services.portfolio.book import Book
from gridwatch.services.profiles import market_reader, user_reader
from gridwatch.store.user.portfolio_choices import dismissed_keys

# So long after an edit: what is in front reads first.
CALM_MILLISECONDS = 700
LONGEST_MILLISECONDS = 30_000
_PAUSES = 8  # so many times as long as a look takes


def look_over(session: Session, done: Callable[[Checked], None], question: str = "checks") -> None:
    """Check the whole ledger on the lane of the book."""
    profile = session.profile

    def work(book: Book) -> Checked:
        with user_reader(profile) as user, market_reader(profile) as market:
            return check_book(book, dismissed_keys(user), market)

    session.read_book(question, work, done)


class Looking(QObject):
    """Looks again a while after each edit; `counted` carries how many findings there are."""

    counted = Signal(int)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MILLISECONDS)
        self._calm.timeout.connect(self._look)

    def look_later(self) -> None:
        """Look a while after the last call."""
        self._calm.start()

    def _look(self) -> None:
        def done(checked: Checked) -> None:
            # A large ledger is looked over when nobody edits it: what is asked meanwhile waits.
            pause = max(CALM_MILLISECONDS, round(checked.seconds * _PAUSES * 1000))
            self._calm.setInterval(min(LONGEST_MILLISECONDS, pause))
            self.counted.emit(len(checked.findings))

        look_over(self._session, done, "count of checks")

    def close(self) -> None:
        """Look no more."""
        self._calm.stop()
