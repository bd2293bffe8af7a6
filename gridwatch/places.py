"""Where things live: the files of a profile, and the resources that ship with the program."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = "GRIDWATCH_PROFILE"


@dataclass(frozen=True, slots=True)
class Profile:
    """All files of one profile, under one folder; `simulated` ones never hold real data."""

    root: Path
    simulated: bool = False

    @property
    def user_db(self) -> Path:
        """Return the file with what the user made."""
        return self.root / "user.db"

    @property
    def market_db(self) -> Path:
        """Return the file with what can be fetched again."""
        return self.root / "market.db"

    @property
    def layout(self) -> Path:
        """Return the file with window geometry and other things the app remembers."""
        return self.root / "layout.ini"

    @property
    def logs(self) -> Path:
        """Return the folder of the log files."""
        return self.root / "logs"

    @property
    def source_cache(self) -> Path:
        """Return the private folder for the source's cookies and zones."""
        return self.root / "yfinance"

    @property
    def window_lock(self) -> Path:
        """Return the lock that makes one window per profile."""
        return self.root / "window.lock"

    @property
    def collector_lock(self) -> Path:
        """Return the lock that makes one collector per profile."""
        return self.root / "collector.lock"

    @property
    def snapshots(self) -> Path:
        """Return the folder for pictures of the window that nobody named a place for."""
        return self.root / "snapshots"


def find_profile(chosen: Path | None, *, demo: bool) -> Profile:
    """Return the profile to use: the chosen folder, `GRIDWATCH_PROFILE`, or the platform's own.

    A demo lives in the folder `demo` inside any of them, so that nothing simulated can end up
    beside real data.
    """
    root = chosen or _from_environment() or _platform_root()
    root = root.expanduser().absolute()
    return Profile(root / "demo", simulated=True) if demo else Profile(root)


def _from_environment() -> Path | None:
    text = os.environ.get(ENVIRONMENT, "").strip()
    return Path(text) if text else None


def _platform_root() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - costs start-up; needed only here

    return user_data_path("GridWatch", appauthor=False)


def resources() -> Path:
    """Return the folder of the bundled resources: inside the package, else beside a checkout."""
    package = Path(__file__).resolve().parent
    bundled = package / "resources"
    return bundled if bundled.is_dir() else package.parent / "resources"


def own_command(*arguments: str) -> list[str]:
    """Return the command line that starts this same program with `arguments`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    # -X utf8: pipes carry UTF-8 whatever the locale; -u is not needed, lines are flushed.
    return [sys.executable, "-X", "utf8", "-m", "gridwatch", *arguments]
