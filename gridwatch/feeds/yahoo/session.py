"""The one way to Yahoo: a browser-like session, paced, whose every failure is a FeedTrouble."""

from __future__ import annotations

import logging
import os
import shutil
import warnings
import weakref
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble
from gridwatch.feeds.pace import Pace
from gridwatch.feeds.yahoo.answers import Answered, read_answer
from gridwatch.feeds.yahoo.certificates import chosen_bundle, copy_folders, openable
from gridwatch.feeds.yahoo.cookie_box import prepared
from gridwatch.feeds.yahoo.crumb import CrumbDoor

if TYPE_CHECKING:
    from curl_cffi.requests import Response, Session
    from yfinance.data import YfData

TIMEOUT = 10.0
COOKIE_TIMEOUT = 6.0


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class YahooSession:
    """Asks Yahoo for JSON; safe to share between threads.

    The proxy comes from the environment (HTTPS_PROXY), so do the certificates to trust: any one of
    SSL_CERT_FILE, CURL_CA_BUNDLE and REQUESTS_CA_BUNDLE is enough.
    """

    def __init__(
        self,
        cookies: Path,
        *,
        timeout: float = TIMEOUT,
        now: Callable[[], datetime] = utc_now,
        pace: Pace | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """Keep yfinance's files in the folder `cookies`; give up on a request after `timeout` s."""
        self._now = now
        self._timeout = timeout
        self._pace = pace or Pace()
        self._http = self._browser(environment)
        self._door = CrumbDoor(
            _yfdata(prepared(cookies), self._http),
            lambda url, symbols: self._send(url, {}, symbols, min(timeout, COOKIE_TIMEOUT)),
            now,
            min(timeout, COOKIE_TIMEOUT),
        )

    def get_json(
        self,
        url: str,
        params: Mapping[str, str],
        symbols: Sequence[str] = (),
        *,
        crumb: bool = False,
    ) -> dict[str, object]:
        """Ask once and return the JSON object; with `crumb`, a refusal is answered by one more try.

        Raises FeedTrouble for everything that is no such object, see `answers.read_answer`.
        """
        if not crumb:
            return self._asked(url, params, symbols, crumb=False)
        generation = self._door.generation
        try:
            return self._with_crumb(url, params, symbols)
        except FeedTrouble as refusal:
            # With a time to wait it is the door that speaks, not Yahoo.
            if refusal.kind is not TroubleKind.REFUSED or refusal.retry_after is not None:
                raise
        self._door.forget(generation)
        try:
            return self._with_crumb(url, params, symbols)
        except FeedTrouble as trouble:
            if trouble.kind is TroubleKind.REFUSED:
                self._door.refused(trouble)
            raise

    def stop(self) -> None:
        """End waiting at once and refuse later requests; one under way ends by its time-out."""
        self._pace.stop()
        self._door.pace.stop()

    def _with_crumb(
        self, url: str, params: Mapping[str, str], symbols: Sequence[str]
    ) -> dict[str, object]:
        self._pace.check(symbols)
        word = self._door.crumb(symbols)
        answer = self._asked(url, {**params, "crumb": word}, symbols, crumb=True)
        self._door.proved()
        return answer

    def _asked(
        self, url: str, params: Mapping[str, str], symbols: Sequence[str], *, crumb: bool
    ) -> dict[str, object]:
        with self._pace.turn(symbols):
            answered = self._send(url, params, symbols, self._timeout)
            if not (crumb and answered.refuses):
                return read_answer(answered, symbols, self._now())
        # Outside the turn: a crumb that is refused says nothing against the host.
        self._door.wants_consent |= answered.asks_for_consent
        return read_answer(answered, symbols, self._now())

    def _send(
        self, url: str, params: Mapping[str, str], symbols: Sequence[str], timeout: float
    ) -> Answered:
        from curl_cffi.requests.exceptions import RequestException

        try:
            response = self._http.get(url, params=dict(params), timeout=timeout)
        except (RequestException, UnicodeError) as error:  # a path that curl cannot be told
            detail = f"{type(error).__name__}: {error}"[:200]
            raise FeedTrouble(TroubleKind.OFFLINE, detail, symbols) from error
        return Answered(
            response.status_code,
            str(response.url),
            response.content,
            response.headers.get("Retry-After"),
        )

    def _browser(self, environment: Mapping[str, str]) -> Session[Response]:
        """Open a session that looks like a browser; others get 429 (yfinance#2422)."""
        from curl_cffi import requests
        from curl_cffi.curl import DEFAULT_CACERT

        named = chosen_bundle(environment)
        original = named or DEFAULT_CACERT
        bundle = openable(original, copy_folders(environment))
        if bundle != original:
            weakref.finalize(self, shutil.rmtree, Path(bundle).parent, ignore_errors=True)
        elif named is None:
            return requests.Session(impersonate="chrome")
        return requests.Session(impersonate="chrome", verify=bundle)  # type: ignore[arg-type] # a path is allowed


def _yfdata(cookies: Path, http: object) -> YfData:
    """Set up yfinance for this process and return its keeper of cookies."""
    import yfinance
    from yfinance.data import YfData

    # After the import: yfinance turns its own deprecation warnings on while it loads.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"^yfinance")
    log = logging.getLogger("yfinance")
    log.propagate = False
    if not log.handlers:
        log.addHandler(logging.NullHandler())  # without any its warnings would go to stderr
    yfinance.config.debug.hide_exceptions = False
    yfinance.set_tz_cache_location(str(cookies))
    return YfData(session=http)
