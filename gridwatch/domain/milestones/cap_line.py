"""The market caps of one company by day, from which milestones are told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, Floats


@dataclass(frozen=True, slots=True, eq=False)
class CapLine:
    """Market caps at the close of each day in major units of `currency`, oldest first.

    NaN where a cap is not known. `shares` are the counts behind the caps in shares of today, so
    that a split is no step in them and a new issue is.
    """

    currency: str
    days: Days
    caps: Floats
    shares: Floats

    @property
    def per_share(self) -> Floats:
        """Return what one share of today was worth: the caps without the steps of their count."""
        return self.caps / self.shares

    def brought_to(self, day: int, cap: float) -> CapLine:
        """Return the line with `cap` as the last one, of a day not before its own last."""
        kept = int(np.searchsorted(self.days, day))
        return CapLine(
            self.currency,
            np.append(self.days[:kept], day),
            np.append(self.caps[:kept], cap),
            np.append(self.shares[:kept], np.nan),
        )


def known(days: Days, values: Floats) -> tuple[Days, Floats]:
    """Return the days with a value above zero, and those values: nothing else has a logarithm."""
    kept = np.flatnonzero(np.isfinite(values) & (values > 0))
    return days[kept], values[kept]
