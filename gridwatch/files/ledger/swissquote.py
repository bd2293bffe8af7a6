"""Swissquote: amounts with their costs, exchanges of money in two lines of one order."""

from __future__ import annotations

from gridwatch.files.ledger.actions import Action, words_of
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.joining import join_exchanges
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.preset import Preset, Told
from gridwatch.files.ledger.symbols import american

_TRADES = frozenset({"buy", "sell", "kauf", "verkauf", "achat", "vente", "acquisto", "vendita"})
_INCOME = frozenset({"dividend", "dividende", "dividendo", "capital gain"})


def _adjusted(told: Told) -> Told:
    """Drop the quantity of what is no trade: it is 1, and the price is the amount."""
    kind = told.get(Field.KIND, "").casefold()
    if kind in _TRADES:
        return told
    if kind in _INCOME and Field.FEE in told:  # what is kept of a dividend is its tax
        told[Field.TAX] = told.pop(Field.FEE)
    return {
        field: text
        for field, text in told.items()
        if field not in {Field.QUANTITY, Field.PRICE, Field.ACCRUED}
    }


SWISSQUOTE = Preset(
    "swissquote",
    "Swissquote",
    ("order", "transaction", "unit price", "accrued interest", "net amount"),
    {
        "date": Field.DATE,
        "order": Field.ID,
        "transaction": Field.KIND,
        "symbol": Field.SYMBOL,
        "name": Field.NAME,
        "isin": Field.ISIN,
        "quantity": Field.QUANTITY,
        "unit price": Field.PRICE,
        "costs": Field.FEE,
        "accrued interest": Field.ACCRUED,
        "net amount": Field.NET,
        "currency": Field.CURRENCY,
    },
    words=words_of(
        {
            Action.EXCHANGE: "forex credit, forex debit, fx credit, fx debit",
            Action.WITHDRAWAL: "debit, payment debit",
            Action.DEPOSIT: "credit, payment, payment credit",
            Action.DIVIDEND: "dividend, capital gain, reimbursement",
            Action.FEE: "custody fees, fees, fees tax statement",
            Action.INTEREST: "interests, interest",
        }
    ),
    signs=Signs(amount=True),
    decimal=".",
    day_first=True,
    adjust=_adjusted,
    joins=(join_exchanges,),
    symbol=american,
)
