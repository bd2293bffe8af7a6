"""The link to the collector: starts it, talks to it in JSON lines, starts it again when it dies."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from gridwatch.places import Profile, own_command
from gridwatch.runtime.lines import Lines
from gridwatch.wire import LONGEST_LINE, Hello, Message, Refused, WireError, decoded, encoded

log = logging.getLogger(__name__)
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
SOUND_AFTER = 60.0
CLOSE_MILLISECONDS = 1500
# Read at most this much at a time, so that a flood leaves the window its turns.
CHUNK = 64 * 1024
_ENDED = QProcess.ProcessState.NotRunning


def collector_command(profile: Profile) -> list[str]:
    """Return the command that starts the collector of a profile."""
    # A demo lives in the folder "demo" of the profile that was named.
    if profile.simulated:
        return own_command("collect", "--profile", str(profile.root.parent), "--demo")
    return own_command("collect", "--profile", str(profile.root))


class Link(QObject):
    """One collector process at a time, for as long as the link is open.

    `received` carries every message. `lost` says that the collector has died and in how many
    seconds it is started again; what it had fetched is stored, so nothing is lost with it.
    """

    received = Signal(object)
    lost = Signal(float)

    def __init__(
        self,
        command: Sequence[str],
        parent: QObject | None = None,
        *,
        first_wait: float = FIRST_WAIT,
    ) -> None:
        super().__init__(parent)
        self._command = list(command)
        self._first_wait = first_wait
        self._wait = first_wait
        self._open = False
        self._refused = False
        self._process: QProcess | None = None
        self._lines = Lines(LONGEST_LINE)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._start)
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self._read)
        self._sound = QTimer(self)
        self._sound.setSingleShot(True)
        self._sound.timeout.connect(self._forget_failures)

    @property
    def running(self) -> bool:
        """Tell whether a collector process is there."""
        return self._process is not None and self._process.state() is not _ENDED

    @property
    def pid(self) -> int:
        """Return the process id of the collector, 0 where none runs."""
        return 0 if self._process is None else int(self._process.processId())

    def open(self) -> None:
        """Start the collector, and again each time it ends, until `close`."""
        if not self._open:
            self._open = True
            self._start()

    def send(self, message: Message) -> bool:
        """Send one message; False where no collector runs (it reads everything at its start)."""
        if self._process is None or not self.running:
            return False
        self._process.write(encoded(message).encode())
        return True

    def close(self) -> None:
        """Close the collector's input, wait briefly, and end it where it does not leave."""
        self._open = False
        for timer in (self._again, self._more, self._sound):
            timer.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)  # what it still says has no reader
        process.closeWriteChannel()
        if process.state() is not _ENDED and not process.waitForFinished(CLOSE_MILLISECONDS):
            log.warning("the collector did not leave in time and is ended")
            process.kill()
            process.waitForFinished(CLOSE_MILLISECONDS)
        process.deleteLater()

    def _start(self) -> None:
        if not self._open:
            return
        self._lines = Lines(LONGEST_LINE)
        self._refused = False
        process = QProcess(self)
        process.setProgram(self._command[0])
        process.setArguments(self._command[1:])
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._log_errors)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._process = process
        self._sound.start(round(SOUND_AFTER * 1000))
        process.start()

    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        # What a dead one has left is read whole; it can't grow any more.
        piece = process.read(CHUNK) if self.running else process.readAllStandardOutput()
        for line in self._lines.feed(bytes(piece.data())):
            self._take(line)
        if self._process is process and process.bytesAvailable():
            self._more.start(0)

    def _take(self, line: str) -> None:
        try:
            message = decoded(line)
        except WireError as error:
            log.warning("a line from the collector was skipped: %s", error)
            return
        if isinstance(message, Refused):
            self._refused = True
            self._wait = LONGEST_WAIT
        if isinstance(message, Hello):
            log.info("collector %d is up, feed %s", message.pid, message.feed)
        self.received.emit(message)

    def _log_errors(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            for line in text.splitlines():
                log.warning("collector: %s", line)

    def _failed(self, error: QProcess.ProcessError) -> None:
        # A process that can't be started emits no `finished`.
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            log.error("the collector can't be started: %s", self._process.errorString())
            self._restart_later()

    def _ended(self, code: int) -> None:
        if self._process is None:
            return
        self._log_errors()
        self._read()
        log.info("the collector ended with %d", code)
        self._restart_later()

    def _restart_later(self) -> None:
        self._sound.stop()
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        if not self._open:
            return
        if not self._refused:  # a refusal has said itself why
            self.lost.emit(self._wait)
        self._again.start(round(self._wait * 1000))
        self._wait = min(LONGEST_WAIT, self._wait * 2)

    def _forget_failures(self) -> None:
        self._wait = self._first_wait
