"""The entry of GridWatch: reads the command line, opens the window or runs a command.

The JSON documents and exit codes of every command are described in `gridwatch.cli.manual`, which is
what `gridwatch COMMAND --help` ends with.
"""

from __future__ import annotations

import argparse
import io
import os
import sqlite3
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gridwatch import __version__
from gridwatch.cli.arguments import UsageError, window_asked
from gridwatch.places import find_profile

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call, Refusal


def main(argv: Sequence[str] | None = None) -> int:
    """Run GridWatch with these arguments and return the exit code; see `manual.EXITS`."""
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    _prepare(as_json=as_json)
    window = window_asked(words)
    if window is not None:
        return _window(window)
    try:
        asked = _parser().parse_args(words)
    except UsageError as wrong:
        return _misused(wrong, as_json=as_json)
    except SystemExit as end:  # --help and --version have printed
        return int(end.code or 0)
    if asked.command is None:
        return _window(asked)
    return _run(asked)


def _parser() -> argparse.ArgumentParser:
    # No part of the way to the window.
    from gridwatch.cli import manual
    from gridwatch.cli.arguments import parser_of
    from gridwatch.cli.commands import COMMANDS

    summary = "Watch the companies that build the electricity grid: prices, market caps, targets."
    return parser_of(COMMANDS, summary, manual.TOP, __version__)


def _prepare(*, as_json: bool) -> None:
    """Make standard output able to say everything; a window program on Windows has none."""
    if sys.stdout is None or sys.stderr is None:
        sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for good
        sys.stderr = sys.stderr or sys.stdout
    for each in (sys.stdout, sys.stderr):
        if isinstance(each, io.TextIOWrapper):
            utf8 = as_json or sys.platform == "win32"
            each.reconfigure(encoding="utf-8" if utf8 else None, errors="replace")


def _misused(wrong: UsageError, *, as_json: bool) -> int:
    from gridwatch.cli.call import Exit, Refusal

    refusal = Refusal("usage", str(wrong), Exit.USAGE)
    return _refused(refusal, as_json=as_json, usage=wrong.usage)


def _window(asked: argparse.Namespace) -> int:
    """Open the window; where there is no display, show the demo or say what works without one."""
    from gridwatch.places import has_display

    if not has_display():
        asked.run = _demo if asked.demo else _no_window
        return _run(asked)
    from gridwatch.app import run

    profile = find_profile(asked.profile, demo=asked.demo)
    if profile.simulated and not profile.user_db.exists():
        from gridwatch.cli.new_demo import make_for_window

        make_for_window(profile, asked.language)
    return run(profile, language=asked.language, theme=asked.theme, until=asked.until)


def _demo(call: Call) -> Answer:
    from gridwatch.cli.demo import show_demo

    return show_demo(call)


def _no_window(_: Call) -> Answer:
    from gridwatch.cli.picture import no_display

    raise no_display()


def _run(asked: argparse.Namespace) -> int:
    """Run a command and print its answer."""
    from gridwatch.cli.call import Answer, Call, Exit, Refusal, exit_code_of
    from gridwatch.cli.voice import stored_preferences, translate, voice_of
    from gridwatch.domain.problem import Problem
    from gridwatch.places import resources

    profile = find_profile(asked.profile, demo=asked.demo)
    chosen = stored_preferences(profile)
    voice = voice_of(asked.language or chosen.language, chosen.base_currency)
    try:
        answer = asked.run(Call(asked, profile, voice, resources()))
        if not isinstance(answer, Answer):
            return int(answer)
        _print(answer.document if asked.json else answer.text)
    except Problem as problem:
        refusal = Refusal(problem.code, voice.problem(problem), exit_code_of(problem))
    except Refusal as raised:
        refusal = raised
    except sqlite3.Error as error:
        words = translate("Cli", "A file of the profile {path} can't be used ({reason}).")
        words = words.format(path=profile.root, reason=error)
        refusal = Refusal("database_failed", words, Exit.FILE)
    except BrokenPipeError:
        return _hung_up()
    except OSError as error:
        words = translate("Cli", "{path} can't be used ({reason}).")
        words = words.format(path=error.filename or profile.root, reason=error.strerror or error)
        refusal = Refusal("file_failed", words, Exit.FILE)
    except KeyboardInterrupt:
        words = translate("Cli", "Stopped. What was stored until now is kept.")
        refusal = Refusal("stopped", words, Exit.STOPPED)
    else:
        return int(answer.exit_code)
    return _refused(refusal, as_json=asked.json)


def _print(content: object) -> None:
    sys.stdout.write(f"{content if isinstance(content, str) else _json(content)}\n")
    sys.stdout.flush()


def _json(document: object) -> str:
    import json  # no part of the way to the window

    return json.dumps(document, ensure_ascii=False, indent=1)


def _refused(refusal: Refusal, *, as_json: bool, usage: str = "") -> int:
    from gridwatch.cli.documents import error_document

    try:
        sys.stderr.write(f"{usage}gridwatch: {refusal}\n")
        sys.stderr.flush()
        if as_json:
            _print(error_document(refusal.code, str(refusal)))
    except BrokenPipeError:
        _hung_up()
    return int(refusal.exit_code)


def _hung_up() -> int:
    """Leave quietly where nobody reads on; the interpreter would complain when it closes stdout."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return 0
