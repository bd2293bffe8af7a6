"""A profile without the example, and a way to run a command on it and read what it says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gridwatch.cli.main import main
from gridwatch.cli.voice import speak
from gridwatch.preferences import Preferences
from tests.example import plain_profile


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Return standard output as one JSON document."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def error(self) -> str:
        """Return the code of the error."""
        return str(self.document["error"]["code"])


Say = Callable[..., Said]


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a profile that was started, to be copied: making one takes longer than most tests."""
    return plain_profile(tmp_path_factory.mktemp("started") / "profile", demo=False)


@pytest.fixture
def folder(tmp_path: Path, started: Path) -> Path:
    """Give the folder of a profile of this test's own."""
    return Path(shutil.copytree(started, tmp_path / "profile"))


@pytest.fixture
def tell(folder: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a way to run a command for people."""

    def run(*words: str, language: str = "en") -> Said:
        line = ["portfolio", *words, "--profile", str(folder), "--language", language]
        code = main(line)
        speak(Preferences(language="en"))  # the next test speaks English again
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run


@pytest.fixture
def say(tell: Say) -> Say:
    """Give a way to run a command and read its document."""

    def run(*words: str) -> Said:
        return tell(*words, "--json")

    return run


def filled(say: Say, folder: Path, kept: Path, lines: Iterable[Sequence[str]]) -> Say:
    """Run commands on a profile once a session, and copy what came of them afterwards."""
    if not kept.exists():
        for words in lines:
            told = say(*words)
            assert told.code == 0, (words, told.out)
        shutil.copytree(folder, kept)
    else:
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
    return say


@pytest.fixture
def booked(say: Say, folder: Path, started: Path) -> Say:
    """Give a ledger in yuan with two shares, one of which nothing prices; then as `say`."""
    lines = (
        ("accounts", "add", "Cash", "--cash", "--currency", "CNY"),
        ("accounts", "add", "Depot", "--securities", "--cash-account", "Cash"),
        ("add", "deposit", "100000", "--on", "2025-01-02"),
        ("add", "buy", "601179.SS", "1000", "at", "7.50", "--fee", "5", "--on", "2025-01-03"),
        ("add", "buy", "My bond", "10", "for", "9,800.00", "--new", "My bond", "--new-currency",
         "CNY", "--on", "2025-02-03"),
        ("add", "dividend", "601179.SS", "120", "--tax", "12", "--on", "2025-06-16"),
    )  # fmt: skip
    return filled(say, folder, started.with_name("booked"), lines)
