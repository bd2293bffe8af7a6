"""The transactions of the ledger, exactly as they were typed or imported."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, ChosenLot, Transaction

_COLUMNS = (
    "kind, on_date, account_id, cash_id, security_id, quantity, gross, currency, charges, net,"
    " rate, other_account_id, other_cash_id, other_net, other_security_id, ratio, cost_share, lots,"
    " shares_as_of, time, settles_on, note, source, batch_id"
)
_MARKS = ", ".join("?" * 25)
_INSERT = f"INSERT INTO ledger_transaction (id, {_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608 - constants
_KINDS = {each.value: each for each in Kind}
_CHARGES = {each.value: each for each in ChargeKind}
_AT_ONCE = 500  # ids in one statement


def all_transactions(user: sqlite3.Connection) -> list[Transaction]:
    """Return every transaction, by day and as they were entered."""
    return _select(user, "ORDER BY on_date, id", ())


def transactions_with_ids(user: sqlite3.Connection, ids: Collection[int]) -> dict[int, Transaction]:
    """Return those of these transactions that are there, by id."""
    wanted, found = sorted(ids), dict[int, Transaction]()
    for begin in range(0, len(wanted), _AT_ONCE):
        some = tuple(wanted[begin : begin + _AT_ONCE])
        marks = ", ".join("?" * len(some))
        found |= {each.id: each for each in _select(user, f"WHERE id IN ({marks})", some)}
    return found


def times_named_of(user: sqlite3.Connection, *, account_id: int = 0, security_id: int = 0) -> int:
    """Return how many transactions name an account, or a security, on either side."""
    if account_id:
        where = "?1 IN (account_id, cash_id, other_account_id, other_cash_id)"
    else:  # by the indexes of both: an undo of an import asks for each of its securities
        where = "security_id = ?1 OR other_security_id = ?1"
    rows = user.execute(
        f"SELECT count(*) FROM ledger_transaction WHERE {where}",  # noqa: S608 - constants
        (account_id or security_id,),
    )
    return int(rows.fetchone()[0])


def transactions_of_batch(user: sqlite3.Connection, batch_id: int) -> list[Transaction]:
    """Return what one import has brought and is still there."""
    return _select(user, "WHERE batch_id = ? ORDER BY on_date, id", (batch_id,))


def batch_sizes(user: sqlite3.Connection) -> dict[int, int]:
    """Return how many transactions of each import are still there, of those that have any."""
    rows = user.execute(
        "SELECT batch_id, count(*) FROM ledger_transaction WHERE batch_id IS NOT NULL"
        " GROUP BY batch_id"
    )
    return {int(number): int(count) for number, count in rows}


def cash_moves(
    user: sqlite3.Connection,
) -> list[tuple[Kind, int | None, Decimal, int | None, Decimal]]:
    """Return what moved in cash accounts: kind, account, `net`, other account, `other_net`."""
    rows = user.execute(
        "SELECT kind, cash_id, net, other_cash_id, coalesce(other_net, '0') FROM ledger_transaction"
        " WHERE cash_id IS NOT NULL OR other_cash_id IS NOT NULL"
    )
    return [
        (_KINDS[kind], cash, Decimal(net), other, Decimal(other_net))
        for kind, cash, net, other, other_net in rows
    ]


def times_named(user: sqlite3.Connection) -> tuple[dict[int, int], dict[int, int]]:
    """Return how many transactions name each account, and each security."""
    accounts, securities = dict[int, int](), dict[int, int]()
    rows = user.execute(
        "SELECT account_id, cash_id, other_account_id, other_cash_id, security_id,"
        " other_security_id, count(*) FROM ledger_transaction GROUP BY 1, 2, 3, 4, 5, 6"
    )
    for *places, security, other_security, number in rows:
        for each in set(places) - {None}:
            accounts[each] = accounts.get(each, 0) + number
        for each in {security, other_security} - {None}:
            securities[each] = securities.get(each, 0) + number
    return accounts, securities


def known_sources(user: sqlite3.Connection) -> dict[str, int]:
    """Return the transaction that came from each source that is told."""
    rows = user.execute("SELECT source, id FROM ledger_transaction WHERE source <> ''")
    return {source: int(number) for source, number in rows}


def add_transactions(
    user: sqlite3.Connection, transactions: Iterable[Transaction]
) -> list[Transaction]:
    """Store transactions (an id of 0 or less asks for the next one) and return them with theirs.

    Raises sqlite3.IntegrityError where one names what is not there.
    """
    stored = []
    for each in transactions:
        cursor = user.execute(_INSERT, (each.id if each.id > 0 else None, *_row(each)))
        number = int(cursor.lastrowid or 0)
        stored.append(each if each.id == number else replace(each, id=number))
    return stored


def replace_transaction(user: sqlite3.Connection, transaction: Transaction) -> None:
    """Store a transaction over the one with its id."""
    user.execute(
        f"UPDATE ledger_transaction SET ({_COLUMNS}) = ({', '.join('?' * 24)}) WHERE id = ?",  # noqa: S608 - constants
        (*_row(transaction), transaction.id),
    )


def remove_transactions(user: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Delete transactions; ids that are gone already do no harm."""
    user.executemany("DELETE FROM ledger_transaction WHERE id = ?", ((each,) for each in ids))


