"""Ticks of the simulated market: the present price of each wanted symbol, again and again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from gridwatch.feeds.feed import FeedTrouble, Tick


class SimulatedStream:
    """Hands over what `look` finds from a thread of its own until it or the feed is stopped."""

    def __init__(
        self,
        look: Callable[[Sequence[str]], Sequence[Tick]],
        symbols: Sequence[str],
        on_tick: Callable[[Tick], None],
        stopped: threading.Event,
        pace: float,
    ) -> None:
        """Begin at once, with a look every `pace` seconds; `stopped`: the whole market is."""
        self._look, self._on_tick, self._stopped = look, on_tick, stopped
        self._pace = pace
        self._wanted = tuple(symbols)
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="stream", daemon=True)
        self._thread.start()

    def subscribe(self, symbols: Sequence[str]) -> None:
        """Want ticks of these symbols, and of no others."""
        self._wanted = tuple(symbols)

    def close(self) -> None:
        """End at once."""
        with self._lock:  # waits for ticks that are being handed over
            self._closing.set()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stopped.is_set():
            due = max(due + self._pace, time.monotonic())  # what was missed is not made up for
            if self._closing.wait(due - time.monotonic()):
                return
            try:
                ticks = self._look(self._wanted)
            except FeedTrouble:
                continue  # the market is offline; the polls tell
            with self._lock:
                for each in () if self._closing.is_set() else ticks:
                    self._on_tick(each)
