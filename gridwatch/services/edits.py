"""The edits that a user can make, as values: each is applied in one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from gridwatch.domain.company import Company
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.domain.targets import Target
from gridwatch.preferences import Preferences, read_choice, text_of
from gridwatch.services.changes import Changes
from gridwatch.store.database import transaction
from gridwatch.store.user import choices, companies, starters, targets, watchlists
from gridwatch.store.user.watchlists import Watchlist


class Edit(Protocol):
    """One change of `user.db` that knows how to undo itself."""

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Make the change inside the caller's transaction; return what changed and the inverse."""


def apply(user: sqlite3.Connection, edit: Edit, now: datetime) -> tuple[Changes, Edit]:
    """Make an edit whole or not at all; raises Problem where it can't be made."""
    with transaction(user):
        return edit.apply(user, now)


@dataclass(frozen=True, slots=True)
class AddCompany:
    """Put a company on a list, at `position` or at the end; one that is known is not made twice."""

    company: Company
    watchlist_id: int
    position: int | None = None

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Store the company where it is new and enter it."""
        before = _list(user, self.watchlist_id)
        number = _known(user, self.company)
        if number in before.companies:
            raise Problem(
                "already_listed", "{name} is on this list already.", name=self.company.name
            )
        if number is None:
            number = companies.add_company(user, self.company).id
        else:
            _restart_watches(user, number)
        place = len(before.companies) if self.position is None else self.position
        entries = (*before.companies[:place], number, *before.companies[place:])
        watchlists.set_companies(user, before.id, entries)
        return Changes((number,), watchlists=True), RemoveCompanies((number,), before.id)


@dataclass(frozen=True, slots=True)
class RemoveCompanies:
    """Take companies off a list; what the user wrote about them stays for their return."""

    companies: tuple[int, ...]
    watchlist_id: int

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Drop the entries and keep the order of the rest."""
        before = _list(user, self.watchlist_id)
        if not set(self.companies) & set(before.companies):
            raise Problem("not_listed", "This company is not on the list “{list}”.", list=before.name)
        rest = tuple(each for each in before.companies if each not in self.companies)
        watchlists.set_companies(user, before.id, rest)
        inverse = ArrangeCompanies(before.id, before.companies)
        return Changes(self.companies, watchlists=True), inverse


@dataclass(frozen=True, slots=True)
class ArrangeCompanies:
    """Make these companies the content of a list, in this order."""

    watchlist_id: int
    companies: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Replace the entries; watches of returning companies begin anew."""
        before = _list(user, self.watchlist_id)
        for number in set(self.companies) - watchlists.followed_companies(user):
            _restart_watches(user, number)
        watchlists.set_companies(user, before.id, self.companies)
        inverse = ArrangeCompanies(before.id, before.companies)
        return Changes(self.companies, watchlists=True), inverse


@dataclass(frozen=True, slots=True)
class AddWatchlist:
    """Make a list, empty or with companies."""

    name: str
    companies: tuple[int, ...] = ()
    watchlist_id: int = 0

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Store the list after the others."""
        number = watchlists.add_watchlist(user, _free_name(user, self.name), self.watchlist_id)
        for company in set(self.companies) - watchlists.followed_companies(user):
            _restart_watches(user, company)
        watchlists.set_companies(user, number, self.companies)
        return Changes(self.companies, watchlists=True), RemoveWatchlist(number)


@dataclass(frozen=True, slots=True)
class RemoveWatchlist:
    """Delete a list; its companies and their targets stay stored."""

    watchlist_id: int

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Delete the list unless it is the last one."""
        before = watchlists.all_watchlists(user)
        gone = _list(user, self.watchlist_id)
        if len(before) == 1:
            raise Problem("last_list", "“{list}” is the only list; it stays.", list=gone.name)
        watchlists.remove_watchlist(user, gone.id)
        order = tuple(each.id for each in before)
        inverse = _RestoreWatchlist(gone, order)
        return Changes(gone.companies, watchlists=True), inverse


@dataclass(frozen=True, slots=True)
class _RestoreWatchlist:
    """Bring a deleted list back to its place."""

    gone: Watchlist
    order: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Store the list with its id, content and place."""
        edit = AddWatchlist(self.gone.name, self.gone.companies, self.gone.id)
        changes, inverse = edit.apply(user, now)
        watchlists.set_order(user, self.order)
        return changes, inverse


