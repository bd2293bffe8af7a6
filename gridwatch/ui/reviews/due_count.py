"""How many claims are due, counted calmly: when a claim changes, and when a day begins."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from gridwatch.runtime.session import Session
    from gridwatch.services.changes import Changes

# A claim comes due at midnight, which a computer may sleep through.
LOOK_MILLISECONDS = 10 * 60_000


class DueCount(QObject):
    """Reads the number in the lane of the notes; `counted` carries it, `day_begun` a new day."""

    counted = Signal(int)
    day_begun = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._day = _today()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Count now, and from then on whenever it may be another number."""
        if not self._timer.isActive():
            self._timer.start()
            self.read()

    def look(self) -> None:
        """Count anew where another day has begun."""
        if _today() != self._day:
            self._day = _today()
            self.day_begun.emit()
            self.read()

    def take_changes(self, changes: Changes) -> None:
        """Count anew where an edit concerns claims."""
        if changes.thesis and self._timer.isActive():
            self.read()

    def read(self) -> None:
        """Count the claims that are due."""
        from gridwatch.services.thesis.due import count_due

        day = self._day
        self._session.read_user("due", lambda user: count_due(user, day), self.counted.emit)

    def close(self) -> None:
        """Count no more."""
        self._timer.stop()


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
