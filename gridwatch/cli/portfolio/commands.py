"""The command `portfolio` and its parts, as the command line has them."""

from __future__ import annotations

import argparse
import math
from typing import TYPE_CHECKING

from gridwatch.cli.arguments import Command, argument, day, number
from gridwatch.cli.portfolio import manuals
from gridwatch.cli.portfolio.account_commands import ACCOUNTS
from gridwatch.cli.portfolio.booking_commands import ADD, KINDS
from gridwatch.cli.portfolio.file_commands import FILES
from gridwatch.cli.portfolio.scope_arguments import ACCOUNT, CURRENCY, DIMENSIONS

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call

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


def _income(call: Call) -> Answer:
    from gridwatch.cli.portfolio.income import show_income

    return show_income(call)


def _trades(call: Call) -> Answer:
    from gridwatch.cli.portfolio.trades import show_trades

    return show_trades(call)


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


_ON = argument("--on", type=day, metavar="YYYY-MM-DD", help="at the end of this day (today)")
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
_SINCE = argument("--since", type=day, metavar="YYYY-MM-DD", help="from this day on")
_UNTIL = argument("--until", type=day, metavar="YYYY-MM-DD", help="up to this day")
_STATES = tuple(
    argument(f"--{each}", dest="states", action="append_const", const=each, help=words)
    for each, words in (
        ("open", "what is still held alone"),
        ("closed", "what was sold again alone"),
    )
)
_LISTED = (
    ACCOUNT,
    argument("--security", metavar="WHAT", help="by symbol, ISIN, WKN, name or #number"),
    argument(
        "--kind", action="append", choices=KINDS, metavar="KIND", help="this one only; repeatable"
    ),
    _SINCE,
    _UNTIL,
)
WHOLE_PORTFOLIO = Command(
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
        ACCOUNTS,
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
            "trades",
            "Show what was bought and sold again, and what is still open.",
            manuals.TRADES,
            _trades,
            (ACCOUNT, CURRENCY, _SINCE, _UNTIL, *_STATES),
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
        *FILES,
    ),
)
