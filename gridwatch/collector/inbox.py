"""Reads the window's lines in a thread of its own; the end of the input is the order to quit."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterable
from typing import Final

from gridwatch.wire import Message, WireError, decoded

log = logging.getLogger(__name__)


class Quit:
    """The window is gone, or a signal came."""


class Nudge:
    """Something else has come that the loop should look at."""


QUIT: Final = Quit()
NUDGE: Final = Nudge()


class Inbox:
    """A queue of messages that can be waited for; `closed` is set as soon as the input ends."""

    def __init__(self) -> None:
        """Start empty."""
        self._queue: queue.SimpleQueue[Message | Quit | Nudge] = queue.SimpleQueue()
        self.closed = threading.Event()

    def read(self, lines: Iterable[str]) -> None:
        """Put the messages of all lines into the queue until there are no more, then close."""
        try:
            for line in lines:
                self._take(line)
        except (OSError, ValueError) as error:
            log.info("input ended: %s", error)
        self.close()

    def _take(self, line: str) -> None:
        try:
            self._queue.put(decoded(line))
        except WireError as error:
            log.warning("a line was skipped: %s", error)

    def close(self) -> None:
        """Order the loop to quit."""
        self.closed.set()
        self._queue.put(QUIT)

    def nudge(self) -> None:
        """End a wait; from any thread."""
        self._queue.put(NUDGE)

    def wait(self, seconds: float) -> Message | Quit | Nudge | None:
        """Return the next message, None where none comes within `seconds`."""
        try:
            return (
                self._queue.get(timeout=max(0.0, seconds))
                if seconds > 0
                else self._queue.get_nowait()
            )
        except queue.Empty:
            return None