@dataclass(frozen=True, slots=True)
class RenameWatchlist:
    """Give a list another name."""

    watchlist_id: int
    name: str

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Store the name where it is free."""
        before = _list(user, self.watchlist_id)
        watchlists.rename_watchlist(user, before.id, _free_name(user, self.name, before.id))
        return Changes(watchlists=True), RenameWatchlist(before.id, before.name)


@dataclass(frozen=True, slots=True)
class SetTarget:
    """Wait for a market cap of a company; `replacing` is the id of the target it takes over."""

    company_id: int
    wanted: Money
    replacing: int | None = None

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Store the target as a new one: what was reached before it was set does not count."""
        if self.company_id not in companies.all_companies(user):
            raise Problem("company_unknown", "This company is not in your lists.")
        existing = [each for each in targets.all_targets(user) if each.company_id == self.company_id]
        gone = tuple(each for each in existing if each.id == self.replacing)
        if any(_same(each, self.wanted) for each in existing if each not in gone):
            raise Problem("target_exists", "This target is set already.")
        for each in gone:
            targets.remove_target(user, each.id)
        starters.settle_target(user, self.company_id)
        new = targets.add_target(
            user, Target(0, self.company_id, self.wanted.amount, self.wanted.currency, now)
        )
        inverse = ReplaceTargets(self.company_id, (new.id,), gone)
        return Changes((self.company_id,), targets=True), inverse


@dataclass(frozen=True, slots=True)
class RemoveTargets:
    """Give up targets of a company; the log of their firings stays."""

    company_id: int
    targets: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Delete the targets."""
        return ReplaceTargets(self.company_id, self.targets, ()).apply(user, now)


@dataclass(frozen=True, slots=True)
class ReplaceTargets:
    """Delete some targets of a company and bring others back as they were."""

    company_id: int
    gone: tuple[int, ...]
    back: tuple[Target, ...]

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Swap the targets; those that come back are watched from now on."""
        removed = tuple(each for each in targets.all_targets(user) if each.id in self.gone)
        for each in removed:
            targets.remove_target(user, each.id)
        for each in self.back:
            targets.add_target(user, each)
        inverse = ReplaceTargets(self.company_id, tuple(each.id for each in self.back), removed)
        return Changes((self.company_id,), targets=True), inverse


@dataclass(frozen=True, slots=True)
class Choose:
    """Set a preference to one of its values, given as text."""

    name: str
    value: str

    def apply(self, user: sqlite3.Connection, now: datetime) -> tuple[Changes, Edit]:
        """Check the value and store it."""
        before = choices.all_choices(user).get(self.name)
        choices.store_choices(user, {self.name: text_of(read_choice(self.name, self.value))})
        default = text_of(getattr(Preferences(), self.name))
        return Changes(preferences=True), Choose(self.name, default if before is None else before)


def _list(user: sqlite3.Connection, number: int) -> Watchlist:
    for each in watchlists.all_watchlists(user):
        if each.id == number:
            return each
    raise Problem("list_unknown", "There is no such list any more.")


def _free_name(user: sqlite3.Connection, name: str, own: int = 0) -> str:
    wanted = " ".join(name.split())[:80]
    if not wanted:
        raise Problem("list_unnamed", "A list needs a name.")
    if any(each.name == wanted and each.id != own for each in watchlists.all_watchlists(user)):
        raise Problem("list_exists", "There is a list “{list}” already.", list=wanted)
    return wanted


def _known(user: sqlite3.Connection, company: Company) -> int | None:
    symbols: Sequence[str] = [each.symbol for each in company.listings]
    found = (companies.company_of_symbol(user, each) for each in symbols)
    return next((each for each in found if each is not None), None)


def _same(target: Target, wanted: Money) -> bool:
    return target.currency == wanted.currency and target.amount == Decimal(wanted.amount)


def _restart_watches(user: sqlite3.Connection, company_id: int) -> None:
    """Begin the watches of a company that was on no list anew, so that no old crossing fires."""
    if company_id in watchlists.followed_companies(user):
        return
    for each in targets.all_targets(user):
        if each.company_id == company_id:
            targets.drop_watch(user, each.id)
