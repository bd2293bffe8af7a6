"""The ledger in memory: read once, then brought up to date from the journal of its changes."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.kind import TRAITS
from gridwatch.domain.ledger.security import OwnSplit, Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.preferences import preferences_of
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.choices import all_choices
from gridwatch.store.user.ledger_changes import Noun, concerned_since, last_stamp
from gridwatch.store.user.ledger_needs import ledger_currencies
from gridwatch.store.user.securities import all_own_splits, all_securities
from gridwatch.store.user.transactions import (
    all_transactions,
    transactions_of_batch,
    transactions_with_ids,
)

# What is recomputed together: securities that spin-offs and mergers connect, or what happened in
# one cash account without any security (-1 times its id).
Group = frozenset[int]


@dataclass(frozen=True, slots=True)
class Issuer:
    """What the followed companies tell of a listing."""

    company_id: int
    segment: str
    country: str


@dataclass(slots=True)
class Touched:
    """What a catching up has found changed; `prices`: own prices of these securities.

    `views`: the currency in which it is seen, or what the followed companies tell; no value.
    """

    everything: bool = False
    views: bool = False
    groups: set[int] = field(default_factory=set)
    prices: set[int] = field(default_factory=set)
    accounts: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything has changed."""
        held = self.everything or self.accounts or bool(self.groups or self.prices)
        return held or self.views


