"""Tells what an edit of the ledger will change before it is made, as rows of its journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.account_edits import ChangeAccount
from gridwatch.services.portfolio.ledger_edits import (
    AddTransactions,
    ChangeTransactions,
    RemoveTransactions,
)
from gridwatch.services.several import Several
from gridwatch.store.user.ledger_changes import LedgerChange, Noun, Recorded, fields_of

_NEVER = datetime.min.replace(tzinfo=UTC)


def foreseen(
    edit: Edit, transactions: Mapping[int, Transaction], accounts: Mapping[int, Account]
) -> tuple[LedgerChange, ...]:
    """Return what would be written down; `transactions` and `accounts` are those of now.

    Nothing is told of edits that are no repairs of a ledger.
    """
    return tuple(_changes(edit, transactions, accounts))


def _changes(
    edit: Edit, transactions: Mapping[int, Transaction], accounts: Mapping[int, Account]
) -> Iterator[LedgerChange]:
    match edit:
        case Several(edits=edits):
            for each in edits:
                yield from _changes(each, transactions, accounts)
        case AddTransactions(transactions=new):
            yield from _rows(Noun.TRANSACTION, ((0, None, each) for each in new))
        case ChangeTransactions(transactions=changed):
            yield from _rows(
                Noun.TRANSACTION,
                ((each.id, transactions.get(each.id), each) for each in changed),
            )
        case RemoveTransactions(ids=ids):
            yield from _rows(
                Noun.TRANSACTION,
                ((number, transactions.get(number), None) for number in ids),
            )
        case ChangeAccount(account=account):
            before = accounts.get(account.id)
            yield from _rows(Noun.ACCOUNT, ((account.id, before, account),))


def _rows(
    noun: Noun, changes: Iterable[tuple[int, Recorded | None, Recorded | None]]
) -> Iterator[LedgerChange]:
    for number, was, became in changes:
        if was is not None or became is not None:
            yield LedgerChange(
                0,
                _NEVER,
                noun,
                number,
                None if was is None else fields_of(was),
                None if became is None else fields_of(became),
            )
