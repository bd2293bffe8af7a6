"""What was found of each group of securities, kept until that on which it depends changes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import IntEnum
from typing import TypeVar, cast

from gridwatch.services.portfolio.ledger_memory import Group

T = TypeVar("T")


class Depends(IntEnum):
    """On what an answer depends; each on all that goes before it as well."""

    LEDGER = 0  # the transactions of the group, accounts, effective splits, and what day it is
    PAST = 1  # prices of the group's securities, and rates, of days before today
    NOW = 2  # the same of today


class GroupMemory:
    """Answers by group and question; for one thread at a time."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: dict[Depends, dict[Group, dict[object, object]]] = {
            each: {} for each in Depends
        }

    def kept(self, depends: Depends, group: Group, question: object, work: Callable[[], T]) -> T:
        """Return what `work` finds, kept under a question until the group is forgotten."""
        known = self._kept[depends].setdefault(group, {})
        if question not in known:
            known[question] = work()
        return cast("T", known[question])

    def forget(self, changed: Depends, groups: Collection[Group] | None = None) -> None:
        """Forget of some groups, or of all, what depends on that which has changed."""
        for depends, known in self._kept.items():
            if depends < changed:
                continue
            if groups is None:
                known.clear()
            else:
                for each in groups:
                    known.pop(each, None)

    def forget_prices(self, changed: Depends, securities: Collection[int]) -> None:
        """Forget what depends on the prices of some securities."""
        if securities:
            touched = {
                group
                for depends, known in self._kept.items()
                if depends >= changed
                for group in known
                if not group.isdisjoint(securities)
            }
            self.forget(changed, touched)
