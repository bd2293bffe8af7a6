"""Reads a Flex query of Interactive Brokers from its XML."""

from __future__ import annotations

from collections import Counter
from functools import partial
from xml.etree.ElementTree import Element

from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import trade_cancelled
from gridwatch.files.ledger_draft import Draft
from gridwatch.files.ledger_xml.flex_actions import action_remark, note_action, transfer
from gridwatch.files.ledger_xml.flex_cash import paid, paid_together
from gridwatch.files.ledger_xml.flex_places import Places
from gridwatch.files.ledger_xml.flex_trades import taken_back, trade, trade_remark, trades_told

_READ = {
    "AccountInformation", "Trades", "CashTransactions", "CorporateActions", "Transfers",
    "SecuritiesInfo",
}  # fmt: skip
ROOT = "FlexQueryResponse"


def read_flex(root: Element) -> LedgerPart:
    """Return what the statements of a query hold, a line for each trade, payment and action.

    Each account of the broker becomes a securities account and a cash account for each currency.
    Shares are counted as of their own day. Raises Problem for what is no such query.
    """
    if root.tag != ROOT:
        raise Problem("exchange_not_flex", "This XML is not a Flex query of Interactive Brokers.")
    draft = Draft()
    passed: Counter[str] = Counter()
    for each in root.iter("FlexStatement"):
        _read_statement(each, draft)
        passed.update(part.tag for part in each if part.tag not in _READ and len(part))
    if passed:
        draft.tell(
            Problem(
                "exchange_sections_left_out",
                "These parts of the report are left out: {names}.",
                names=", ".join(sorted(passed)[:30]),
            )
        )
    return draft.part()


def _read_statement(statement: Element, draft: Draft) -> None:
    places = Places(draft, statement)
    for section in statement.findall("Trades"):
        trades = trades_told(section)
        cancelled = taken_back(trades)
        for place, each in enumerate(trades):
            if place in cancelled:
                draft.book(_trade_cells(each), _nothing, trade_cancelled())
            else:
                draft.book(_trade_cells(each), partial(trade, each, places), trade_remark(each))
    for section in statement.findall("CashTransactions"):
        for group in paid_together(section):
            first = group.elements[0]
            draft.book(_cash_cells(first), partial(paid, group, places))
            for each in group.elements[1:]:
                draft.book(_cash_cells(each), _nothing, _joined())
    for section in statement.findall("CorporateActions"):
        for each in section.iter("CorporateAction"):
            draft.book(
                _cash_cells(each), partial(note_action, each, places, draft), action_remark(each)
            )
    for section in statement.findall("Transfers"):
        for each in section.iter("Transfer"):
            draft.book(_cash_cells(each), partial(transfer, each, places))


def _nothing() -> None:
    return None


def _joined() -> Problem:
    return Problem("exchange_joined", "This belongs to the dividend before it.")


def _trade_cells(each: Element) -> tuple[str, ...]:
    """Return what the preview shows: day, kind, security, shares, amount, currency, net."""
    names = ("tradeDate", "buySell", "symbol", "quantity", "proceeds", "currency", "netCash")
    return tuple(each.get(name, "")[:60] for name in names)


def _cash_cells(each: Element) -> tuple[str, ...]:
    names = ("dateTime", "type", "symbol", "quantity", "amount", "currency", "description")
    return tuple(each.get(name, "")[:60] for name in names)
