"""The sockets: one loopback port that speaks TLS at once, or HTTP CONNECT and then TLS."""

from __future__ import annotations

import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

import trustme

from tests.yahoo_server.market import Clock, Market
from tests.yahoo_server.quotes import quote_of
from tests.yahoo_server.request import Answer, Fault, Request
from tests.yahoo_server.routes import Routes
from tests.yahoo_server.streamer import HOST as STREAMER
from tests.yahoo_server.streamer import Session, Streamer, agreed, pricing

HOST = "127.0.0.1"
NAMES = (
    "*.finance.yahoo.com",
    "finance.yahoo.com",
    "fc.yahoo.com",
    "guce.yahoo.com",
    "consent.yahoo.com",
)
_TLS_HELLO = b"\x16"
_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "ALL_PROXY", "all_proxy")
_BUNDLES = ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE")


@dataclass
class Traffic:
    """What reached the server: the requests in order, the connections, the most at one time.

    `strangers` are hosts that are not Yahoo and were refused; a test that leaves this empty has
    proof that the program asked nobody else through the proxy.
    """

    requests: list[Request] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    connections: int = 0
    active: int = 0
    peak: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def counted(self, request: Request) -> Iterator[None]:
        """Note a request and count it as running until the block ends."""
        with self.lock:
            self.requests.append(request)
            self.active += 1
            self.peak = max(self.peak, self.active)
        try:
            yield
        finally:
            with self.lock:
                self.active -= 1

    def connected(self) -> None:
        """Count a connection."""
        with self.lock:
            self.connections += 1

    def paths(self, prefix: str = "/") -> list[str]:
        """Give the paths that were asked for, in order."""
        with self.lock:
            return [one.path for one in self.requests if one.path.startswith(prefix)]

    def clear(self) -> None:
        """Forget what was counted; requests that still run keep running."""
        with self.lock:
            self.requests.clear()
            self.strangers.clear()
            self.connections, self.peak = 0, self.active


