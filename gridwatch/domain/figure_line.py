"""An evidence series as columns: what is known of each period, ready to be drawn beside bars."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, periods
from gridwatch.domain.thesis.figures import FigureSeries

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FigureOffer:
    """A series that a chart can show; `theme` is the name of its theme, "" for a company's own."""

    series: FigureSeries
    theme: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class FigureLine:
    """The figures of a series by period, oldest first: columns of equal length.

    `days` are the last days of the periods and `known` those from which on the values are known,
    counted from 1970-01-01. `low` and `high` are NaN where there is no band. `former` is what was
    said before the last revision that changed a value, known from `former_known` on; NaN where
    none did.
    """

    series: FigureSeries
    days: Days
    values: Floats
    low: Floats
    high: Floats
    known: Days
    forecast: Flags
    former: Floats
    former_known: Days

    def __len__(self) -> int:
        """Return the number of periods."""
        return len(self.days)


def bars_of_days(days: Days, stamps: Days, size: BarSize) -> Floats:
    """Return the bar number at which each period that ends on one of `days` stands.

    That is the last bar that begins on or before the day, for what is known of a period is known
    when it is over. NaN for a day before the first bar, infinity for one after the last: there is
    no bar for them.
    """
    if not len(stamps) or not len(days):
        return np.full(len(days), np.nan)
    if size.intraday:
        drawn, wanted = stamps // DAY_SECONDS, days
    else:
        drawn, wanted = periods(stamps, size), periods(days * DAY_SECONDS, size)
    found = (np.searchsorted(drawn, wanted, side="right") - 1).astype(np.float64)
    found[wanted < drawn[0]] = np.nan
    found[wanted > drawn[-1]] = np.inf
    return found
