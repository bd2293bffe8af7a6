"""The edits that a user can make, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from gridwatch.domain.alert.rule import Rule
from gridwatch.domain.company import Company
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.domain.targets import Target
from gridwatch.preferences import read_choice, text_of
from gridwatch.services.changes import Changes
from gridwatch.store.database import explained, path_of, transaction
from gridwatch.store.user import (
    choices,
    companies,
    drawings,
    kept_rules,
    ladders,
    starters,
    targets,
    watchlists,
)
from gridwatch.store.user.kept_rules import KeptRule
from gridwatch.store.user.noted import has_thesis
from gridwatch.store.user.rule_states import restart_company, store_standings
from gridwatch.store.user.watchlists import Watchlist

# Below this a scale was forgotten: nobody waits for a company to be worth 100 yuan.
SMALLEST_TARGET = 1_000_000
KeptTarget = tuple[Target, KeptRule | None]  # with its own rule as it was


class Edit(Protocol):
    """One change of `user.db` that knows how to undo itself."""

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Make the change inside the caller's transaction; return what changed and the inverse."""


def apply(user: sqlite3.Connection, edit: Edit, now: datetime) -> tuple[Changes, Edit]:
    """Make an edit whole or not at all.

    Raises Problem where it can't be made: refused by the edit, by a full or read-only disk, or
    because the file is damaged.
    """
    try:
        with transaction(user):
            return edit.apply(user, now)
    except sqlite3.IntegrityError as error:
        # An id that another window or command has removed meanwhile.
        raise _company_unknown() from error
    except sqlite3.DatabaseError as error:
        raise explained(path_of(user), error) from error


@dataclass(frozen=True, slots=True)
class AddCompany:
    """Put a company on a list, at `position` or at the end; one that is known is not made twice."""

    company: Company
    watchlist_id: int
    position: int | None = None

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the company where it is new and enter it."""
        before = _list(user, self.watchlist_id)
        number = _known(user, self.company)
        if number in before.companies:
            raise Problem(
                "already_listed", "{name} is on this list already.", name=self.company.name
            )
        made = number is None
        if number is None:
            number = companies.add_company(user, self.company).id
        else:
            _restart_watches(user, number, now)
        place = len(before.companies) if self.position is None else self.position
        entries = (*before.companies[:place], number, *before.companies[place:])
        watchlists.set_companies(user, before.id, entries)
        inverse = _TakeBackCompany(replace(self.company, id=number), before.id, place, forget=made)
        return Changes((number,), watchlists=True), inverse


@dataclass(frozen=True, slots=True)
class _TakeBackCompany:
    """Undo an `AddCompany`; `forget` a company that it had made, unless it is used by now."""

    company: Company
    watchlist_id: int
    place: int
    forget: bool

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Drop the entry, and the company where nothing hangs on it."""
        number = self.company.id
        RemoveCompanies((number,), self.watchlist_id).apply(user, now)
        if self.forget and not _is_used(user, number):
            companies.remove_company(user, number)
        inverse = AddCompany(self.company, self.watchlist_id, self.place)
        return Changes((number,), watchlists=True), inverse


@dataclass(frozen=True, slots=True)
class RemoveCompanies:
    """Take companies off a list; what the user wrote about them stays for their return."""

    companies: tuple[int, ...]
    watchlist_id: int

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Drop the entries and keep the order of the rest."""
        before = _list(user, self.watchlist_id)
        gone = tuple(
            (place, each) for place, each in enumerate(before.companies) if each in self.companies
        )
        if not gone:
            raise Problem(
                "not_listed", "This company is not on the list “{list}”.", list=before.name
            )
        rest = tuple(each for each in before.companies if each not in self.companies)
        watchlists.set_companies(user, before.id, rest)
        return Changes(self.companies, watchlists=True), _ReturnCompanies(before.id, gone)


@dataclass(frozen=True, slots=True)
class _ReturnCompanies:
    """Undo a `RemoveCompanies`: (place, company) each, beside whatever is on the list now."""

    watchlist_id: int
    gone: tuple[tuple[int, int], ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Enter the companies at their old places; their watches begin anew."""
        entries = list(_list(user, self.watchlist_id).companies)
        numbers = tuple(number for _, number in self.gone)
        for place, number in self.gone:
            if number not in entries:
                _restart_watches(user, number, now)
                entries.insert(place, number)
        watchlists.set_companies(user, self.watchlist_id, entries)
        return Changes(numbers, watchlists=True), RemoveCompanies(numbers, self.watchlist_id)


