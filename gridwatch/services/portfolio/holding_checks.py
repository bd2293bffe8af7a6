"""Checks of what is held: less than nothing, days to come, closed accounts that hold something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.daily_balances import daily_balances
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.share_deltas import share_deltas
from gridwatch.domain.ledger.share_units import (
    GRAIN,
    Exact,
    SplitLine,
    decimal_of,
    scaled_by,
)
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.account_edits import ChangeAccount
from gridwatch.services.portfolio.audit import Audit
from gridwatch.services.portfolio.ledger_edits import AddTransactions, ChangeTransactions
from gridwatch.services.portfolio.views import Finding, Repair, Severity

# Less of a share than this is what a rounded ratio leaves over, and no holding.
DUST = Fraction(1, 10**9)


def negative_holdings(audit: Audit) -> Iterator[Finding]:
    """Tell where more went out than there was, in an account that may not be short."""
    last = max((each.on for each in audit.transactions), default=audit.today)
    until = max(last, audit.today)
    deltas = share_deltas(audit.transactions, audit.splits, until)
    leaving = dict[tuple[int | None, int | None], list[Transaction]]()
    for each in audit.transactions:
        if TRAITS[each.kind].shares < 0:
            leaving.setdefault((each.account_id, each.security_id), []).append(each)
    for (account_id, security_id), moved in sorted(deltas.items()):
        account = audit.accounts[account_id]
        lowest = _lowest(moved)
        if account.shorts or lowest is None:
            continue
        first, low, missing = lowest
        line = SplitLine(audit.splits.get(security_id, ()))
        quantity = decimal_of(scaled_by(missing * GRAIN, line.ratio(until, first)))
        concerned = tuple(
            each.id
            for each in leaving.get((account_id, security_id), ())
            if first <= each.on <= low
        )
        yield Finding(
            f"negative:{account_id}:{security_id}:{first.isoformat()}",
            "holding_negative",
            Severity.ERROR,
            {
                "account": account.name,
                "security": audit.securities[security_id].name,
                "quantity": quantity,
                "day": first,
            },
            concerned,
            security_id,
            account_id,
            (
                Repair("deliver_missing", _delivery(audit, account, security_id, first, quantity)),
                Repair("allow_shorts", ChangeAccount(replace(account, shorts=True))),
            ),
        )


def future_days(audit: Audit) -> Iterator[Finding]:
    """Tell what is booked on a day to come."""
    for each in audit.transactions:
        if each.on > audit.today:
            today = ChangeTransactions((replace(each, on=audit.today),))
            yield Finding(
                f"future:{each.id}",
                "day_future",
                Severity.WARNING,
                {"day": each.on, "kind": each.kind},
                (each.id,),
                each.security_id,
                each.account_id if each.account_id is not None else each.cash_id,
                (Repair("date_today", today),),
            )


def closed_accounts(audit: Audit) -> Iterator[Finding]:
    """Tell where a closed account still holds shares or money."""
    closed = {number: each for number, each in audit.accounts.items() if each.closed}
    if not closed:
        return
    holding = set[int]()
    deltas = share_deltas(audit.transactions, audit.splits, audit.today)
    for (account_id, _), moved in deltas.items():
        if abs(sum((Fraction(delta) for _, delta in moved), Fraction(0))) > DUST:
            holding.add(account_id)
    for account_id, days in daily_balances(audit.transactions, audit.today).items():
        if days and days[-1][1]:
            holding.add(account_id)
    for number, account in closed.items():
        if number not in holding:
            continue
        opened = ChangeAccount(replace(account, closed=False))
        yield Finding(
            f"closed:{number}",
            "closed_holds",
            Severity.WARNING,
            {"account": account.name, "cash": account.kind is AccountKind.CASH},
            account_id=number,
            repairs=(Repair("open_account", opened),),
        )


def _lowest(moved: Sequence[tuple[date, Exact]]) -> tuple[date, date, Exact] | None:
    """Return the first day below nothing, the day of the lowest holding, and what is missing."""
    held: Exact = 0
    first: date | None = None
    low, lowest = date.min, held
    for on, delta in moved:
        held += delta
        if held < -DUST and first is None:
            first = on
        if held < lowest:
            low, lowest = on, held
    return None if first is None else (first, low, -lowest)


def _delivery(
    audit: Audit, account: Account, security_id: int, on: date, quantity: Decimal
) -> AddTransactions:
    """Return the edit that lets what is missing come in, at the close of the day if it is known."""
    security = audit.securities[security_id]
    one = Transaction(
        0,
        Kind.DELIVERY_IN,
        on,
        account_id=account.id,
        security_id=security_id,
        quantity=quantity,
        currency=security.currency,
    )
    worth = market_worth(audit, one)
    return AddTransactions((one if worth is None else replace(one, gross=worth),))


def market_worth(audit: Audit, one: Transaction) -> Decimal | None:
    """Return what the shares of a transaction were worth at the close, in its currency."""
    if one.security_id is None:
        return None
    traded = audit.market.traded(one.security_id, one.on)
    security = audit.securities[one.security_id]
    if traded is None or one.currency != security.currency:
        return None
    line = SplitLine(audit.splits.get(one.security_id, ()))
    ratio = line.ratio(one.shares_as_of or one.on, audit.today)
    worth = float(one.quantity) * float(ratio) * traded.close
    return round(Decimal(repr(worth)), 2)
