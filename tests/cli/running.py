"""Starts GridWatch as a user's shell or cron would, and reads what it says."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gridwatch.cli.main import main
from gridwatch.cli.voice import speak
from gridwatch.preferences import Preferences

ROOT = Path(__file__).resolve().parents[2]
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@dataclass(frozen=True, slots=True)
class Done:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Return standard output as the one JSON document that it has to be."""
        value: dict[str, Any] = json.loads(self.out)
        return value


def surroundings(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment without a display, with `extra` in it."""
    kept = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default", **(extra or {})}


def command(*words: str | Path) -> list[str]:
    """Return the command line of the program."""
    return [sys.executable, "-m", "gridwatch", *map(str, words)]


def gridwatch(*words: str | Path, extra: Mapping[str, str] | None = None) -> Done:
    """Run the program to its end."""
    done = subprocess.run(
        command(*words),
        cwd=ROOT,
        env=surroundings(extra),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def here(*words: str | Path, typed: str = "") -> Done:
    """Run a command in this process, which takes a small part of the time that a new one takes.

    Where it speaks another language than English, the test has to have the application (`qapp`).
    """
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8"))
        code = main([str(each) for each in words])
    speak(Preferences(language="en"))  # the next test speaks English again
    return Done(code, out.getvalue(), err.getvalue())
