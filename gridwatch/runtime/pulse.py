"""The one coarse timer that makes ages grow on screen."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

EVERY_SECONDS = 30


class Pulse(QObject):
    """Emits `beat` with the present instant every 30 seconds, while somebody can see it."""

    beat = Signal(object)

    def __init__(self, parent: QObject | None = None, seconds: float = EVERY_SECONDS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self._tell)

    def set_visible(self, visible: bool) -> None:
        """Beat while visible, once at once; rest while nobody looks."""
        if visible == self._timer.isActive():
            return
        if visible:
            self._timer.start()
            self._tell()
        else:
            self._timer.stop()

    def _tell(self) -> None:
        self.beat.emit(datetime.now(UTC))
