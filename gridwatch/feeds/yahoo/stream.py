"""Yahoo's ticks through one WebSocket in a thread of its own, begun again whenever it ends.

It takes yfinance's protobuf message, not its listeners: those end or spin when the server closes,
and cannot be stopped from outside.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

from gridwatch.feeds.feed import Tick
from gridwatch.feeds.yahoo.line import Line, opened
from gridwatch.feeds.yahoo.ticks import subscription, tick_of

URL = "wss://streamer.finance.yahoo.com/?version=2"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long things take, in seconds.

    A connection that ends is begun again after `first`, twice as long each time up to `longest`;
    one that lasted for `proven` starts that anew. Yahoo forgets who does not subscribe again
    every `heartbeat`. One from which nothing comes for `dead`, not even an answer to a ping, is
    begun again, and so is one that has told a trade and then none for `silence`.
    """

    first: float = 2.0
    longest: float = 300.0
    proven: float = 60.0
    heartbeat: float = 15.0
    dead: float = 60.0
    silence: float = 600.0
    glance: float = 0.25
    opening: float = 10.0
    closing: float = 1.0


class YahooStream:
    """Gives ticks of the symbols that are wanted until it is closed; trouble is only logged."""

    def __init__(
        self,
        symbols: Sequence[str],
        on_tick: Callable[[Tick], None],
        bundle: str,
        *,
        url: str = URL,
        rhythm: Rhythm = Rhythm(),
    ) -> None:
        """Begin at once; `bundle` is the file of the certificates to trust."""
        self._on_tick, self._bundle = on_tick, bundle
        self._url, self._rhythm = url, rhythm
        self._wanted = frozenset(symbols)
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="stream", daemon=True)
        self._thread.start()

    def subscribe(self, symbols: Sequence[str]) -> None:
        """Want ticks of these symbols, and of no others."""
        self._wanted = frozenset(symbols)

    def close(self) -> None:
        """End; no tick comes when this has returned, even where the thread still hangs."""
        with self._lock:  # waits for a tick that is being handed over
            self._closing.set()
        if self._thread is not threading.current_thread():
            self._thread.join(self._rhythm.closing)

    def _run(self) -> None:
        from websockets.exceptions import WebSocketException

        failures, said = 0, ""
        while not self._closing.is_set():
            began = time.monotonic()
            try:
                self._listen()
                reason = "silent for too long"
            except (OSError, EOFError, WebSocketException) as error:
                reason = f"{type(error).__name__}: {error}"[:200]
            except Exception:
                log.exception("the stream has failed")  # in a thread nobody would ever see it
                return
            if self._closing.is_set():
                return
            if reason != said:
                log.info("the stream ended: %s", reason)
                said = reason
            failures = 1 if time.monotonic() - began >= self._rhythm.proven else failures + 1
            self._closing.wait(self._pause(failures))

    def _pause(self, failures: int) -> float:
        own = min(self._rhythm.longest, self._rhythm.first * 2.0 ** min(failures - 1, 20))
        return own * random.uniform(0.7, 1.3)  # noqa: S311 - only spreads the load

    def _listen(self) -> None:
        """Connect and hand over ticks; returns when closed or after a long silence."""
        with closing(opened(self._url, self._bundle, self._rhythm.opening)) as line:
            told: frozenset[str] = frozenset()
            beat, heard = 0.0, None
            while not self._closing.is_set():
                wanted, now = self._wanted, time.monotonic()
                if wanted != told or now >= beat:
                    _tell(line, wanted, told)
                    told, beat = wanted, now + self._rhythm.heartbeat
                if now - line.heard > self._rhythm.dead:
                    raise TimeoutError("not even an answer to a ping")
                if heard is not None and now - heard > self._rhythm.silence:
                    return
                message = line.receive(self._rhythm.glance)
                tick = None if message is None else tick_of(message)
                if tick is not None and tick.symbol in wanted:
                    heard = now
                    self._hand_over(tick)

    def _hand_over(self, tick: Tick) -> None:
        with self._lock:
            if not self._closing.is_set():
                self._on_tick(tick)


def _tell(line: Line, wanted: frozenset[str], told: frozenset[str]) -> None:
    if told - wanted:
        line.send(subscription("unsubscribe", told - wanted))
    if wanted:
        line.send(subscription("subscribe", wanted))
    line.ping()
