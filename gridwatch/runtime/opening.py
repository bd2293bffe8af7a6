"""Opens a profile on a thread, while the window's libraries are still being loaded."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gridwatch.places import Profile, resources

if TYPE_CHECKING:
    from gridwatch.services.overview import Overview


@dataclass(frozen=True, slots=True)
class Opened:
    """An open profile: the connection to `user.db` and the first reading."""

    user: sqlite3.Connection
    overview: Overview


class Opening:
    """The first reading of a profile, under way from the moment that this is made.

    `language` names the starter lists where the profile is new.
    """

    def __init__(self, profile: Profile, language: str) -> None:
        self._profile = profile
        self._language = language
        self._outcome: Opened | Exception | None = None
        self._thread = threading.Thread(target=self._work, name="opening", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            self._outcome = open_now(self._profile, self._language)
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            self._outcome = error

    def wait(self) -> Opened:
        """Return the open profile, or raise what went wrong (Problem, sqlite3.Error, OSError)."""
        self._thread.join()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        if self._outcome is None:
            raise RuntimeError("the thread that opens the profile ended without an outcome")
        return self._outcome


def open_now(profile: Profile, language: str) -> Opened:
    """Open a profile and read it once; nothing stays open where that fails."""
    # Imported here: on the thread, at the same time as the widgets on the main one.
    from gridwatch.services.profiles import open_profile, overview_of

    user = open_profile(profile, resources(), language)
    try:
        return Opened(user, overview_of(profile, user, datetime.now(UTC)))
    except BaseException:
        user.close()
        raise
