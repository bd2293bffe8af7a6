"""Listens to the ticks of what is on screen, while it may trade and the source is well."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable

from gridwatch.collector.ticks import TickBox
from gridwatch.feeds.feed import Feed, FeedTrouble, Stream, Tick

log = logging.getLogger(__name__)
SPACING = 0.1


class Live:
    """One stream that follows what is wanted; its ticks are taken at most ten times a second."""

    def __init__(
        self,
        feed: Feed,
        arrived: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin without a stream; `arrived` is called, from its thread, when there is a tick."""
        self._feed, self._clock = feed, clock
        self._box = TickBox(arrived)
        self._stream: Stream | None = None
        self._wanted: tuple[str, ...] = ()
        self._taken_at = clock() - SPACING

    def follow(self, symbols: tuple[str, ...]) -> None:
        """Want the ticks of these symbols from now on; the stream ends where there are none."""
        if symbols == self._wanted:
            return
        self._wanted = symbols
        if not symbols:
            self.close()
        elif self._stream is not None:
            self._stream.subscribe(symbols)
        else:
            self._begin(symbols)

    def _begin(self, symbols: tuple[str, ...]) -> None:
        try:
            self._stream = self._feed.stream(symbols, self._box.put)
        except FeedTrouble as trouble:
            log.info("no stream: %s", trouble.detail)  # polling goes on
            self._wanted = ()

    def wait(self) -> float:
        """Return for how many seconds there is nothing to take, however long it may be."""
        if self._box.is_empty:
            return float("inf")
        return max(0.0, self._taken_at + SPACING - self._clock())

    def take(self) -> dict[str, deque[Tick]]:
        """Take the ticks that have come, none within a tenth of a second after the last time."""
        if self.wait() > 0:
            return {}
        self._taken_at = self._clock()
        return self._box.take()

    def close(self) -> None:
        """End the stream; what has come is still there to take."""
        self._wanted = ()
        if self._stream is not None:
            self._stream.close()
            self._stream = None
