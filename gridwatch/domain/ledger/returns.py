"""Rates of return out of values and flows by day: daily, cumulated, for a year, and simple."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gridwatch.domain.bars import Days, Floats

# Less than half a cent is what rounding leaves: nothing is invested then.
NOTHING = 0.005
YEAR = 365


def daily_returns(
    value: Floats, inflow: Floats, outflow: Floats, *, from_nothing: bool = False
) -> Floats:
    """Return the time-weighted return of each day against the day before; 0 on the first one.

    All arrays are of one length, oldest first, in one currency: `value` at the end of each day,
    flows above 0. What comes in counts at the start of its day, what goes out at its end:
    r = (value + outflow) / (value before + inflow) - 1, which is the convention of Portfolio
    Performance (its ClientIndex; "true time-weighted rate of return", TTWROR).

    A day that begins with nothing and receives nothing has a return of 0, whatever it ends with:
    there is no capital to which a gain could be a ratio (a dividend after everything was sold is
    a gain, but no return). NaN where the day begins below zero, because a ratio to debts has the
    wrong sign; where the value is unknown; and on the first known day after it where something
    has flowed meanwhile. Where nothing has, that day's return spans all days since the last known
    value, which is exact: time-weighted returns need values only where there are flows.

    `from_nothing`: there was nothing before the first day, so that it has a return as well, on
    what came in on it.
    """
    if from_nothing:
        padded = (np.concatenate((np.zeros(1), each)) for each in (value, inflow, outflow))
        return daily_returns(*padded)[1:]
    returns = np.full(len(value), np.nan)
    known = np.flatnonzero(np.isfinite(value))
    if not len(known):
        return returns
    returns[known[0]] = 0.0
    ends, begins = known[1:], known[:-1]
    flowed = inflow + outflow
    # An unknown flow is one.
    moved = np.concatenate(([0.0], np.cumsum(np.where(np.isnan(flowed), 1.0, flowed))))
    unseen = moved[ends] - moved[begins + 1]
    base = value[begins] + inflow[ends]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = (value[ends] + outflow[ends]) / base - 1.0
    rates = np.where(np.abs(base) < NOTHING, 0.0, np.where(base < 0, np.nan, rates))
    returns[ends] = np.where(unseen > NOTHING, np.nan, rates)
    return returns


def growth(returns: Floats) -> Floats:
    """Return the cumulated return by day: the chained product of all up to then, less 1.

    NaN from the first unknown one on.
    """
    return np.asarray(np.cumprod(1.0 + returns) - 1.0, dtype=np.float64)


def growth_of(
    value: Floats, inflow: Floats, outflow: Floats, *, from_nothing: bool = False
) -> Floats:
    """Return the cumulated TTWROR by day since the first known value, as `daily_returns` has it.

    NaN on days of unknown value; later days go on where nothing has flowed meanwhile.
    """
    return cumulated(daily_returns(value, inflow, outflow, from_nothing=from_nothing), value)


def cumulated(returns: Floats, value: Floats) -> Floats:
    """Return the chained `returns` on the days on which `value` is known, NaN on the others."""
    known = np.isfinite(value)
    chained = np.full(len(value), np.nan)
    chained[known] = growth(returns[known])
    return chained


def compounded(rate: float, days: int) -> float | None:
    """Return the yearly rate that grows to `rate` in so many days: (1 + r)^(365 / days) - 1.

    Actual/365, which is also Ghostfolio's formula. 0 for no days; None where more than everything
    was lost, or where the rate is too large for a number.
    """
    if days <= 0:
        return 0.0
    if rate < -1.0:
        return None
    try:
        return float((1.0 + rate) ** (YEAR / days) - 1.0)
    except OverflowError:
        return None


def annualised(rate: float | None, days: int) -> float | None:
    """Return the yearly rate of a period (actual/365), None for one of less than a year.

    A short period is not blown up to a year: what it earned says nothing of the rest (GIPS
    standards: "returns for periods of less than one year must not be annualized").
    """
    return None if rate is None or days < YEAR else compounded(rate, days)


def simple_return(gain: float | None, begin: float | None, inflow: float) -> float | None:
    """Return the gain as a part of all that was put in: the value at the beginning and inflows.

    None where that is nothing or less.
    """
    if gain is None or begin is None or begin + inflow < NOTHING:
        return None
    return gain / (begin + inflow)


def average_invested(days: Days, invested: Sequence[float]) -> float | None:
    """Return the mean of what was invested, each amount weighted by the days until the next one.

    `invested[i]` holds from `days[i]` (day numbers, oldest first) until `days[i + 1]`; the last day
    only ends the last stretch. Stretches with nothing invested do not count. This is the divisor
    of the "return on average investment" (ROAI) with which Ghostfolio states performance.
    """
    spans = np.diff(days).astype(np.float64)
    amounts = np.asarray(invested, dtype=np.float64)[: len(spans)]
    held = amounts > 0
    total = float(spans[held].sum())
    return float((spans * amounts)[held].sum()) / total if total else None
