"""Schwab: amounts with signs, reinvestments in two lines, options in contracts of 100 shares."""

from __future__ import annotations

import re
from dataclasses import replace

from gridwatch.files.ledger.actions import Action, words_of
from gridwatch.files.ledger.entry import Entry
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.joining import join_taxes
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.preset import Preset
from gridwatch.files.ledger.symbols import dollar

# SPY 250321C00500000 as the exchanges write options, or SPY 03/21/2025 500.00 C.
_OPTION = re.compile(r".*[0-9]{6}[CP][0-9]{8}|.* [0-9]{2}/[0-9]{2}/[0-9]{4} [0-9.]+ [CP]")
_CONTRACT = 100


def _amended(entry: Entry) -> Entry:
    """Return what a line says of a security, or of money alone.

    An option is a security of its own, counted in the shares that it is for: its price is told
    for one of them. Nothing quotes it, so its prices are entered by hand.
    """
    if entry.symbol:
        if entry.quantity and _OPTION.fullmatch(entry.symbol):
            return replace(entry, quantity=entry.quantity * _CONTRACT)
        return entry
    action = Action.INTEREST if entry.action is Action.DIVIDEND else entry.action
    return replace(entry, action=action, name="", note=entry.note or entry.name)


SCHWAB = Preset(
    "schwab",
    "Schwab",
    ("date", "action", "symbol", "description", "quantity", "price", "fees & comm", "amount"),
    {
        "date": Field.DATE,
        "action": Field.KIND,
        "symbol": Field.SYMBOL,
        "description": Field.NAME,
        "quantity": Field.QUANTITY,
        "price": Field.PRICE,
        "fees & comm": Field.FEE,
        "amount": Field.NET,
    },
    words=words_of(
        {
            Action.BUY: "buy, reinvest shares, buy to open, buy to close",
            Action.SELL: "sell, sell to close, sell to open, sell short",
            Action.DIVIDEND: (
                "cash dividend, qualified dividend, non-qualified div, reinvest dividend,"
                " qual div reinvest, pr yr div reinvest, pr yr cash div, pr yr non-qual div,"
                " special dividend, special qual div, special non qual div, long term cap gain,"
                " short term cap gain, long term cap gain reinvest, short term cap gain reinvest,"
                " cash in lieu, return of capital, substitute payment"
            ),
            Action.INTEREST: "credit interest, bond interest, bank interest, margin interest",
            Action.FEE: "advisor fee, service fee, adr mgmt fee, misc cash entry, misc credits",
            Action.TAX: "foreign tax paid, nra withholding, nra tax adj, backup withholding",
            Action.CASH: (
                "wire sent, wire received, wire funds, wire funds received, moneylink transfer,"
                " moneylink deposit, internal transfer, journal, funds received, funds paid,"
                " atm withdrawal, visa purchase, transfer funds"
            ),
            Action.DELIVERY: (
                "stock plan activity, journaled shares, security transfer, shares transferred,"
                " internal share transfer"
            ),
            Action.SPLIT: "stock split, reverse split",
            Action.CORPORATE: (
                "stock div dist, spin-off, stock merger, cash merger, name change, conversion,"
                " mandatory reorg exc, cash/stock merger, full redemption, assigned, exercised,"
                " exercise or assignment, exchange or exercise, reorganized issue, expired,"
                " options frwd split"
            ),
        }
    ),
    signs=Signs(quantity=True, amount=True),
    decimal=".",
    day_first=False,
    currency="USD",
    amend=_amended,
    joins=(join_taxes,),
    symbol=dollar,
)
