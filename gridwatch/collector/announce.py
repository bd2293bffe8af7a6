"""Tells the window what was stored, at most four times a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import fields

from gridwatch.wire import Changed, Message

SPACING = 0.25


class Announcer:
    """Gathers changes into one `Changed` message and sends it when the last is old enough."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        """Send messages through `send`."""
        self._send = send
        self._gathered: dict[str, dict[str | int, None]] = {
            each.name: {} for each in fields(Changed)
        }
        self._sent_at = -SPACING

    def note(self, noun: str, items: Iterable[str] | Iterable[int]) -> None:
        """Gather changed items of one noun, a field of `Changed`."""
        self._gathered[noun].update(dict.fromkeys(items))
        self.flush()

    def flush(self, *, at_once: bool = False) -> None:
        """Send what was gathered if the last message is a quarter of a second old, or at once."""
        now = time.monotonic()
        if not any(self._gathered.values()) or (not at_once and now - self._sent_at < SPACING):
            return
        self._sent_at = now
        content = {noun: tuple(items) for noun, items in self._gathered.items()}
        for items in self._gathered.values():
            items.clear()
        self._send(Changed(**content))  # type: ignore[arg-type]  # nouns are the fields
