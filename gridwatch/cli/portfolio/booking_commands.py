"""The command `portfolio add` with a part for each kind of transaction, as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwatch.cli.arguments import Argument, Command, argument, day
from gridwatch.cli.portfolio import manuals

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call

# Spelt out here: what defines them is imported when a command needs it. A test compares them.
KINDS = (
    "buy",
    "sell",
    "dividend",
    "interest",
    "interest-charge",
    "fee",
    "fee-refund",
    "tax",
    "tax-refund",
    "deposit",
    "withdrawal",
    "delivery-in",
    "delivery-out",
    "transfer",
    "cash-transfer",
    "spin-off",
    "merger",
)
_WHAT = "by symbol, ISIN, WKN, name or #number"
_SECURITY = argument("security", metavar="SECURITY", help=_WHAT)
_QUANTITY = argument("quantity", metavar="QUANTITY", help="how many shares, above zero")
_HOW = argument("how", choices=("at", "for"), help="at a price a share, or for an amount")
_AMOUNT = argument("amount", nargs="+", metavar="AMOUNT", help="as 512.30 or 512.30 USD")
_MAYBE_HOW = argument("how", nargs="?", choices=("at", "for"), help=_HOW.how["help"])
_MAYBE_AMOUNT = argument("amount", nargs="*", metavar="AMOUNT", help="its value; else unknown")
_ACCOUNT = argument("--account", metavar="NAME", help="of the shares; else the one that can be")
_CASH_ACCOUNT = argument("--account", metavar="NAME", help="of the money; else the only one")
_SETTLED = (
    argument("--cash-account", metavar="NAME", help="of the money; else that of the account"),
    argument("--outside", action="store_true", help="the money comes from or goes outside"),
)
_CHARGES = (
    argument("--fee", action="append", metavar="AMOUNT", help="of the bank; repeatable"),
    argument("--tax", action="append", metavar="AMOUNT", help="of the state; repeatable"),
)
_MOVED = (
    argument("--net", metavar="AMOUNT", help="what moved in the account, as the bank says"),
    argument("--rate", metavar="RATE", help="of the account's currency for one of the other"),
)
_NEW = (
    argument("--new", metavar="NAME", help="the security is a new one, and called so"),
    argument("--new-currency", metavar="CODE", help="in which it is quoted"),
)
_TO = argument("--to", metavar="NAME", required=True, help="the account that receives")
_RATIO = argument("ratio", metavar="NEW:OLD", help="new shares for old ones, as 1:4")
_OTHER = argument("other", metavar="NEW_SECURITY", help=f"what comes of it, {_WHAT}")
_OLD_SHARES = argument("--shares", metavar="N", help="so many old shares; else all of them")
_FOR_SECURITY = argument("--security", metavar="SECURITY", help=f"that it is about, {_WHAT}")
_ALWAYS = (
    argument("--on", type=day, metavar="YYYY-MM-DD", help="the day of it (today)"),
    argument("--time", metavar="HH:MM", default="", help="where several of a day have an order"),
    argument("--note", metavar="TEXT", default="", help="a few words"),
    argument("--dry-run", action="store_true", help="say what would be booked, and book nothing"),
    argument("--anyway", action="store_true", help="book it though it looks doubtful"),
)
_TRADE = (_SECURITY, _QUANTITY, _HOW, _AMOUNT, _ACCOUNT, *_SETTLED, *_CHARGES, *_MOVED, *_NEW)
_MONEY = (_AMOUNT, _CASH_ACCOUNT, *_MOVED)
_DELIVERY = (_SECURITY, _QUANTITY, _MAYBE_HOW, _MAYBE_AMOUNT, _ACCOUNT, *_CHARGES, *_NEW)
_LOTS = argument(
    "--lot", action="append", metavar="NUMBER=SHARES", help="out of this purchase; repeatable"
)
_COST_SHARE = argument(
    "--cost-share", metavar="PER CENT", required=True, help="of the cost that goes over, as 12.5%%"
)
_BESIDE = argument("--money", metavar="AMOUNT", help="money beside the new shares, in all")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind as the command line has it: a sentence and its arguments."""

    sentence: str
    arguments: tuple[Argument, ...]


_PARTS = {
    "buy": _Kind("Book a purchase of shares.", _TRADE),
    "sell": _Kind("Book a sale of shares.", (*_TRADE, _LOTS)),
    "dividend": _Kind(
        "Book a dividend, before taxes.",
        (
            _SECURITY,
            _AMOUNT,
            _ACCOUNT,
            *_SETTLED,
            *_CHARGES,
            *_MOVED,
            argument("--shares", metavar="N", help="on so many shares"),
        ),
    ),
    "interest": _Kind("Book interest, before taxes.", (*_MONEY, *_CHARGES)),
    "interest-charge": _Kind("Book interest that was paid to the bank.", _MONEY),
    "fee": _Kind("Book a fee.", (*_MONEY, _FOR_SECURITY)),
    "fee-refund": _Kind("Book a fee that was given back.", (*_MONEY, _FOR_SECURITY)),
    "tax": _Kind("Book a tax.", (*_MONEY, _FOR_SECURITY)),
    "tax-refund": _Kind("Book a tax that was given back.", (*_MONEY, _FOR_SECURITY)),
    "deposit": _Kind("Book money that comes from outside.", (*_MONEY, *_CHARGES)),
    "withdrawal": _Kind("Book money that goes outside.", (*_MONEY, *_CHARGES)),
    "delivery-in": _Kind("Book shares that come from outside, at what they cost.", _DELIVERY),
    "delivery-out": _Kind("Book shares that go outside, at what they are worth.", _DELIVERY),
    "transfer": _Kind(
        "Book shares that go to another account, with their cost.",
        (_SECURITY, _QUANTITY, _ACCOUNT, _TO),
    ),
    "cash-transfer": _Kind(
        "Book money that goes to another account, or into another currency.",
        (
            _AMOUNT,
            _CASH_ACCOUNT,
            _TO,
            argument("--arrives", metavar="AMOUNT", help="in the currency of the other account"),
        ),
    ),
    "spin-off": _Kind(
        "Book new shares beside the old ones, which hand over a part of their cost.",
        (_SECURITY, _OTHER, _RATIO, _COST_SHARE, _OLD_SHARES, _ACCOUNT, *_NEW),
    ),
    "merger": _Kind(
        "Book new shares in place of the old ones.",
        (
            _SECURITY,
            _OTHER,
            _RATIO,
            _OLD_SHARES,
            _BESIDE,
            _ACCOUNT,
            *_SETTLED,
            *_CHARGES,
            *_MOVED,
            *_NEW,
        ),
    ),
}


def _booker(kind: str) -> Callable[[Call], Answer]:
    def book(call: Call) -> Answer:
        from gridwatch.cli.portfolio.booked import add_transaction

        return add_transaction(call, kind)

    return book


def _kind_missing(_: Call) -> Answer:
    from gridwatch.cli.call import Exit, Refusal
    from gridwatch.cli.voice import translate

    words = translate("Cli", "Say what to book: {kinds}")
    raise Refusal("usage", words.format(kinds=", ".join(KINDS)), Exit.USAGE)


ADD = Command(
    "add",
    "Book one transaction.",
    manuals.ADD,
    _kind_missing,
    parts=tuple(
        Command(name, one.sentence, manuals.ADD, _booker(name), (*one.arguments, *_ALWAYS))
        for name, one in _PARTS.items()
    ),
)
