"""Peer: lightweight-charts in a headless Chromium, fed and heard by a server on this machine."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from figures import BenchProblem

PAGE = Path(__file__).resolve().with_name("lightweight.html")
# A million bars in view take over a second a frame.
PATIENCE = 600.0
_LOOK_SECONDS = 0.5
# Quiet, on the processor as the others, and allowed to run as root, which containers do.
_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--disable-dev-shm-usage",
    "--window-size=1200,700",
    "--force-device-scale-factor=1",
)
_KINDS = {"page": "text/html", "job": "application/json"}


class _Handler(BaseHTTPRequestHandler):
    """Gives out the prepared contents by their names, and takes what the page tells."""

    def __init__(
        self, contents: Mapping[str, bytes], told: queue.Queue[bytes], *rest: object
    ) -> None:
        self._contents, self._told = contents, told
        super().__init__(*rest)  # type: ignore[arg-type]  # socketserver's own three

    def do_GET(self) -> None:
        """Answer with a content, or with 404."""
        name = self.path.strip("/") or "page"
        content = self._contents.get(name)
        self.send_response(404 if content is None else 200)
        self.send_header("Content-Type", _KINDS.get(name, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def do_POST(self) -> None:
        """Take what the page tells."""
        self._told.put(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def frames_in(browser: Path, library: Path, job: Mapping[str, Any], bars: Path) -> Sequence[float]:
    """Let the page run a job; return the milliseconds of each frame.

    Raises BenchProblem where the browser ends, the page fails or ten minutes pass.
    """
    told: queue.Queue[bytes] = queue.Queue()
    contents = {
        "page": PAGE.read_bytes(),
        "lightweight-charts.js": library.read_bytes(),
        "job": json.dumps(job).encode(),
        "bars": bars.read_bytes(),
    }
    with _served(contents, told) as address, _browser(browser, address) as child:
        answer = json.loads(_heard(told, child))
    if "problem" in answer:
        raise BenchProblem(f"the page failed: {answer['problem']}")
    frames: list[float] = answer["frames"]
    return frames


def _heard(told: queue.Queue[bytes], child: subprocess.Popen[bytes]) -> bytes:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended = child.poll() is not None  # asked first: what it told before it ended is there
        try:
            return told.get(timeout=0.0 if ended else _LOOK_SECONDS)
        except queue.Empty:
            if ended:
                raise BenchProblem(f"the browser ended with {child.returncode}") from None
    raise BenchProblem(f"the page told nothing in {PATIENCE:.0f} seconds")


@contextmanager
def _served(contents: Mapping[str, bytes], told: queue.Queue[bytes]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, contents, told))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def _browser(program: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the browser with a profile of its own, and end it with all its processes."""
    with tempfile.TemporaryDirectory(
        prefix="gridwatch-browser-", ignore_cleanup_errors=True
    ) as profile:
        child = subprocess.Popen(
            [str(program), *_SWITCHES, f"--user-data-dir={profile}", address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield child
        finally:
            _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        child.kill()
    else:
        # Its own session, so its helpers and nothing else; none of them may be left.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
