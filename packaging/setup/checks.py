"""What `dev.py test` and `dev.py lint` run: each check announced, all run, a summary at the end."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from setup.checkout import Checkout


@dataclass(frozen=True, slots=True)
class Check:
    """One tool of the environment with its arguments, run in the checkout."""

    name: str
    program: str
    arguments: tuple[str, ...]


LINT = (
    Check("format", "ruff", ("format", "--check", ".")),
    Check("style", "ruff", ("check", "--output-format", "concise", ".")),
    Check("types", "mypy", ()),
    Check("imports", "lint-imports", ("--no-logo",)),
)
# loadgroup: tests that share something costly to make, such as a wheel, run in one process.
TESTS = Check("tests", "pytest", ("-n", "2", "--dist", "loadgroup"))


def run_checks(
    checks: Sequence[Check], run: Callable[[Check], int], say: Callable[[str], None]
) -> int:
    """Run all checks, whatever fails, and sum them up; return 1 if any failed, else 0."""
    results = []
    for check in checks:
        say(f"── {check.name}: {' '.join((check.program, *check.arguments))}")
        results.append((check.name, run(check)))
    say("── " + ", ".join(f"{name} {'FAILED' if code else 'ok'}" for name, code in results))
    return int(any(code for _, code in results))


def run_here(checkout: Checkout, check: Check) -> int:
    """Run one check with the environment's tools; return its exit code.

    Windows are painted offscreen unless the caller chose a platform.
    """
    environ = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    command = [str(checkout.program(check.program)), *check.arguments]
    return subprocess.call(command, cwd=checkout.root, env=environ)
