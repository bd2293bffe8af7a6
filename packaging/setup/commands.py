"""The words after `dev.py`: what each does, what it needs installed, and the list of them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from setup.checkout import Checkout
from setup.checks import LINT, TESTS, run_checks, run_here
from setup.environment import prepare
from setup.locks import find_uv, make_locks
from setup.problem import WRONG_USE, SetUpProblem
from setup.stamp import Level
from setup.system import complete_system, refuse_where_qt_aborts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Command:
    """One word after `dev.py`; `do` gets the checkout and the arguments behind the word."""

    word: str
    sentence: str
    level: Level | None
    do: Callable[[Checkout, list[str]], int]


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument names; return the exit code, 2 for a word that is none."""
    checkout = Checkout(Path(__file__).resolve().parents[2])
    try:
        command, rest = choose(arguments)
        if command.level is not None:
            make_ready(checkout, command.level)
        return command.do(checkout, rest)
    except SetUpProblem as problem:
        print(problem.sentence, file=sys.stderr if problem.exit_code else sys.stdout, flush=True)
        return problem.exit_code
    except KeyboardInterrupt:
        say("Stopped. What is half made is mended at the next start.")
        return 130


def choose(arguments: Sequence[str]) -> tuple[Command, list[str]]:
    """Find the command and its arguments. Raises SetUpProblem with the list of commands."""
    word = arguments[0] if arguments else ""
    if word in {"-h", "--help", "help"}:
        raise SetUpProblem(usage(), 0)
    for command in COMMANDS:
        if command.word == word:
            return command, list(arguments[1:])
    first = f"There is no command “{word}”." if word else "Which command?"
    raise SetUpProblem(f"{first}\n{usage()}", WRONG_USE)


def usage() -> str:
    """List the commands, one line each."""
    lines = [f"  {command.word:<7}{command.sentence}" for command in COMMANDS]
    head = "python3 packaging/dev.py COMMAND [its own arguments]"
    return "\n".join([head, *lines])


def say(sentence: str) -> None:
    """Print a sentence where it does not mix with the output of the program that is started."""
    print(sentence, file=sys.stderr, flush=True)


def make_ready(checkout: Checkout, level: Level) -> None:
    """Make the environment and the system ready for `level`; nothing to do takes milliseconds."""
    if prepare(checkout, level, say):
        complete_system(say)
        say("Ready.")
    else:
        refuse_where_qt_aborts()


def become(checkout: Checkout, arguments: Sequence[str]) -> int:
    """Go on as the environment's Python; only Windows needs to stay and wait for it."""
    command = [str(checkout.python), *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 - our own interpreter, no shell wanted
    return subprocess.call(command)


def demo(checkout: Checkout, arguments: list[str]) -> int:
    """Start GridWatch on the simulated market."""
    return become(checkout, ["-m", "gridwatch", "--demo", *arguments])


def run(checkout: Checkout, arguments: list[str]) -> int:
    """Start GridWatch itself."""
    return become(checkout, ["-m", "gridwatch", *arguments])


def bench(checkout: Checkout, arguments: list[str]) -> int:
    """Start the figures."""
    return become(checkout, [str(checkout.root / "packaging" / "bench"), *arguments])


def test(checkout: Checkout, arguments: list[str]) -> int:
    """Run the linters and the tests; `arguments` go to pytest."""
    tests = replace(TESTS, arguments=(*TESTS.arguments, *arguments))
    return run_checks((*LINT, tests), partial(run_here, checkout), print_now)


def lint(checkout: Checkout, arguments: list[str]) -> int:
    """Run the linters; they take no arguments."""
    if arguments:
        raise SetUpProblem(f"lint takes no arguments, not {' '.join(arguments)}.", WRONG_USE)
    return run_checks(LINT, partial(run_here, checkout), print_now)


def print_now(sentence: str) -> None:
    """Print a line between the output of the checks, in the same stream and in order."""
    print(sentence, flush=True)


def setup(checkout: Checkout, arguments: list[str]) -> int:
    """Make everything ready for the other commands; --fresh makes the environment anew."""
    if arguments not in ([], ["--fresh"]):
        raise SetUpProblem("setup takes only --fresh: make the environment anew.", WRONG_USE)
    made = prepare(checkout, Level.DEV, say, fresh=bool(arguments))
    complete_system(say)
    say("Ready." if made else "Ready; nothing had to be done.")
    return 0


def lock(checkout: Checkout, arguments: list[str]) -> int:
    """Choose the versions of all packages again; `arguments` go to uv."""
    make_locks(checkout, find_uv(checkout), arguments)
    return 0


COMMANDS = (
    Command("demo", "GridWatch on a simulated market, nothing real", Level.RUNTIME, demo),
    Command("run", "GridWatch itself; everything behind the word is its own", Level.RUNTIME, run),
    Command("test", "all checks and tests; arguments go to pytest", Level.DEV, test),
    Command("lint", "format, style, types and imports only", Level.DEV, lint),
    Command(
        "bench", "the figures against their yardsticks: [NAME …] [--json FILE]", Level.DEV, bench
    ),
    Command("setup", "make .venv and find system libraries; --fresh: anew", None, setup),
    Command("lock", "write packaging/locks again; --upgrade: newest versions", None, lock),
)
