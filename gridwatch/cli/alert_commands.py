"""The command `alert` and its parts, as the command line has them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from gridwatch.cli import manual
from gridwatch.cli.arguments import Command, argument, day, duration, number

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call


def _list(call: Call) -> Answer:
    from gridwatch.cli.alert_list import show_alerts

    return show_alerts(call)


def _add(call: Call) -> Answer:
    from gridwatch.cli.alerts import add_alert

    return add_alert(call)


def _remove(call: Call) -> Answer:
    from gridwatch.cli.alerts import remove_alert

    return remove_alert(call)


def _mute(call: Call) -> Answer:
    from gridwatch.cli.alerts import mute_alert

    return mute_alert(call)


def _unmute(call: Call) -> Answer:
    from gridwatch.cli.alerts import unmute_alert

    return unmute_alert(call)


def _snooze(call: Call) -> Answer:
    from gridwatch.cli.alerts import snooze_alert

    return snooze_alert(call)


def _log(call: Call) -> Answer:
    from gridwatch.cli.alert_log import show_log

    return show_log(call)


_NUMBERS = argument("numbers", nargs="+", type=number, metavar="ID", help="as the list has it")
_ADD = (
    argument("subject", metavar="SUBJECT", help="a symbol, list:NAME, theme:NAME, all, …"),
    argument("condition", nargs="+", metavar="CONDITION", help='as "cap >= 100bn CNY"'),
    argument("--name", default="", help="shown in place of the condition"),
    argument(
        "--once", dest="repeat", action="store_const", const="once", default="every",
        help="fire once; else each time, after the value has come back",
    ),
    argument(
        "--daily", dest="repeat", action="store_const", const="daily", default="every",
        help="fire at most once a day",
    ),
    argument(
        "--basis", choices=("touch", "last", "close"), default="touch",
        help="which prices count (touch: the high and low of the day as well)",
    ),
    argument(
        "--slack", metavar="2%|1.5",
        help="how far a value has to come back before it can fire again, of the level or as it is",
    ),
    argument(
        "--cooldown", type=duration, default=timedelta(0), metavar="2h",
        help="tell nobody for so long after it has told",
    ),
    argument("--expires", type=day, metavar="YYYY-MM-DD", help="its last day"),
    argument("--no-sound", action="store_true", help="tell without a sound"),
)  # fmt: skip
ALERT = Command(
    "alert",
    "Show, add, change and remove alerts, and read the log of their firings.",
    manual.ALERT,
    _list,
    parts=(
        Command("list", "Show every alert and where it stands.", manual.ALERT_LIST, _list),
        Command("add", "Add an alert.", manual.ALERT_ADD, _add, _ADD),
        Command("rm", "Remove alerts.", manual.ALERT_REMOVE, _remove, (_NUMBERS,)),
        Command(
            "mute", "Log the firings, and tell nobody.", manual.ALERT_CHANGE, _mute, (_NUMBERS,)
        ),
        Command(
            "unmute",
            "Tell again, where an alert was muted or snoozed.",
            manual.ALERT_CHANGE,
            _unmute,
            (_NUMBERS,),
        ),
        Command(
            "snooze",
            "Tell nobody for a while.",
            manual.ALERT_CHANGE,
            _snooze,
            (
                argument("numbers", nargs=1, type=number, metavar="ID"),
                argument("span", type=duration, metavar="3d", help="how long: 90min, 2h, 3d, 1w"),
            ),
        ),
        Command(
            "log",
            "Show every firing, newest first.",
            manual.ALERT_LOG,
            _log,
            (
                argument("--since", type=day, metavar="YYYY-MM-DD", help="from this day on"),
                argument("--search", default="", metavar="TEXT", help="with all of these words"),
                argument("--out", type=Path, metavar="FILE.csv", help="write a table"),
            ),
        ),
    ),
)
