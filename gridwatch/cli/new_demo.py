"""Makes the profile of a demo with a ledger, before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
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
