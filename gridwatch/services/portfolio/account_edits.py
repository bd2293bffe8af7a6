"""The edits of accounts and securities, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from gridwatch.domain.ledger.account import Account, AccountKind, checked_account
from gridwatch.domain.ledger.security import (
    OwnPrice,
    OwnSplit,
    Security,
    checked_price,
    checked_security,
    checked_split,
)
from gridwatch.domain.problem import Problem
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.several import Several
from gridwatch.store.user import accounts as account_store
from gridwatch.store.user import securities as security_store
from gridwatch.store.user.ledger_changes import Noun, record_changes
from gridwatch.store.user.transactions import times_named_of

CHANGED = Changes(ledger=True)


@dataclass(frozen=True, slots=True)
class AddAccount:
    """Open an account."""

    account: Account

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the account and store it behind the others, or where it was."""
        return CHANGED, RemoveAccount(self.added(user, now).id)

    def added(self, user: sqlite3.Connection, now: datetime) -> Account:
        """Do the same and return the account with its id, for edits that name it further on."""
        added = account_store.add_account(user, _free_account(user, self.account))
        record_changes(user, now, Noun.ACCOUNT, [(added.id, None, added)])
        return added


@dataclass(frozen=True, slots=True)
class ChangeAccount:
    """Store an account over the one with its id.

    What it holds and its currency can't change once a transaction names it.
    """

    account: Account

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the account and store it in the place of the one before."""
        before = existing_account(user, self.account.id)
        wanted = replace(_free_account(user, self.account), position=before.position)
        meant = (wanted.kind, wanted.currency if wanted.kind is AccountKind.CASH else "")
        was = (before.kind, before.currency if before.kind is AccountKind.CASH else "")
        if meant != was and times_named_of(user, account_id=before.id):
            raise Problem(
                "account_meant",
                "“{name}” has transactions: what it holds and its currency stay.",
                name=before.name,
            )
        account_store.replace_account(user, wanted)
        record_changes(user, now, Noun.ACCOUNT, [(before.id, before, wanted)])
        return CHANGED, ChangeAccount(before)


@dataclass(frozen=True, slots=True)
class RemoveAccount:
    """Delete an account that no transaction names."""

    account_id: int

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the account; those that are settled through it are settled outside then."""
        gone = existing_account(user, self.account_id)
        number = times_named_of(user, account_id=gone.id)
        if number:
            raise Problem(
                "account_used",
                "“{name}” has {number} transactions. Delete those first, or close the account.",
                name=gone.name,
                number=number,
            )
        settled = [
            each for each in account_store.all_accounts(user).values() if each.cash_id == gone.id
        ]
        inverses: list[Edit] = [AddAccount(gone)]
        for each in settled:
            apart = replace(each, cash_id=None)
            account_store.replace_account(user, apart)
            record_changes(user, now, Noun.ACCOUNT, [(each.id, each, apart)])
            inverses.append(ChangeAccount(each))
        account_store.remove_account(user, gone.id)
        record_changes(user, now, Noun.ACCOUNT, [(gone.id, gone, None)])
        return CHANGED, Several(tuple(inverses))


@dataclass(frozen=True, slots=True)
class ArrangeAccounts:
    """Show the accounts in this order; those not named stand behind them."""

    accounts: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Give each account its new place."""
        places = {number: place for place, number in enumerate(self.accounts)}
        ordered = sorted(
            account_store.all_accounts(user), key=lambda each: places.get(each, len(places))
        )
        moved = {number: place for place, number in enumerate(ordered, start=1)}
        return _PlaceAccounts(moved).apply(user, now)


@dataclass(frozen=True, slots=True)
class _PlaceAccounts:
    """Put accounts, by their ids, at these places."""

    places: Mapping[int, int]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store each place that is another one; accounts that are gone do no harm."""
        before = dict[int, int]()
        for number, account in account_store.all_accounts(user).items():
            place = self.places.get(number, account.position)
            if place != account.position:
                before[number] = account.position
                account_store.replace_account(user, replace(account, position=place))
        return CHANGED, _PlaceAccounts(before)


@dataclass(frozen=True, slots=True)
class AddSecurity:
    """Make a security known, with the prices and splits that the user has for it."""

    security: Security
    prices: tuple[OwnPrice, ...] = ()
    splits: tuple[OwnSplit, ...] = ()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the security and store it."""
        return CHANGED, RemoveSecurity(self.added(user, now).id)

    def added(self, user: sqlite3.Connection, now: datetime) -> Security:
        """Do the same and return the security with its id, for edits that name it further on."""
        added = security_store.add_security(user, _free_security(user, self.security))
        security_store.put_prices(
            user, (checked_price(replace(each, security_id=added.id)) for each in self.prices)
        )
        for each in self.splits:
            security_store.put_split(user, checked_split(replace(each, security_id=added.id)))
        record_changes(user, now, Noun.SECURITY, [(added.id, None, added)])
        return added


@dataclass(frozen=True, slots=True)
class ChangeSecurity:
    """Store a security over the one with its id; its prices and splits stay."""

    security: Security

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the security and store it in the place of the one before."""
        before = existing_security(user, self.security.id)
        wanted = _free_security(user, self.security)
        security_store.replace_security(user, wanted)
        record_changes(user, now, Noun.SECURITY, [(before.id, before, wanted)])
        return CHANGED, ChangeSecurity(before)


