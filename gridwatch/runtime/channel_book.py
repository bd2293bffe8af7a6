"""The channels of a profile at work in the window: read and changed in a lane of their own.

Apart from the session's: a keyring that waits to be unlocked must not keep an edit waiting.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from gridwatch.places import Profile
from gridwatch.runtime.lane import Lane
from gridwatch.services.channels import add, channel_views, remove, switch
from gridwatch.services.secrets import Secrets, has_keyring
from gridwatch.store.database import open_user

log = logging.getLogger(__name__)
T = TypeVar("T")


class ChannelBook(QObject):
    """`read` carries all ChannelViews, after each change as well; `added` the id of a new channel.

    `keyring_found` tells whether the system keeps secrets; `failed` carries any exception, of which
    none tells an address.
    """

    read = Signal(object)
    added = Signal(int)
    keyring_found = Signal(bool)
    failed = Signal(object)

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._secrets = Secrets(profile)
        self._lane = Lane("channels", 1, self)

    def reread(self) -> None:
        """Read the channels again."""
        self._lane.run(
            lambda: self._with_file(channel_views),
            self.read.emit,
            self._fail,
            replacing="channels",
        )

    def look_for_keyring(self) -> None:
        """Find out whether the system has a keyring."""
        self._lane.run(has_keyring, self.keyring_found.emit, self._fail)

    def add(self, name: str, address: str, in_file: bool) -> None:
        """Add a channel and keep its address."""

        def work(user: sqlite3.Connection) -> int:
            now = datetime.now(UTC)
            return add(user, self._secrets, name, address, now, in_file=in_file).id

        def made(number: int) -> None:
            self.added.emit(number)
            self.reread()

        self._lane.run(lambda: self._with_file(work), made, self._fail)

    def switch(self, channel: int, on: bool) -> None:
        """Switch a channel on or off."""
        self._change(lambda user: switch(user, channel, datetime.now(UTC), on=on))

    def remove(self, channel: int) -> None:
        """Delete a channel with its address."""
        self._change(lambda user: remove(user, self._secrets, channel))

    def _change(self, work: Callable[[sqlite3.Connection], None]) -> None:
        self._lane.run(lambda: self._with_file(work), lambda _: self.reread(), self._failed_change)

    def _with_file(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with closing(open_user(self._profile.user_db)) as user:
            return work(user)

    def _failed_change(self, error: Exception) -> None:
        self._fail(error)
        self.reread()  # what was shown in advance is taken back

    def _fail(self, error: Exception) -> None:
        log.warning("channels: %s", type(error).__name__)
        self.failed.emit(error)

    def close(self) -> None:
        """Wait for what is being stored."""
        self._lane.close()
