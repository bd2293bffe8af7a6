"""How the real yfinance is led to the loopback Yahoo in one process, and made to forget."""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tests.yahoo_server.server import HOST, YahooServer

if TYPE_CHECKING:
    from curl_cffi.requests import Response

QUERY = "https://query1.finance.yahoo.com"


@dataclass(frozen=True, slots=True)
class LoopbackSession:
    """A real curl_cffi session, and the list that libcurl keeps a pointer into."""

    session: Any
    addresses: Any

    def close(self) -> None:
        """Close the session, then free the list."""
        from curl_cffi import lib

        self.session.close()
        lib.curl_slist_free_all(self.addresses)


def loopback_session(server: YahooServer) -> LoopbackSession:
    """Make a session whose every connection, whatever its address says, goes to `server`.

    An empty host and port in CURLOPT_CONNECT_TO stand for any; nothing can get past it. Close it
    after use.
    """
    from curl_cffi import CurlOpt, ffi, lib, requests

    addresses = lib.curl_slist_append(ffi.NULL, f"::{HOST}:{server.port}".encode())
    make: Any = requests.Session  # its annotation of `verify` leaves out the path of a bundle
    session = make(
        impersonate="chrome",
        verify=str(server.ca_file),
        trust_env=False,
        # libcurl reads the proxy variables itself, whatever `trust_env` says.
        curl_options={CurlOpt.CONNECT_TO: addresses, CurlOpt.NOPROXY: "*"},
    )
    return LoopbackSession(session, addresses)


def fresh_yfinance(folder: Path, session: object = None) -> ModuleType:
    """Give yfinance with nothing remembered: caches in `folder`, no cookie, crumb or answer.

    It keeps all of that for the life of the process under private names. Written for yfinance 1.7;
    an AttributeError here says that the names have moved.
    """
    import yfinance
    from yfinance import base, cache, data

    # Importing it switches its own deprecation warnings back on, of which pandas 3 makes many.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"^yfinance")

    yfinance.set_tz_cache_location(str(folder))
    for manager, slot in (
        (cache._TzCacheManager, "_tz_cache"),
        (cache._CookieCacheManager, "_Cookie_cache"),
        (cache._ISINCacheManager, "_isin_cache"),
    ):
        if not hasattr(manager, slot):
            raise AttributeError(f"yfinance no longer has {manager.__name__}.{slot}")
        setattr(manager, slot, None)
    data.SingletonMeta._instances.clear()
    data.YfData.cache_get.cache_clear()
    base._tz_info_fetch_ctr = 0
    if session is not None:
        data.YfData(session=session)
    module: ModuleType = yfinance
    return module


def parsed(answer: Response) -> dict[str, Any]:
    """Give the body as JSON."""
    value: dict[str, Any] = json.loads(answer.text)
    return value


@dataclass(frozen=True, slots=True)
class Reader:
    """The real yfinance led to the server, and the plain session below it."""

    yf: Any
    session: Any

    def get(self, path: str, **params: str) -> Response:
        """Ask without cookie and crumb."""
        answer: Response = self.session.get(QUERY + path, params=params, timeout=5)
        return answer

    def chart(self, symbol: str, **params: str) -> dict[str, Any]:
        """Give the only result of a chart."""
        answer = self.get(f"/v8/finance/chart/{symbol}", **{"range": "1mo", **params})
        result: dict[str, Any] = parsed(answer)["chart"]["result"][0]
        return result

    def quotes(self, *symbols: str) -> dict[str, dict[str, Any]]:
        """Ask for quotes as the product does: one call through yfinance's cookie and crumb."""
        answer = self.yf.data.YfData().get_raw_json(
            f"{QUERY}/v7/finance/quote", params={"symbols": ",".join(symbols)}, timeout=5
        )
        return {one["symbol"]: one for one in answer["quoteResponse"]["result"]}
