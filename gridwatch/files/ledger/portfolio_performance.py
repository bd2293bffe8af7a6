"""Portfolio Performance: its CSV of accounts, securities accounts, transactions and securities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action, words_of
from gridwatch.files.ledger.collecting import currency_in
from gridwatch.files.ledger.entry import Entry
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.preset import Content, Preset, Told

_NAME = "Portfolio Performance"
_WORDS = words_of(
    {
        Action.BUY: "buy, kauf",
        Action.SELL: "sell, verkauf",
        Action.DEPOSIT: "deposit, einlage",
        Action.WITHDRAWAL: "withdrawal, removal, entnahme",
        Action.DIVIDEND: "dividend, dividende",
        Action.INTEREST: "interest, zinsen",
        Action.INTEREST_CHARGE: "interest charge, zinsbelastung",
        Action.FEE: "fees, gebühren",
        Action.FEE_REFUND: "fees refund, gebührenerstattung",
        Action.TAX: "taxes, steuern",
        Action.TAX_REFUND: "tax refund, steuerrückerstattung, steuererstattung",
        Action.CASH_TRANSFER: "transfer (outbound), umbuchung (ausgang)",
        Action.CASH_TRANSFER_IN: "transfer (inbound), umbuchung (eingang)",
        Action.DELIVERY_IN: "delivery (inbound), einlieferung",
        Action.DELIVERY_OUT: "delivery (outbound), auslieferung",
    }
)


def _adjusted(told: Told) -> Told:
    """Return a line with its currency, which stands in the name of its cash account."""
    cash, other = told.get(Field.CASH_ACCOUNT, ""), told.get(Field.OTHER_ACCOUNT, "")
    if cash and not currency_in(cash) and currency_in(other):
        told = told | {Field.ACCOUNT: cash, Field.CASH_ACCOUNT: other}
        told.pop(Field.OTHER_ACCOUNT)
    elif other and not currency_in(other) and Field.ACCOUNT not in told:
        told = told | {Field.ACCOUNT: other}
        told.pop(Field.OTHER_ACCOUNT)
    own = currency_in(told.get(Field.CASH_ACCOUNT, ""))
    return told | {Field.CURRENCY: own} if own and Field.CURRENCY not in told else told


def _amended(entry: Entry) -> Entry:
    if entry.action in {Action.CASH_TRANSFER, Action.CASH_TRANSFER_IN}:
        return _transfer(entry)
    if entry.rate is not None and entry.gross is None:
        remark = Problem(
            "import_rate_left",
            "The exchange rate {rate} is left out: the currency of the price is not told.",
            rate=entry.rate,
        )
        return replace(entry, remark=remark)
    return entry


def _transfer(entry: Entry) -> Entry:
    """Return a transfer from the one account into the other, each with its own amount."""
    into: Decimal | None
    there = currency_in(entry.other_account) or entry.currency
    if entry.gross is not None and entry.gross_currency == there:
        into = entry.gross
    elif there == entry.currency:
        into = entry.net
    else:
        into = None
    sent = replace(entry, other_net=into, other_currency=there, gross=None, name="")
    if entry.action is Action.CASH_TRANSFER:
        return sent
    return replace(
        sent,
        action=Action.CASH_TRANSFER,
        cash_account=entry.other_account,
        net=sent.other_net,
        currency=there,
        other_account=entry.cash_account,
        other_net=entry.net,
        other_currency=entry.currency,
    )


def _join_transfers(entries: Sequence[Entry]) -> list[Entry]:
    """Take a transfer once that is told by both of its accounts."""
    kept: list[Entry] = []
    waiting: dict[tuple[object, ...], list[int]] = {}
    for entry in entries:
        if entry.action is Action.CASH_TRANSFER:
            sides = (entry.on, entry.cash_account, entry.other_account, entry.net, entry.other_net)
            same = waiting.setdefault(sides, [])
            first = next((at for at in same if kept[at].word != entry.word), None)
            if first is not None:
                same.remove(first)
                joined = (*kept[first].joined, entry.line)
                kept[first] = replace(kept[first], joined=joined)
                continue
            same.append(len(kept))
        kept.append(entry)
    return kept


_SECURITY = {
    "isin": Field.ISIN,
    "wkn": Field.WKN,
    "ticker symbol": Field.SYMBOL,
    "ticker-symbol": Field.SYMBOL,
    "tickersymbol": Field.SYMBOL,
    "security name": Field.NAME,
    "security": Field.NAME,
    "wertpapiername": Field.NAME,
    "wertpapier": Field.NAME,
}
_COMMON = _SECURITY | {
    "date": Field.DATE,
    "datum": Field.DATE,
    "time": Field.TIME,
    "uhrzeit": Field.TIME,
    "type": Field.KIND,
    "typ": Field.KIND,
    "shares": Field.QUANTITY,
    "stück": Field.QUANTITY,
    "fees": Field.FEE,
    "gebühren": Field.FEE,
    "taxes": Field.TAX,
    "steuern": Field.TAX,
    "note": Field.NOTE,
    "notiz": Field.NOTE,
    "cash account": Field.CASH_ACCOUNT,
    "konto": Field.CASH_ACCOUNT,
    "offset account": Field.OTHER_ACCOUNT,
    "gegenkonto": Field.OTHER_ACCOUNT,
}
TRANSACTIONS = Preset(
    "pp_transactions",
    _NAME,
    (
        "date|datum",
        "type|typ",
        "security|wertpapier",
        "quote|kurs",
        "net transaction value|gesamtpreis",
        "offset account|gegenkonto",
    ),
    _COMMON
    | {
        "quote": Field.PRICE,
        "kurs": Field.PRICE,
        "amount": Field.GROSS,
        "betrag": Field.GROSS,
        "net transaction value": Field.NET,
        "gesamtpreis": Field.NET,
    },
    words=_WORDS,
    signs=Signs(),
    own_names=True,
    adjust=_adjusted,
    amend=_amended,
    joins=(_join_transfers,),
)
IMPORTS = Preset(
    "pp_import",
    _NAME,
    ("date|datum", "type|typ", "value|wert", "cash account|konto"),
    _COMMON
    | {
        "value": Field.NET,
        "wert": Field.NET,
        "transaction currency": Field.CURRENCY,
        "buchungswährung": Field.CURRENCY,
        "gross amount": Field.GROSS,
        "bruttobetrag": Field.GROSS,
        "currency gross amount": Field.GROSS_CURRENCY,
        "währung bruttobetrag": Field.GROSS_CURRENCY,
        "exchange rate": Field.RATE,
        "wechselkurs": Field.RATE,
        "securities account": Field.ACCOUNT,
        "wertpapierdepot": Field.ACCOUNT,
        "depot": Field.ACCOUNT,
    },
    words=_WORDS,
    signs=Signs(),
    own_names=True,
    adjust=_adjusted,
    amend=_amended,
    joins=(_join_transfers,),
)
SECURITIES = Preset(
    "pp_securities",
    _NAME,
    (
        "ticker symbol|ticker-symbol|tickersymbol",
        "isin",
        "security name|wertpapiername",
        "currency|währung",
    ),
    _SECURITY | {"currency": Field.CURRENCY, "währung": Field.CURRENCY},
    most_columns=9,
    content=Content.SECURITIES,
)
PRICES = Preset(
    "pp_prices",
    _NAME,
    ("date|datum", "price|quote|kurs|schlusskurs"),
    {
        "date": Field.DATE,
        "datum": Field.DATE,
        "price": Field.PRICE,
        "quote": Field.PRICE,
        "kurs": Field.PRICE,
        "schlusskurs": Field.PRICE,
    },
    most_columns=2,
    content=Content.PRICES,
)