@dataclass(frozen=True, slots=True)
class ArrangeCompanies:
    """Make these companies the content of a list, in this order."""

    watchlist_id: int
    companies: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Replace the entries; watches of returning companies begin anew."""
        before = _list(user, self.watchlist_id)
        for number in set(self.companies) - watchlists.followed_companies(user):
            _restart_watches(user, number, now)
        watchlists.set_companies(user, before.id, self.companies)
        concerned = tuple(dict.fromkeys((*self.companies, *before.companies)))
        inverse = ArrangeCompanies(before.id, before.companies)
        return Changes(concerned, watchlists=True), inverse


@dataclass(frozen=True, slots=True)
class AddWatchlist:
    """Make a list, empty or with companies."""

    name: str
    companies: tuple[int, ...] = ()
    watchlist_id: int = 0
    place: int | None = None

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the list after the others, or where it was."""
        name = _free_name(user, self.name)
        number = watchlists.add_watchlist(user, name, self.watchlist_id, self.place)
        for company in set(self.companies) - watchlists.followed_companies(user):
            _restart_watches(user, company, now)
        watchlists.set_companies(user, number, self.companies)
        return Changes(self.companies, watchlists=True), RemoveWatchlist(number)


@dataclass(frozen=True, slots=True)
class _ReturnWatchlist:
    """Undo a `RemoveWatchlist`: the list comes back with the rules and the ladder that it had."""

    back: AddWatchlist
    rules: tuple[KeptRule, ...]
    ladder: ladders.OwnLadder | None

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the list, then what hangs on it."""
        changes, inverse = self.back.apply(user, now)
        for each in self.rules:
            kept_rules.bring_back(user, each)
        if self.ladder is not None:
            ladders.put_ladder(user, self.ladder)
        return replace(changes, rules=bool(self.rules)), inverse


@dataclass(frozen=True, slots=True)
class RemoveWatchlist:
    """Delete a list with its rules and ladder; its companies and their targets stay stored."""

    watchlist_id: int

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the list unless it is the last one."""
        gone = _list(user, self.watchlist_id)
        if len(watchlists.all_watchlists(user)) == 1:
            raise Problem("last_list", "“{list}” is the only list; it stays.", list=gone.name)
        place = watchlists.place_of(user, gone.id)
        back = AddWatchlist(gone.name, gone.companies, gone.id, place)
        rules = kept_rules.kept_rules_of_list(user, gone.id)
        inverse = _ReturnWatchlist(back, rules, ladders.ladder_of(user, watchlist_id=gone.id))
        watchlists.remove_watchlist(user, gone.id)
        return Changes(gone.companies, watchlists=True, rules=bool(rules)), inverse


@dataclass(frozen=True, slots=True)
class RenameWatchlist:
    """Give a list another name."""

    watchlist_id: int
    name: str

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
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

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store the target as a new one: what was reached before it was set does not count."""
        if self.wanted.amount < SMALLEST_TARGET:
            raise Problem(
                "target_small",
                "{amount} {currency} is too small for a market cap. Write it like 100bn or 1000亿.",
                amount=f"{self.wanted.amount:,}",
                currency=self.wanted.currency,
            )
        if self.company_id not in companies.all_companies(user):
            raise _company_unknown()
        existing = _targets_of(user, self.company_id)
        gone = _with_rules(user, self.company_id, (self.replacing,))
        others = [each for each in existing if each.id != self.replacing]
        if self.wanted in [Money(each.amount, each.currency) for each in others]:
            raise Problem("target_exists", "This target is set already.")
        waiting = starters.wanted_target(user, self.company_id)
        starters.settle_target(user, self.company_id)
        for each, _ in gone:
            targets.remove_target(user, each.id)
        target = Target(0, self.company_id, self.wanted.amount, self.wanted.currency, now)
        new = targets.add_target(user, target, _heir(gone, now))
        inverse = ReplaceTargets(self.company_id, (new.id,), gone, waiting)
        return Changes((self.company_id,), targets=True, rules=True), inverse


@dataclass(frozen=True, slots=True)
class RemoveTargets:
    """Give up targets of a company; the log of their firings stays."""

    company_id: int
    targets: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the targets; ids that are gone already do no harm."""
        waiting = starters.wanted_target(user, self.company_id)
        return ReplaceTargets(self.company_id, self.targets, (), waiting).apply(user, now)


