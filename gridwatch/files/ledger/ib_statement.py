"""Interactive Brokers' whole activity statement: trades, payments and transfers in one file."""

from __future__ import annotations

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action, words_of
from gridwatch.files.ledger.entry import AsideError
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.ib_sections import DETAIL, OPENS, SECTION, one_table
from gridwatch.files.ledger.interactive_brokers import NAME, exchange, join_cancelled, spoken_of
from gridwatch.files.ledger.joining import join_taxes
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.preset import Preset, Told
from gridwatch.files.ledger.symbols import american

_SECURED = frozenset({"dividends", "withholding tax"})
_DAILY = frozenset({"Futures", "CFDs"})


def _adjusted(told: Told) -> Told:
    kind = told.get(Field.KIND, "")
    if kind in _DAILY:
        raise AsideError(
            Problem(
                "exchange_category_left_out",
                "Trades of this kind ({category}) are left out: their money moves day by day.",
                category=kind,
            )
        )
    if kind in _SECURED:
        return spoken_of(told)
    if kind == DETAIL:
        raise AsideError(Problem("import_detail", "Another line tells this as well."))
    if Field.SYMBOL not in told and Field.NAME in told:
        return told | {Field.NOTE: told.pop(Field.NAME)}
    return told


STATEMENT = Preset(
    "ib_statement",
    NAME,
    ("kind", "day", "symbol", "isin", "name", "multiplier", "gross", "fee currency", "net"),
    {
        "kind": Field.KIND,
        "day": Field.DATE,
        "symbol": Field.SYMBOL,
        "isin": Field.ISIN,
        "name": Field.NAME,
        "quantity": Field.QUANTITY,
        "multiplier": Field.MULTIPLIER,
        "price": Field.PRICE,
        "gross": Field.GROSS,
        "fee": Field.FEE,
        "fee currency": Field.FEE_CURRENCY,
        "net": Field.NET,
        "currency": Field.CURRENCY,
        "account": Field.ACCOUNT,
    },
    section=SECTION,
    words=words_of(
        {
            Action.TRADE: "trade, trade (ca.)",
            Action.CASH: "deposits & withdrawals",
            Action.DIVIDEND: "dividends",
            Action.TAX: "withholding tax",
            Action.INTEREST: "interest",
            Action.FEE: "other fees",
            Action.DELIVERY_IN: "shares in",
            Action.DELIVERY_OUT: "shares out",
            Action.SELL: OPENS,
            Action.CORPORATE: "corporate action",
        }
    ),
    signs=Signs(quantity=True, amount=True, charges=True),
    decimal=".",
    adjust=_adjusted,
    amend=exchange,
    joins=(join_cancelled, join_taxes),
    symbol=american,
    one_table=one_table,
)
