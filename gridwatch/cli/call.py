"""One call of a command: what it was asked, what it may use, and what it answers."""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import Any

from gridwatch.cli.voice import Voice, translate
from gridwatch.domain.problem import Problem
from gridwatch.places import Profile

Document = Mapping[str, Any]


class Exit(IntEnum):
    """The exit codes of every command."""

    FINE = 0
    UNDONE = 1  # something that was asked for could not be done
    USAGE = 2  # the command line is wrong, or there is no display
    FILE = 3  # a file of the profile can't be used
    LOCKED = 4  # another collector has the profile
    NEWS = 10  # an alert has fired that nobody has heard of yet, where that was asked for
    STOPPED = 130  # Ctrl+C, as every shell has it


class Refusal(Exception):
    """A command that was not carried out: a stable code, the reader's sentence, the exit code."""

    def __init__(self, code: str, sentence: str, exit_code: Exit = Exit.UNDONE) -> None:
        """Keep the code for scripts and the sentence for people."""
        super().__init__(sentence)
        self.code = code
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says: a document for `--json`, a text for people, and the exit code."""

    document: Document
    text: str
    exit_code: Exit = Exit.FINE


@dataclass(frozen=True, slots=True)
class Call:
    """Everything that a command is given; `asked` are the parsed arguments."""

    asked: argparse.Namespace
    profile: Profile
    voice: Voice
    resources: Path
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    @contextmanager
    def user(self) -> Iterator[sqlite3.Connection]:
        """Lend the user's file, filled with the starter lists where the profile is new.

        Raises Problem where the file is damaged, newer than this program, or can't be opened.
        """
        from gridwatch.cli.new_demo import make_demo
        from gridwatch.services.profiles import open_profile

        make_demo(self.profile, self.resources, self.voice.language, self.clock)
        with closing(open_profile(self.profile, self.resources, self.voice.language)) as user:
            yield user


def simulated_line(profile: Profile) -> str:
    """Return the line that every text of a demo begins with, "" for a real profile."""
    if not profile.simulated:
        return ""
    return translate("Cli", "SIMULATED MARKET: no price here is real.")


def marked(profile: Profile, text: str) -> str:
    """Return a text under the line that says that its market is simulated, where it is."""
    return "\n\n".join(each for each in (simulated_line(profile), text) if each)


FILE_CODES = frozenset(
    {
        "cache_newer",
        "database_damaged",
        "database_newer",
        "database_unreachable",
        "demo_profile",
        "mixed_profile",
        "profile_not_folder",
    }
)


def exit_code_of(problem: Problem) -> Exit:
    """Return the exit code that stands for a problem."""
    if problem.code in FILE_CODES:
        return Exit.FILE
    running = problem.code in {"background_running", "collector_running"}
    return Exit.LOCKED if running else Exit.UNDONE


def command_line(call: Call, command: str) -> str:
    """Return what to type for another command on the same profile."""
    words = ["gridwatch", command]
    if call.asked.profile is not None:
        words += ["--profile", str(call.asked.profile)]
    return " ".join([*words, "--demo"] if call.profile.simulated else words)
