"""The words after dev.py, as the user meets them: exit codes and sentences."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from setup.checkout import Checkout
from setup.checks import Check, run_checks
from setup.commands import COMMANDS, choose
from setup.problem import SetUpProblem

DEV = Path(__file__).resolve().parents[2] / "packaging" / "dev.py"


def dev(*arguments: str, before: str = "pass") -> subprocess.CompletedProcess[str]:
    """Start dev.py as the user does, after a line of Python that changes the machine it sees."""
    start = f"import runpy, sys; {before}; sys.argv[1:] = {list(arguments)!r}; "
    start += f"sys.path.insert(0, {str(DEV.parent)!r}); "
    start += f"runpy.run_path({str(DEV)!r}, run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", start], capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("version", [(2, 7), (3, 8), (3, 10), (3, 15), (4, 0)])
def test_wrong_python_is_told_plainly(version: tuple[int, int]) -> None:
    answer = dev("demo", before=f"sys.version_info = ({version[0]}, {version[1]}, 0, 'final', 0)")
    assert answer.returncode == 1
    assert f"this is Python {version[0]}.{version[1]}" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_old_python_can_read_dev() -> None:
    tree = ast.parse(DEV.read_text("utf-8"), feature_version=(3, 7))
    younger = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.FunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, younger)]
    refusal = next(n for n, node in enumerate(tree.body) if isinstance(node, ast.If))
    imported = [
        node for node in tree.body[:refusal] if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert [ast.unparse(node) for node in imported] == ["import sys"]


def test_unknown_command_is_a_plain_sentence() -> None:
    answer = dev("dance")
    assert answer.returncode == 2
    assert answer.stderr.startswith("There is no command “dance”.")
    assert all(f"  {command.word}" in answer.stderr for command in COMMANDS)


def test_no_command_asks_which() -> None:
    with pytest.raises(SetUpProblem, match="Which command") as caught:
        choose([])
    assert caught.value.exit_code == 2


def test_help_is_no_error() -> None:
    answer = dev("--help")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "demo" in answer.stdout


def test_arguments_behind_the_word_are_passed_on() -> None:
    command, rest = choose(["demo", "--theme", "dark"])
    assert (command.word, rest) == ("demo", ["--theme", "dark"])


@pytest.mark.parametrize("arguments", [("lint", "--fix"), ("setup", "--quick")])
def test_arguments_that_nobody_takes_are_refused(arguments: tuple[str, str]) -> None:
    command, rest = choose(arguments)
    with pytest.raises(SetUpProblem, match="takes") as caught:
        command.do(Checkout(Path("nowhere")), rest)
    assert caught.value.exit_code == 2


def test_all_checks_run_whatever_fails() -> None:
    said: list[str] = []
    ran: list[str] = []
    codes = {"one": 0, "two": 3, "three": 0}

    def run(check: Check) -> int:
        ran.append(check.name)
        return codes[check.name]

    code = run_checks([Check(name, "tool", ()) for name in codes], run, said.append)
    assert (code, ran) == (1, ["one", "two", "three"])
    assert said[-1] == "── one ok, two FAILED, three ok"


def test_no_failure_no_exit_code() -> None:
    assert run_checks([Check("one", "tool", ())], lambda _check: 0, lambda _line: None) == 0
