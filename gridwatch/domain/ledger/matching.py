"""Piles of open lots of one account and security, which tell what lot a sale takes."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.share_units import Exact, decimal_of
from gridwatch.domain.ledger.trail import Event, Happened


@dataclass(slots=True)
class OpenLot:
    """What is open of a purchase, or of a short sale with numbers below 0; all in grains.

    `sequence` counts purchases as they happened and tells those of one day apart. `owed`: shares
    went out that were not there, and the account may not be short. `moves_on` takes the shares that
    cover an owed lot where they were not sold but moved elsewhere.
    """

    opened_by: int
    sequence: int
    on: date
    quantity: Exact
    cost: int | None
    fees: int
    taxes: int
    currency: str
    trail: Event
    owed: bool = False
    moves_on: Callable[[OpenLot], None] | None = None

    def split_off(self, quantity: Exact) -> OpenLot:
        """Take so much of the lot out of it, with its part of the cost.

        A part is rounded down to a grain of money; the lot keeps the rest.
        """
        held = self.quantity
        cost = None if self.cost is None else self.cost * quantity // held
        fees, taxes = self.fees, self.taxes
        part = OpenLot(
            self.opened_by,
            self.sequence,
            self.on,
            quantity,
            cost,
            fees * quantity // held if fees else 0,
            taxes * quantity // held if taxes else 0,
            self.currency,
            self.trail,
            self.owed,
            self.moves_on,
        )
        self.quantity = held - quantity
        if cost is not None and self.cost is not None:
            self.cost -= cost
        self.fees -= part.fees
        self.taxes -= part.taxes
        return part


class Pile(Protocol):
    """Open lots of one side, long or short; `total` is what they hold together."""

    total: Exact

    def push(self, lot: OpenLot) -> None:
        """Add a lot."""

    def take(self, quantity: Exact, chosen: Sequence[tuple[int, Exact]] = ()) -> list[OpenLot]:
        """Take so much out, at most the total, as lots or parts of lots.

        `chosen`: so much of what was opened by a transaction goes first.
        """

    def __iter__(self) -> Iterator[OpenLot]:
        """Walk through all open lots, the oldest first."""

    def empty(self) -> list[OpenLot]:
        """Take all lots out, the oldest first."""


Ranking = Callable[[OpenLot], tuple[object, ...]]


class Ranked:
    """A pile that gives the lot with the lowest rank first."""

    def __init__(self, ranking: Ranking) -> None:
        """Begin empty."""
        self.total: Exact = 0
        self._ranking = ranking
        self._heap: list[tuple[tuple[object, ...], int, OpenLot]] = []
        self._pushed = 0
        self._by_opener: dict[int, list[OpenLot]] | None = None

    def push(self, lot: OpenLot) -> None:
        """Add a lot."""
        self._pushed += 1
        heapq.heappush(self._heap, (self._ranking(lot), self._pushed, lot))
        self.total += lot.quantity
        if self._by_opener is not None:
            self._by_opener.setdefault(lot.opened_by, []).append(lot)

    def take(self, quantity: Exact, chosen: Sequence[tuple[int, Exact]] = ()) -> list[OpenLot]:
        """Take the lots of the lowest rank, after those that are chosen."""
        taken: list[OpenLot] = []
        for opened_by, wanted in chosen:
            left = min(wanted, quantity)
            for lot in self._opened_by(opened_by) if left else ():
                part = self._take_from(lot, left, taken)
                left, quantity = left - part, quantity - part
                if not left:
                    break
        heap = self._heap
        while quantity:
            lot = heap[0][2]
            if not lot.quantity:  # was chosen before
                heapq.heappop(heap)
            elif lot.quantity <= quantity if quantity > 0 else lot.quantity >= quantity:
                heapq.heappop(heap)
                taken.append(lot)
                self.total -= lot.quantity
                quantity -= lot.quantity
            else:
                quantity -= self._take_from(lot, quantity, taken)
        return taken

    def __iter__(self) -> Iterator[OpenLot]:
        """Walk through all open lots, the oldest first."""
        lots = [lot for _, _, lot in self._heap if lot.quantity]
        return iter(sorted(lots, key=_age))

    def empty(self) -> list[OpenLot]:
        """Take all lots out, the oldest first."""
        lots = list(self)
        self._heap, self._by_opener, self.total = [], None, 0
        return lots

    def _take_from(self, lot: OpenLot, wanted: Exact, taken: list[OpenLot]) -> Exact:
        """Move as much as there is of what is wanted; return how much."""
        there = lot.quantity
        part = lot.split_off(min(wanted, there) if there > 0 else max(wanted, there))
        taken.append(part)
        self.total -= part.quantity
        return part.quantity

    def _opened_by(self, number: int) -> list[OpenLot]:
        if self._by_opener is None:
            self._by_opener = {}
            for lot in self:
                self._by_opener.setdefault(lot.opened_by, []).append(lot)
        return [each for each in self._by_opener.get(number, ()) if each.quantity]


class Pooled:
    """A pile whose lots are one, at their average cost: one for each currency.

    Lots of unknown cost stay apart, so that they don't hide what is known of the others. A sale
    takes the same part of each.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self.total: Exact = 0
        self._pools: dict[tuple[str, bool], OpenLot] = {}

    def push(self, lot: OpenLot) -> None:
        """Add a lot to the pool of its currency."""
        self.total += lot.quantity
        key = (lot.currency, lot.cost is None)
        pool = self._pools.get(key)
        self._pools[key] = lot if pool is None else _joined(pool, lot)

    def take(self, quantity: Exact, chosen: Sequence[tuple[int, Exact]] = ()) -> list[OpenLot]:
        """Take the same part of each pool; nothing can be chosen."""
        del chosen
        taken, total = list[OpenLot](), self.total
        for key, pool in list(self._pools.items()):
            if quantity == total:
                part = pool.split_off(pool.quantity)
            elif len(self._pools) == 1:
                part = pool.split_off(quantity)
            else:
                part = pool.split_off(pool.quantity * Fraction(quantity) / total)
            taken.append(part)
            if not pool.quantity:
                del self._pools[key]
        self.total -= quantity
        return taken

    def __iter__(self) -> Iterator[OpenLot]:
        """Walk through the pools, the oldest first."""
        return iter(sorted(self._pools.values(), key=_age))

    def empty(self) -> list[OpenLot]:
        """Take all pools out, the oldest first."""
        lots = list(self)
        self._pools, self.total = {}, 0
        return lots


