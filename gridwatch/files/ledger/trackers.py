"""Yahoo's portfolios, Ghostfolio and Wealthfolio: programs that follow what brokers hold."""

from __future__ import annotations

from dataclasses import replace

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action, words_of
from gridwatch.files.ledger.entry import AsideError, Entry
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.preset import Preset, Told
from gridwatch.files.ledger.symbols import ghostfolio, yahoo
from gridwatch.files.ledger_listings import usual_currency

_LONDON = ".L"


def _yahoo(told: Told) -> Told:
    symbol = told.get(Field.SYMBOL, "")
    if symbol.startswith("$$"):
        raise AsideError(
            Problem("import_cash_row", "This is a balance and says not when the money came.")
        )
    if Field.QUANTITY not in told and Field.PRICE not in told:
        raise AsideError(
            Problem("import_watch_only", "“{symbol}” is watched and not held.", symbol=symbol[:24])
        )
    if Field.CURRENCY in told:
        return told
    _, dot, suffix = symbol.upper().rpartition(".")
    crypto = symbol.upper().rpartition("-")[2] if "-" in symbol and not dot else ""
    # The export names no currency: that of most listings at the exchange of the suffix. London is
    # in pence there, as its prices in the same file are.
    code = usual_currency(suffix if dot else "")
    return told | {Field.CURRENCY: crypto if len(crypto) == 3 else code}


def _in_pence(entry: Entry) -> Entry:
    if not entry.symbol.upper().endswith(_LONDON):
        return entry
    remark = Problem("import_pence", "The price is taken to be in pence, as Yahoo tells it.")
    return replace(entry, remark=remark)


YAHOO = Preset(
    "yahoo",
    "Yahoo",
    ("symbol", "current price", "trade date", "purchase price", "quantity"),
    {
        "symbol": Field.SYMBOL,
        "trade date": Field.DATE,
        "purchase price": Field.PRICE,
        "quantity": Field.QUANTITY,
        "commission": Field.FEE,
        "comment": Field.NOTE,
        "transaction type": Field.KIND,
    },
    signs=Signs(quantity=True),
    decimal=".",
    cash=False,
    adjust=_yahoo,
    amend=_in_pence,
    symbol=yahoo,
)


def _ghostfolio(told: Told) -> Told:
    code, kind = told.get(Field.SYMBOL, ""), told.get(Field.KIND, "").casefold()
    by_hand = told.pop(Field.SIDE, "").upper() == "MANUAL"
    if kind in {"fee", "interest"}:
        if kind == "fee" and told.get(Field.QUANTITY, "").strip("0.,") == "":
            told.pop(Field.QUANTITY, None)
        told.pop(Field.SYMBOL, None)
        return told | {Field.NOTE: told.get(Field.NOTE) or code}
    if by_hand or " " in code:
        told.pop(Field.SYMBOL, None)
        return told | {Field.NAME: code}
    return told


GHOSTFOLIO = Preset(
    "ghostfolio",
    "Ghostfolio",
    ("date", "code", "currency", "price", "quantity", "action", "fee"),
    {
        "date": Field.DATE,
        "code": Field.SYMBOL,
        "datasource": Field.SIDE,
        "currency": Field.CURRENCY,
        "price": Field.PRICE,
        "quantity": Field.QUANTITY,
        "action": Field.KIND,
        "fee": Field.FEE,
        "note": Field.NOTE,
        "account": Field.ACCOUNT,
    },
    words=words_of({Action.BUY: "buy, item"}),
    signs=Signs(),
    decimal=".",
    day_first=True,
    short_years=False,
    cash=False,
    adjust=_ghostfolio,
    symbol=ghostfolio,
)
_CASH = "$CASH"
_MONEY = frozenset({"deposit", "withdrawal", "interest", "fee", "tax", "credit"})


def _wealthfolio(told: Told) -> Told:
    kind, detail = told.get(Field.KIND, "").upper(), told.get(Field.SIDE, "").upper()
    if told.get(Field.SYMBOL, "").startswith(_CASH):
        told.pop(Field.SYMBOL)
    alone = kind.casefold() in _MONEY or (kind.startswith("TRANSFER") and Field.SYMBOL not in told)
    if alone and Field.AMOUNT in told:  # in older exports it is quantity times price
        told.pop(Field.QUANTITY, None)
        told.pop(Field.PRICE, None)
    if kind.startswith("TRANSFER") and Field.SYMBOL not in told:
        told[Field.KIND] = "deposit" if kind.endswith("IN") else "withdrawal"
    if kind == "CREDIT":
        told[Field.KIND] = "deposit" if detail in {"BONUS", "DEPOSIT"} else "fee refund"
    return told


def _reinvested(entry: Entry) -> Entry:
    if entry.action is not Action.DIVIDEND or "DRIP" not in entry.cells:
        return entry
    remark = Problem(
        "import_reinvested",
        "It was reinvested, but the price is not told: enter the purchase by hand.",
    )
    return replace(entry, remark=remark)


WEALTHFOLIO = Preset(
    "wealthfolio",
    "Wealthfolio",
    (
        "date",
        "symbol",
        "quantity",
        "activitytype|activity_type|type",
        "unitprice|unit_price",
        "currency",
        "fee",
        "amount",
    ),
    {
        "date": Field.DATE,
        "symbol": Field.SYMBOL,
        "quantity": Field.QUANTITY,
        "activitytype": Field.KIND,
        "activity_type": Field.KIND,
        "type": Field.KIND,
        "subtype": Field.SIDE,
        "unitprice": Field.PRICE,
        "unit_price": Field.PRICE,
        "currency": Field.CURRENCY,
        "fee": Field.FEE,
        "amount": Field.AMOUNT,
        "comment": Field.NOTE,
        "account": Field.ACCOUNT,
    },
    words=words_of(
        {
            Action.DELIVERY_IN: "transfer in, add holding",
            Action.DELIVERY_OUT: "transfer out, remove holding",
        }
    ),
    signs=Signs(),
    cash=None,
    adjust=_wealthfolio,
    amend=_reinvested,
    symbol=yahoo,
)
