"""Cuts a stream of bytes into whole lines, however it is broken into pieces."""

from __future__ import annotations


class Lines:
    """Keeps the unfinished end of a stream; a line longer than `longest` bytes is dropped."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._rest = b""
        self._skipping = False
        self.dropped = 0

    def feed(self, piece: bytes) -> list[str]:
        """Return the lines that are whole now, without their ends; bad UTF-8 is replaced."""
        *whole, self._rest = (self._rest + piece).split(b"\n")
        if whole and self._skipping:
            whole.pop(0)
            self._skipping = False
        if len(self._rest) > self._longest:
            self._rest = b""
            if not self._skipping:
                self.dropped += 1
            self._skipping = True
        return [each.decode("utf-8", "replace").rstrip("\r") for each in whole if each.strip()]