def new_pile(method: CostMethod, ranked_cost: Callable[[OpenLot], Fraction | float | None]) -> Pile:
    """Return an empty pile for a method; `ranked_cost`: of a share, to compare lots by.

    First in, last in: by the day of the purchase, which a lot keeps when it is moved. Highest cost
    takes lots whose cost can't be compared last.
    """
    if method is CostMethod.AVERAGE:
        return Pooled()
    if method is CostMethod.LIFO:
        return Ranked(_youngest)
    if method is CostMethod.HIGHEST:
        return Ranked(lambda lot: _by_cost(ranked_cost(lot), lot))
    return Ranked(_age)


def _age(lot: OpenLot) -> tuple[date, int]:
    return (lot.on, lot.sequence)


def _youngest(lot: OpenLot) -> tuple[int, int]:
    return (-lot.on.toordinal(), -lot.sequence)


def _by_cost(cost: Fraction | float | None, lot: OpenLot) -> tuple[object, ...]:
    return (1, 0, *_age(lot)) if cost is None else (0, -cost, *_age(lot))


def _joined(pool: OpenLot, lot: OpenLot) -> OpenLot:
    first = min(pool, lot, key=lambda each: (each.on, each.sequence))
    cost = None if pool.cost is None or lot.cost is None else pool.cost + lot.cost
    one, other = _weight(pool), _weight(lot)
    whole = one + other
    weights = (float(one / whole), float(other / whole)) if whole else (0.5, 0.5)
    trail = Event(
        Happened.POOLED,
        max(pool.trail.on, lot.trail.on),
        None,
        lot.trail.account_id,
        lot.trail.security_id,
        decimal_of(0),
        None,
        0,
        lot.currency,
        before=(pool.trail, lot.trail),
        weights=weights,
    )
    return OpenLot(
        first.opened_by,
        first.sequence,
        first.on,
        pool.quantity + lot.quantity,
        cost,
        pool.fees + lot.fees,
        pool.taxes + lot.taxes,
        lot.currency,
        trail,
    )


def _weight(lot: OpenLot) -> Fraction:
    return Fraction(lot.quantity if lot.cost is None else lot.cost)