class LedgerMemory:
    """Accounts, securities and transactions as they are stored, grouped by what belongs together.

    For one thread at a time. `by_group`: transactions by security, or by -1 times the cash account
    where they name none.
    """

    def __init__(self) -> None:
        """Begin with nothing; the first `catch_up` reads it all."""
        self.accounts: dict[int, Account] = {}
        self.securities: dict[int, Security] = {}
        self.transactions: dict[int, Transaction] = {}
        self.own_splits: dict[int, tuple[OwnSplit, ...]] = {}
        self.issuers: dict[str, Issuer] = {}
        self.base_currency = ""
        self.currencies: frozenset[str] = frozenset()
        self.by_group: dict[int, dict[int, Transaction]] = {}
        self._links: dict[int, tuple[int, int]] = {}
        self._trading: dict[int, Counter[int]] = {}  # by security: how often which account trades
        self._stamp: tuple[int, str] | None = None

    def catch_up(self, user: sqlite3.Connection) -> Touched:
        """Read what has changed since the last time; the reading is one state of the file."""
        seen = preferences_of(all_choices(user)).base_currency, _issuers(user)
        touched = Touched(views=seen != (self.base_currency, self.issuers))
        self.base_currency, self.issuers = seen
        accounts = all_accounts(user)
        if accounts != self.accounts:
            touched.accounts = _places(accounts) != _places(self.accounts)
            self.accounts = accounts
        stamp = last_stamp(user, self._stamp[0] if self._stamp else 0)
        if self._stamp is None or stamp.seen != self._stamp:
            touched.everything = True
            self._read_all(user)
        elif stamp.last[0] > self._stamp[0]:
            self._read_changes(user, self._stamp[0], touched)
        self._stamp = stamp.last
        if touched or not self.currencies:
            self.currencies = self._used_currencies(user)
        return touched

    def _used_currencies(self, user: sqlite3.Connection) -> frozenset[str]:
        charged = (each.charges for each in self.transactions.values() if each.charges)
        found = {charge.currency for charges in charged for charge in charges}
        return frozenset(found | ledger_currencies(user))

    def _read_all(self, user: sqlite3.Connection) -> None:
        self.securities = all_securities(user)
        self.own_splits = all_own_splits(user)
        self.transactions, self.by_group, self._links, self._trading = {}, {}, {}, {}
        for each in all_transactions(user):
            self._put(each)

    def _read_changes(self, user: sqlite3.Connection, last: int, touched: Touched) -> None:
        changes = concerned_since(user, last)
        concerned: dict[Noun, set[int]] = {noun: set() for noun in Noun}
        for _, noun, number in changes:
            concerned[noun].add(number)
        named = concerned[Noun.SECURITY] | concerned[Noun.PRICE] | concerned[Noun.SPLIT]
        if named:
            self.securities = all_securities(user)
            self.own_splits = all_own_splits(user)
            touched.groups |= concerned[Noun.SECURITY] | concerned[Noun.SPLIT]
            touched.prices |= named
        ids = concerned[Noun.TRANSACTION]
        for batch in concerned[Noun.BATCH]:
            ids |= {each.id for each in transactions_of_batch(user, batch)}
            ids |= {each.id for each in self.transactions.values() if each.batch_id == batch}
        now = transactions_with_ids(user, ids)
        for number in ids:
            before = self.transactions.get(number)
            if before is not None:
                touched.groups |= self._drop(before)
            if number in now:
                touched.groups |= self._put(now[number])

    def _put(self, one: Transaction) -> set[int]:
        self.transactions[one.id] = one
        group = group_key(one)
        self.by_group.setdefault(group, {})[one.id] = one
        if _trades(one):
            self._trading.setdefault(group, Counter())[one.account_id or 0] += 1
        if one.security_id is not None and one.other_security_id is not None:
            self._links[one.id] = one.security_id, one.other_security_id
            return {group, one.other_security_id}
        return {group}

    def _drop(self, one: Transaction) -> set[int]:
        del self.transactions[one.id]
        group = group_key(one)
        some = self.by_group[group]
        del some[one.id]
        if not some:
            del self.by_group[group]
        if _trades(one):
            self._trading[group][one.account_id or 0] -= 1
        link = self._links.pop(one.id, None)
        return {group, link[1]} if link else {group}

    def groups(self) -> list[Group]:
        """Return what belongs together: each key of `by_group` and each linked security, once."""
        of: dict[int, set[int]] = {each: {each} for each in self.by_group}
        for one, other in self._links.values():
            merged = of.get(one, {one}) | of.get(other, {other})
            for each in merged:
                of[each] = merged
        return [frozenset(each) for each in {id(some): some for some in of.values()}.values()]

    def of_group(self, group: Iterable[int]) -> list[Transaction]:
        """Return the transactions of a group, in no order."""
        return [each for key in group for each in self.by_group.get(key, {}).values()]

    def holder(self, one: Transaction) -> int:
        """Return the securities account of a dividend, fee or tax, 0 where nobody knows it.

        Where it names none: the first that trades this security through the same cash account,
        else the first that trades it.
        """
        if one.account_id is not None:
            return one.account_id
        counted = self._trading.get(one.security_id or 0, Counter())
        trading = sorted(account for account, times in counted.items() if times)
        settled = [
            each
            for each in trading
            if each in self.accounts and self.accounts[each].cash_id == one.cash_id
        ]
        return (settled or trading or [0])[0]

    def issuer(self, security: Security) -> Issuer | None:
        """Return the followed company that has a listing of the security's symbol."""
        return self.issuers.get(security.symbol) if security.symbol else None


def _trades(one: Transaction) -> bool:
    return one.account_id is not None and bool(TRAITS[one.kind].shares)


def group_key(one: Transaction) -> int:
    """Return the security of a transaction, or -1 times its cash account where it names none."""
    return one.security_id if one.security_id is not None else -(one.cash_id or 0)


def _places(accounts: Mapping[int, Account]) -> dict[int, tuple[object, ...]]:
    """Return what of the accounts decides on values: not their names."""
    return {
        each.id: (each.kind, each.currency, each.cash_id, each.method, each.shorts)
        for each in accounts.values()
    }


def _issuers(user: sqlite3.Connection) -> dict[str, Issuer]:
    rows = user.execute(
        "SELECT symbol, company.id, segment, country FROM listing"
        " JOIN company ON company.id = company_id"
    )
    return {symbol: Issuer(*rest) for symbol, *rest in rows}
