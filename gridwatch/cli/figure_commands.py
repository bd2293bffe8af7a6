"""The command `figures` and its parts, as the command line has them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from gridwatch.cli.arguments import Command, argument, day
from gridwatch.cli.manual import EXITS

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call

# Spelt out here: what defines them is imported when a command needs it. A test compares them.
FREQUENCIES = ("day", "week", "month", "quarter", "half", "year", "irregular")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "cp1252")
COLUMNS = ("period", "value", "low", "high", "forecast", "known_on", "note", "nothing")
_SERIES = """\
series: about (a symbol, or theme:NAME), key, name, unit, source, link, note, frequency (day, week,
        month, quarter, half, year, irregular)
figure: period, on (its last day), value, low, high, forecast, known_on, note
"""
_LIST = f"""\
--json: {{"series": [series and "last": figure or null]}}

{_SERIES}
{EXITS}"""
_SHOW = f"""\
--json: {{"series", "as_of", "figures": [figure and "revisions"]}}, newest first; a revision is a
        figure with its recorded_at, its value null where it was withdrawn

{_SERIES}
{EXITS}"""
_ADD = f"""\
periods: 2025-09-30, 2025Q3, Q3/2025, 2025H1, 2025-09, 2025-W40, 2025, 2025年三季度, 2025年中报
values:  28.4, 1,234.5, 125亿, 12.5bn (counted in the unit of the series); - withdraws a figure

What was known of the period before stays as a revision.

--json: {{"series", "changed", "figure"}}

{_SERIES}
{EXITS}"""
_IMPORT = f"""\
A line has a period and a figure; headings in English, German or Chinese say which column is what.
Separator, decimal mark, order of dates and encoding are guessed where they are not told. Nothing is
imported while a line is bad, unless --skip-bad is given. FILE may be - for standard input.

  gridwatch figures import margin.csv --about 601179.SS --series gross_margin --unit % \\
      --name "Gross margin" --frequency quarter

--json: {{"series", "imported", "encoding", "separator", "decimal", "day_first", "columns", "lines",
         "new", "revised", "same", "empty", "bad": [{{"line", "code", "message"}}]}}

{_SERIES}
{EXITS}"""


def _list(call: Call) -> Answer:
    from gridwatch.cli.figures import list_series

    return list_series(call)


def _show(call: Call) -> Answer:
    from gridwatch.cli.figures import show_series

    return show_series(call)


def _add(call: Call) -> Answer:
    from gridwatch.cli.figures import add_figure

    return add_figure(call)


def _import(call: Call) -> Answer:
    from gridwatch.cli.figure_import import import_figures

    return import_figures(call)


def _columns(text: str) -> tuple[str, ...]:
    found = tuple(each.strip() for each in text.split(","))
    strange = [each for each in found if each not in COLUMNS]
    if strange:
        known = ", ".join(COLUMNS)
        raise argparse.ArgumentTypeError(f"“{strange[0]}” is no column; there are {known}")
    return found


_ABOUT = argument("--about", metavar="SYMBOL|theme:NAME", help="whose series")
_KEY = argument("key", metavar="KEY", help="the key of a series, as gross_margin")
_KNOWN = argument(
    "--known-on", type=day, metavar="YYYY-MM-DD", help="since when it is known (today)"
)
_FIGURE = (
    _KEY,
    argument("period", metavar="PERIOD", help="as 2025Q3"),
    argument("value", nargs="+", metavar="VALUE", help="as 28.4; - withdraws it"),
    _ABOUT,
    argument("--low", metavar="NUMBER", help="the lower edge of a band"),
    argument("--high", metavar="NUMBER", help="the upper edge"),
    argument("--forecast", action="store_true", help="it is not counted yet"),
    _KNOWN,
    argument("--note", default="", help="a few words"),
)
_FILE = (
    argument("file", metavar="FILE", help="CSV or the like; - is standard input"),
    argument("--about", required=True, metavar="SYMBOL|theme:NAME", help="whose series"),
    argument("--series", required=True, metavar="KEY", help="made where there is none"),
    argument("--name", default="", help="of a new series"),
    argument("--unit", default="", help="of a new series, as bn CNY"),
    argument("--frequency", choices=FREQUENCIES, default="", help="of a new series (quarter)"),
    argument("--encoding", choices=ENCODINGS, default="", help="else guessed"),
    argument("--separator", choices=("tab", ",", ";", "|"), default=None, help="else guessed"),
    argument("--decimal", choices=(".", ","), default="", help="the decimal mark, else guessed"),
    argument("--dates", choices=("day-first", "month-first"), default="", help="what 3/4/2025 is"),
    argument(
        "--columns", type=_columns, metavar="A,B", default=(), help="what the columns are, in order"
    ),
    _KNOWN,
    argument("--skip-bad", action="store_true", help="leave lines out that can't be read"),
    argument(
        "--dry-run", action="store_true", help="say what would be imported, and store nothing"
    ),
)
FIGURES = Command(
    "figures",
    "Show evidence series, and add and import their figures.",
    _LIST,
    _list,
    parts=(
        Command("list", "Show the series, each with its last figure.", _LIST, _list, (_ABOUT,)),
        Command(
            "show",
            "Show the figures of a series, newest first.",
            _SHOW,
            _show,
            (
                _KEY,
                _ABOUT,
                argument("--as-of", type=day, metavar="YYYY-MM-DD", help="as known on that day"),
            ),
        ),
        Command("add", "Enter a figure.", _ADD, _add, _FIGURE),
        Command("import", "Read figures from a file.", _IMPORT, _import, _FILE),
    ),
)
