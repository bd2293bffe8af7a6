"""Edits that make several things of the ledger at once, which name each other."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.account_edits import (
    CHANGED,
    AddAccount,
    AddSecurity,
    ChangeSecurity,
    PutPrices,
    PutSplit,
    RemoveAccount,
    RemoveSecurity,
    RemoveSplit,
    existing_security,
)
from gridwatch.services.portfolio.ledger_edits import AddTransactions, ChangeTransactions
from gridwatch.services.several import Several
from gridwatch.store.user.securities import security_of_symbol


@dataclass(frozen=True, slots=True)
class OpenAccounts:
    """Open accounts that belong together; a cash account comes before what is settled through it.

    An account of this edit is named by its id, which is below 0.
    """

    accounts: tuple[Account, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store them one after the other, all or none."""
        known, inverses = dict[int, int](), list[Edit]()
        for each in self.accounts:
            cash = known.get(each.cash_id, each.cash_id) if each.cash_id is not None else None
            known[each.id] = AddAccount(replace(each, id=0, cash_id=cash)).added(user, now).id
            inverses.append(RemoveAccount(known[each.id]))
        return CHANGED, Several(tuple(reversed(inverses)))


@dataclass(frozen=True, slots=True)
class BookTransaction:
    """Book a transaction, or change the one with its id, and make the securities that it needs.

    A security of this edit is named by its id, which is below 0. One whose symbol is known by the
    time of the edit is that one.
    """

    transaction: Transaction
    securities: tuple[Security, ...] = ()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the securities, then the transaction."""
        known, inverses = dict[int, int](), list[Edit]()
        for each in self.securities:
            known[each.id] = _security(user, now, each, inverses)
        one = replace(
            self.transaction,
            security_id=_there(known, self.transaction.security_id),
            other_security_id=_there(known, self.transaction.other_security_id),
        )
        edit: Edit = ChangeTransactions((one,)) if one.id > 0 else AddTransactions((one,))
        _, inverse = edit.apply(user, now)
        if not inverses:
            return CHANGED, inverse
        return CHANGED, Several((inverse, *reversed(inverses)))


@dataclass(frozen=True, slots=True)
class KeepSecurity:
    """Change a security together with its own prices and splits, or make a new one (id 0).

    `prices` and `splits` go over those of the same days, those of the days that are gone are
    deleted. Nothing is written for what stays as it is.
    """

    security: Security
    prices: tuple[OwnPrice, ...] = ()
    gone_prices: tuple[date, ...] = ()
    splits: tuple[OwnSplit, ...] = ()
    gone_splits: tuple[date, ...] = ()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Make each change, all or none."""
        if not self.security.id:
            return AddSecurity(self.security, self.prices, self.splits).apply(user, now)
        number = self.security.id
        edits: list[Edit] = []
        if existing_security(user, number) != self.security:
            edits.append(ChangeSecurity(self.security))
        if self.prices or self.gone_prices:
            edits.append(PutPrices(number, self.prices, self.gone_prices))
        edits += [PutSplit(replace(each, security_id=number)) for each in self.splits]
        edits += [RemoveSplit(number, each) for each in self.gone_splits]
        inverses = [each.apply(user, now)[1] for each in edits]
        return CHANGED, Several(tuple(reversed(inverses)))


def _security(
    user: sqlite3.Connection, now: datetime, wanted: Security, inverses: list[Edit]
) -> int:
    """Return the id of a security, made where none has its symbol."""
    there = security_of_symbol(user, wanted.symbol)
    if there is not None:
        return there.id
    made = AddSecurity(replace(wanted, id=0)).added(user, now)
    inverses.append(RemoveSecurity(made.id))
    return made.id


def _there(known: dict[int, int], number: int | None) -> int | None:
    return None if number is None else known.get(number, number)
