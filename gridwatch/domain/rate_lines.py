"""Exchange rates of many days at once: the columns beside the dated table of `domain.fx`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, Floats, carried
from gridwatch.domain.fx import DOLLARS_PER_UNIT, OLDEST_RATE


@dataclass(frozen=True, slots=True, eq=False)
class RateLine:
    """Dollars per unit of one currency by day number, oldest first."""

    days: Days
    dollars: Floats


@dataclass(frozen=True, slots=True)
class RateLines:
    """The lines of the currencies that were asked for."""

    lines: Mapping[str, RateLine]

    def on(self, days: Days, given: str, wanted: str) -> Floats:
        """Return the rate from `given` to `wanted` on each day, as `FxTable.rate` tells it for one.

        That is the last one on or before the day; NaN where a leg is missing or more than ten days
        old: a missing rate is never 1.
        """
        if given == wanted:
            return np.ones(len(days))
        return self._leg(given, days) / self._leg(wanted, days)

    def _leg(self, currency: str, days: Days) -> Floats:
        if currency == "USD":
            return np.ones(len(days))
        line = self.lines.get(currency)
        if line is None:
            return np.full(len(days), np.nan)
        return carried(line.days, line.dollars, days, OLDEST_RATE.days)


def rate_line(currency: str, days: Days, quoted: Floats) -> RateLine:
    """Make a line from the prices of `fx_symbol(currency)`, all above zero."""
    return RateLine(days, quoted if currency in DOLLARS_PER_UNIT else 1.0 / quoted)
