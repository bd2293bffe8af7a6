"""Makes the profile of a demo with a ledger, before anybody sees it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from gridwatch.places import Profile


def make_demo(
    profile: Profile, resources: Path, language: str, clock: Callable[[], datetime]
) -> None:
    """Make a demo that is not there yet: starter lists, thesis, and a ledger at its own prices.

    Nothing happens for a real profile, and for a demo that is there. Raises Problem where the
    profile can't be made.
    """
    if not profile.simulated or profile.user_db.exists():
        return
    from gridwatch.cli.feeds import feed_of
    from gridwatch.services.portfolio.demo_ledger import book_demo
    from gridwatch.services.profiles import open_profile

    with closing(open_profile(profile, resources, language)) as user:
        feed = feed_of(profile, resources, clock)
        book_demo(user, resources, feed, language, clock())


def make_for_window(profile: Profile, language: str | None) -> None:
    """Do the same before the window opens, which tells in words what can't be made."""
    from gridwatch.cli.feeds import utc_now
    from gridwatch.domain.problem import Problem
    from gridwatch.places import resources
    from gridwatch.ui.words import pick_language

    with suppress(Problem, sqlite3.Error, OSError):
        make_demo(profile, resources(), pick_language(language or "system"), utc_now)
