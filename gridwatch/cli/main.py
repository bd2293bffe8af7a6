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
from gridwatch.cli import manual
from gridwatch.cli.alert_commands import ALERT
from gridwatch.cli.arguments import (
    CHART,
    THEME,
    Command,
    UsageError,
    argument,
    parser_of,
    window_asked,
)
from gridwatch.cli.figure_commands import FIGURES
from gridwatch.cli.note_commands import NOTES
from gridwatch.cli.portfolio.entry import PORTFOLIO
from gridwatch.cli.review_commands import REVIEWS
from gridwatch.cli.thesis_commands import THESIS
from gridwatch.places import find_profile

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call, Refusal

SUMMARY = "Watch the companies that build the electricity grid: prices, market caps, targets."


def _list(call: Call) -> Answer:
    from gridwatch.cli.lists import show_lists

    return show_lists(call)


def _add(call: Call) -> Answer:
    from gridwatch.cli.adding import add

    return add(call)


def _remove(call: Call) -> Answer:
    from gridwatch.cli.lists import remove

    return remove(call)


def _target(call: Call) -> Answer:
    from gridwatch.cli.targets import target

    return target(call)


def _refresh(call: Call) -> Answer:
    from gridwatch.cli.fetching import refresh

    return refresh(call)


def _check(call: Call) -> Answer:
    from gridwatch.cli.checking import check

    return check(call)


def _milestones(call: Call) -> Answer:
    from gridwatch.cli.milestones import milestones

    return milestones(call)


def _ladder(call: Call) -> Answer:
    from gridwatch.cli.ladders import ladder

    return ladder(call)


def _doctor(call: Call) -> Answer:
    from gridwatch.cli.doctor import doctor

    return doctor(call)


def _channel(call: Call) -> Answer:
    from gridwatch.cli.channels import channel

    return channel(call)


def _autostart(call: Call) -> Answer:
    from gridwatch.cli.autostart import autostart

    return autostart(call)


def _snapshot(call: Call) -> Answer:
    from gridwatch.cli.picture import snapshot

    return snapshot(call)


def _collect(call: Call) -> int:
    from gridwatch.cli.fetching import collect_for_window

    return collect_for_window(call)


_SYMBOLS = argument("symbols", nargs="+", metavar="SYMBOL", help="as on Yahoo: 601179.SS, GEV")
COMMANDS = (
    Command("list", "Show the lists, with their companies and targets.", manual.LIST, _list),
    Command(
        "add",
        "Add companies to a list.",
        manual.ADD,
        _add,
        (
            _SYMBOLS,
            argument("--list", metavar="NAME", dest="watchlist", help="the list; else the first"),
            argument("--create", action="store_true", help="make the list where there is none"),
        ),
    ),
    Command(
        "remove",
        "Take companies off the lists.",
        manual.REMOVE,
        _remove,
        (
            _SYMBOLS,
            argument("--list", metavar="NAME", dest="watchlist", help="this list only"),
        ),
    ),
    Command(
        "target",
        "Show, set or remove the targets of a company.",
        manual.TARGET,
        _target,
        (
            argument("symbol", metavar="SYMBOL"),
            argument("amount", nargs="*", metavar="AMOUNT", help="a market cap, as 100bn CNY"),
            argument("--remove", action="store_true", help="give up this target, or all"),
        ),
    ),
    Command(
        "refresh",
        "Fetch quotes and missing histories, and evaluate the targets.",
        manual.REFRESH,
        _refresh,
        (argument("symbols", nargs="*", metavar="SYMBOL", help="these only"),),
    ),
    Command(
        "check",
        "Show prices, market caps, targets and firings from what is stored.",
        manual.CHECK,
        _check,
        (
            argument("--refresh", action="store_true", help="fetch first"),
            argument(
                "--exit-code", action="store_true", help="end with 10 where something new has fired"
            ),
        ),
    ),
    ALERT,
    THESIS,
    Command(
        "milestones",
        "Show who is next: distances, times and chances of every target and rung.",
        manual.MILESTONES,
        _milestones,
        (
            argument("symbols", nargs="*", metavar="SYMBOL", help="these only"),
            argument("--list", metavar="NAME", dest="watchlist", help="those of this list"),
            argument("--rungs", metavar="A,B", help="more rungs, as 50bn CNY,100bn CNY"),
        ),
    ),
    Command(
        "ladder",
        "Show, set or remove the ladder of a company or of a list.",
        manual.LADDER,
        _ladder,
        (
            argument("owner", nargs="?", metavar="OWNER", help="a symbol, or list:NAME"),
            argument("rungs", nargs="*", metavar="RUNGS", help="as 50bn CNY, 100bn CNY"),
            argument("--remove", action="store_true", help="take the ladder away"),
        ),
    ),
    FIGURES,
    NOTES,
    REVIEWS,
    PORTFOLIO,
    Command(
        "doctor",
        "Show what may be wrong: files, locks, Qt, the source.",
        manual.DOCTOR,
        _doctor,
        (argument("--online", action="store_true", help="ask the source for one quote"),),
    ),
    Command(
        "snapshot",
        "Draw the window into a PNG file, with no display.",
        manual.SNAPSHOT,
        _snapshot,
        (
            argument("--out", required=True, metavar="FILE.png", help="where to write"),
            argument("--size", metavar="WxH", default="1440x900", help="in pixels (1440x900)"),
            THEME,
            *CHART,
        ),
    ),
    Command(
        "channel",
        "Show, add, test and remove the channels that alerts are sent to.",
        manual.CHANNEL,
        _channel,
        (
            argument(
                "verb",
                nargs="?",
                default="list",
                choices=("list", "add", "test", "rm", "on", "off"),
                help="what to do; without it the channels are listed",
            ),
            argument("words", nargs="*", metavar="NAME [ADDRESS]", help="“-” reads the address"),
            argument(
                "--in-file", action="store_true", help="keep the address in a file, not a keyring"
            ),
        ),
    ),
    Command(
        "autostart",
        "Watch in the background from login on.",
        manual.AUTOSTART,
        _autostart,
        (argument("state", nargs="?", default="status", choices=("on", "off", "status")),),
    ),
    Command(
        "collect",
        "Fetch for a window, by itself, or in the background.",
        manual.COLLECT,
        _collect,
        (
            argument("--alone", action="store_true", help="go on until a signal comes"),
            argument(
                "--background",
                action="store_true",
                help="watch while no window is open, until a signal comes",
            ),
            # The child of --background, which gives way to a window.
            argument("--behind", action="store_true", help=argparse.SUPPRESS),
        ),
    ),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run GridWatch with these arguments and return the exit code; see `manual.EXITS`."""
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    _prepare(as_json=as_json)
    window = window_asked(words)
    if window is not None:
        return _window(window)
    try:
        asked = parser_of(COMMANDS, SUMMARY, manual.TOP, __version__).parse_args(words)
    except UsageError as wrong:
        return _misused(wrong, as_json=as_json)
    except SystemExit as end:  # --help and --version have printed
        return int(end.code or 0)
    if asked.command is None:
        return _window(asked)
    return _run(asked)


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
