"""Checks of pairs: two halves of one transfer, and what is booked twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.share_units import SplitLine, grains, scaled_by
from gridwatch.domain.ledger.transaction import NOTHING, Transaction
from gridwatch.services.portfolio.audit import Audit
from gridwatch.services.portfolio.ledger_edits import ChangeTransactions, RemoveTransactions
from gridwatch.services.portfolio.views import Finding, Repair, Severity
from gridwatch.services.several import Several

_APART = tuple(timedelta(days=each) for each in range(-3, 4))


def unlinked_transfers(audit: Audit) -> Iterator[Finding]:
    """Tell where as much comes into one account as has left another within three days.

    Money of one currency, or shares of one security. The repair makes one transfer of both, on the
    day on which it left, under the id of what left.
    """

    def money(each: Transaction) -> Hashable:
        account = audit.accounts.get(each.cash_id or 0)
        return (account.currency if account else "", each.net) if each.net else None

    def shares(each: Transaction) -> Hashable:
        line = SplitLine(audit.splits.get(each.security_id or 0, ()))
        ratio = line.ratio(each.shares_as_of or each.on, audit.today)
        return (each.security_id, scaled_by(grains(each.quantity), ratio))

    money_pairs = _pairs(audit, Kind.WITHDRAWAL, Kind.DEPOSIT, money, lambda each: each.cash_id)
    for out, into in money_pairs:
        account = audit.accounts[out.cash_id or 0]
        values = {"amount": out.net, "currency": account.currency}
        yield _unlinked(audit, "cash_unlinked", (out, into), _cash_transfer(out, into), values)
    for out, into in _pairs(
        audit, Kind.DELIVERY_OUT, Kind.DELIVERY_IN, shares, lambda each: each.account_id
    ):
        security = audit.securities[out.security_id or 0]
        values = {"quantity": out.quantity, "security": security.name}
        yield _unlinked(audit, "shares_unlinked", (out, into), _share_transfer(out, into), values)


def duplicates(audit: Audit) -> Iterator[Finding]:
    """Tell what seems to be booked twice: all the same but for words.

    What one import brought as different entries of its source, or at different times of the day,
    is different.
    """
    alike = dict[Hashable, list[Transaction]]()
    for each in sorted(audit.transactions, key=lambda one: one.id):
        alike.setdefault(_likeness(each), []).append(each)
    for some in alike.values():
        kept = [some[0]]
        for each in some[1:]:
            first = next((one for one in kept if not _told_apart(one, each)), None)
            if first is None:
                kept.append(each)
                continue
            security = audit.securities.get(each.security_id or 0)
            yield Finding(
                f"duplicate:{first.id}:{each.id}",
                "duplicate",
                Severity.WARNING,
                {
                    "kind": each.kind,
                    "day": each.on,
                    "security": security.name if security else "",
                    "quantity": each.quantity,
                    "net": each.net,
                },
                (first.id, each.id),
                each.security_id,
                each.account_id if each.account_id is not None else each.cash_id,
                (Repair("remove_duplicate", RemoveTransactions((each.id,))),),
            )


def _pairs(
    audit: Audit,
    going: Kind,
    coming: Kind,
    amount: Callable[[Transaction], Hashable],
    place: Callable[[Transaction], int | None],
) -> Iterator[tuple[Transaction, Transaction]]:
    """Return what went and came, each at most once, the nearest days first."""
    arrivals = dict[tuple[Hashable, date], list[Transaction]]()
    for each in audit.transactions:
        if each.kind is coming:
            arrivals.setdefault((amount(each), each.on), []).append(each)
    found = [
        (abs(apart), out, into)
        for out in audit.transactions
        if out.kind is going and (told := amount(out)) is not None
        for apart in _APART
        for into in arrivals.get((told, out.on + apart), ())
        if place(out) != place(into) and None not in (place(out), place(into))
    ]
    used = set[int]()
    for _, out, into in sorted(found, key=lambda each: (each[0], each[1].on, each[1].id)):
        if out.id not in used and into.id not in used:
            used |= {out.id, into.id}
            yield out, into


def _unlinked(
    audit: Audit,
    code: str,
    halves: tuple[Transaction, Transaction],
    joined: Transaction,
    values: dict[str, object],
) -> Finding:
    out, into = halves
    given, received = (_place(audit, each) for each in halves)
    edit = Several((RemoveTransactions((into.id,)), ChangeTransactions((joined,))))
    return Finding(
        f"unlinked:{out.id}:{into.id}",
        code,
        Severity.HINT,
        {**values, "from": given, "to": received, "day": out.on},
        (out.id, into.id),
        out.security_id,
        out.account_id if out.account_id is not None else out.cash_id,
        (Repair("join_transfer", edit),),
    )


def _place(audit: Audit, each: Transaction) -> str:
    number = each.account_id if each.account_id is not None else each.cash_id
    account = audit.accounts.get(number or 0)
    return account.name if account else ""


def _cash_transfer(out: Transaction, into: Transaction) -> Transaction:
    return replace(
        out,
        kind=Kind.CASH_TRANSFER,
        other_cash_id=into.cash_id,
        other_net=into.net,
        note=_both([out.note, into.note]),
    )


def _share_transfer(out: Transaction, into: Transaction) -> Transaction:
    """Return the transfer; its value is no longer needed, for the lots keep their cost."""
    return replace(
        out,
        kind=Kind.TRANSFER,
        other_account_id=into.account_id,
        gross=NOTHING,
        net=NOTHING,
        charges=(*out.charges, *into.charges),
        note=_both([out.note, into.note]),
    )


def _both(notes: Sequence[str]) -> str:
    return "\n".join(dict.fromkeys(each for each in notes if each))


def _likeness(each: Transaction) -> Hashable:
    return (
        each.on,
        each.kind,
        each.account_id,
        each.cash_id,
        each.security_id,
        each.quantity,
        each.net,
        each.currency,
        each.other_account_id,
        each.other_cash_id,
        each.other_net,
        each.other_security_id,
    )


def _told_apart(one: Transaction, other: Transaction) -> bool:
    if one.time and other.time and one.time != other.time:
        return True
    together = one.batch_id is not None and one.batch_id == other.batch_id
    return together and one.source != other.source