@dataclass(frozen=True, slots=True)
class RemoveSecurity:
    """Delete a security that no transaction names, with its own prices and splits."""

    security_id: int

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the security; an undo brings all of it back."""
        gone = existing_security(user, self.security_id)
        number = times_named_of(user, security_id=gone.id)
        if number:
            raise Problem(
                "security_used",
                "“{name}” has {number} transactions. Delete those first.",
                name=gone.name,
                number=number,
            )
        prices = security_store.prices_of(user, gone.id)
        splits = security_store.own_splits_of(user, gone.id)
        security_store.remove_security(user, gone.id)
        record_changes(user, now, Noun.SECURITY, [(gone.id, gone, None)])
        return CHANGED, AddSecurity(gone, prices, splits)


@dataclass(frozen=True, slots=True)
class PutPrices:
    """Enter prices of a security by hand, over those of the same days; `gone` are deleted."""

    security_id: int
    prices: tuple[OwnPrice, ...]
    gone: tuple[date, ...] = ()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the prices, all or none."""
        existing_security(user, self.security_id)
        there = {each.on: each for each in security_store.prices_of(user, self.security_id)}
        new = {
            each.on: checked_price(replace(each, security_id=self.security_id))
            for each in self.prices
        }
        touched = {*new, *self.gone}
        security_store.remove_prices(user, self.security_id, self.gone)
        security_store.put_prices(user, new.values())
        told = {"put": len(new), "removed": len(set(self.gone) - set(new))}
        record_changes(user, now, Noun.PRICE, [(self.security_id, None, told)])
        back = tuple(there[on] for on in sorted(touched & set(there)))
        fresh = tuple(sorted(set(new) - set(there)))
        return CHANGED, PutPrices(self.security_id, back, fresh)


@dataclass(frozen=True, slots=True)
class PutSplit:
    """Enter a split, over the own one of the same day."""

    split: OwnSplit

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the split and store it."""
        split = checked_split(self.split)
        existing_security(user, split.security_id)
        before = _own_split(user, split.security_id, split.on)
        security_store.put_split(user, split)
        record_changes(user, now, Noun.SPLIT, [(split.security_id, before, split)])
        inverse: Edit = PutSplit(before) if before else RemoveSplit(split.security_id, split.on)
        return CHANGED, inverse


@dataclass(frozen=True, slots=True)
class RemoveSplit:
    """Delete an own split; one of the market on that day counts again."""

    security_id: int
    on: date

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the split."""
        gone = _own_split(user, self.security_id, self.on)
        if gone is None:
            raise Problem("split_unknown", "There is no such split any more.")
        security_store.remove_split(user, self.security_id, self.on)
        record_changes(user, now, Noun.SPLIT, [(self.security_id, gone, None)])
        return CHANGED, PutSplit(gone)


def existing_account(user: sqlite3.Connection, number: int) -> Account:
    """Return an account; raises Problem where there is none."""
    found = account_store.all_accounts(user).get(number)
    if found is None:
        raise Problem("account_unknown", "There is no such account any more.")
    return found


def existing_security(user: sqlite3.Connection, number: int) -> Security:
    """Return a security; raises Problem where there is none."""
    found = security_store.security_with_id(user, number)
    if found is None:
        raise Problem("security_unknown", "There is no such security any more.")
    return found


def _free_account(user: sqlite3.Connection, account: Account) -> Account:
    """Return the account, checked; raises Problem where its name is taken or it can't settle."""
    wanted, others = checked_account(account), account_store.all_accounts(user)
    for each in others.values():
        if each.id != wanted.id and each.name.casefold() == wanted.name.casefold():
            raise Problem("account_exists", "There is an account “{name}” already.", name=each.name)
    if wanted.cash_id is not None:
        cash = others.get(wanted.cash_id)
        if cash is None or cash.kind is not AccountKind.CASH:
            raise Problem("cash_account_missing", "Choose a cash account.")
    return wanted


def _free_security(user: sqlite3.Connection, security: Security) -> Security:
    """Return the security, checked; raises Problem where another one has its symbol."""
    wanted = checked_security(security)
    there = security_store.security_of_symbol(user, wanted.symbol)
    if there is not None and there.id != wanted.id:
        raise Problem(
            "security_exists",
            "“{name}” has the symbol {symbol} already.",
            name=there.name,
            symbol=wanted.symbol,
        )
    return wanted


def _own_split(user: sqlite3.Connection, number: int, on: date) -> OwnSplit | None:
    splits = security_store.own_splits_of(user, number)
    return next((each for each in splits if each.on == on), None)
