"""Trading 212: prices in the share's currency, totals in the account's, dividends net of tax."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gridwatch.files.ledger.actions import Action, words_of
from gridwatch.files.ledger.entry import Entry
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.preset import Preset, Told
from gridwatch.files.ledger.symbols import american
from gridwatch.files.rows import Row

# In which the broker has accounts.
_ACCOUNTS = (
    "EUR", "GBP", "USD", "CHF", "PLN", "RON", "CZK", "BGN", "HUF", "DKK", "SEK", "NOK", "CAD",
    "AUD",
)  # fmt: skip
_TOTAL = re.compile(rf"total \(({'|'.join(_ACCOUNTS)})\)", re.IGNORECASE)
_SEARCHED = 60  # rows in which the headings can stand


def _adjusted(told: Told) -> Told:
    if told.get(Field.PRICE, "").startswith("EOF"):
        # Lines of a later layout, which has the note and the id before the number of shares.
        told = told | {
            Field.ID: told[Field.PRICE],
            Field.QUANTITY: told.get(Field.PRICE_CURRENCY, ""),
            Field.NET: told.get(Field.TAX, ""),
            Field.CURRENCY: told.get(Field.TAX_CURRENCY, ""),
        }
        for each in (Field.PRICE, Field.PRICE_CURRENCY, Field.TAX, Field.TAX_CURRENCY):
            told.pop(each, None)
    if Field.FEE_4 in told:  # a share is taxed in London or in Paris
        told = told | {Field.TAX_2: told.get(Field.TAX_2) or told[Field.FEE_4]}
        told.pop(Field.FEE_4)
    if told.get(Field.KIND, "").casefold() == "result adjustment":
        back = not told.get(Field.NET, "").startswith("-")
        what = "tax" if "tax" in told.get(Field.NOTE, "").casefold() else "fee"
        told = told | {Field.KIND: f"{what} refund" if back else what}
    return told


def _amended(entry: Entry) -> Entry:
    """Return a dividend with its gross: the price is that after tax, in the share's currency."""
    if entry.action is not Action.DIVIDEND or not entry.quantity or entry.price is None:
        return entry
    taxes = sum(
        (each.amount for each in entry.charges if each.currency == entry.price_currency),
        Decimal(0),
    )
    gross = entry.price * entry.quantity + taxes
    return replace(entry, gross=gross, gross_currency=entry.price_currency)


def _in_account_currency(heading: str, field: Field) -> dict[str, Field]:
    """Return a heading as it is written now, and as it was until 2023 with its currency."""
    return {heading: field} | {f"{heading} ({code.casefold()})": field for code in _ACCOUNTS}


def _account_currency(rows: Sequence[Row]) -> str:
    """Return the currency in the headings of the older exports."""
    told = (_TOTAL.fullmatch(each) for row in rows[:_SEARCHED] for each in row.cells)
    return next((each[1].upper() for each in told if each), "")


_TOTALS = _in_account_currency("total", Field.NET)
TRADING_212 = Preset(
    "trading212",
    "Trading 212",
    ("action", "time", "no. of shares", "price / share", "|".join(_TOTALS)),
    {
        "action": Field.KIND,
        "time": Field.DATE,
        "isin": Field.ISIN,
        "ticker": Field.SYMBOL,
        "name": Field.NAME,
        "no. of shares": Field.QUANTITY,
        "price / share": Field.PRICE,
        "currency (price / share)": Field.PRICE_CURRENCY,
        **_TOTALS,
        "currency (total)": Field.CURRENCY,
        "withholding tax": Field.TAX,
        "currency (withholding tax)": Field.TAX_CURRENCY,
        **_in_account_currency("currency conversion fee", Field.FEE),
        "currency (currency conversion fee)": Field.FEE_CURRENCY,
        **_in_account_currency("transaction fee", Field.FEE_2),
        "currency (transaction fee)": Field.FEE_2_CURRENCY,
        **_in_account_currency("finra fee", Field.FEE_3),
        **_in_account_currency("stamp duty reserve tax", Field.TAX_2),
        **_in_account_currency("french transaction tax", Field.FEE_4),
        "notes": Field.NOTE,
        "id": Field.ID,
    },
    words=words_of(
        {
            Action.BUY: "market buy, limit buy, stop buy, stop limit buy",
            Action.SELL: "market sell, limit sell, stop sell, stop limit sell",
            Action.INTEREST: "interest on cash, lending interest",
            Action.DEPOSIT: "deposit, card credit, spending cashback",
            Action.WITHDRAWAL: "withdrawal, card debit, new card cost",
            Action.DELIVERY_IN: "transfer in",
            Action.DELIVERY_OUT: "transfer out",
            Action.SPLIT: "stock split close, stock split open, stock split",
            Action.CORPORATE: "stock distribution, custom stock distribution",
        }
    ),
    signs=Signs(),
    decimal=".",
    unique_ids=True,
    adjust=_adjusted,
    amend=_amended,
    symbol=american,
    find_currency=_account_currency,
)
