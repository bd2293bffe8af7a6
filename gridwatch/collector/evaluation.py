"""Evaluates what is stored, from one time to the next: starter targets first, then every rule."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from datetime import datetime

from gridwatch.collector.alert.watcher import Watcher
from gridwatch.collector.needs import Needs
from gridwatch.collector.starting import settle_starters


class Evaluation:
    """Keeps what watches the rules, and makes it anew where the user has changed them."""

    def __init__(self, user: sqlite3.Connection, source: str) -> None:
        """Write firings into `user`; `source` is the name of the feed, kept as evidence."""
        self._user, self._source = user, source
        self._watcher: Watcher | None = None
        self._doubted = False

    def forget(self) -> None:
        """Look whether rules and standings are still the same before the next look."""
        self._doubted = True

    def watched(self, needs: Needs) -> frozenset[str]:
        """Return the symbols that a rule looks at."""
        return self._watching(needs).symbols

    def settle(
        self, market: sqlite3.Connection, read: Callable[[], Needs], needs: Needs, now: datetime
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Set the starter targets that can be decided now and look at everything.

        Returns the ids of companies with new targets and those of new firings. `read` reads the
        needs anew, which new targets make necessary.
        """
        created = settle_starters(self._user, market, needs, now)
        if created:
            self.forget()
            needs = read()
        return created, self._watching(needs).look(market, now)

    def look(
        self, market: sqlite3.Connection, needs: Needs, now: datetime, ticked: Collection[str]
    ) -> tuple[int, ...]:
        """Look at what these symbols can have moved; return the ids of new firings."""
        return self._watching(needs).look(market, now, ticked)

    def _watching(self, needs: Needs) -> Watcher:
        watcher = self._watcher
        if watcher is None or (self._doubted and not watcher.is_current(needs)):
            watcher = self._watcher = Watcher(self._user, needs, self._source)
        self._doubted = False
        return watcher
