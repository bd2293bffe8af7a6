"""One WebSocket connection that a single thread reads and writes, through the user's proxy.

The protocol is that of `websockets` without its sockets: its own client reads TLS in one thread
and writes in another, which OpenSSL does not allow, so that an opening now and then hangs.
"""

from __future__ import annotations

import base64
import logging
import socket
import ssl
import time
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

if TYPE_CHECKING:
    from websockets.client import ClientProtocol

LARGEST_MESSAGE = 65_536
_LONGEST_HEAD = 16_384


class Line:
    """A connection that is open; made by `opened`, used by one thread, closed with `close`.

    Whatever goes wrong with it is an OSError, EOFError or WebSocketException.
    """

    def __init__(self, connection: socket.socket, protocol: ClientProtocol) -> None:
        """Take a socket on which the protocol is about to begin."""
        self._socket, self._protocol = connection, protocol
        self._waiting: list[bytes] = []
        self._unfinished = b""
        self.heard = time.monotonic()

    def send(self, text: str) -> None:
        """Send a text message."""
        self._protocol.send_text(text.encode())
        self._flush()

    def ping(self) -> None:
        """Ask for a sign of life, which moves `heard` when it comes."""
        self._protocol.send_ping(b"")
        self._flush()

    def receive(self, seconds: float) -> bytes | None:
        """Return the next message, None where none comes within `seconds` or so."""
        if not self._waiting:
            self._read(seconds)
        return self._waiting.pop(0) if self._waiting else None

    def close(self) -> None:
        """Say goodbye where that is possible, and hang up."""
        try:
            self._protocol.send_close()
            self._flush()
        except Exception:  # noqa: BLE001 - it may be broken in any way; it is given up
            logging.getLogger(__name__).debug("a line could not be closed in order")
        self._socket.close()

    def shake_hands(self, seconds: float) -> None:
        """Agree on the protocol; raises where the other side refuses."""
        from websockets.protocol import State

        self._protocol.send_request(self._protocol.connect())
        self._flush()
        deadline = time.monotonic() + seconds
        while self._protocol.state is State.CONNECTING:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("no answer to the opening")
            self._read(left)
            if self._protocol.handshake_exc is not None:
                raise self._protocol.handshake_exc

    def _read(self, seconds: float) -> None:
        from websockets.protocol import State

        self._socket.settimeout(max(seconds, 0.01))
        try:
            came = self._socket.recv(LARGEST_MESSAGE)
        except TimeoutError:
            return
        if came:
            self.heard = time.monotonic()
            self._protocol.receive_data(came)
        else:
            self._protocol.receive_eof()
        self._flush()
        self._sort()
        ended = not came or self._protocol.state in (State.CLOSING, State.CLOSED)
        if ended and self._protocol.handshake_exc is None and not self._waiting:
            raise EOFError(f"closed by the other side ({self._protocol.close_code})")

    def _sort(self) -> None:
        """Take what has come: whole messages wait, a part of one is kept."""
        from websockets.frames import DATA_OPCODES, Frame

        for event in self._protocol.events_received():
            if isinstance(event, Frame) and event.opcode in DATA_OPCODES:
                self._unfinished += bytes(event.data)
                if event.fin:
                    self._waiting.append(self._unfinished)
                    self._unfinished = b""

    def _flush(self) -> None:
        for piece in self._protocol.data_to_send():
            if piece:
                self._socket.sendall(piece)


def opened(url: str, bundle: str, seconds: float) -> Line:
    """Connect to a wss address, directly or through the proxy that the environment names.

    `bundle` is the file of the certificates to trust, `seconds` the patience for each step. Raises
    OSError, EOFError or WebSocketException.
    """
    from websockets.client import ClientProtocol
    from websockets.uri import parse_uri

    place = urlsplit(url)
    protocol = ClientProtocol(parse_uri(url), max_size=LARGEST_MESSAGE, logger=_silent())
    connection = _connected(place.hostname or "", place.port or 443, seconds)
    try:
        context = ssl.create_default_context(cafile=bundle)
        connection = context.wrap_socket(connection, server_hostname=place.hostname)
        line = Line(connection, protocol)
        line.shake_hands(seconds)
    except BaseException:
        connection.close()
        raise
    return line


def _connected(host: str, port: int, seconds: float) -> socket.socket:
    known = getproxies()
    proxy = known.get("https") or known.get("all")
    if not proxy or proxy_bypass(host):
        return socket.create_connection((host, port), timeout=seconds)
    place = urlsplit(proxy if "//" in proxy else f"http://{proxy}")
    if place.scheme != "http":
        raise OSError(f"no way through a proxy of the kind {place.scheme}")
    connection = socket.create_connection((place.hostname or "", place.port or 80), seconds)
    try:
        connection.sendall(_request(host, port, place))
        _read_consent(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _request(host: str, port: int, proxy: SplitResult) -> bytes:
    lines = [f"CONNECT {host}:{port} HTTP/1.1", f"Host: {host}:{port}"]
    if proxy.username is not None:
        words = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}".encode()
        lines.append(f"Proxy-Authorization: Basic {base64.b64encode(words).decode()}")
    return "\r\n".join([*lines, "", ""]).encode()


def _read_consent(connection: socket.socket) -> None:
    """Read the proxy's answer byte by byte: what follows it belongs to TLS."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        came = connection.recv(1)
        head += came
        if not came or len(head) > _LONGEST_HEAD:
            raise EOFError("the proxy ended in the middle of its answer")
    status = head.split(b"\r\n", 1)[0].split(b" ", 2)
    if len(status) < 2 or status[1] != b"200":
        raise OSError(f"the proxy refuses: {head[:60]!r}")


def _silent() -> logging.Logger:
    """Return a log that goes nowhere: symbols are in every frame that the library would log."""
    quiet = logging.getLogger(f"{__name__}.frames")
    quiet.propagate = False
    quiet.setLevel(logging.CRITICAL)
    return quiet
