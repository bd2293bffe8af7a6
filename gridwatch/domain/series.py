"""A series: the bars of one company as a chart draws them, with all that goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from gridwatch.domain.alert.condition import MOST_TERMS, Term
from gridwatch.domain.alert.rule import Rule
from gridwatch.domain.bars import Bars, Floats
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.charting import Mark, Quantity
from gridwatch.domain.figure_line import FigureLine, FigureOffer
from gridwatch.domain.last_bar import LastBar
from gridwatch.domain.problem import Problem

if TYPE_CHECKING:
    from gridwatch.domain.owned import OwnCost  # of the ledger, where something is owned


@dataclass(frozen=True, slots=True)
class TargetPrice:
    """One target as a height of the chart: the price that it implies, or the cap itself.

    `amount` in major units of `amount_currency`; `price` in the unit and currency of the series.
    """

    amount: float
    amount_currency: str
    price: float
    reached: bool
    target_id: int = 0


@dataclass(frozen=True, slots=True)
class RulePrice:
    """One term of an alert rule as a height of the chart: where it begins to hold.

    `number` is that of the term. `amount` is its level in major units of `currency`; that of a
    price in shares of today: `split` new ones for one of when the rule began. `worth` is the same
    in the currency of the series, still a price or a cap as the term says; `price` is the height
    in the unit of the series, NaN where it can't be told now. `done`: the rule speaks once, and
    has.
    """

    rule: Rule
    number: int
    amount: float
    currency: str
    worth: float
    price: float
    split: float = 1.0
    done: bool = False

    @property
    def term(self) -> Term:
        """Return the term itself."""
        return self.rule.terms[self.number]

    @property
    def key(self) -> int:
        """Return what tells this term from all those of all rules."""
        return self.rule.id * MOST_TERMS + self.number


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One line beside the main one, a value for each of its bars, NaN where it is not known.

    `name` is that of the company in English, of the index as its source tells it, or the key of
    a segment; `key` is as it was asked for, so that a screen can say it in the user's language.
    """

    key: str
    name: str
    values: Floats


@dataclass(frozen=True, slots=True)
class Unfetched:
    """Why bars within the day don't come: the kind of what went wrong with the last request.

    "" where nothing did: the source has no bars of this size. `next_try` is when it is asked again.
    """

    trouble: str = ""
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Bars of one company in major units of `currency`, oldest first, with all that goes with them.

    `candles` are prices of the primary listing, or market caps where `quantity` says so; none where
    `notes` or `unfetched` say why nothing can be drawn. The open, high and low of a cap are those
    of the primary listing at the factor of the day: other classes stand at their close. `live`: the
    last bar has the stored quote in it. `caps` is the market cap at each close in `cap_currency`,
    `shares` the count at that time as it was then; None where nothing is known, NaN on days
    without. `rules` are the alert rules that have a place on it; those of targets are `targets`.
    `cost` is what is held of the primary listing, None where it is nothing.
    `figures` are the evidence series that were asked for, `offers` all that can be. A series
    is owned by one chart: `services.live` writes into its arrays, and `last` is what it needs.
    """

    symbol: str
    currency: str
    candles: Candles
    quantity: Quantity = Quantity.PRICE
    size: BarSize = BarSize.DAY
    live: bool = False
    targets: tuple[TargetPrice, ...] = ()
    rules: tuple[RulePrice, ...] = ()
    marks: tuple[Mark, ...] = ()
    cost: OwnCost | None = None
    caps: Floats | None = None
    cap_currency: str = ""
    shares: Floats | None = None
    compared: tuple[Compared, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    offers: tuple[FigureOffer, ...] = ()
    notes: tuple[Problem, ...] = ()
    last: LastBar | None = None
    unfetched: Unfetched | None = None

    @property
    def bars(self) -> Bars:
        """Return the candles as daily bars; the columns are shared, not copied."""
        final = np.ones(len(self.candles), dtype=np.bool_)
        final[-1:] = not self.live
        one = self.candles
        days = one.stamps // DAY_SECONDS
        return Bars(days, one.open, one.high, one.low, one.close, one.volume, final)
