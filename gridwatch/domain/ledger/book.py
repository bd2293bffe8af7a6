"""What is open of one security in one account: its lots, its shorts, and what is owed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from gridwatch.domain.ledger.account import Account, CostMethod
from gridwatch.domain.ledger.matching import OpenLot, Pile, new_pile
from gridwatch.domain.ledger.share_units import Exact

RankedCost = Callable[[OpenLot], Fraction | float | None]
Covered = Callable[[OpenLot, OpenLot], None]


@dataclass(slots=True)
class Book:
    """The piles of a holding. There is never something in `long` and in the others at once.

    `short`: sold short. `owed`: went out though it was not there; it is made good by what comes
    in next.
    """

    account: Account
    security_id: int
    long: Pile
    short: Pile
    owed: Pile

    def put(self, lot: OpenLot, covered: Covered) -> None:
        """Let shares come in: they make good what is owed, then cover shorts; the rest is held.

        `covered` is told of each part of a short or owed lot with the part of `lot` that covers it.
        """
        for pile in (self.owed, self.short):
            while pile.total and lot.quantity:
                for gone in pile.take(max(pile.total, -lot.quantity)):
                    covered(gone, lot.split_off(-gone.quantity))
        if lot.quantity:
            self.long.push(lot)

    def lots(self) -> Iterator[OpenLot]:
        """Walk through all that is open."""
        for pile in (self.long, self.short, self.owed):
            yield from pile

    @property
    def total(self) -> Exact:
        """Return the shares held, below 0 where they are short or owed."""
        return self.long.total + self.short.total + self.owed.total


def new_book(account: Account, security_id: int, ranked_cost: RankedCost) -> Book:
    """Return an empty book whose piles follow the account's method.

    Shorts are covered in the same order as lots are sold, where the method is one of time or of
    the average; else the oldest goes first.
    """
    timely = {CostMethod.LIFO, CostMethod.AVERAGE}
    covering = account.method if account.method in timely else CostMethod.FIFO
    return Book(
        account,
        security_id,
        new_pile(account.method, ranked_cost),
        new_pile(covering, ranked_cost),
        new_pile(CostMethod.FIFO, ranked_cost),
    )
