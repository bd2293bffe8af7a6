"""Moves of value as columns, so that the flows of any part are a few sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.ledger.moves import OUTSIDE, Move, Place

Numbers = NDArray[np.int64]


class Places:
    """The places and currencies that have come up, numbered; the world outside is 0."""

    def __init__(self) -> None:
        """Know the world outside alone."""
        self.places: list[Place] = [OUTSIDE]
        self.currencies: list[str] = []
        self._places: dict[Place, int] = {OUTSIDE: 0}
        self._currencies: dict[str, int] = {}

    def place(self, place: Place) -> int:
        """Return the number of a place."""
        found = self._places.get(place)
        if found is None:
            found = self._places[place] = len(self.places)
            self.places.append(place)
        return found

    def currency(self, code: str) -> int:
        """Return the number of a currency."""
        found = self._currencies.get(code)
        if found is None:
            found = self._currencies[code] = len(self.currencies)
            self.currencies.append(code)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class FlowColumns:
    """Moves, one a row: day number, numbers of the places and the currency, amount above 0.

    An amount is NaN where it is worth what `shares` of the security `priced` cost on that day, and
    no price is known.
    """

    day: Days
    source: Numbers
    target: Numbers
    amount: Floats
    currency: Numbers
    shares: Floats
    priced: Numbers

    @staticmethod
    def joined(parts: Iterable[FlowColumns]) -> FlowColumns:
        """Return the moves of all parts."""
        found = list(parts) or [flow_columns((), Places())]
        return FlowColumns(
            np.concatenate([each.day for each in found]),
            np.concatenate([each.source for each in found]),
            np.concatenate([each.target for each in found]),
            np.concatenate([each.amount for each in found]),
            np.concatenate([each.currency for each in found]),
            np.concatenate([each.shares for each in found]),
            np.concatenate([each.priced for each in found]),
        )

    def worth(
        self,
        price: Callable[[int, Days], Floats],
        currency: Callable[[int], int],
    ) -> FlowColumns:
        """Return the moves with the amounts of those that nobody tells, at the price of the day."""
        if not self.priced.any():
            return self
        amounts, currencies = self.amount.copy(), self.currency.copy()
        for security in np.unique(self.priced[self.priced > 0]):
            rows = np.flatnonzero(self.priced == security)
            amounts[rows] = self.shares[rows] * price(int(security), self.day[rows])
            currencies[rows] = currency(int(security))
        return replace(self, amount=amounts, currency=currencies)

    def converted(self, rates: Mapping[int, Floats], first: int) -> Floats:
        """Return the amounts at the rate of their day: `rates` by currency from `first` on."""
        found = np.full(len(self.day), np.nan)
        for number, row in rates.items():
            mine = np.flatnonzero(self.currency == number)
            found[mine] = self.amount[mine] * row[self.day[mine] - first]
        return found


def flow_columns(moves: Sequence[Move], places: Places) -> FlowColumns:
    """Return moves as columns; an unpriced amount is NaN until `worth` is asked."""
    number = len(moves)
    nan = float("nan")
    return FlowColumns(
        np.fromiter((each.day for each in moves), np.int64, number),
        np.fromiter((places.place(each.source) for each in moves), np.int64, number),
        np.fromiter((places.place(each.target) for each in moves), np.int64, number),
        np.fromiter((nan if each.amount is None else each.amount for each in moves), float, number),
        np.fromiter((places.currency(each.currency) for each in moves), np.int64, number),
        np.fromiter((each.shares for each in moves), np.float64, number),
        np.fromiter((each.priced for each in moves), np.int64, number),
    )
