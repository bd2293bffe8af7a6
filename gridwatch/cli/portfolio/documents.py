"""The JSON documents of the portfolio. Exact amounts become numbers; what is unknown is null."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from gridwatch.cli.call import Call
from gridwatch.cli.documents import day_text
from gridwatch.cli.portfolio.reading import Ledger
from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.part import Line
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.views import Gap, Period


def number(value: Decimal | float | None) -> float | None:
    """Return an amount as a number of JSON."""
    return None if value is None or not math.isfinite(value) else float(value)


def period_document(period: Period) -> dict[str, Any]:
    """Return a period: its values are those at the end of both days."""
    return {"first": day_text(period.first), "last": day_text(period.last)}


def security_document(ledger: Ledger, security_id: int | None) -> dict[str, Any] | None:
    """Return what a security is called."""
    one = ledger.known(security_id)
    if one is None:
        return None
    return {
        "id": one.id if one.id > 0 else None,
        "name": one.name,
        "symbol": one.symbol or None,
        "isin": one.isin or None,
        "wkn": one.wkn or None,
        "currency": one.currency,
    }


def gap_documents(ledger: Ledger, gaps: Iterable[Gap]) -> list[dict[str, Any]]:
    """Return what is missing."""
    return [
        {
            "missing": str(each.missing),
            "on": day_text(each.on),
            "security": security_document(ledger, each.security_id),
            "currency": each.currency or None,
        }
        for each in dict.fromkeys(gaps)
    ]


def carried_documents(ledger: Ledger, carried: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    """Return which prices are old, and by how many days."""
    return [
        {"security": security_document(ledger, security), "days": days}
        for security, days in carried
    ]


def account_document(ledger: Ledger, account: Account) -> dict[str, Any]:
    """Return an account without what it holds."""
    return {
        "id": account.id,
        "name": account.name,
        "kind": str(account.kind),
        "currency": account.currency,
        "group": account.group or None,
        "cash_account": ledger.account(account.cash_id) or None,
        "method": str(account.method),
        "shorts": account.shorts,
        "closed": account.closed,
        "note": account.note or None,
    }


def transaction_document(ledger: Ledger, one: Transaction) -> dict[str, Any]:
    """Return a transaction with all that it says."""
    return {
        "id": one.id,
        "kind": str(one.kind),
        "on": day_text(one.on),
        "time": one.time or None,
        "settles_on": day_text(one.settles_on),
        "account": ledger.account(one.account_id) or None,
        "cash_account": ledger.account(one.cash_id) or None,
        "security": security_document(ledger, one.security_id),
        "quantity": number(one.quantity),
        "shares_as_of": day_text(one.shares_as_of),
        "price": number(one.price),
        "gross": number(one.gross),
        "currency": one.currency,
        "charges": [
            {
                "kind": str(each.kind),
                "amount": number(each.amount),
                "currency": each.currency,
                "rate": number(each.rate),
            }
            for each in one.charges
        ],
        "net": number(one.net),
        "rate": number(one.rate),
        "other_account": ledger.account(one.other_account_id) or None,
        "other_cash_account": ledger.account(one.other_cash_id) or None,
        "other_net": number(one.other_net),
        "other_security": security_document(ledger, one.other_security_id),
        "ratio": list(one.ratio) if one.ratio else None,
        "cost_share": number(one.cost_share),
        "lots": [
            {"opened_by": each.opened_by, "quantity": number(each.quantity)} for each in one.lots
        ],
        "note": one.note or None,
        "source": one.source or None,
        "import": one.batch_id,
    }


def problem_document(call: Call, problem: Problem) -> dict[str, Any]:
    """Return a problem or remark with its sentence."""
    return {"code": problem.code, "message": call.voice.problem(problem)}


def line_documents(call: Call, lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Return lines of a file, each with its problem or its remark."""
    return [
        {"line": each.number, **problem_document(call, told)}
        for each in lines
        if (told := each.problem or each.remark) is not None
    ]
