"""From an HTTP answer to JSON, or to the trouble that it stands for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble
from gridwatch.feeds.pace import retry_after_seconds
from gridwatch.feeds.yahoo.fields import error_text, fields_of

TOO_MANY = "Too Many Requests"
# What Yahoo has answered crowds with; 999 is its own and older than 429.
_THROTTLED = (429, 999)
_CONSENT_HOSTS = ("consent.yahoo.com", "guce.yahoo.com")


@dataclass(frozen=True, slots=True)
class Answered:
    """One HTTP answer: `url` is where redirects ended."""

    status: int
    url: str
    body: bytes
    retry_after: str | None = None

    @property
    def asks_for_consent(self) -> bool:
        """Tell whether Yahoo led to its page that asks for consent to cookies."""
        host = urlsplit(self.url).hostname or ""
        return host.endswith(_CONSENT_HOSTS)

    @property
    def refuses(self) -> bool:
        """Tell whether Yahoo wants another cookie or crumb, or does not want us."""
        return self.status in (401, 403) or self.asks_for_consent

    @property
    def start(self) -> str:
        """Return the first words of the body, for the log."""
        return " ".join(self.body[:200].decode("utf-8", "replace").split())[:80]


def read_answer(answered: Answered, symbols: Sequence[str], now: datetime) -> dict[str, object]:
    """Return the JSON object of an answer with status 200.

    Raises FeedTrouble: THROTTLED for 429; REFUSED for 401, 403 and the consent page; UNKNOWN where
    Yahoo itself says that it does not know the symbol or has nothing for these dates; GARBLED for
    every other status, HTML and broken JSON.
    """
    refuse_throttling(answered, symbols, now)
    if answered.refuses:
        raise FeedTrouble(TroubleKind.REFUSED, f"HTTP {answered.status}: {answered.start}", symbols)
    parsed = _parsed(answered.body)
    if answered.status == 200 and isinstance(parsed, dict):
        return parsed
    if answered.status < 500 and _disclaims(answered.status, parsed):
        raise FeedTrouble(TroubleKind.UNKNOWN, error_text(parsed), symbols)
    detail = error_text(parsed) if fields_of(parsed) else f"not JSON: {answered.start!r}"
    wait = retry_after_seconds(answered.retry_after, now)
    raise FeedTrouble(TroubleKind.GARBLED, f"HTTP {answered.status}, {detail}", symbols, wait)


def refuse_throttling(answered: Answered, symbols: Sequence[str], now: datetime) -> None:
    """Raise FeedTrouble (THROTTLED) for an answer that says: too many requests."""
    if answered.status in _THROTTLED:
        wait = retry_after_seconds(answered.retry_after, now)
        raise FeedTrouble(TroubleKind.THROTTLED, f"HTTP {answered.status}", symbols, wait)


def _parsed(body: bytes) -> object:
    try:
        parsed: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return parsed


def _disclaims(status: int, parsed: object) -> bool:
    """Tell whether Yahoo speaks about the symbol or the dates, not about the address.

    An address that is gone is a 404 under the root key `finance`; a symbol that is gone is one
    under the endpoint's own. A 400 or 422 is about our request, but for dates without any trade.
    """
    if status == 404:
        return bool(fields_of(parsed)) and "finance" not in fields_of(parsed)
    return status in (400, 422) and "Data doesn't exist" in error_text(parsed)
