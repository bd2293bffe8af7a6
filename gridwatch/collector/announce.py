"""Tells the window what was stored: a firing at once, all else at most four times a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import fields

from gridwatch.wire import Changed, Message

SPACING = 0.25
URGENT = frozenset({"firings"})


class Announcer:
    """Gathers changes into one `Changed` message and sends it when the last is old enough.

    What is urgent goes at once, by itself where the rest is not due yet.
    """

    def __init__(
        self, send: Callable[[Message], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Send messages through `send`."""
        self._send, self._clock = send, clock
        self._gathered: dict[str, dict[str | int, None]] = {
            each.name: {} for each in fields(Changed)
        }
        self._sent_at = clock() - SPACING

    def note(self, noun: str, items: Iterable[str] | Iterable[int]) -> None:
        """Gather changed items of one noun, a field of `Changed`."""
        self._gathered[noun].update(dict.fromkeys(items))
        self.flush()

    def wait(self) -> float:
        """Return after how many seconds a flush sends what was gathered, however long it may be."""
        if not any(self._gathered.values()):
            return float("inf")
        return max(0.0, self._sent_at + SPACING - self._clock())

    def flush(self, *, at_once: bool = False) -> None:
        """Send what was gathered if the last message is a quarter of a second old, or at once."""
        if at_once or self.wait() <= 0:
            if self._send_of(self._gathered):
                self._sent_at = self._clock()
        else:
            self._send_of(URGENT)

    def _send_of(self, nouns: Iterable[str]) -> bool:
        """Send what was gathered of some nouns; False where that is nothing."""
        content = {each: tuple(self._gathered[each]) for each in nouns if self._gathered[each]}
        for each in content:
            self._gathered[each].clear()
        if content:
            self._send(Changed(**content))  # type: ignore[arg-type]  # nouns are the fields
        return bool(content)
