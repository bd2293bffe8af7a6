"""How much returns swing: deviations, what they earn for it, and the falls from a high."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, Flags, Floats
from gridwatch.domain.ledger.returns import YEAR

_FEWEST = 2
# Returns that all agree differ by what rounding leaves.
_NOISE = 1e-12


@dataclass(frozen=True, slots=True)
class Fall:
    """The deepest fall of a cumulated return, as rows of it; all 0 where it never fell.

    `depth`: the part of the high that was lost, above 0. `recovered`: None while it is below the
    high. `longest`: the most days from one high to the next, or to the last day.
    """

    depth: float
    peak: int
    low: int
    recovered: int | None
    longest: int


@dataclass(frozen=True, slots=True)
class Reward:
    """The mean of what exceeds the risk-free rate, its deviation and that of what falls short.

    All of a year, fractions of 1.
    """

    mean: float
    deviation: float
    shortfall: float


def trading_days(days: Days) -> Flags:
    """Tell which day numbers are no Saturday or Sunday: on those, nothing moves but by accident.

    Portfolio Performance leaves them out of its deviations as well.
    """
    # 1970-01-01 was a Thursday: Monday is 0.
    return (days + 3) % 7 < 5


def volatility(returns: Floats) -> float | None:
    """Return the standard deviation of the log returns × the root of their number.

    That is the deviation over the whole period, not of a year, from the sample (n - 1), as
    Portfolio Performance has it (its class Risk.Volatility). `returns` of single days, all known.
    None for fewer than two, or where one lost everything.
    """
    logs = _logs(returns)
    if logs is None:
        return None
    return float(np.std(logs, ddof=1)) * math.sqrt(len(logs))


def semi_deviation(returns: Floats) -> float | None:
    """Return the deviation of those log returns that are below their mean, scaled as `volatility`.

    The squares of what falls short of the mean, over n - 1 for the number of all returns (as
    Portfolio Performance, Risk.Volatility).
    """
    logs = _logs(returns)
    if logs is None:
        return None
    short = np.minimum(logs - logs.mean(), 0.0)
    return math.sqrt(float(np.sum(short**2)) / (len(logs) - 1)) * math.sqrt(len(logs))


def yearly(deviation: float | None, days: int) -> float | None:
    """Return a deviation over so many days as that of a year: × the root of 365 / days."""
    return None if deviation is None or days <= 0 else deviation * math.sqrt(YEAR / days)


def reward(returns: Floats, days: int, risk_free: float = 0.0) -> Reward | None:
    """Return what daily simple returns that lie in so many days come to in a year.

    `risk_free` is yearly, 0 unless it is given; the part of each return is risk_free / returns in a
    year. None for fewer than two returns, and where one is unknown.
    """
    if len(returns) < _FEWEST or days <= 0 or not np.all(np.isfinite(returns)):
        return None
    often = len(returns) * YEAR / days
    excess = returns - risk_free / often
    root = math.sqrt(often)
    return Reward(
        float(excess.mean()) * often,
        float(np.std(excess, ddof=1)) * root,
        math.sqrt(float(np.mean(np.minimum(excess, 0.0) ** 2))) * root,
    )


def sharpe(returns: Floats, days: int, risk_free: float = 0.0) -> float | None:
    """Return the yearly Sharpe ratio of daily simple returns that lie in so many days.

    Mean of what exceeds the risk-free rate / its sample deviation × the root of the returns in a
    year (W. F. Sharpe, "The Sharpe Ratio", 1994): `mean` / `deviation` of the `reward`. None where
    there is none, and where the returns don't differ.
    """
    found = reward(returns, days, risk_free)
    if found is None or found.deviation < _NOISE:
        return None
    return found.mean / found.deviation


def sortino(returns: Floats, days: int, risk_free: float = 0.0) -> float | None:
    """Return the yearly Sortino ratio: as `sharpe`, over the deviation of what falls short alone.

    That is the root of the mean of the squares over all returns, those above counting as 0
    (F. A. Sortino and R. van der Meer, "Downside risk", 1991, with the risk-free rate as what is
    at least wanted): `mean` / `shortfall` of the `reward`. None where nothing falls short.
    """
    found = reward(returns, days, risk_free)
    if found is None or found.shortfall < _NOISE:
        return None
    return found.mean / found.shortfall


def deepest_fall(days: Days, grown: Floats) -> Fall | None:
    """Return the deepest fall of a cumulated return (0.05 is 5 %), None where nothing is known.

    (high - low) / high of 1 + return; unknown days are passed over. The stretch below a high ends
    on the day on which it is reached again. `longest` counts days as Portfolio Performance does
    (Risk.Drawdown): one that rises every day has 1.
    """
    known = np.flatnonzero(np.isfinite(grown))
    if not len(known):
        return None
    levels = 1.0 + grown[known]
    highs = np.maximum.accumulate(levels)
    at_high = np.flatnonzero(levels >= highs)
    longest = int(np.max(np.diff(np.append(days[known[at_high]], days[known[-1]])), initial=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        depths = np.where(highs > 0, (highs - levels) / highs, 0.0)
    low = int(np.argmax(depths))
    depth = float(depths[low])
    if depth <= _NOISE:
        return Fall(0.0, 0, 0, 0, longest)
    peak = int(at_high[np.searchsorted(at_high, low) - 1])
    back = np.flatnonzero(levels[low:] >= levels[peak])
    recovered = int(known[low + back[0]]) if len(back) else None
    return Fall(depth, int(known[peak]), int(known[low]), recovered, longest)


def _logs(returns: Floats) -> Floats | None:
    if len(returns) < _FEWEST or not np.all(returns > -1.0):
        return None
    return np.log1p(returns)
