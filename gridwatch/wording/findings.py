"""Says what is doubtful in a ledger and what would mend it, one sentence for each code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from gridwatch.services.portfolio.views import Finding, Repair
from gridwatch.wording import speech
from gridwatch.wording.marking import QT_TRANSLATE_NOOP
from gridwatch.wording.speech import Phrasing

translate = speech.translate

_MOST_DECIMALS = 8  # of a quantity: fractions of shares, and coins
# Amounts in the currency that the finding names; all other numbers are counts.
_MONEY = frozenset({"amount", "close", "expected", "net", "price", "worth"})
FINDINGS: Mapping[str, str] = {
    "balance_negative": QT_TRANSLATE_NOOP(
        "Finding",
        "{account} is overdrawn from {since} on; its lowest balance is {amount}, on {day}.",
    ),
    "cash_unlinked": QT_TRANSLATE_NOOP(
        "Finding", "{amount} left {from} on {day} and came into {to}: this looks like a transfer."
    ),
    "closed_holds": QT_TRANSLATE_NOOP(
        "Finding", "{account} is closed, but there is still something in it."
    ),
    "day_future": QT_TRANSLATE_NOOP("Finding", "A transaction is dated {day}, a day to come."),
    "delivery_unknown": QT_TRANSLATE_NOOP(
        "Finding",
        "The delivery of {security} on {day} ({quantity} shares) has no value: what they cost or"
        " brought is not known.",
    ),
    "delivery_unvalued": QT_TRANSLATE_NOOP(
        "Finding",
        "The delivery of {security} on {day} ({quantity} shares) has no value. At the close of the"
        " day it was {worth}.",
    ),
    "duplicate": QT_TRANSLATE_NOOP(
        "Finding", "Two transactions on {day} are alike in everything but their words."
    ),
    "holding_negative": QT_TRANSLATE_NOOP(
        "Finding",
        "From {day} on, more of {security} has left {account} than was there. Shares missing:"
        " {quantity}.",
    ),
    "net_disagrees": QT_TRANSLATE_NOOP(
        "Finding",
        "On {day} {net} moved, but amount, charges and rate come to {expected}.",
    ),
    "price_doubtful": QT_TRANSLATE_NOOP(
        "Finding",
        "{security} is booked at {price} on {day}, when it closed at {close}. A split, the currency"
        " or a price in pence may be the reason.",
    ),
    "price_missing": QT_TRANSLATE_NOOP(
        "Finding",
        "{security} is held, but there is no price for it. Give it a symbol that is quoted, or"
        " enter a price.",
    ),
    "rate_missing": QT_TRANSLATE_NOOP(
        "Finding",
        "Days without a rate from {currency} to {base}: {days}, the first of them {first}, the last"
        " {last}. They are fetched with the prices, or the transaction tells its own.",
    ),
    "shares_unlinked": QT_TRANSLATE_NOOP(
        "Finding",
        "Shares of {security} ({quantity}) left {from} on {day} and came into {to}: this looks like"
        " a transfer.",
    ),
}
REPAIRS: Mapping[str, str] = {
    "allow_shorts": QT_TRANSLATE_NOOP("Finding", "Allow short positions in this account"),
    "date_today": QT_TRANSLATE_NOOP("Finding", "Date it today"),
    "deliver_missing": QT_TRANSLATE_NOOP("Finding", "Book a delivery of the missing shares"),
    "join_transfer": QT_TRANSLATE_NOOP("Finding", "Make one transfer of both"),
    "net_expected": QT_TRANSLATE_NOOP("Finding", "Set the net to the amount worked out"),
    "open_account": QT_TRANSLATE_NOOP("Finding", "Open the account again"),
    "price_hundredfold": QT_TRANSLATE_NOOP("Finding", "Multiply the price by 100"),
    "price_hundredth": QT_TRANSLATE_NOOP("Finding", "Divide the price by 100"),
    "rate_of_net": QT_TRANSLATE_NOOP("Finding", "Work the exchange rate out from the net"),
    "remove_duplicate": QT_TRANSLATE_NOOP("Finding", "Delete the later one"),
    "shares_as_of": QT_TRANSLATE_NOOP("Finding", "Count the shares as after the split"),
    "value_at_close": QT_TRANSLATE_NOOP("Finding", "Value it at the close of the day"),
}


def finding_words(finding: Finding, phrases: Phrasing) -> str:
    """Return what is doubtful as a sentence."""
    currency = str(finding.values.get("currency", ""))
    told = {name: _told(name, value, currency, phrases) for name, value in finding.values.items()}
    return translate("Finding", FINDINGS[finding.code]).format_map(told)


def repair_words(repair: Repair) -> str:
    """Return what a repair does, as on a button."""
    return translate("Finding", REPAIRS[repair.code])


def _told(name: str, value: object, currency: str, phrases: Phrasing) -> str:
    if isinstance(value, date):
        return phrases.day(value)
    if isinstance(value, Decimal | float) and name in _MONEY:
        return phrases.price(float(value), currency)
    if isinstance(value, Decimal | float | int):
        return phrases.plain(float(value), _MOST_DECIMALS)
    return str(value)
