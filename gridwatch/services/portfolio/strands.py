"""What the whole ledger moves, kept by groups so that an edit redoes only those concerned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from gridwatch.domain.bars import day_number
from gridwatch.domain.ledger.moves import Ground, Place, Strand, strand_of
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.flow_columns import FlowColumns, Places, flow_columns
from gridwatch.services.portfolio.ledger_memory import Group, LedgerMemory
from gridwatch.services.portfolio.running import Running, running


class Strands:
    """Positions, balances and moves of a ledger up to a day; for one thread at a time."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.groups: dict[Group, Strand] = {}
        self.places = Places()
        self.positions: dict[Place, Running] = {}
        self.cash: dict[int, Running] = {}
        self.columns: dict[Group, FlowColumns] = {}
        self.first: int | None = None
        self._group_of: dict[int, Group] = {}
        self._money: dict[int, dict[int, Decimal]] = {}

    def weave(
        self,
        ledger: LedgerMemory,
        splits: Mapping[int, Sequence[Split]],
        touched: Iterable[int] | None,
        today: date,
    ) -> set[Group]:
        """Do the groups again that have one of these keys, or all (None); return what was done."""
        ground = Ground(ledger.accounts, splits, today, ledger.holder)
        wanted, last = set(ledger.groups()), day_number(today)
        if touched is None:
            stale = set(self.groups)
        else:
            keys = set(touched)
            stale = {
                each for each in self.groups if each not in wanted or not keys.isdisjoint(each)
            }
        cash = set[int]()
        for group in stale:
            self._drop(group, cash)
        fresh = wanted - set(self.groups)
        for group in fresh:
            self._put(group, strand_of(ledger.of_group(group), ground), cash, last)
        for number in cash:
            self._balance(number, last)
        if stale or fresh:
            firsts = (each.first for each in self.groups.values())
            first = min((each for each in firsts if each is not None), default=None)
            self.first = first
        return stale | fresh

    def first_days(self) -> dict[int, int]:
        """Return the first day on which the price of each security is wanted."""
        found = dict[int, int]()
        for (_, security), line in self.positions.items():
            found[security] = min(found.get(security, line.start), line.start)
        return found

    def _drop(self, group: Group, cash: set[int]) -> None:
        strand = self.groups.pop(group)
        del self.columns[group]
        for place in strand.shares:
            self.positions.pop(place, None)
        for number, changes in strand.money.items():
            cash.add(number)
            days = self._money[number]
            for day, amount in changes.items():
                left = days.pop(day, Decimal(0)) - amount
                if left:
                    days[day] = left

    def _put(self, group: Group, strand: Strand, cash: set[int], last: int) -> None:
        self.groups[group] = strand
        self.columns[group] = flow_columns(strand.moves, self.places)
        for place, changes in strand.shares.items():
            found = running(changes, last)
            if found is not None:
                self.positions[place] = found
        for number, added in strand.money.items():
            cash.add(number)
            days = self._money.setdefault(number, {})
            for day, amount in added.items():
                days[day] = days.get(day, Decimal(0)) + amount

    def _balance(self, number: int, last: int) -> None:
        found = running(self._money[number], last)
        if found is None:
            self.cash.pop(number, None)
        else:
            self.cash[number] = found
