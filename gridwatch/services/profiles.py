"""Opens a profile for the window or a command: the user's file, and readings of the cache."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from gridwatch.domain.problem import Problem
from gridwatch.places import Profile
from gridwatch.services import first_start
from gridwatch.services.overview import Overview, read_overview
from gridwatch.store.database import (
    Kind,
    explained,
    is_current,
    open_market_reader,
    open_user,
    open_user_reader,
)
from gridwatch.store.market.origin import read_origin

log = logging.getLogger(__name__)


def open_profile(profile: Profile, resources: Path, language: str) -> sqlite3.Connection:
    """Open `user.db` of a profile, filled with the starter lists where it is new.

    Raises Problem where the file is damaged, newer than this program, or can't be opened.
    """
    user = open_user(profile.user_db)
    try:
        if not first_start.is_started(user):
            from gridwatch.services.catalog import read_catalog
            from gridwatch.services.thesis.starter import read_starter

            catalog, starter = read_catalog(resources), read_starter(resources, language)
            first_start.start(user, catalog, starter, language, datetime.now(UTC))
    except sqlite3.DatabaseError as error:
        user.close()
        raise explained(profile.user_db, error) from error
    except BaseException:
        user.close()
        raise
    return user


@contextmanager
def market_reader(profile: Profile) -> Iterator[sqlite3.Connection | None]:
    """Lend a reading connection to the cache; None where there is none yet or it can't be read.

    Opened anew each time: the collector may set a damaged cache aside and start another one. A
    cache with the tables of another version can't be read either, until the collector has it.
    """
    connection = None
    try:
        connection = open_market_reader(profile.market_db)
        readable = is_current(connection, Kind.MARKET)
    except sqlite3.Error:
        readable = False
    try:
        yield connection if readable else None
    finally:
        if connection is not None:
            connection.close()


@contextmanager
def user_reader(profile: Profile) -> Iterator[sqlite3.Connection]:
    """Lend a reading connection to `user.db` of an open profile, beside the one that writes.

    Raises sqlite3.Error where it can't be read.
    """
    connection = open_user_reader(profile.user_db)
    try:
        yield connection
    finally:
        connection.close()


def overview_of(profile: Profile, user: sqlite3.Connection, now: datetime) -> Overview:
    """Read everything for the main screen; prices are unknown while the cache can't be read.

    Raises Problem for a cache of the wrong kind, and where the user's own file can't be read.
    """
    try:
        with market_reader(profile) as market:
            if market is not None:
                check_origin(profile, market)
                return read_overview(user, market, now)
    except sqlite3.DatabaseError as error:
        log.warning("the cache can't be read, the collector will see to it: %s", error)
    try:
        return read_overview(user, None, now)
    except sqlite3.DatabaseError as error:
        raise explained(profile.user_db, error) from error


def check_origin(profile: Profile, market: sqlite3.Connection) -> None:
    """Raise Problem where a demo is opened as a real profile, or the reverse."""
    simulated = read_origin(market, "simulated")
    if simulated == "1" and not profile.simulated:
        raise Problem(
            "demo_profile",
            "{path} holds a demo. Open it with --demo and the folder above it.",
            path=profile.root,
        )
    if simulated and (simulated == "1") != profile.simulated:
        raise Problem(
            "mixed_profile",
            "{path} mixes simulated and real data and is not used. Move it away.",
            path=profile.market_db,
        )
