"""The sound of an alert, played by what the system has: Qt's own multimedia is no part of us."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QStandardPaths
from PySide6.QtWidgets import QApplication

from gridwatch.places import resources
from gridwatch.store.user.firings import Firing

# Programs that play a file and end, with what goes before its name; the first one there is taken.
PLAYERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "darwin": (("afplay",),),
    "linux": (("pw-play",), ("paplay",), ("aplay", "-q")),
}
# Many alerts at once are one sound.
SPACING = 2.0


def is_heard(firings: Iterable[Firing]) -> bool:
    """Tell whether new firings make a sound: one that is told, of a rule that may be heard."""
    return any(each.sound and not each.quiet for each in firings)


def find_player(system: str = sys.platform) -> tuple[str, ...]:
    """Return the program of this system that plays a file, with its options; () where none is."""
    for name, *options in PLAYERS.get(system, ()):
        found = QStandardPaths.findExecutable(name)
        if found:
            return (found, *options)
    return ()


def play_on_windows(file: Path) -> None:
    """Let Windows play a file, without waiting for its end."""
    import winsound

    flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT  # type: ignore[attr-defined,unused-ignore]
    winsound.PlaySound(str(file), flags)  # type: ignore[attr-defined,unused-ignore]


class Sound(QObject):
    """Plays the sound of an alert; where nothing can play it, the desktop's own beep is heard."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        player: tuple[str, ...] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.file = resources() / "sounds" / "alert.wav"
        self._player = player
        self._clock = clock
        self._played_at = -SPACING
        self._process: QProcess | None = None

    def ring(self) -> bool:
        """Play it, unless it has been heard just now; return whether it was."""
        now = self._clock()
        if now - self._played_at < SPACING:
            return False
        self._played_at = now
        self._play()
        return True

    def _play(self) -> None:
        if sys.platform == "win32":
            play_on_windows(self.file)
            return
        if self._player is None:
            self._player = find_player()
        if not self._player:
            QApplication.beep()
            return
        program, *options = self._player
        process = self._process = QProcess(self)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        process.start(program, [*options, str(self.file)])

    def _ended(self, code: int) -> None:
        self._put_away()
        if code:  # no sound server, no card: the desktop may have another way
            QApplication.beep()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._put_away()
            QApplication.beep()

    def _put_away(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None

    def close(self) -> None:
        """Stop what is still heard."""
        if self._process is not None:
            self._process.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(500)
            self._put_away()
