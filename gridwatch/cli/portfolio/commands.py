"""The command `portfolio` and its parts, as the command line has them."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from gridwatch.cli.arguments import Command, argument, day, number
from gridwatch.cli.figure_commands import ENCODINGS
from gridwatch.cli.portfolio import manuals
from gridwatch.cli.portfolio.booking_commands import ADD, KINDS

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call

# Spelt out here: what defines them is imported when a command needs it. A test compares them.
DIMENSIONS = ("security", "company", "segment", "country", "currency", "account")
FORMATS = ("json", "csv", "xlsx", "portfolio-performance")
PRESETS = (
    "trading212",
    "degiro",
    "ib_flex_trades",
    "ib_flex_dividends",
    "ib_activity",
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
METHODS = ("fifo", "lifo", "average", "highest", "chosen")
_MOST_CHANGES = 50


def _show(call: Call) -> Answer:
    from gridwatch.cli.portfolio.holdings import show_holdings

    return show_holdings(call)


def _performance(call: Call) -> Answer:
    from gridwatch.cli.portfolio.performance import show_performance

    return show_performance(call)


def _transactions(call: Call) -> Answer:
    from gridwatch.cli.portfolio.transactions import show_transactions

    return show_transactions(call)


def _remove(call: Call) -> Answer:
    from gridwatch.cli.portfolio.transactions import remove_transactions

    return remove_transactions(call)


def _history(call: Call) -> Answer:
    from gridwatch.cli.portfolio.history import show_history

    return show_history(call)


def _accounts(call: Call) -> Answer:
    from gridwatch.cli.portfolio.accounts import show_accounts

    return show_accounts(call)


def _add_account(call: Call) -> Answer:
    from gridwatch.cli.portfolio.accounts import add_account

    return add_account(call)


def _close_account(call: Call) -> Answer:
    from gridwatch.cli.portfolio.accounts import close_account

    return close_account(call)


def _open_account(call: Call) -> Answer:
    from gridwatch.cli.portfolio.accounts import open_account

    return open_account(call)


def _remove_account(call: Call) -> Answer:
    from gridwatch.cli.portfolio.accounts import remove_account

    return remove_account(call)


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


def _report(call: Call) -> Answer:
    from gridwatch.cli.portfolio.report import write_report

    return write_report(call)


def _income(call: Call) -> Answer:
    from gridwatch.cli.portfolio.income import show_income

    return show_income(call)


def _allocation(call: Call) -> Answer:
    from gridwatch.cli.portfolio.allocation import show_allocation

    return show_allocation(call)


def _check(call: Call) -> Answer:
    from gridwatch.cli.portfolio.checks import check_ledger

    return check_ledger(call)


def _per_cent(text: str) -> float:
    """Read a rate like 2.5%, 2.5 being the same."""
    try:
        value = float(text.strip().removesuffix("%").strip().replace(",", "."))
    except ValueError:
        value = math.nan
    if not -50 <= value <= 100:
        raise argparse.ArgumentTypeError(f"“{text}” is no rate like 2.5%")
    return value / 100


ACCOUNT = argument(
    "--account", action="append", metavar="NAME", help="this account or group only; repeatable"
)
CURRENCY = argument("--currency", metavar="CODE", help="of all amounts; else the base currency")
_ON = argument("--on", type=day, metavar="YYYY-MM-DD", help="at the end of this day (today)")
_ACCOUNT_NAME = argument("name", metavar="NAME", help="of the account")
_SHOWN = (
    ACCOUNT,
    CURRENCY,
    _ON,
    argument("--lots", action="store_true", help="what is left of each purchase as well"),
    argument("--all", action="store_true", help="also what is not held any more"),
)
_MEASURED = (
    argument("--period", metavar="PERIOD", default="all", help="as this-year; see below (all)"),
    argument("--by", choices=DIMENSIONS, help="what each part has contributed"),
    argument("--benchmark", metavar="WHAT", help="a symbol, list:NAME or segment:NAME"),
    argument("--months", action="store_true", help="the return of each month"),
    argument(
        "--risk-free",
        type=_per_cent,
        default=0.0,
        metavar="RATE",
        help="a year, under the ratios of Sharpe and Sortino (0%%)",
    ),
    ACCOUNT,
    CURRENCY,
)
_LISTED = (
    ACCOUNT,
    argument("--security", metavar="WHAT", help="by symbol, ISIN, WKN, name or #number"),
    argument(
        "--kind", action="append", choices=KINDS, metavar="KIND", help="this one only; repeatable"
    ),
    argument("--since", type=day, metavar="YYYY-MM-DD", help="from this day on"),
    argument("--until", type=day, metavar="YYYY-MM-DD", help="up to this day"),
)
_NEW_ACCOUNT = (
    _ACCOUNT_NAME,
    argument("--cash", action="store_true", help="it holds money"),
    argument("--securities", action="store_true", help="it holds shares"),
    argument("--currency", metavar="CODE", help="else the base currency"),
    argument("--cash-account", metavar="NAME", help="through which its trades are settled"),
    argument("--group", metavar="NAME", default="", help="accounts that belong together"),
    argument("--method", choices=METHODS, default="fifo", help="which lots a sale takes (fifo)"),
    argument("--shorts", action="store_true", help="more may be sold than is held"),
)
_ACCOUNTS = Command(
    "accounts",
    "Show accounts; make, close and open them.",
    manuals.ACCOUNTS,
    _accounts,
    parts=(
        Command("list", "Show every account.", manuals.ACCOUNTS, _accounts),
        Command("add", "Make an account.", manuals.ACCOUNTS_ADD, _add_account, _NEW_ACCOUNT),
        Command(
            "close", "Close an account.", manuals.ACCOUNTS_STATE, _close_account, (_ACCOUNT_NAME,)
        ),
        Command(
            "open",
            "Open a closed account again.",
            manuals.ACCOUNTS_STATE,
            _open_account,
            (_ACCOUNT_NAME,),
        ),
        Command(
            "remove",
            "Delete an account that nothing is booked in.",
            manuals.ACCOUNTS_REMOVE,
            _remove_account,
            (_ACCOUNT_NAME,),
        ),
    ),
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
PORTFOLIO = Command(
    "portfolio",
    "Show, measure, book, import and export the portfolio.",
    manuals.SHOW,
    _show,
    parts=(
        Command("show", "Show what is held and what it is worth.", manuals.SHOW, _show, _SHOWN),
        Command(
            "performance",
            "Show the numbers of a period.",
            manuals.PERFORMANCE,
            _performance,
            _MEASURED,
        ),
        Command(
            "transactions",
            "Show what is booked, newest first.",
            manuals.TRANSACTIONS,
            _transactions,
            _LISTED,
        ),
        Command(
            "history",
            "Show what was booked, changed and deleted, and when.",
            manuals.HISTORY,
            _history,
            (
                argument("--transaction", type=number, metavar="NUMBER", help="of this one only"),
                argument(
                    "--limit",
                    type=number,
                    metavar="N",
                    default=_MOST_CHANGES,
                    help=f"so many at most ({_MOST_CHANGES})",
                ),
            ),
        ),
        _ACCOUNTS,
        Command(
            "income",
            "Show dividends and interest, paid and expected.",
            manuals.INCOME,
            _income,
            (
                argument(
                    "--period", metavar="PERIOD", default="1y", help="as this-year; see below (1y)"
                ),
                argument("--monthly", action="store_true", help="sums of each month"),
                ACCOUNT,
                CURRENCY,
            ),
        ),
        Command(
            "allocation",
            "Show how it is divided, beside targets.",
            manuals.ALLOCATION,
            _allocation,
            (
                argument("--by", choices=DIMENSIONS, default="segment", help="(segment)"),
                argument("--rebalance", action="store_true", help="suggest trades"),
                argument("--new-money", metavar="AMOUNT", help="spend this, and sell nothing"),
                ACCOUNT,
                CURRENCY,
                _ON,
            ),
        ),
        Command(
            "check",
            "Show what is doubtful in it.",
            manuals.CHECK,
            _check,
            (
                argument("--all", action="store_true", help="also what was dismissed"),
                argument(
                    "--exit-code", action="store_true", help="end with 1 where something is wrong"
                ),
            ),
        ),
        ADD,
        Command(
            "remove",
            "Delete transactions by their numbers.",
            manuals.REMOVE,
            _remove,
            (argument("numbers", nargs="+", type=number, metavar="NUMBER"),),
        ),
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
                argument(
                    "--by", choices=DIMENSIONS, default="segment", help="what it is divided by"
                ),
                ACCOUNT,
                CURRENCY,
            ),
        ),
    ),
)
