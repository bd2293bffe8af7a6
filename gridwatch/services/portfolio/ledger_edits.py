"""The edits of transactions and whole imports, as values with an inverse."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from gridwatch.domain.ledger.account import Account, checked_account
from gridwatch.domain.ledger.checking import checked_transaction
from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.ledger.security import (
    OwnPrice,
    Security,
    checked_security,
    checked_split,
)
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.problem import Problem
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.account_edits import (
    CHANGED,
    AddAccount,
    AddSecurity,
    ArrangeAccounts,
    PutPrices,
    PutSplit,
    RemoveAccount,
    RemoveSecurity,
)
from gridwatch.services.several import Several
from gridwatch.store.user import transactions as store
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.ledger_changes import (
    Batch,
    Noun,
    add_batch,
    all_batches,
    record_changes,
    remove_batch,
)
from gridwatch.store.user.securities import all_securities


@dataclass(frozen=True, slots=True)
class AddTransactions:
    """Book transactions: all of them or none."""

    transactions: tuple[Transaction, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check each transaction and store it as a new one."""
        new = [replace(each, id=0, batch_id=None) for each in self.transactions]
        added = store.add_transactions(user, _checked(user, new))
        record_changes(user, now, Noun.TRANSACTION, [(each.id, None, each) for each in added])
        return CHANGED, RemoveTransactions(tuple(each.id for each in added))


