"""Answers searches in a thread of its own, so that a slow one keeps nobody waiting."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from gridwatch import wire
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import Feed, FeedTrouble, Found

log = logging.getLogger(__name__)


class Searcher:
    """Asks the feed for one search after the other; a later one replaces those that wait."""

    def __init__(self, feed: Feed, send: Callable[[wire.Message], None]) -> None:
        """Send answers through `send`."""
        self._feed, self._send = feed, send
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._newest = 0

    def search(self, number: int, text: str) -> None:
        """Begin a search."""
        self._newest = number
        self._pool.submit(self._answer, number, text)

    def close(self) -> None:
        """Give up what waits."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _answer(self, number: int, text: str) -> None:
        if number != self._newest:
            return
        try:
            found = self._feed.search(text)
        except FeedTrouble as trouble:
            self._send(wire.Matches(number, (), trouble.kind))
            return
        except Exception:
            # In a pool nobody would ever see it, and the search line would wait for ever.
            log.exception("a search failed")
            self._send(wire.Matches(number, (), TroubleKind.GARBLED))
            return
        self._send(wire.Matches(number, tuple(map(_match, found))))


def _match(found: Found) -> wire.Match:
    return wire.Match(found.symbol, found.name, found.exchange, found.kind, found.currency)