def _select(user: sqlite3.Connection, where: str, values: tuple[int, ...]) -> list[Transaction]:
    rows = user.execute(f"SELECT id, {_COLUMNS} FROM ledger_transaction {where}", values)  # noqa: S608 - constants
    days = dict[str, date]()  # many transactions have a day in common
    return [_transaction(row, days) for row in rows]


def _row(one: Transaction) -> tuple[object, ...]:
    return (
        one.kind,
        one.on.isoformat(),
        one.account_id,
        one.cash_id,
        one.security_id,
        str(one.quantity),
        str(one.gross),
        one.currency,
        ";".join(_charge_text(each) for each in one.charges),
        str(one.net),
        _maybe_text(one.rate),
        one.other_account_id,
        one.other_cash_id,
        _maybe_text(one.other_net),
        one.other_security_id,
        f"{one.ratio[0]}:{one.ratio[1]}" if one.ratio else None,
        _maybe_text(one.cost_share),
        ";".join(f"{each.opened_by}|{each.quantity}" for each in one.lots),
        one.shares_as_of.isoformat() if one.shares_as_of else None,
        one.time,
        one.settles_on.isoformat() if one.settles_on else None,
        one.note,
        one.source,
        one.batch_id,
    )


def _transaction(row: tuple[Any, ...], days: dict[str, date]) -> Transaction:
    (
        number, kind, on, account, cash, security, quantity, gross, currency, charges, net, rate,
        other_account, other_cash, other_net, other_security, ratio, cost_share, lots, as_of,
        time, settles, note, source, batch,
    ) = row  # fmt: skip
    day = days.get(on)
    if day is None:
        day = days[on] = date.fromisoformat(on)
    made: Any = _Draft()
    made.id = number
    made.kind = _KINDS[kind]
    made.on = day
    made.account_id = account
    made.cash_id = cash
    made.security_id = security
    made.quantity = Decimal(quantity)
    made.gross = Decimal(gross)
    made.currency = currency
    made.charges = tuple(map(_charge, charges.split(";"))) if charges else ()
    made.net = Decimal(net)
    made.rate = None if rate is None else Decimal(rate)
    made.other_account_id = other_account
    made.other_cash_id = other_cash
    made.other_net = None if other_net is None else Decimal(other_net)
    made.other_security_id = other_security
    made.ratio = _ratio(ratio) if ratio else None
    made.cost_share = None if cost_share is None else Decimal(cost_share)
    made.lots = tuple(map(_lot, lots.split(";"))) if lots else ()
    made.shares_as_of = None if as_of is None else date.fromisoformat(as_of)
    made.time = time
    made.settles_on = None if settles is None else date.fromisoformat(settles)
    made.note = note
    made.source = source
    made.batch_id = batch
    made.__class__ = Transaction
    return made  # type: ignore[no-any-return]  # it is one now


class _Draft:
    """A transaction while it is read, of the same slots.

    A frozen one fills each field by a call: that takes seven times as long, which is a fifth of the
    time in which a large ledger is opened.
    """

    __slots__ = Transaction.__slots__


def _charge_text(charge: Charge) -> str:
    return f"{charge.kind}|{charge.amount}|{charge.currency}|{_maybe_text(charge.rate) or ''}"


def _charge(text: str) -> Charge:
    kind, amount, currency, rate = text.split("|")
    return Charge(_CHARGES[kind], Decimal(amount), currency, Decimal(rate) if rate else None)


def _lot(text: str) -> ChosenLot:
    opened_by, quantity = text.split("|")
    return ChosenLot(int(opened_by), Decimal(quantity))


def _ratio(text: str) -> tuple[int, int]:
    new, old = text.split(":")
    return int(new), int(old)


def _maybe_text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
