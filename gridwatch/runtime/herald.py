"""What a window has to announce: each firing once, also those of the time without a window."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass

from gridwatch.store.user.announced import last_announced, note_announced, unannounced
from gridwatch.store.user.firings import Firing, firings_after, newest_firing
from gridwatch.store.user.rules import group_rules

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class News:
    """Firings to be announced, newest first; all up to the id `upto` are with them.

    `groups`: ids of the rules that watch several companies each.
    """

    firings: tuple[Firing, ...]
    upto: int
    groups: frozenset[int] = frozenset()


class Herald:
    """Reads what is to be announced, and notes it before it is handed on: nothing is told twice.

    The lane that owns the connection calls it, the window's thread only `heard`; what was noted
    and has not come home by the end is given back by `close`.
    """

    def __init__(self, user: sqlite3.Connection) -> None:
        self._user = user
        self._newest: int | None = None  # of what has been read
        self._mark = self._start = 0  # announced by windows before; logged when this one began
        self._asked = False  # for what was missed
        self._noted = self._heard = 0

    def live(self) -> News:
        """Return the firings that are new since the reading before; the first finds none."""
        if self._newest is None:
            return News((), self._begin())
        new = firings_after(self._user, self._newest)
        self._newest = max((each.id for each in new), default=self._newest)
        return self._news(new)

    def missed(self) -> News:
        """Return, once, what was logged for the user while no window was open."""
        if self._newest is None:
            self._begin()
        found = () if self._asked else unannounced(self._user, self._mark, self._start)
        self._asked = True
        return self._news(found)

    def _begin(self) -> int:
        self._mark = self._noted = self._heard = last_announced(self._user)
        self._newest = self._start = newest_firing(self._user)
        return self._mark

    def _news(self, firings: tuple[Firing, ...]) -> News:
        groups = group_rules(self._user) if firings else frozenset[int]()
        # A mark beyond what was missed would hide it from the next window.
        if self._asked:
            self._note(self._newest or 0)
        return News(firings, self._noted, groups)

    def _note(self, number: int) -> None:
        """Move the mark on; where that can't be stored the news are told all the same."""
        if number <= self._noted:
            return
        try:
            note_announced(self._user, number)
        except sqlite3.Error as error:
            log.warning("what was announced can't be noted: %s", error)
        else:
            self._noted = number

    def heard(self, news: News) -> None:
        """Take note that news have come home."""
        self._heard = max(self._heard, news.upto)

    def close(self) -> None:
        """Give back what nobody has heard, for the next window."""
        if self._heard < self._noted:
            try:
                note_announced(self._user, self._heard)
            except sqlite3.Error as error:
                log.warning("what was not announced can't be given back: %s", error)
