"""Programs that are measured from the outside: seconds from start to exit, and of processors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from figures import BenchProblem

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parents[1]
PATIENCE = 120.0
# Compiled modules are kept, as they are on a user's machine; the user's own profile is left alone.
_UNWANTED = ("PYTHONDONTWRITEBYTECODE", "GRIDWATCH_PROFILE")


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of all processors; None where unknown."""

    cpu: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one run ended well: seconds from start to exit, what it used, what it printed."""

    seconds: float
    used: Used
    printed: str


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a measured program: windows offscreen, the checkout importable."""
    kept = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    return {
        **kept,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        **(extra or {}),
    }


def program(*arguments: str) -> list[str]:
    """Return the command of GridWatch itself."""
    return [sys.executable, "-m", "gridwatch", *arguments]


def script(name: str, *arguments: str) -> list[str]:
    """Return the command of a small program that lies beside this module."""
    return [sys.executable, str(BENCH / name), *arguments]


def run(command: Sequence[str], extra: Mapping[str, str] | None = None) -> Outcome:
    """Run a program to its end. Raises BenchProblem where it fails or takes two minutes."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, env=environment(extra)
        )
        limit = threading.Timer(PATIENCE, child.kill)
        limit.start()
        try:
            used = _wait(child)
        finally:
            limit.cancel()
        seconds = time.perf_counter() - began
        out.seek(0)
        errors.seek(0)
        if child.returncode:
            said = errors.read().decode("utf-8", "replace").strip().splitlines()
            end = said[-1] if said else "it said nothing"
            raise BenchProblem(f"{Path(command[1]).name} ended with {child.returncode}: {end}")
        return Outcome(seconds, used, out.read().decode("utf-8", "replace"))


def _wait(child: subprocess.Popen[bytes]) -> Used:
    if sys.platform == "win32":
        child.wait()
        return Used()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Used(usage.ru_utime + usage.ru_stime)


def asked(command: Sequence[str], extra: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run a program whose last printed line is one JSON object, and return that."""
    lines = run(command, extra).printed.strip().splitlines()
    if not lines:
        raise BenchProblem(f"{Path(command[1]).name} printed nothing")
    value: dict[str, Any] = json.loads(lines[-1])
    return value
