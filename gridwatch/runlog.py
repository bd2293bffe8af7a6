"""The log of a run: a rotating file in the profile, never anybody's terminal."""

from __future__ import annotations

import logging

from gridwatch.places import Profile

LONGEST = 1_000_000
OLDER_FILES = 3


def log_to_file(profile: Profile, name: str) -> None:
    """Send warnings and what was started to a file of the profile; raises OSError.

    At most four files of a megabyte are kept of each name.
    """
    from logging.handlers import RotatingFileHandler  # not for the first paint: it loads sockets

    profile.logs.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        profile.logs / name,
        maxBytes=LONGEST,
        backupCount=OLDER_FILES,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
