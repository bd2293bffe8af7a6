"""Interrupt and terminate, handed to the event loop so that the window quits cleanly."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Signals(QObject):
    """Calls `leave` on the window's thread when the process is asked to end.

    Python runs a handler between two of its own instructions, and an idle event loop runs none:
    the wake-up socket gives it one (https://docs.python.org/3/library/signal.html#signal.set_wakeup_fd).
    """

    def __init__(self, leave: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours, self._theirs = socket.socketpair()
        for each in (self._ours, self._theirs):
            each.setblocking(False)
        self._before = signal.set_wakeup_fd(self._theirs.fileno())
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        # The handler itself does nothing: it runs between any two instructions, also while a thread
        # pool holds a lock that leaving would wait for. The event loop leaves, when it is its turn.
        self._handlers = {each: signal.signal(each, lambda *_: None) for each in SIGNALS}
        self._leave = leave

    def _drain(self) -> None:
        self._ours.recv(4096)
        self._leave()

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)  # first: a signal under way must not find the socket gone
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before)
        self._ours.close()
        self._theirs.close()
