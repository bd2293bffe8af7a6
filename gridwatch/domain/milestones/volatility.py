"""How much a market cap moves: the volatility and the drift of a geometric Brownian motion."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.milestones.cap_line import known
from gridwatch.domain.milestones.pace import DAYS_A_YEAR

# RiskMetrics' weight of yesterday's variance for horizons of months (0.94 is theirs for a day).
DECAY = 0.97
# With fewer returns nothing is told: a third of the weights would have nothing to stand on.
FEWEST_RETURNS = 20
# The longest holidays of any exchange; what is longer is a suspension, or a hole in the data.
LONGEST_PAUSE = 14
# Older growth tells little of the company that it is now.
DRIFT_YEARS = 10
# How far true drifts are taken to lie from zero (standard deviation, a year): most of what shares
# did beyond it was luck.
DRIFT_SPREAD = 0.10


@dataclass(frozen=True, slots=True)
class Motion:
    """The geometric Brownian motion dS = drift × S dt + volatility × S dW; all rates a year.

    `measured` is the drift of the past with its standard error `error`, `drift` what is left of it
    after shrinking. `sessions` were observed a year.
    """

    volatility: float
    drift: float
    measured: float
    error: float
    sessions: float


@dataclass(frozen=True, slots=True, eq=False)
class Returns:
    """Logarithmic returns between neighbouring known days, oldest first.

    `lengths` says how many sessions each spans: one, or the usual number for a gap of more than
    two weeks. `days` are those on which they end; `sessions` were observed a year.
    """

    days: Days
    values: Floats
    lengths: Floats
    gaps: Days
    sessions: float


def motion_of(days: Days, levels: Floats, decay: float = DECAY) -> Motion | None:
    """Return the motion of a line of prices or caps; None with fewer than 20 returns.

    Days are oldest first, each once; levels that are NaN or not above zero are passed over.
    """
    returns = returns_of(days, levels)
    if returns is None:
        return None
    measured, error = measured_drift(returns)
    drift = measured * credibility(error)
    return Motion(ewma_volatility(returns, decay), drift, measured, error, returns.sessions)


def returns_of(days: Days, levels: Floats) -> Returns | None:
    """Return the logarithmic returns of a line, None where there are fewer than 20.

    The sessions a year are those observed, whatever the exchange's calendar: the number of pauses
    up to two weeks by their mean length, so that a suspension does not make a year shorter.
    """
    days, levels = known(days, levels)
    if len(days) <= FEWEST_RETURNS:
        return None
    gaps = np.diff(days)
    usual = gaps <= LONGEST_PAUSE
    if not np.any(usual):
        return None
    sessions = DAYS_A_YEAR / float(gaps[usual].mean())
    lengths = np.where(usual, 1.0, np.maximum(gaps * (sessions / DAYS_A_YEAR), 1.0))
    return Returns(days[1:], np.diff(np.log(levels)), lengths, gaps, sessions)


def ewma_volatility(returns: Returns, decay: float = DECAY) -> float:
    """Return the exponentially weighted volatility a year, as it is after the last return.

    J.P. Morgan/Reuters, "RiskMetrics Technical Document", 4th edition (1996), section 5.3: variance
    = decay × variance of the day before + (1 - decay) × return², with a mean of zero. Their factor
    is 0.94 for forecasts of a day and 0.97 for those of a month; of horizons of months the latter
    foretold better on real histories (the bench `milestone-calibration`). A return over k sessions
    counts as one of return² / k: it is one observation, however long it took. The weights add up
    to one in a short history too. Annualised with the observed sessions a year.
    """
    weights = decay ** np.arange(len(returns.values))[::-1]
    daily = float(weights @ (returns.values**2 / returns.lengths)) / float(weights.sum())
    return sqrt(daily * returns.sessions)


def measured_drift(returns: Returns) -> tuple[float, float]:
    """Return the drift of the last ten years, and its standard error; both a year.

    The drift of the expected value: growth a year + variance a year / 2. The error is that of the
    growth, √(variance / years): it depends on the length of the history alone, not on how many
    returns it is cut into (R. C. Merton, "On estimating the expected return on the market",
    Journal of Financial Economics 8, 1980).
    """
    recent = returns.days > returns.days[-1] - DRIFT_YEARS * DAYS_A_YEAR
    values, years = returns.values[recent], float(returns.gaps[recent].sum()) / DAYS_A_YEAR
    variance = float(values @ values) / years
    return float(values.sum()) / years + variance / 2, sqrt(variance / years)


def credibility(error: float, spread: float = DRIFT_SPREAD) -> float:
    """Return the share of a measured drift that is believed: spread² / (spread² + error²).

    The mean of the posterior where true drifts are normal around zero with the deviation `spread`
    and the measured one is normal around the true one: Bühlmann's credibility weight. The error of
    a volatility of 40 % is 40 points after one year and 13 after ten, more than drifts themselves,
    so that a rally of one year keeps a seventeenth of its drift. Unlike the weight of James and
    Stein it does not grow with the drift: the wildest rally is believed least where the
    volatility is highest.
    """
    return spread**2 / (spread**2 + error**2)
