"""The loopback Yahoo of the tests in a process of its own, and profiles of its listings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from children import ROOT, environment
from figures import BenchProblem
from gridwatch.domain.company import Company, Listing
from gridwatch.places import Profile, resources
from gridwatch.services.catalog import StarterList, read_catalog
from gridwatch.services.first_start import start
from gridwatch.services.thesis.starter import read_starter
from gridwatch.store.database import open_user, transaction
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.watchlists import add_watchlist, set_companies


@dataclass(slots=True)
class Loopback:
    """A running server: the listings that it has, and the variables that lead a program to it."""

    process: subprocess.Popen[str]
    listings: tuple[str, ...]
    environment: dict[str, str]

    @classmethod
    def started(cls, lines: int, years: int) -> Self:
        """Start a server with so many generated lines; it lives on the real time."""
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.yahoo_server",
                "--lines",
                str(lines),
                "--years",
                str(years),
            ],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        about = _line(process)
        return cls(process, tuple(about["symbols"]), about["environment"])

    def log(self) -> dict[str, int]:
        """Return how often each path was asked for since the last reset."""
        paths: dict[str, int] = self._told("log")["paths"]
        return paths

    def reset(self) -> None:
        """Forget what was asked for."""
        self._told("reset")

    def step_back(self) -> None:
        """Let all others go first, where the system knows that: a real source is elsewhere."""
        if sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, self.process.pid, 10)

    def _told(self, command: str) -> dict[str, Any]:
        if self.process.stdin is None:
            raise BenchProblem("The loopback Yahoo takes no commands.")
        self.process.stdin.write(f"{command}\n")
        self.process.stdin.flush()
        return _line(self.process)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the server."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _line(process: subprocess.Popen[str]) -> dict[str, Any]:
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise BenchProblem(
            "The loopback Yahoo did not answer; `python -m tests.yahoo_server` says why."
        )
    answer: dict[str, Any] = json.loads(line)
    return answer


def make_profile(folder: Path, symbols: tuple[str, ...]) -> Profile:
    """Make a profile that follows one company for each symbol and has no prices yet."""
    profile = Profile(folder)
    user = open_user(profile.user_db)
    catalog = read_catalog(resources())
    # Started, but with an empty list: the companies of the catalog are not served here.
    empty = StarterList({"en": "Catalog"}, ())
    bare = type(catalog)(catalog.version, catalog.segments, (), (empty,))
    start(user, bare, read_starter(resources(), "en"), "en", datetime.now(UTC))
    with transaction(user):
        listings = [Listing(symbol, "", "USD") for symbol in symbols]
        ids = [add_company(user, _company(each)).id for each in listings]
        set_companies(user, add_watchlist(user, "Bench"), ids)
    user.close()
    return profile


def _company(listing: Listing) -> Company:
    return Company(0, listing.symbol, "", "", "", False, "", listing.symbol, (listing,))
