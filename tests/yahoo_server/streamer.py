"""The streamer: WebSocket sessions that send Yahoo's protobuf frames to whoever subscribed."""

from __future__ import annotations

import base64
import json
import queue
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from websockets.frames import Frame, Opcode
from websockets.protocol import Protocol, Side, State
from websockets.utils import accept_key

HOST = "streamer.finance.yahoo.com"
REGULAR = 1
_GLANCE = 0.05


def pricing(symbol: str, price: float, at: float, **fields: object) -> str:
    """Make the text of one frame; `at` in UTC seconds, `fields` as in yfinance's PricingData."""
    from yfinance.pricing_pb2 import PricingData

    told = PricingData(
        id=symbol, price=price, time=int(at * 1000), **{"market_hours": REGULAR, **fields}
    )
    encoded = base64.b64encode(told.SerializeToString()).decode()
    return json.dumps({"type": "pricing", "message": encoded})


def agreed(key: str) -> bytes:
    """Give the answer to an upgrade with this Sec-WebSocket-Key (RFC 6455 §4.2.2)."""
    return (
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept_key(key)}\r\n\r\n"
    ).encode()


@dataclass(eq=False)
class Session:
    """One connection after the upgrade: what it subscribes to, and what it has said so far.

    Only the thread that serves it touches the socket: TLS cannot read and write at one time.
    """

    connection: socket.socket
    wanted: set[str] = field(default_factory=set)
    said: list[dict[str, Any]] = field(default_factory=list)
    _orders: queue.SimpleQueue[str | None] = field(default_factory=queue.SimpleQueue)
    _protocol: Protocol = field(default_factory=lambda: Protocol(Side.SERVER, state=State.OPEN))
    _dropped: bool = False

    def serve(self, ends: Callable[[], bool], every: Callable[[], None]) -> None:
        """Read until the client has gone or `ends()`; call `every()` in between."""
        self.connection.settimeout(_GLANCE)
        try:
            while not ends() and not self._dropped and self._protocol.state is State.OPEN:
                every()
                self._obey()
                self._read()
            self._flush()
        except OSError:
            return

    def _read(self) -> None:
        try:
            came = self.connection.recv(65_536)
        except TimeoutError:
            return
        if not came:
            self._dropped = True
            return
        self._protocol.receive_data(came)
        self._flush()
        for event in self._protocol.events_received():
            self._hear(event)

    def _hear(self, event: object) -> None:
        if isinstance(event, Frame) and event.opcode is Opcode.TEXT:
            message = json.loads(bytes(event.data))
            self.said.append(message)
            self.wanted |= set(message.get("subscribe", ()))
            self.wanted -= set(message.get("unsubscribe", ()))

    def _obey(self) -> None:
        while not self._orders.empty():
            text = self._orders.get()
            if text is None:
                self._protocol.send_close(1001, "")
                break
            self._protocol.send_text(text.encode())
        self._flush()

    def _flush(self) -> None:
        for piece in self._protocol.data_to_send():
            if piece:
                self.connection.sendall(piece)

    def send(self, text: str) -> None:
        """Send one text frame soon."""
        self._orders.put(text)

    def close(self) -> None:
        """Close as a server does that goes away."""
        self._orders.put(None)

    def drop(self) -> None:
        """Cut the line without a word."""
        self._dropped = True


@dataclass
class Streamer:
    """All sessions; `tell` sends what a test chooses, `beat` what the market says, every second."""

    sessions: list[Session] = field(default_factory=list)
    opened: int = 0
    beat: Callable[[Session], None] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def host(self, connection: socket.socket, ends: Callable[[], bool]) -> None:
        """Serve one connection until it is over, in the thread that calls."""
        session, last = Session(connection), [0.0]

        def every() -> None:
            if self.beat is not None and time.monotonic() - last[0] >= 1.0:
                last[0] = time.monotonic()
                self.beat(session)

        with self._lock:
            self.sessions.append(session)
            self.opened += 1
        try:
            session.serve(ends, every)
        finally:
            with self._lock:
                self.sessions.remove(session)

    @property
    def wanted(self) -> set[str]:
        """Give what all sessions subscribe to."""
        with self._lock:
            return {symbol for each in self.sessions for symbol in each.wanted}

    def tell(self, symbol: str, price: float, at: float, **fields: object) -> int:
        """Send a tick to the sessions that subscribe to it; give how many did."""
        text = pricing(symbol, price, at, **fields)
        listening = [each for each in self._all() if symbol in each.wanted]
        for each in listening:
            each.send(text)
        return len(listening)

    def say(self, text: str) -> None:
        """Send any text to every session."""
        for each in self._all():
            each.send(text)

    def close(self) -> None:
        """Close every session in order."""
        for each in self._all():
            each.close()

    def drop(self) -> None:
        """Cut every session's line."""
        for each in self._all():
            each.drop()

    def reset(self) -> None:
        """Cut all lines and forget what was counted."""
        self.beat = None
        self.drop()
        self.opened = 0

    def _all(self) -> list[Session]:
        with self._lock:
            return list(self.sessions)
