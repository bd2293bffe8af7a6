"""The sentences for what is wrong with the ledger, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

LEDGER_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "account_exists": QT_TRANSLATE_NOOP("Problem", "There is an account “{name}” already."),
        "account_long": QT_TRANSLATE_NOOP("Problem", "A name takes at most {most} letters."),
        "account_meant": QT_TRANSLATE_NOOP(
            "Problem", "“{name}” has transactions: what it holds and its currency stay."
        ),
        "account_settles": QT_TRANSLATE_NOOP(
            "Problem", "Only a securities account is settled through another."
        ),
        "account_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such account any more."),
        "account_unnamed": QT_TRANSLATE_NOOP("Problem", "Give the account a name."),
        "account_used": QT_TRANSLATE_NOOP(
            "Problem",
            "“{name}” has {number} transactions. Delete those first, or close the account.",
        ),
        "amount_large": QT_TRANSLATE_NOOP("Problem", "An amount in this transaction is too large."),
        "amount_missing": QT_TRANSLATE_NOOP("Problem", "The amount is missing."),
        "amount_negative": QT_TRANSLATE_NOOP(
            "Problem", "Quantity and amount are above zero; the kind says which way."
        ),
        "arrival_missing": QT_TRANSLATE_NOOP(
            "Problem", "How much arrives in the other account is missing."
        ),
        "cash_account_missing": QT_TRANSLATE_NOOP("Problem", "Choose a cash account."),
        "cost_share_range": QT_TRANSLATE_NOOP(
            "Problem", "The part of the cost that goes over is between 0 and 100 %."
        ),
        "currency_code": QT_TRANSLATE_NOOP("Problem", "“{code}” is not a currency."),
        "day_early": QT_TRANSLATE_NOOP("Problem", "The day {day} is too long ago."),
        "day_taken": QT_TRANSLATE_NOOP("Problem", "There is a row of {day} already."),
        "import_problems": QT_TRANSLATE_NOOP(
            "Problem", "{number} lines can't be taken. Nothing was imported."
        ),
        "import_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such import any more."),
        "isin_malformed": QT_TRANSLATE_NOOP("Problem", "“{isin}” is not an ISIN."),
        "lot_range": QT_TRANSLATE_NOOP(
            "Problem", "Of this lot between 0 and {most} shares can be taken."
        ),
        "lots_many": QT_TRANSLATE_NOOP(
            "Problem", "The lots make {taken} shares, which is more than {number}."
        ),
        "number_either": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” could be {whole} or {decimal}. Write it like one of these."
        ),
        "other_security_missing": QT_TRANSLATE_NOOP(
            "Problem", "Choose the security that comes of it."
        ),
        "price_range": QT_TRANSLATE_NOOP("Problem", "A price is a number above zero."),
        "quantity_missing": QT_TRANSLATE_NOOP("Problem", "How many shares is missing."),
        "rate_needed": QT_TRANSLATE_NOOP(
            "Problem", "Give the exchange rate, or what moved in the account."
        ),
        "rate_range": QT_TRANSLATE_NOOP("Problem", "An exchange rate is a number above zero."),
        "ratio_missing": QT_TRANSLATE_NOOP(
            "Problem", "Give the ratio as new shares for old ones, like 1:4."
        ),
        "securities_account_missing": QT_TRANSLATE_NOOP("Problem", "Choose a securities account."),
        "security_exists": QT_TRANSLATE_NOOP(
            "Problem", "“{name}” has the symbol {symbol} already."
        ),
        "security_long": QT_TRANSLATE_NOOP("Problem", "A name takes at most {most} letters."),
        "security_missing": QT_TRANSLATE_NOOP("Problem", "Choose a security."),
        "security_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such security any more."),
        "security_unnamed": QT_TRANSLATE_NOOP("Problem", "Give the security a name."),
        "security_unwanted": QT_TRANSLATE_NOOP(
            "Problem", "This kind of transaction has no security."
        ),
        "security_used": QT_TRANSLATE_NOOP(
            "Problem", "“{name}” has {number} transactions. Delete those first."
        ),
        "split_range": QT_TRANSLATE_NOOP(
            "Problem", "A split is a ratio of whole numbers, like 10:1."
        ),
        "split_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such split any more."),
        "time_malformed": QT_TRANSLATE_NOOP("Problem", "“{time}” is not a time of the day."),
        "transaction_unknown": QT_TRANSLATE_NOOP(
            "Problem", "There is no such transaction any more."
        ),
        "transfer_same": QT_TRANSLATE_NOOP("Problem", "A transfer goes to another account."),
    },
)
