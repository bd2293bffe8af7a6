"""The edits of what the user wants of the portfolio: targets, periods, what to hide."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from gridwatch.domain.problem import Problem
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.views import Dimension
from gridwatch.store.user import portfolio_choices as store
from gridwatch.store.user.portfolio_choices import SavedPeriod

CHANGED = Changes(ledger=True)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class SetAllocation:
    """Make these the wanted shares (0 to 1) of a dimension; what is not named is wanted freely."""

    dimension: Dimension
    shares: Mapping[str, Decimal]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Check the shares and store them in place of those before."""
        if self.dimension is Dimension.SECURITY:
            raise Problem("target_dimension", "Targets are not set for single securities.")
        for each in self.shares.values():
            if not (each.is_finite() and 0 <= each <= 1):
                raise Problem("target_share_range", "A target is between 0 and 100 %.")
        total = sum(self.shares.values(), Decimal(0))
        if total > 1:
            raise Problem(
                "target_shares_sum",
                "The targets add up to {total} %; more than 100 % can't be held.",
                total=f"{total * 100:.2f}",
            )
        before = store.allocation_targets(user, self.dimension)
        store.put_allocation_targets(user, self.dimension, self.shares)
        return CHANGED, SetAllocation(self.dimension, before)


@dataclass(frozen=True, slots=True)
class PutPeriod:
    """Save a period under a name: a new one where its id is not there, else over that one."""

    period: SavedPeriod

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Check name and days and store the period."""
        known = {each.id: each for each in store.saved_periods(user)}
        stored = store.put_period(user, _checked(self.period, known))
        before = known.get(stored.id)
        return CHANGED, RemovePeriod(stored.id) if before is None else PutPeriod(before)


@dataclass(frozen=True, slots=True)
class RemovePeriod:
    """Delete a saved period."""

    period_id: int

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Delete it where it is there."""
        gone = next((each for each in store.saved_periods(user) if each.id == self.period_id), None)
        if gone is None:
            raise Problem("saved_period_unknown", "There is no such period any more.")
        store.remove_period(user, gone.id)
        return CHANGED, PutPeriod(gone)


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Show these offers or findings no more, as long as their keys mean the same."""

    keys: frozenset[str]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Hide those that are still shown."""
        new = self.keys - store.dismissed_keys(user)
        store.dismiss(user, sorted(new), now)
        return CHANGED, BringBack(new)


@dataclass(frozen=True, slots=True)
class BringBack:
    """Show these offers or findings again."""

    keys: frozenset[str]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Take them off the hidden ones."""
        hidden = self.keys & store.dismissed_keys(user)
        store.bring_back(user, sorted(hidden))
        return CHANGED, Dismiss(hidden)


def _checked(period: SavedPeriod, known: Mapping[int, SavedPeriod]) -> SavedPeriod:
    name = " ".join(period.name.split())
    if not name:
        raise Problem("saved_period_unnamed", "Give the period a name.")
    if len(name) > LONGEST_NAME:
        raise Problem("account_long", "A name takes at most {most} letters.", most=LONGEST_NAME)
    if period.last is not None and period.last < period.first:
        raise Problem("saved_period_order", "The period ends before it begins.")
    if any(each.name == name and each.id != period.id for each in known.values()):
        raise Problem("saved_period_exists", "There is a period “{name}” already.", name=name)
    return replace(period, name=name)
