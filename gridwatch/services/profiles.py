"""Opens a profile for the window or a command: the user's file, and readings of the cache."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from gridwatch.domain.problem import Problem
from gridwatch.places import Profile
from gridwatch.services import first_start
from gridwatch.services.overview import Overview, read_overview
from gridwatch.store.database import open_market_reader, open_user, version_of
from gridwatch.store.market.origin import read_origin


def open_profile(profile: Profile, resources: Path, language: str) -> sqlite3.Connection:
    """Open `user.db` of a profile, filled with the starter lists where it is new.

    Raises Problem where the file is damaged, newer than this program, or can't be opened.
    """
    user = open_user(profile.user_db)
    if not first_start.is_started(user):
        from gridwatch.services.catalog import read_catalog  # noqa: PLC0415 - first start only

        first_start.start(user, read_catalog(resources), language)
    return user


@contextmanager
def market_reader(profile: Profile) -> Iterator[sqlite3.Connection | None]:
    """Lend a reading connection to the cache; None where there is none yet or it can't be read.

    Opened anew each time: the collector may set a damaged cache aside and start another one.
    """
    connection = None
    try:
        connection = open_market_reader(profile.market_db)
        readable = version_of(connection) > 0
    except sqlite3.Error:
        readable = False
    try:
        yield connection if readable else None
    finally:
        if connection is not None:
            connection.close()


def overview_of(profile: Profile, user: sqlite3.Connection, now: datetime) -> Overview:
    """Read everything for the main screen; raises Problem for a cache of the wrong kind."""
    with market_reader(profile) as market:
        if market is not None:
            check_origin(profile, market)
        return read_overview(user, market, now)


def check_origin(profile: Profile, market: sqlite3.Connection) -> None:
    """Raise Problem where a real profile holds simulated prices or the reverse."""
    simulated = read_origin(market, "simulated")
    if simulated and (simulated == "1") != profile.simulated:
        raise Problem(
            "mixed_profile",
            "{path} mixes simulated and real data and is not used. Move it away.",
            path=profile.market_db,
        )