class YahooServer:
    """A Yahoo on loopback: set `fault`, `recorded`, `latency`, clock and market at any time."""

    def __init__(self, market: Market, clock: Clock | None = None, port: int = 0) -> None:
        """Listen on `port` of 127.0.0.1 (0 takes a free one) and answer until `close`."""
        self.routes = Routes(market, clock or Clock())
        self.traffic = Traffic()
        self.streamer = Streamer()
        self.fault: Fault | None = None
        self.recorded: Fault | None = None
        self.latency = 0.0
        self.closing = threading.Event()
        self._folder = tempfile.TemporaryDirectory(prefix="loopback-yahoo-")
        self.ca_file = Path(self._folder.name) / "ca.pem"
        self.tls = _tls(self.ca_file)
        self._listener = _Listener((HOST, port), self)
        self.port: int = self._listener.server_address[1]
        self._thread = threading.Thread(
            target=self._listener.serve_forever, args=(0.05,), name="loopback-yahoo", daemon=True
        )
        self._thread.start()

    @property
    def clock(self) -> Clock:
        """Give the clock that charts and quotes end at."""
        return self.routes.clock

    @property
    def market(self) -> Market:
        """Give the lines that are served."""
        return self.routes.market

    @property
    def requests(self) -> list[Request]:
        """Give a copy of the requests so far."""
        with self.traffic.lock:
            return list(self.traffic.requests)

    def serve(self, market: Market, clock: Clock | None = None) -> None:
        """Serve another market, and stand at another clock where one is given."""
        self.routes.serve(market, clock)

    def rotate_crumb(self) -> str:
        """Make the crumb given out so far worthless."""
        return self.routes.rotate_crumb()

    def reset(self, market: Market | None = None, clock: Clock | None = None) -> None:
        """Take back faults, recordings, latency and counts; serve `market` where one is given."""
        self.fault = self.recorded = None
        self.latency = 0.0
        self.serve(market or self.market, clock)
        self.streamer.reset()
        self.traffic.clear()

    def beat(self, session: Session) -> None:
        """Send a session the market's present prices, where they trade.

        `server.streamer.beat = server.beat` makes a stream that ticks each second.
        """
        for symbol in sorted(session.wanted):
            line = self.market.find(symbol)
            told = quote_of(line, self.clock.now) if line is not None else {}
            if told.get("marketState") == "REGULAR" and "regularMarketPrice" in told:
                session.send(pricing(symbol, told["regularMarketPrice"], told["regularMarketTime"]))

    def environment(self) -> dict[str, str]:
        """Give the variables that lead a program's requests here and make it trust the certificate.

        The CA variables are read by different libraries in a different order, so all of them are
        set.
        """
        proxy = f"http://{HOST}:{self.port}"
        bundles = dict.fromkeys(_BUNDLES, str(self.ca_file))
        return {**dict.fromkeys(_PROXIES, proxy), **bundles, "NO_PROXY": "", "no_proxy": ""}

    def answer(self, request: Request) -> Answer:
        """Answer by the fault, else the recording, else the market."""

        def normally() -> Answer:
            spoken = self.recorded(replace(request, normally=plain)) if self.recorded else None
            return spoken or plain()

        def plain() -> Answer:
            return self.routes.answer(request)

        wrong = self.fault(replace(request, normally=normally)) if self.fault else None
        return wrong or normally()

    def close(self) -> None:
        """Stop listening, let stalled answers go, remove the certificate."""
        if self.closing.is_set():
            return
        self.closing.set()
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join(5)
        self._folder.cleanup()

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Close."""
        self.close()


def _tls(ca_file: Path) -> ssl.SSLContext:
    authority = trustme.CA(organization_name="loopback Yahoo, for tests only")
    authority.cert_pem.write_to_path(str(ca_file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES, "localhost", HOST).configure_cert(context)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _is_yahoo(authority: str) -> bool:
    host = authority.rsplit(":", 1)[0]
    return host in NAMES or host.endswith(".finance.yahoo.com")


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], owner: YahooServer) -> None:
        self.owner = owner
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that hangs up is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60
    server: _Listener
    proxied = False

    def setup(self) -> None:
        self.owner = self.server.owner
        self.owner.traffic.connected()
        self.request.settimeout(self.timeout)
        # Peeked in the connection's own thread, so that a client which says nothing holds nobody
        # up.
        if self.request.recv(1, socket.MSG_PEEK) == _TLS_HELLO:
            self.request = self.owner.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        try:
            super().finish()
        except OSError:  # the client is gone, and with it whatever was still buffered for it
            self.close_connection = True
        finally:
            # After CONNECT this is not the socket that the listener knows and closes.
            self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Keep the tests' output clean."""

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (OSError, ValueError):
            self.close_connection = True

    def do_CONNECT(self) -> None:
        if not _is_yahoo(self.path):
            with self.owner.traffic.lock:
                self.owner.traffic.strangers.append(self.path)
            self.send_error(403, "Only Yahoo is here")
            return
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self.wfile.flush()
        self.request = self.connection = self.owner.tls.wrap_socket(
            self.connection, server_side=True
        )
        self.rfile = self.connection.makefile("rb", self.rbufsize)
        self.wfile = self.connection.makefile("wb", self.wbufsize)
        self.close_connection = False
        self.proxied = True

    def do_GET(self) -> None:
        request = self._read()
        if request.host == STREAMER and "sec-websocket-key" in request.headers:
            self._stream(request)
            return
        with self.owner.traffic.counted(request):
            self._pause(self.owner.latency)
            answer = self.owner.answer(request)
        # Outside the count: once the answer is there, the next request may come before we know.
        self._send(answer)

    do_POST = do_GET  # noqa: N815 - the name is BaseHTTPRequestHandler's

    def _stream(self, request: Request) -> None:
        """Become a WebSocket, unless a fault answers in its place."""
        self.close_connection = True
        with self.owner.traffic.counted(request):
            wrong = self.owner.fault(request) if self.owner.fault else None
        if wrong is not None:
            self._send(wrong)
            return
        self.wfile.write(agreed(request.headers["sec-websocket-key"]))
        self.wfile.flush()
        self.owner.streamer.host(self.connection, self.owner.closing.is_set)

    def _read(self) -> Request:
        length = int(self.headers.get("Content-Length") or 0)
        parts = urlsplit(self.path)
        headers: Mapping[str, str] = {name.lower(): value for name, value in self.headers.items()}
        return Request(
            method=self.command,
            host=(parts.hostname or headers.get("host", "")).split(":")[0],
            path=parts.path or "/",
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers=headers,
            body=self.rfile.read(length) if length else b"",
            proxied=self.proxied,
        )

    def _pause(self, seconds: float) -> bool:
        return seconds > 0 and self.owner.closing.wait(seconds)

    def _send(self, answer: Answer) -> None:
        if self._pause(answer.wait) or answer.hang_up:
            self._hang_up()
            return
        self.send_response(answer.status, responses.get(answer.status, "Unknown"))
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        body = answer.body[: answer.cut_after]
        for piece in [body] if not answer.drip else [body[n : n + 1] for n in range(len(body))]:
            self.wfile.write(piece)
            self.wfile.flush()
            if self._pause(answer.drip):
                break
        if answer.cut_after is not None:
            self._hang_up()
        self.wfile.flush()

    def _hang_up(self) -> None:
        self.wfile.flush()
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)
