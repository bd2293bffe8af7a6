"""Checks of money: what moved against what should have, balances, rates that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.checking import settled_in
from gridwatch.domain.ledger.daily_balances import daily_balances
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.transaction import Transaction, expected_net
from gridwatch.services.portfolio.audit import Audit
from gridwatch.services.portfolio.ledger_edits import ChangeTransactions
from gridwatch.services.portfolio.views import Finding, Repair, Severity

_FAR = Decimal("0.01")  # of the larger one
_CENT = Decimal("0.01")


def disagreeing_nets(audit: Audit) -> Iterator[Finding]:
    """Tell where what moved differs by more than 1 % from gross, charges and rate."""
    for each in audit.transactions:
        settled = settled_in(each, audit.accounts)
        wanted = _expected(each, settled)
        if wanted is None or not differs(each.net, wanted):
            continue
        yield Finding(
            f"net:{each.id}",
            "net_disagrees",
            Severity.WARNING,
            {"net": each.net, "expected": wanted, "currency": settled, "day": each.on},
            (each.id,),
            each.security_id,
            each.account_id if each.account_id is not None else each.cash_id,
            tuple(_net_repairs(each, wanted, settled)),
        )


def negative_balances(audit: Audit) -> Iterator[Finding]:
    """Tell where a cash account was overdrawn, since when and how deep."""
    for account_id, days in sorted(daily_balances(audit.transactions, audit.today).items()):
        below = [(on, balance) for on, balance in days if balance < 0]
        if not below:
            continue
        account = audit.accounts[account_id]
        deepest, amount = min(below, key=lambda each: each[1])
        yield Finding(
            f"overdrawn:{account_id}",
            "balance_negative",
            Severity.HINT,
            {
                "account": account.name,
                "currency": account.currency,
                "since": below[0][0],
                "day": deepest,
                "amount": amount,
            },
            account_id=account_id,
        )


def missing_rates(audit: Audit) -> Iterator[Finding]:
    """Tell for which currency no rate leads to the base currency on days on which it is needed.

    Nothing here mends it: the rate has to be fetched, or told by the transaction.
    """
    missing = dict[str, dict[date, list[int]]]()
    known = dict[tuple[str, date], bool]()
    for each in audit.transactions:
        if each.on > audit.today or not (each.gross or each.net):
            continue
        for currency in _unrelated(each, audit):
            asked = (currency, each.on)
            if asked not in known:
                rate = audit.market.rate(currency, audit.base_currency, each.on)
                known[asked] = rate is not None
            if not known[asked]:
                missing.setdefault(currency, {}).setdefault(each.on, []).append(each.id)
    for currency, days in sorted(missing.items()):
        yield Finding(
            f"rate:{currency}:{audit.base_currency}",
            "rate_missing",
            Severity.WARNING,
            {
                "currency": currency,
                "base": audit.base_currency,
                "first": min(days),
                "last": max(days),
                "days": len(days),
            },
            tuple(number for on in sorted(days) for number in days[on]),
        )


def differs(one: Decimal, other: Decimal) -> bool:
    """Tell whether two amounts differ by more than 1 % and more than a cent."""
    apart = abs(one - other)
    return apart > _CENT and apart > _FAR * max(abs(one), abs(other))


def _expected(each: Transaction, settled: str) -> Decimal | None:
    """Return what should have moved, None where nothing tells it."""
    if not TRAITS[each.kind].cash or (each.kind is Kind.CASH_TRANSFER and not each.gross):
        return None
    if each.kind is Kind.MERGER and not each.net and not each.gross:
        return None
    return expected_net(each, settled)


def _net_repairs(each: Transaction, wanted: Decimal, settled: str) -> Iterator[Repair]:
    yield Repair("net_expected", ChangeTransactions((replace(each, net=round(wanted, 2)),)))
    own = all(charge.currency == each.currency for charge in each.charges)
    total = each.gross - each.cash_sign * sum(
        (charge.amount for charge in each.charges), Decimal(0)
    )
    if settled != each.currency and own and each.net * total > 0:
        rate = round(each.net / total, 8)
        if rate:
            yield Repair("rate_of_net", ChangeTransactions((replace(each, rate=rate),)))


def _unrelated(each: Transaction, audit: Audit) -> set[str]:
    """Return the currencies that need a rate of the market to the base currency."""
    settled = settled_in(each, audit.accounts)
    if settled == audit.base_currency and each.net:
        return set()  # what was paid in it tells the rate
    return {settled if each.net else each.currency} - {audit.base_currency, ""}
