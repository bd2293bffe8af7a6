"""Interactive Brokers: Flex queries of trades and dividends, and the activity statement."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import replace

from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action, words_of
from gridwatch.files.ledger.entry import Entry
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.joining import join_taxes
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.preset import Preset, Told
from gridwatch.files.ledger.symbols import american
from gridwatch.files.ledger_amounts import cancels_unknown
from gridwatch.files.rows import Row

NAME = "Interactive Brokers"
_PAIR = re.compile(r"([A-Z]{3})\.([A-Z]{3})")
_SPOKEN_OF = re.compile(r"([A-Z0-9][A-Z0-9. ]{0,20}?)\s?\(([A-Z]{2}[A-Z0-9]{9}[0-9])\)")
_SYMBOL = re.compile(r"([A-Z0-9][A-Z0-9.]{0,20})\(")


def _trade(told: Told) -> Told:
    # The moment has the day in it: 20230403;095853.
    moment = told.pop(Field.TIME, "")
    return told | {Field.DATE: moment} if moment else told


def exchange(entry: Entry) -> Entry:
    """Return an exchange of money as one: it has no ISIN, and a pair of currencies as symbol."""
    named = entry.symbol or entry.name
    pair = _PAIR.fullmatch(named)
    trades = entry.action in {Action.BUY, Action.SELL}
    if not trades or entry.isin or (named and not pair):
        return entry
    base = pair[1] if pair and pair[1] in ISO_CODES else ""
    if not base or entry.quantity is None or entry.price is None:
        raise Problem(
            "import_exchange_currency",
            "This line names neither a security nor the currencies of an exchange. Export it with"
            " the column Symbol.",
        )
    worth = entry.gross or entry.quantity * entry.price
    sides = [(entry.quantity, base), (worth, entry.currency)]
    (out, of), (into, other) = sides if entry.action is Action.SELL else sides[::-1]
    return replace(
        entry,
        action=Action.CASH_TRANSFER,
        net=out,
        currency=of,
        other_net=into,
        other_currency=other,
        symbol="",
        name="",
    )


def join_cancelled(entries: Sequence[Entry]) -> list[Entry]:
    """Put a trade that was taken back together with the line that does it: neither is booked."""
    standing: dict[Hashable, list[int]] = {}
    changed: dict[int, Entry] = {}
    gone: set[int] = set()
    cancels = [at for at, each in enumerate(entries) if _is_cancel(each)]
    for place, entry in enumerate(entries):
        if place not in cancels:
            standing.setdefault(_traded(entry), []).append(place)
    for place in cancels:
        entry = entries[place]
        found = standing.get(_traded(entry))
        if not found:
            changed[place] = replace(entry, refused=cancels_unknown())
            continue
        original = found.pop()
        gone.add(original)
        joined = (*entry.joined, entries[original].line, *entries[original].joined)
        changed[place] = replace(entry, action=Action.CANCELLED, joined=joined)
    return [changed.get(at, each) for at, each in enumerate(entries) if at not in gone]


def _is_cancel(entry: Entry) -> bool:
    return entry.word.casefold().endswith("(ca.)")


def _traded(entry: Entry) -> Hashable:
    named = entry.isin or entry.symbol or entry.name
    side = entry.word.casefold().partition(" ")[0]
    return entry.account, named, side, entry.quantity, entry.price, entry.currency


FLEX_TRADES = Preset(
    "ib_flex_trades",
    NAME,
    ("buy/sell", "tradedate", "tradeprice", "ibcommission", "currencyprimary"),
    {
        "buy/sell": Field.KIND,
        "tradedate": Field.DATE,
        "datetime": Field.TIME,
        "settledatetarget": Field.SETTLES,
        "symbol": Field.SYMBOL,
        "isin": Field.ISIN,
        "description": Field.NAME,
        "quantity": Field.QUANTITY,
        "multiplier": Field.MULTIPLIER,
        "tradeprice": Field.PRICE,
        "trademoney": Field.GROSS,
        "netcash": Field.NET,
        "currencyprimary": Field.CURRENCY,
        "taxes": Field.TAX,
        "ibcommission": Field.FEE,
        "ibcommissioncurrency": Field.FEE_CURRENCY,
        "clientaccountid": Field.ACCOUNT,
        "transactionid": Field.ID,
    },
    words=words_of({Action.BUY: "buy (ca.)", Action.SELL: "sell (ca.)"}),
    signs=Signs(quantity=True, amount=True, charges=True),
    decimal=".",
    unique_ids=True,
    adjust=_trade,
    amend=exchange,
    joins=(join_cancelled,),
    symbol=american,
)


def spoken_of(told: Told) -> Told:
    """Return the symbol and the ISIN out of a description, as VT(US9220427424) CASH DIVIDEND."""
    told = {field: text for field, text in told.items() if text != "-"}
    text = told.get(Field.NAME, "")
    found, short = _SPOKEN_OF.match(text), _SYMBOL.match(text)
    named = found or short
    if named is None:
        return told
    told.setdefault(Field.SYMBOL, named[1].strip())
    if found and Field.ISIN not in told:
        told[Field.ISIN] = found[2]
    return told | {Field.NAME: told[Field.SYMBOL], Field.NOTE: text}


FLEX_DIVIDENDS = Preset(
    "ib_flex_dividends",
    NAME,
    ("type", "settledate", "isin", "description", "amount", "currencyprimary"),
    {
        "type": Field.KIND,
        "settledate": Field.DATE,
        "symbol": Field.SYMBOL,
        "isin": Field.ISIN,
        "description": Field.NAME,
        "amount": Field.NET,
        "currencyprimary": Field.CURRENCY,
        "clientaccountid": Field.ACCOUNT,
        "transactionid": Field.ID,
    },
    words=words_of(
        {
            Action.DIVIDEND: "dividends, payment in lieu of dividends",
            Action.TAX: "withholding tax, other tax, 871(m) withholding",
            Action.INTEREST: (
                "broker interest received, broker interest paid, bond interest received,"
                " bond interest paid"
            ),
            Action.FEE: "other fees, broker fees, commission adjustments, advisor fees",
            Action.CASH: "deposits/withdrawals, deposits & withdrawals",
        }
    ),
    signs=Signs(amount=True),
    decimal=".",
    unique_ids=True,
    adjust=spoken_of,
    joins=(join_taxes,),
    symbol=american,
)


def _statement(told: Told) -> Told:
    told = spoken_of(told)
    kind = told.get(Field.KIND, "").casefold()
    if kind == "forex trade component":
        # Both currencies are in this account: what an exchange leaves over in its own.
        told |= {Field.NOTE: told.get(Field.NAME, "")}
        for each in (Field.SYMBOL, Field.QUANTITY, Field.PRICE, Field.NAME):
            told.pop(each, None)
    if Field.SYMBOL not in told and Field.NAME in told:
        told[Field.NOTE] = told.pop(Field.NAME)
    return told


def _base_currency(rows: Sequence[Row]) -> str:
    return next(
        (
            row.cells[3]
            for row in rows
            if row.cells[:3] == ("Summary", "Data", "Base Currency") and len(row.cells) > 3
        ),
        "",
    )


ACTIVITY = Preset(
    "ib_activity",
    NAME,
    ("date", "account", "transaction type", "gross amount", "commission", "net amount"),
    {
        "date": Field.DATE,
        "account": Field.ACCOUNT,
        "description": Field.NAME,
        "transaction type": Field.KIND,
        "symbol": Field.SYMBOL,
        "quantity": Field.QUANTITY,
        "price": Field.PRICE,
        "price currency": Field.PRICE_CURRENCY,
        "gross amount": Field.GROSS,
        "commission": Field.FEE,
        "net amount": Field.NET,
    },
    section="Transaction History",
    words=words_of(
        {
            Action.DIVIDEND: "dividend, payment in lieu",
            Action.TAX: "foreign tax withholding, transaction tax, sales tax",
            Action.INTEREST: "credit interest, debit interest, bond interest received",
            Action.FEE: "forex trade component, other fee, commission adjustment, advisor fee",
            Action.STATEMENT: "adjustment",
            Action.CASH: "electronic fund transfer",
            Action.CORPORATE: "corporate action, assignment, exercise, expiration",
        }
    ),
    signs=Signs(quantity=True, amount=True, charges=True),
    decimal=".",
    adjust=_statement,
    joins=(join_taxes,),
    symbol=american,
    find_currency=_base_currency,
)
