"""The command `portfolio accounts` and its parts, as the command line has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwatch.cli.arguments import Command, argument
from gridwatch.cli.portfolio import manuals

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call

# Spelt out here: what defines them is imported when a command needs it. A test compares them.
METHODS = ("fifo", "lifo", "average", "highest", "chosen")
_ACCOUNT_NAME = argument("name", metavar="NAME", help="of the account")
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


ACCOUNTS = Command(
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
