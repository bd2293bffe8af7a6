"""A webhook on loopback that keeps what it gets, and can be slow, broken or deaf."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "topsecrettoken"
PATIENCE = 20.0


class Webhook(ThreadingHTTPServer):
    """Answers every POST with `status` after `delay` seconds; `got` holds their documents."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.status = 200
        self.delay = 0.0

    @property
    def address(self) -> str:
        """Return the address of a channel that leads here."""
        return f"json://127.0.0.1:{self.server_address[1]}/{SECRET}"

    def until(self, fits: Callable[[], bool]) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not fits():
            assert time.monotonic() < deadline, f"it got {self.got}"
            time.sleep(0.02)


class _Handler(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append(json.loads(body))
        self.server.paths.append(self.path)
        time.sleep(self.server.delay)
        try:
            self.send_response(self.server.status)
            self.end_headers()
        except OSError:
            return  # whoever asked is gone

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def webhook() -> Iterator[Webhook]:
    """Lend a webhook that runs."""
    with Webhook() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
