"""What the command `portfolio` does with files, as the command line has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gridwatch.cli.arguments import Command, argument, number
from gridwatch.cli.figure_commands import ENCODINGS
from gridwatch.cli.portfolio import manuals
from gridwatch.cli.portfolio.scope_arguments import ACCOUNT, CURRENCY, DIMENSIONS

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call

# Spelt out here: what defines them is imported when a command needs it. A test compares them.
FORMATS = ("json", "csv", "xlsx", "portfolio-performance")
PRESETS = (
    "trading212",
    "degiro",
    "ib_flex_trades",
    "ib_flex_dividends",
    "ib_activity",
    "ib_statement",
    "schwab",
    "swissquote",
    "trade_republic",
    "freetrade",
    "avanza",
    "parqet",
    "yahoo",
    "ghostfolio",
    "wealthfolio",
    "pp_transactions",
    "pp_import",
    "pp_securities",
    "pp_prices",
    "china",
    "generic",
)
_FILE = (
    argument("file", metavar="FILE", help="of a broker or another program; - is standard input"),
    argument(
        "--as",
        dest="preset",
        choices=PRESETS,
        metavar="PRESET",
        help="whose table it is, else recognised",
    ),
    argument(
        "--account", metavar="NAME", help="where securities go: one that is there, or a new one"
    ),
    argument(
        "--cash-account", action="append", metavar="NAME", help="where money moves; repeatable"
    ),
    argument("--symbol", action="append", metavar="ISIN=SYMBOL", help="what quotes it; repeatable"),
    argument("--encoding", choices=ENCODINGS, default="", help="else guessed"),
    argument("--separator", choices=("tab", ",", ";", "|"), default=None, help="else guessed"),
    argument("--decimal", choices=(".", ","), default="", help="the decimal mark, else guessed"),
    argument("--dates", choices=("day-first", "month-first"), default="", help="what 3/4/2025 is"),
    argument("--skip-bad", action="store_true", help="leave lines out that can't be taken"),
    argument("--take-duplicates", action="store_true", help="also what looks booked already"),
    argument(
        "--dry-run", action="store_true", help="say what would be imported, and store nothing"
    ),
)


def _import(call: Call) -> Answer:
    from gridwatch.cli.portfolio.importing import import_file

    return import_file(call)


def _imports(call: Call) -> Answer:
    from gridwatch.cli.portfolio.imports import show_imports

    return show_imports(call)


def _undo_import(call: Call) -> Answer:
    from gridwatch.cli.portfolio.imports import undo_import

    return undo_import(call)


def _export(call: Call) -> Answer:
    from gridwatch.cli.portfolio.exporting import export_ledger

    return export_ledger(call)


def _schema(call: Call) -> Answer:
    from gridwatch.cli.portfolio.exporting import show_schema

    return show_schema(call)


def _report(call: Call) -> Answer:
    from gridwatch.cli.portfolio.report import write_report

    return write_report(call)


_IMPORTS = Command(
    "imports",
    "Show the imports, or take one back.",
    manuals.IMPORTS,
    _imports,
    parts=(
        Command("list", "Show the imports, newest first.", manuals.IMPORTS, _imports),
        Command(
            "undo",
            "Take an import back.",
            manuals.IMPORTS_UNDO,
            _undo_import,
            (argument("number", type=number, metavar="NUMBER", help="as the list has it"),),
        ),
    ),
)
FILES = (
    Command("import", "Take over a file, whole or not at all.", manuals.IMPORT, _import, _FILE),
    _IMPORTS,
    Command(
        "export",
        "Write it into a file.",
        manuals.EXPORT,
        _export,
        (
            argument("file", type=Path, metavar="FILE", help=".json, .csv or .xlsx"),
            argument("--format", choices=FORMATS, help="else by the end of the name"),
            CURRENCY,
        ),
    ),
    Command("schema", "Describe the JSON of an export, as Markdown.", manuals.SCHEMA, _schema),
    Command(
        "report",
        "Write the report of a period, with no display.",
        manuals.REPORT,
        _report,
        (
            argument("out", type=Path, metavar="FILE.html|FILE.pdf", help="where to write"),
            argument(
                "--period",
                metavar="PERIOD",
                default="this-year",
                help="as last-year; see below (this-year)",
            ),
            argument("--title", metavar="TEXT", default="", help="of the report"),
            argument("--by", choices=DIMENSIONS, default="segment", help="what it is divided by"),
            ACCOUNT,
            CURRENCY,
        ),
    ),
)