@dataclass(frozen=True, slots=True)
class ChangeTransactions:
    """Store transactions over those with their ids; where they were imported from stays."""

    transactions: tuple[Transaction, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check each transaction and store it in the place of the one before."""
        before = store.transactions_with_ids(user, [each.id for each in self.transactions])
        if len(before) < len({each.id for each in self.transactions}):
            raise _unknown()
        wanted = [
            replace(each, source=before[each.id].source, batch_id=before[each.id].batch_id)
            for each in self.transactions
        ]
        checked = _checked(user, wanted)
        for each in checked:
            store.replace_transaction(user, each)
        record_changes(
            user, now, Noun.TRANSACTION, [(each.id, before[each.id], each) for each in checked]
        )
        return CHANGED, ChangeTransactions(tuple(before.values()))


@dataclass(frozen=True, slots=True)
class RemoveTransactions:
    """Delete transactions; ids that are gone already do no harm."""

    ids: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Delete them; an undo brings them back under their ids."""
        gone = tuple(store.transactions_with_ids(user, self.ids).values())
        if not gone:
            raise _unknown()
        store.remove_transactions(user, [each.id for each in gone])
        record_changes(user, now, Noun.TRANSACTION, [(each.id, each, None) for each in gone])
        return CHANGED, _ReturnTransactions(gone)


@dataclass(frozen=True, slots=True)
class _ReturnTransactions:
    """Undo a `RemoveTransactions`."""

    transactions: tuple[Transaction, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store them again under their ids; those of an import that was taken back are of none."""
        batches = {each.id for each in all_batches(user)}
        back = [
            each if each.batch_id in batches else replace(each, batch_id=None)
            for each in self.transactions
        ]
        added = store.add_transactions(user, _checked(user, back))
        record_changes(user, now, Noun.TRANSACTION, [(each.id, None, each) for each in added])
        return CHANGED, RemoveTransactions(tuple(each.id for each in added))


@dataclass(frozen=True, slots=True)
class ImportPart:
    """Take over what a reader of files has made: whole or not at all, and undone in one step.

    `name` says where it comes from. `accounts` and `securities`: by the part's own id (below 0),
    which of those that are there it means; the others are made. Prices go over those of the same
    days. `leave_out`: the part's ids of transactions that are not wanted (duplicates).
    """

    name: str
    part: LedgerPart
    accounts: Mapping[int, int] = field(default_factory=dict)
    securities: Mapping[int, int] = field(default_factory=dict)
    leave_out: frozenset[int] = frozenset()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Make what is new, then book every transaction."""
        if self.part.problems:
            raise Problem(
                "import_problems",
                "{number} lines can't be taken. Nothing was imported.",
                number=len(self.part.problems),
            )
        inverses: list[Edit] = []
        wanted = [each for each in self.part.transactions if each.id not in self.leave_out]
        accounts = self._accounts(user, now, inverses)
        securities = self._securities(user, now, inverses)
        batch = add_batch(user, Batch(0, now, self.name))
        _book(user, now, wanted, accounts, securities, batch)
        inverses.append(TakeBackBatch(batch))
        return CHANGED, Several(tuple(reversed(inverses)))

    def _accounts(
        self, user: sqlite3.Connection, now: datetime, inverses: list[Edit]
    ) -> dict[int, int]:
        """Make the accounts that are not there, in their order but after what settles for them."""
        known = dict(self.accounts)
        for each in _settling_first(self.part.accounts):
            if each.id in known:
                continue
            cash = known.get(each.cash_id, each.cash_id) if each.cash_id is not None else None
            new = replace(checked_account(each), id=0, cash_id=cash)
            known[each.id] = AddAccount(new).added(user, now).id
            inverses.append(RemoveAccount(known[each.id]))
        made = [known[each.id] for each in self.part.accounts if each.id not in self.accounts]
        if made != sorted(made):  # one stands before what settles for it
            there = [number for number in all_accounts(user) if number not in made]
            _, inverse = ArrangeAccounts((*there, *made)).apply(user, now)
            inverses.append(inverse)
        return known

    def _securities(
        self, user: sqlite3.Connection, now: datetime, inverses: list[Edit]
    ) -> dict[int, int]:
        """Make the securities that are not there, then enter all prices and splits."""
        known = dict(self.securities)
        for each in self.part.securities:
            if each.id in known:
                continue
            new = AddSecurity(replace(checked_security(each), id=0))
            known[each.id] = new.added(user, now).id
            inverses.append(RemoveSecurity(known[each.id]))
        prices: dict[int, list[OwnPrice]] = {}
        for price in self.part.prices:
            number = known[price.security_id]
            prices.setdefault(number, []).append(replace(price, security_id=number))
        for number, some in prices.items():
            _, inverse = PutPrices(number, tuple(some)).apply(user, now)
            inverses.append(inverse)
        for split in self.part.splits:
            placed = checked_split(replace(split, security_id=known[split.security_id]))
            _, inverse = PutSplit(placed).apply(user, now)
            inverses.append(inverse)
        return known


def _settling_first(accounts: Iterable[Account]) -> list[Account]:
    """Return accounts in their order, each behind the one through which it is settled."""
    by_id = {each.id: each for each in accounts}
    found = dict[int, Account]()
    for each in by_id.values():
        settling = by_id.get(each.cash_id or 0)
        if settling is not None:
            found.setdefault(settling.id, settling)
        found.setdefault(each.id, each)
    return list(found.values())


def _book(
    user: sqlite3.Connection,
    now: datetime,
    wanted: Sequence[Transaction],
    accounts: Mapping[int, int],
    securities: Mapping[int, int],
    batch: int,
) -> None:
    """Store transactions of a part under new ids; the lots that they choose follow theirs."""
    placed = [
        replace(
            each,
            account_id=_there(accounts, each.account_id),
            cash_id=_there(accounts, each.cash_id),
            other_account_id=_there(accounts, each.other_account_id),
            other_cash_id=_there(accounts, each.other_cash_id),
            security_id=_there(securities, each.security_id),
            other_security_id=_there(securities, each.other_security_id),
            batch_id=batch,
        )
        for each in wanted
    ]
    added = store.add_transactions(user, _checked(user, placed))
    ids = {before.id: after.id for before, after in zip(wanted, added, strict=True)}
    for each in added:
        if each.lots:
            # A lot whose purchase is not taken over is chosen no more: the method takes others.
            lots = tuple(
                replace(lot, opened_by=ids.get(lot.opened_by, lot.opened_by))
                for lot in each.lots
                if lot.opened_by in ids or lot.opened_by > 0
            )
            store.replace_transaction(user, replace(each, lots=lots))
    told = {"transactions": len(added)}
    record_changes(user, now, Noun.BATCH, [(batch, None, told)])


def _there(known: Mapping[int, int], number: int | None) -> int | None:
    return None if number is None else known.get(number, number)


@dataclass(frozen=True, slots=True)
class TakeBackBatch:
    """Delete the transactions that an import brought, as many as are still there."""

    batch_id: int

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Delete what the import brought."""
        batch = next((each for each in all_batches(user) if each.id == self.batch_id), None)
        if batch is None:
            raise Problem("import_unknown", "There is no such import any more.")
        gone = tuple(store.transactions_of_batch(user, batch.id))
        store.remove_transactions(user, [each.id for each in gone])
        remove_batch(user, batch.id)
        told = {"name": batch.name, "transactions": len(gone)}
        record_changes(user, now, Noun.BATCH, [(batch.id, told, None)])
        return CHANGED, _ReturnBatch(batch, gone)


@dataclass(frozen=True, slots=True)
class _ReturnBatch:
    """Make an import again that was taken back, under the same ids."""

    batch: Batch
    transactions: tuple[Transaction, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the batch and its transactions."""
        add_batch(user, self.batch)
        store.add_transactions(user, _checked(user, self.transactions))
        told = {"name": self.batch.name, "transactions": len(self.transactions)}
        record_changes(user, now, Noun.BATCH, [(self.batch.id, None, told)])
        return CHANGED, TakeBackBatch(self.batch.id)


def _checked(user: sqlite3.Connection, transactions: Iterable[Transaction]) -> list[Transaction]:
    accounts: Mapping[int, Account] = all_accounts(user)
    securities: Mapping[int, Security] = all_securities(user)
    return [checked_transaction(each, accounts, securities) for each in transactions]


def _unknown() -> Problem:
    return Problem("transaction_unknown", "There is no such transaction any more.")
