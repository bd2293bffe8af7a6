"""Notices that the user's file was written to by somebody else: another window, or a command."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_MILLISECONDS = 1500
Stamp = tuple[tuple[int, int], ...]


class Elsewhere(QObject):
    """Looks at the size and the time of a database and its journal; it reads nothing of them."""

    changed = Signal()

    def __init__(self, file: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._files = (file, file.with_name(file.name + "-wal"))
        self._last = self._stamp()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)

    def watch(self, *, on: bool) -> None:
        """Look from now on, or no more; what was missed meanwhile is told at once."""
        if on:
            self.look()
            self._timer.start()
        else:
            self._timer.stop()

    def pass_over(self) -> None:
        """Take what has just been written as one's own."""
        self._last = self._stamp()

    def look(self) -> None:
        """Compare with what was seen before."""
        now = self._stamp()
        if now != self._last:
            self._last = now
            self.changed.emit()

    def _stamp(self) -> Stamp:
        return tuple(_stamp_of(each) for each in self._files)


def _stamp_of(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return (0, 0)
    return (found.st_size, found.st_mtime_ns)
