"""What every test stands on: no display, no network, a fixed zone, the loopback Yahoo."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

# Before anything can import Qt, which reads these once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LANG"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
os.environ.pop("LC_ALL", None)
# Compiled modules are kept, as on a user's machine: the program is started a few hundred times, and
# every one of these processes would compile it anew, as pytest would the tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Neither UTC nor a whole hour from it, and with daylight saving: local time taken for UTC cannot
# go unseen.
if hasattr(time, "tzset"):  # Windows reads another form of TZ
    os.environ["TZ"] = "America/St_Johns"
    time.tzset()
# curl opens its own sockets, which the guard below cannot see. Nobody listens on this port, so
# whatever it asks for without being led to the loopback Yahoo is refused at once.
DEAD_PROXY = "http://127.0.0.1:9"
for _name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
    os.environ[_name] = os.environ[_name.lower()] = DEAD_PROXY
os.environ["NO_PROXY"] = os.environ["no_proxy"] = ""

import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

from tests.yahoo_server import Clock, YahooServer  # noqa: E402
from tests.yahoo_server.clients import Reader, fresh_yfinance, loopback_session  # noqa: E402
from tests.yahoo_server.generated import SAMPLE_NOW, sample_market  # noqa: E402

settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

Address = tuple[Any, ...] | str | bytes
_LOCAL_NAMES = {"", "localhost", "ip6-localhost", socket.gethostname()}


class OutsideWorldError(RuntimeError):
    """A test tried to leave the machine."""


def is_loopback(host: str) -> bool:
    """Tell whether a host's name or address stays on this machine."""
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in _LOCAL_NAMES


class SocketGuard:
    """Refuses to connect or to look up names outside, and remembers who tried.

    It covers Python's own sockets. Native code (curl, Qt) has its own and is held by the dead
    proxy alone.
    """

    def __init__(self) -> None:
        """Keep what it will stand before."""
        self.tried: list[str] = []
        self._connect = socket.socket.connect
        self._connect_ex = socket.socket.connect_ex
        self._getaddrinfo = cast("Callable[..., object]", socket.getaddrinfo)

    def check(self, host: object) -> None:
        """Raise OutsideWorldError for a host that is not this machine."""
        name = host.decode() if isinstance(host, bytes) else str(host or "")
        if not is_loopback(name):
            self.tried.append(name)
            raise OutsideWorldError(f"a test tried to reach {name}; use the `yahoo` fixture")

    def _check_address(self, sock: socket.socket, address: Address) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            self.check(address[0])

    def stand(self, patch: pytest.MonkeyPatch) -> None:
        """Take the place of the ways out."""

        def connect(sock: socket.socket, address: Address) -> None:
            self._check_address(sock, address)
            self._connect(sock, address)

        def connect_ex(sock: socket.socket, address: Address) -> int:
            self._check_address(sock, address)
            return self._connect_ex(sock, address)

        def getaddrinfo(host: object, *rest: object, **named: object) -> object:
            self.check(host)
            return self._getaddrinfo(host, *rest, **named)

        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        patch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.fixture(scope="session", autouse=True)
def _socket_guard() -> Iterator[SocketGuard]:
    guard = SocketGuard()
    with pytest.MonkeyPatch.context() as patch:
        guard.stand(patch)
        yield guard


@pytest.fixture(autouse=True)
def nobody_outside(_socket_guard: SocketGuard) -> Iterator[SocketGuard]:
    """Fail a test that tried to leave the machine, even where its code swallowed the refusal."""
    _socket_guard.tried.clear()
    yield _socket_guard
    assert not _socket_guard.tried, f"tried to reach {_socket_guard.tried}"


@pytest.fixture(scope="session", autouse=True)
def _no_real_profile() -> Iterator[None]:
    """Keep a program that was given no profile off the user's own, as far as variables can."""
    folder = tempfile.mkdtemp(prefix="gridwatch-tests-")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("GRIDWATCH_PROFILE", raising=False)
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(Path(folder) / kind.lower()))
        yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of real data beside the checkout, or skip: it is no part of the project."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/data with real price files is not here")
    return folder


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Give a profile folder of this test's own; it does not exist yet."""
    return tmp_path / "profile"


@pytest.fixture(scope="session")
def _yahoo_server() -> Iterator[YahooServer]:
    with YahooServer(sample_market(), Clock(SAMPLE_NOW)) as server:
        yield server


@pytest.fixture
def yahoo(_yahoo_server: YahooServer) -> Iterator[YahooServer]:
    """Give the loopback Yahoo with the sample market at SAMPLE_NOW, without faults, its log empty.

    A program that runs on the real time wants `yahoo.reset(sample_market(date.today()), Clock())`.
    """
    _yahoo_server.reset(sample_market(), Clock(SAMPLE_NOW))
    yield _yahoo_server
    _yahoo_server.fault = None


@pytest.fixture
def reader(yahoo: YahooServer, tmp_path: Path) -> Iterator[Reader]:
    """Give the real yfinance, fresh and led to the loopback Yahoo, with its exceptions shown."""
    loop = loopback_session(yahoo)
    yf = fresh_yfinance(tmp_path, loop.session)
    hidden = yf.config.debug.hide_exceptions
    yf.config.debug.hide_exceptions = False
    yield Reader(yf, loop.session)
    yf.config.debug.hide_exceptions = hidden
    fresh_yfinance(tmp_path)
    loop.close()
