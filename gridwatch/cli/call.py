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

from gridwatch.cli.voice import Voice
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
        from gridwatch.services.profiles import open_profile

        with closing(open_profile(self.profile, self.resources, self.voice.language)) as user:
            yield user


FILE_CODES = frozenset(
    {"database_damaged", "database_newer", "database_unreachable", "mixed_profile"}
)


def exit_code_of(problem: Problem) -> Exit:
    """Return the exit code that stands for a problem."""
    if problem.code in FILE_CODES:
        return Exit.FILE
    return Exit.LOCKED if problem.code == "collector_running" else Exit.UNDONE
