"""One window per profile: a lock says who has it, a local socket raises that one."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

RAISE = b"raise\n"
DONE = b"raised\n"
_LONGEST = 64


def server_name(profile_root: Path) -> str:
    """Return the name of a profile's local socket: short, the same for each way to write a path."""
    place = str(profile_root.resolve()).encode()
    return f"gridwatch-{hashlib.sha256(place).hexdigest()[:24]}"


class Doorbell(QObject):
    """Listens for a second start of the same profile; `rung` asks to come to the front."""

    rung = Signal()

    def __init__(self, profile_root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._visited)
        name = server_name(profile_root)
        # We hold the window's lock: a socket of that name is one that a crash has left.
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def _visited(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.readyRead.connect(lambda visitor=visitor: self._read(visitor))
            self._read(visitor)

    def _read(self, visitor: QLocalSocket) -> None:
        if not visitor.canReadLine():
            if visitor.bytesAvailable() > _LONGEST:
                visitor.abort()  # nobody that we know
            return
        if bytes(visitor.readLine().data()) == RAISE:
            visitor.write(DONE)
            visitor.flush()
            self.rung.emit()
        visitor.disconnectFromServer()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()


def ring(profile_root: Path, patience: float = 5.0) -> bool:
    """Ask the window of a profile to come to the front; False where it does not answer.

    `patience` in seconds: a window that has only just been started may not listen yet.
    """
    end = time.monotonic() + patience
    while True:
        socket = QLocalSocket()
        socket.connectToServer(server_name(profile_root))
        if socket.waitForConnected(500):
            socket.write(RAISE)
            socket.flush()
            return socket.waitForReadyRead(round(patience * 1000)) and (
                bytes(socket.readLine().data()) == DONE
            )
        if time.monotonic() > end:
            return False
        time.sleep(0.05)


def owner_of(lock: Path) -> int:
    """Return the process that holds a lock file, 0 where it can't be told."""
    pid, _host, _name = QLockFile(str(lock)).getLockInfo()
    return int(pid)
