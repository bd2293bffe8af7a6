"""The command line as a table that is walked into a parser."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

from gridwatch.preferences import CURRENCIES, LANGUAGES, THEMES


class UsageError(Exception):
    """A command line that can't be understood; `usage` is the line that would be."""

    def __init__(self, sentence: str, usage: str) -> None:
        super().__init__(sentence)
        self.usage = usage


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of printing, so that `--json` can answer as well."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(message, self.format_usage())


def options_first(words: Sequence[str], valued: frozenset[str]) -> list[str]:
    """Return `words` with all options in front; those in `valued` keep the word that follows.

    `-5bn` is a word and not an option, so that it is refused as an amount; `-` is standard input.
    """
    options: list[str] = []
    others: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            others += waiting
        elif word.startswith("-") and word != "-" and not word[1:2].isdigit():
            options.append(word)
            options += [each for _, each in zip(range(word in valued), waiting, strict=False)]
        else:
            others.append(word)
    return [*options, "--", *others] if others else options


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its names, and how argparse reads it."""

    names: tuple[str, ...]
    how: Mapping[str, Any] = field(default_factory=dict)


def argument(*names: str, **how: Any) -> Argument:  # noqa: ANN401 - argparse's own options
    """Declare an argument."""
    return Argument(names, how)


def folder(text: str) -> Path:
    """Read a folder; an empty one is a shell variable that was not set, never the present one."""
    if not text.strip():
        raise argparse.ArgumentTypeError("a folder has to be named")
    return Path(text)


def day(text: str) -> date:
    """Read a date like 2025-04-01."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no date like 2025-04-01") from None


_LENGTHS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DURATION = re.compile(r"([0-9]{1,6})\s*(s|m|min|h|d|w)", re.IGNORECASE)


def duration(text: str) -> timedelta:
    """Read a span of time like 90min, 2h, 3d or 1w, of at most a year."""
    found = _DURATION.fullmatch(text.strip())
    length = timedelta(0)
    if found is not None:
        length = int(found[1]) * timedelta(seconds=_LENGTHS[found[2].lower()])
    if not timedelta(0) < length <= timedelta(days=366):
        raise argparse.ArgumentTypeError(f"“{text}” is no span of time like 90min, 2h, 3d or 1w")
    return length


def number(text: str) -> int:
    """Read the number of something that a list has numbered."""
    if re.fullmatch(r"[0-9]{1,18}", text.strip()) is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no number, as the list has them")
    return int(text)


