"""Links what parts added day by day, so that they add up to the return of the whole period."""

from __future__ import annotations

import numpy as np

from gridwatch.domain.bars import Floats


def linked(parts: Floats, returns: Floats) -> Floats:
    """Return the contribution of each part to the cumulated return of the whole.

    `parts`: a row for each part and a column for each day, what the part added to that day's
    return; the rows of a day add up to `returns`, fractions of 1. Their sum is the product of all
    1 + return, less 1.

    Each day is weighted with ln(1 + r) / r over ln(1 + R) / R, r being the return of the day and R
    that of the period (D. R. Carino, "Combining attribution effects over time", Journal of
    Performance Measurement, 1999). The logarithm knows no day on which everything is lost; for a
    period with one, each day has the weight of what had become of 1 before it, which adds up as
    well. NaN for parts with an unknown day.
    """
    return np.asarray(parts @ weights(returns), dtype=np.float64)


def weights(returns: Floats) -> Floats:
    """Return the weight of each day in `linked`."""
    grown = np.cumprod(1.0 + returns)
    whole = float(grown[-1]) - 1.0 if len(grown) else 0.0
    if not np.all(returns > -1.0):
        return np.concatenate(([1.0], grown[:-1]))[: len(returns)]
    return _log_ratio(returns) / _log_ratio(np.array([whole]))


def _log_ratio(rates: Floats) -> Floats:
    """Return ln(1 + r) / r, and its limit 1 where r is 0."""
    still = rates == 0
    return np.where(still, 1.0, np.log1p(rates) / np.where(still, 1.0, rates))
