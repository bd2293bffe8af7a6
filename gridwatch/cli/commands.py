"""The table of all commands, which is imported where the command line does not open the window."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from gridwatch.cli import manual
from gridwatch.cli.alert_commands import ALERT
from gridwatch.cli.arguments import CHART, THEME, Command, argument
from gridwatch.cli.figure_commands import FIGURES
from gridwatch.cli.note_commands import NOTES
from gridwatch.cli.portfolio.entry import PORTFOLIO
from gridwatch.cli.review_commands import REVIEWS
from gridwatch.cli.thesis_commands import THESIS

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call


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