def several(text: str) -> tuple[str, ...]:
    """Read words with commas between them, each once."""
    return tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def indicators(text: str) -> tuple[str, ...]:
    """Read ids of indicators with commas between them, each once."""
    found = several(text)
    for each in found:
        if each not in CHART_INDICATORS:
            known = ", ".join(CHART_INDICATORS)
            raise argparse.ArgumentTypeError(f"“{each}” is no indicator; there are {known}")
    return found


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, a sentence, the end of its help, its arguments and what it runs.

    `parts`: commands of its own, one of which may follow its name; alone it runs `run`. `later`
    returns all of a command whose table is long, once it is wanted: until then it has its name and
    sentence alone.
    """

    name: str
    sentence: str
    manual: str
    run: Callable[..., Any]
    arguments: tuple[Argument, ...] = ()
    parts: tuple[Command, ...] = ()
    later: Callable[[], Command] | None = None


COMMON = (
    argument("--profile", type=folder, metavar="DIR", help="folder of the profile"),
    argument("--demo", action="store_true", help="use the simulated market"),
    argument("--language", choices=LANGUAGES, help="language of the words and numbers"),
    argument("--json", action="store_true", help="print one JSON document"),
)
# What a chart in a picture can show. The ids are those of the chart itself, which is imported only
# where one is drawn; a test compares them.
CHART_RANGES = ("1D", "5D", "1M", "3M", "6M", "YTD", "1Y", "3Y", "5Y", "MAX")
CHART_STYLES = ("candles", "hollow", "bars", "line", "area")
CHART_SCALES = ("linear", "log", "percent")
CHART_SIZES = ("1m", "5m", "15m", "30m", "1h", "1d", "1w", "1mo")
CHART_INDICATORS = (
    "sma", "ema", "bollinger", "vwap", "yearly", "volume",
    "rsi", "macd", "atr", "drawdown", "shares",
)  # fmt: skip
CHART = (
    argument("--company", metavar="SYMBOL", default="", help="whose chart; else nearest to target"),
    argument("--chart-range", choices=CHART_RANGES, default="", help="how far back (1Y)"),
    argument("--since", type=day, metavar="YYYY-MM-DD", help="first day, in place of a range"),
    argument("--chart-style", choices=CHART_STYLES, default="", help="how prices are drawn"),
    argument("--chart-size", choices=CHART_SIZES, default="", help="length of a bar"),
    argument("--chart-scale", choices=CHART_SCALES, default="", help="what heights are"),
    argument("--chart-currency", choices=CURRENCIES, default="", help="else that of the listing"),
    argument("--market-cap", action="store_true", help="the market cap in place of the price"),
    argument("--compare", type=several, metavar="A,B", default=(), help="symbols to compare with"),
    argument(
        "--indicators",
        type=indicators,
        metavar="A,B",
        default=(),
        help=f"of {', '.join(CHART_INDICATORS)}",
    ),
    argument("--figures", type=several, metavar="A,B", default=(), help="keys of evidence series"),
    argument("--chart-only", action="store_true", help="the chart without the window"),
)
# No default of its own: said before the command, it holds after it.
THEME = argument("--theme", choices=THEMES, default=argparse.SUPPRESS, help="colours of the window")


class Room(Parser):
    """The parser of one command, which takes its options before, between and after its words."""

    command: Command | None = None

    def parse_known_args(  # type: ignore[override]  # the overloads differ in the namespace only
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse with the options first; argparse alone refuses `target X --json 5bn`."""
        command, self.command = self.command, None
        words = list(args or ())
        if command is not None and command.later is not None:
            command = command.later()
            self.epilog = command.manual
        if command is not None:
            self._furnish(command)
            # What belongs to a part is put in order by the part itself.
            words = words if command.parts else options_first(words, valued(command))
        return super().parse_known_args(words, namespace)

    def _furnish(self, command: Command) -> None:
        """Add the arguments, only now: the way to the window passes all rooms and uses none."""
        self.set_defaults(run=command.run)
        for each in command.arguments:
            self.add_argument(*each.names, **each.how)
        for each in COMMON:
            # What was said before the command holds: no default may replace it.
            self.add_argument(*each.names, **{**each.how, "default": argparse.SUPPRESS})
        if command.parts:
            _add_rooms(self, command.parts, "part")


def _add_rooms(parser: Parser, commands: Sequence[Command], dest: str) -> None:
    """Give a parser a room for each command; it is furnished when it is entered."""
    rooms = parser.add_subparsers(dest=dest, metavar="COMMAND", parser_class=Room)
    for command in commands:
        room = rooms.add_parser(
            command.name,
            help=command.sentence,
            description=command.sentence,
            epilog=command.manual,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        room.command = command


def valued(command: Command) -> frozenset[str]:
    """Return the options of a command that take the word after them."""
    return frozenset(
        name
        for each in (*command.arguments, *COMMON)
        if each.how.get("action") in (None, "append")
        for name in each.names
    )


def window_asked(words: Sequence[str]) -> argparse.Namespace | None:
    """Read a command line that opens the window, as `parser_of` would; None for any other one.

    The way to the window passes the parsers of all commands, and making them takes longer than
    reading the command line.
    """
    parser = Parser("gridwatch", add_help=False, allow_abbrev=False)
    _furnish_window(parser)
    parser.set_defaults(command=None)
    try:
        return parser.parse_args(words)
    except UsageError:
        return None


def _furnish_window(parser: Parser) -> None:
    parser.add_argument(
        "--until", choices=("first-paint", "chart"), help=argparse.SUPPRESS, default=None
    )
    parser.set_defaults(theme=None)
    for each in (*COMMON, THEME):
        parser.add_argument(*each.names, **each.how)


def parser_of(
    commands: Sequence[Command], summary: str, manual: str, version: str
) -> argparse.ArgumentParser:
    """Return the parser of a table of commands; common arguments go before or after a command."""
    shape = argparse.RawDescriptionHelpFormatter
    # allow_abbrev: a script that says --prof would break with the next option.
    parser = Parser(
        "gridwatch", description=summary, epilog=manual, formatter_class=shape, allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"GridWatch {version}")
    _furnish_window(parser)
    _add_rooms(parser, commands, "command")
    return parser
