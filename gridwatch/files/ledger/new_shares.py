"""New shares at Chinese brokers: applied for, paid for, and arrived, each in a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action, plain_word
from gridwatch.files.ledger.entry import AsideError, Entry

# They are applied for without money, paid for when a lot is drawn, and come days later in a line
# that moves no money.
_APPLIED = frozenset({"新股申购", "申购", "新债申购", "可转债申购"})
_ARRIVED = frozenset({
    "新股入账", "新股上市", "新股中签", "配股入账", "配股上市", "新债入账", "可转债入账",
})  # fmt: skip
_PAID = ("新股", "中签", "配股", "申购", "缴款", "新债", "可转债")
_WITHIN = timedelta(days=60)


def without_applications(entry: Entry) -> Entry:
    """Return a line that does more than apply for new shares; raises AsideError for one that not.

    An application has a quantity and a price like a purchase, and moves no money.
    """
    if entry.action is Action.BUY and plain_word(entry.word) in _APPLIED and _is_free(entry):
        raise AsideError(
            Problem("import_not_done", "“{word}”: this has not happened.", word=entry.word[:40])
        )
    return entry


def join_new_shares(entries: Sequence[Entry]) -> list[Entry]:
    """Put new shares that come without money together with what was paid for them.

    The purchase is on the day of the payment, of the security that came. Shares for which the file
    has no payment are a delivery, at their price where it is told.
    """
    changed: dict[int, Entry] = {}
    gone: set[int] = set()
    payments = [at for at, each in enumerate(entries) if _is_payment(each)]
    for place, entry in enumerate(entries):
        if plain_word(entry.word) not in _ARRIVED or not entry.quantity or not _is_free(entry):
            continue
        found = next((at for at in payments if _is_for(entries[at], entry)), None)
        if found is None:
            changed[place] = replace(entry, action=Action.DELIVERY_IN, net=None, gross=None)
            continue
        payments.remove(found)
        gone.add(place)
        changed[found] = _came(entries[found], entry)
    return [changed.get(at, each) for at, each in enumerate(entries) if at not in gone]


def _came(payment: Entry, arrival: Entry) -> Entry:
    return replace(
        payment,
        symbol=arrival.symbol,
        yahoo=arrival.yahoo,
        name=arrival.name,
        quantity=arrival.quantity,
        price=arrival.price or payment.price,
        joined=(*payment.joined, arrival.line, *arrival.joined),
    )


def _is_payment(entry: Entry) -> bool:
    told = any(each in entry.word for each in _PAID)
    return told and entry.action is Action.BUY and bool(entry.net)


def _is_for(payment: Entry, arrival: Entry) -> bool:
    """Tell whether a payment is that for new shares; they may have had another code by then."""
    if not timedelta(0) <= arrival.on - payment.on <= _WITHIN:
        return False
    if payment.symbol == arrival.symbol or (payment.name and payment.name == arrival.name):
        return True
    worth = (arrival.price or 0) * (arrival.quantity or 0)
    return worth > 0 and payment.net == worth


def _is_free(entry: Entry) -> bool:
    return not entry.net and not entry.gross
