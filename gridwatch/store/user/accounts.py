"""The accounts of the ledger."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod

_COLUMNS = "name, kind, currency, grouped, cash_id, method, shorts, closed, note, position"
_KINDS = {each.value: each for each in AccountKind}
_METHODS = {each.value: each for each in CostMethod}


def all_accounts(user: sqlite3.Connection) -> dict[int, Account]:
    """Return the accounts by id, in the order in which they are shown."""
    rows = user.execute(f"SELECT id, {_COLUMNS} FROM account ORDER BY position, id")  # noqa: S608 - constants
    return {row[0]: _account(row) for row in rows}


def add_account(user: sqlite3.Connection, account: Account) -> Account:
    """Store a new account (an id of 0 or less asks for the next one) behind the others.

    Raises sqlite3.IntegrityError where its name is taken or its cash account is not there.
    """
    placed = account
    if account.id <= 0:
        (last,) = user.execute("SELECT coalesce(max(position), 0) FROM account").fetchone()
        placed = replace(account, position=int(last) + 1)
    cursor = user.execute(
        f"INSERT INTO account (id, {_COLUMNS}) VALUES ({', '.join('?' * 11)})",  # noqa: S608 - constants
        (account.id if account.id > 0 else None, *_row(placed)),
    )
    return replace(placed, id=int(cursor.lastrowid or 0))


def replace_account(user: sqlite3.Connection, account: Account) -> None:
    """Store an account over the one with its id."""
    user.execute(
        f"UPDATE account SET ({_COLUMNS}) = ({', '.join('?' * 10)}) WHERE id = ?",  # noqa: S608 - constants
        (*_row(account), account.id),
    )


def remove_account(user: sqlite3.Connection, number: int) -> None:
    """Delete an account; raises sqlite3.IntegrityError where something still names it."""
    user.execute("DELETE FROM account WHERE id = ?", (number,))


def _row(account: Account) -> tuple[object, ...]:
    return (
        account.name,
        account.kind,
        account.currency,
        account.group,
        account.cash_id,
        account.method,
        int(account.shorts),
        int(account.closed),
        account.note,
        account.position,
    )


def _account(row: tuple[Any, ...]) -> Account:
    number, name, kind, currency, group, cash, method, shorts, closed, note, position = row
    return Account(
        number,
        name,
        _KINDS[kind],
        currency,
        group,
        cash,
        _METHODS[method],
        bool(shorts),
        bool(closed),
        note,
        position,
    )