@dataclass(frozen=True, slots=True)
class ReplaceTargets:
    """Delete some targets of a company and bring others back as they were, each with its rule.

    `waiting` is the starter target that waits for the company's first cap afterwards.
    """

    company_id: int
    gone: tuple[int, ...]
    back: tuple[KeptTarget, ...]
    waiting: Money | None = None

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Swap the targets; those that come back stand where they stood."""
        removed = _with_rules(user, self.company_id, self.gone)
        waited = starters.wanted_target(user, self.company_id)
        for each, _ in removed:
            targets.remove_target(user, each.id)
        for each, kept in self.back:
            targets.add_target(user, each, kept.rule if kept else None)
            store_standings(user, kept.standings if kept else {})
        starters.settle_target(user, self.company_id)
        if self.waiting is not None:
            starters.want_targets(user, (self.company_id,), self.waiting)
        back = tuple(each.id for each, _ in self.back)
        inverse = ReplaceTargets(self.company_id, back, removed, waited)
        return Changes((self.company_id,), targets=True, rules=True), inverse


@dataclass(frozen=True, slots=True)
class Choose:
    """Set a preference to one of its values, given as text."""

    name: str
    value: str

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the value and store it."""
        wanted = text_of(read_choice(self.name, self.value))
        return _PutChoice(self.name, wanted).apply(user, now)


@dataclass(frozen=True, slots=True)
class _PutChoice:
    """Store the text of a preference as it is, or forget it where `text` is None."""

    name: str
    text: str | None

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store or forget the text."""
        inverse = _PutChoice(self.name, choices.all_choices(user).get(self.name))
        if self.text is None:
            choices.drop_choice(user, self.name)
        else:
            choices.store_choices(user, {self.name: self.text})
        return Changes(preferences=True), inverse


def _list(user: sqlite3.Connection, number: int) -> Watchlist:
    for each in watchlists.all_watchlists(user):
        if each.id == number:
            return each
    raise Problem("list_unknown", "There is no such list any more.")


def _company_unknown() -> Problem:
    return Problem("company_unknown", "This company is not in your lists.")


def _targets_of(user: sqlite3.Connection, company_id: int) -> list[Target]:
    return [each for each in targets.all_targets(user) if each.company_id == company_id]


def _with_rules(
    user: sqlite3.Connection, company_id: int, ids: Sequence[int | None]
) -> tuple[KeptTarget, ...]:
    found = [each for each in _targets_of(user, company_id) if each.id in ids]
    return tuple((each, kept_rules.kept_rule_of_target(user, each.id)) for each in found)


def _heir(gone: Sequence[KeptTarget], now: datetime) -> Rule | None:
    """Return the rule for a target that takes over another: it is told in the same way."""
    kept = next((each for _, each in gone if each is not None), None)
    return None if kept is None else replace(kept.rule, id=0, created_at=now, since=now)


def _free_name(user: sqlite3.Connection, name: str, own: int = 0) -> str:
    wanted = " ".join(name.split())[:80]
    if not wanted:
        raise Problem("list_unnamed", "A list needs a name.")
    if any(each.name == wanted and each.id != own for each in watchlists.all_watchlists(user)):
        raise Problem("list_exists", "There is a list “{list}” already.", list=wanted)
    return wanted


def _known(user: sqlite3.Connection, company: Company) -> int | None:
    found = (companies.company_of_symbol(user, each.symbol) for each in company.listings)
    return next((each for each in found if each is not None), None)


def _is_used(user: sqlite3.Connection, company_id: int) -> bool:
    """Tell whether a company is on a list or the user has set or drawn anything for it."""
    return (
        company_id in watchlists.followed_companies(user)
        or kept_rules.has_rules(user, company_id)
        or ladders.ladder_of(user, company_id) is not None
        or drawings.has_drawings(user, company_id)
        or has_thesis(user, company_id)
    )


def _restart_watches(user: sqlite3.Connection, company_id: int, now: datetime) -> None:
    """Begin the rules of a company that was on no list anew, so that no old crossing fires."""
    if company_id not in watchlists.followed_companies(user):
        restart_company(user, company_id, now)
