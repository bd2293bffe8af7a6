"""The crumb that quotes need: a cookie and a word that belongs to it, fetched once and kept.

yfinance's own way asks up to fifteen times after a refusal, waits for 60 seconds where a filter
drops fc.yahoo.com and remembers neither (measured with 1.7). Here a failure closes the door for a
while, and charts, which need no crumb, never stand behind it. yfinance gives the stored cookie and
the way through Yahoo's consent page.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble
from gridwatch.feeds.pace import PAUSES, Pace, Pause
from gridwatch.feeds.yahoo.answers import TOO_MANY, Answered, refuse_throttling

if TYPE_CHECKING:
    from yfinance.data import YfData

COOKIE_URL = "https://fc.yahoo.com/"
CRUMB_URL = "https://query1.finance.yahoo.com/v1/test/getcrumb"
LONGEST_CRUMB = 64
# One failure is enough: what was dropped once is dropped again, and each try costs seconds.
DOOR_PAUSES: Mapping[TroubleKind, Pause] = {
    kind: Pause(1, pause.first, pause.longest) for kind, pause in PAUSES.items()
}
_STORED_AS = "curlCffi"  # yfinance's name for the cookies of this kind of session
Ask = Callable[[str, Sequence[str]], Answered]
_log = logging.getLogger(__name__)


class CrumbDoor:
    """Cookie and crumb of one session; calls wait for each other, never for longer than a fetch."""

    def __init__(
        self, yfdata: YfData, ask: Ask, now: Callable[[], datetime], timeout: float
    ) -> None:
        """Use `yfdata` for the cookie and `ask(url, symbols)` for requests.

        Set `wants_consent` where Yahoo answered with its consent page, so that one is used next.
        """
        self.pace = Pace(0.0, DOOR_PAUSES)
        self.generation = 0
        self._yfdata = yfdata
        self._ask = ask
        self._now = now
        self._timeout = timeout
        self._lock = threading.Lock()
        self._crumb = ""
        self._began = 0.0
        self.wants_consent = False

    def crumb(self, symbols: Sequence[str]) -> str:
        """Return the crumb, fetching it and its cookie where there is none; raise FeedTrouble."""
        with self._lock:
            if self._crumb:
                return self._crumb
            self._began = self.pace.admit(symbols)
            try:
                self._ensure_cookie(symbols)
                self._crumb = self._fetch_crumb(symbols)
            except FeedTrouble as trouble:
                # A refusal may be about an old cookie: the caller tries once more with a new one.
                if trouble.kind is not TroubleKind.REFUSED:
                    self.pace.failed(trouble, self._began)
                raise
            return self._crumb

    def proved(self) -> None:
        """Note that a request with the crumb was answered."""
        self.pace.succeeded(self._began)

    def forget(self, generation: int) -> None:
        """Drop cookie and crumb, unless another thread did so since `generation` was read."""
        with self._lock:
            if generation == self.generation:
                self._drop()

    def refused(self, trouble: FeedTrouble) -> None:
        """Close the door after a new cookie was refused as well."""
        with self._lock:
            self._drop()
            trouble.retry_after = None
            self.pace.failed(trouble, self._began)

    def _drop(self) -> None:
        self.generation += 1
        self._crumb = ""
        self._yfdata._cookie = None  # noqa: SLF001 - see the test that pins yfinance's names
        self._yfdata._session.cookies.clear()  # noqa: SLF001
        self._discard_stored()

    def _ensure_cookie(self, symbols: Sequence[str]) -> None:
        if self._has_cookie() or self._load_cookie():
            return
        unreachable = None if self.wants_consent else self._ask_for_cookie(symbols)
        if not self._has_cookie():
            self._consent(symbols, unreachable)
        self._keep_cookie()

    def _ask_for_cookie(self, symbols: Sequence[str]) -> FeedTrouble | None:
        """Ask the host that gives cookies; return why it was not reached, ad blockers drop it."""
        try:
            refuse_throttling(self._ask(COOKIE_URL, symbols), symbols, self._now())
        except FeedTrouble as trouble:
            if trouble.kind is not TroubleKind.OFFLINE:
                raise
            return trouble
        return None

    def _has_cookie(self) -> bool:
        jar = self._yfdata._session.cookies.jar  # noqa: SLF001
        return any("yahoo" in each.domain and "consent" not in each.domain for each in jar)

    def _load_cookie(self) -> bool:
        try:
            return bool(self._yfdata._load_cookie_curlCffi())  # noqa: SLF001
        except Exception as error:  # noqa: BLE001 - a pickle in sqlite can fail in any way, and is only a saving
            _log.info("the stored cookie cannot be read: %r", error)
            return False

    def _keep_cookie(self) -> None:
        try:
            self._yfdata._save_cookie_curlCffi()  # noqa: SLF001
        except Exception as error:  # noqa: BLE001 - as above
            _log.info("the cookie cannot be stored: %r", error)

    def _discard_stored(self) -> None:
        from yfinance.cache import get_cookie_cache

        try:
            get_cookie_cache().store(_STORED_AS, None)
        except Exception as error:  # noqa: BLE001 - as above
            _log.info("the stored cookie cannot be deleted: %r", error)

    def _consent(self, symbols: Sequence[str], unreachable: FeedTrouble | None) -> None:
        """Agree on Yahoo's consent page, as a visitor from Europe must."""
        self._yfdata._cookie = None  # noqa: SLF001
        try:
            agreed = self._yfdata._get_cookie_csrf(self._timeout)  # noqa: SLF001
        except Exception as error:
            offline = isinstance(error, OSError)
            kind = TroubleKind.OFFLINE if offline else TroubleKind.GARBLED
            raise FeedTrouble(kind, f"consent page: {error!r}"[:200], symbols) from error
        if not agreed or not self._has_cookie():
            raise unreachable or FeedTrouble(TroubleKind.REFUSED, "no cookie was given", symbols)

    def _fetch_crumb(self, symbols: Sequence[str]) -> str:
        answered = self._ask(CRUMB_URL, symbols)
        refuse_throttling(answered, symbols, self._now())
        text = answered.body[:400].decode("utf-8", "replace").strip()
        if TOO_MANY in text:
            raise FeedTrouble(TroubleKind.THROTTLED, "the crumb reads 'Too Many Requests'", symbols)
        if answered.refuses:
            raise FeedTrouble(TroubleKind.REFUSED, f"crumb: HTTP {answered.status}", symbols)
        if answered.status != 200 or not _is_crumb(text):
            detail = f"crumb: HTTP {answered.status}, {answered.start!r}"
            raise FeedTrouble(TroubleKind.GARBLED, detail, symbols)
        return text


def _is_crumb(text: str) -> bool:
    return 0 < len(text) <= LONGEST_CRUMB and text.isprintable() and not set(text) & set(" <>{}")
