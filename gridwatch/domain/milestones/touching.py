"""The probability that a geometric Brownian motion touches a level within a time."""

from __future__ import annotations

from enum import StrEnum
from math import erfc, exp, isfinite, log, pi, sqrt

# Beyond it the normal tail is told by its asymptotic series, to eleven digits.
FAR = 25.0


class Side(StrEnum):
    """From where a level is waited for: it is reached at or above it, or at or below it."""

    ABOVE = "above"
    BELOW = "below"


def touch_probability(
    value: float,
    level: float,
    years: float,
    volatility: float,
    drift: float = 0.0,
    side: Side = Side.ABOVE,
) -> float:
    """Return the probability that `value` touches `level` at any time within `years`.

    First passage of dS = drift × S dt + volatility × S dW, both a year. With b = ln(level / value)
    and ν = drift - volatility² / 2, for a level above:

        P = Φ((νT - b) / σ√T) + e^(2νb/σ²) × Φ((-νT - b) / σ√T)

    and for one below the same with -b and -ν (J. M. Harrison, "Brownian Motion and Stochastic Flow
    Systems", 1985, section 1.8; I. Karatzas and S. E. Shreve, "Brownian Motion and Stochastic
    Calculus", 1991, section 3.5.C). One where the level is reached already; without volatility
    the path is certain. Watched continuously: a day's high and low count, not its close alone.
    ValueError for a value or level not above zero, a negative time or volatility, or any NaN.
    """
    numbers = (value, level, years, volatility, drift)
    if not all(map(isfinite, numbers)) or min(value, level) <= 0 or min(years, volatility) < 0:
        raise ValueError(f"no probability of {value} → {level} in {years} at {volatility}, {drift}")
    way = 1.0 if side is Side.ABOVE else -1.0
    ahead = (log(level) - log(value)) * way
    if ahead <= 0:
        return 1.0
    return _first_passage(ahead, (drift - volatility * volatility / 2) * way, volatility, years)


def _first_passage(ahead: float, trend: float, volatility: float, years: float) -> float:
    """Return the probability that a Brownian motion with a trend gets `ahead` > 0 within `years`.

    The second term is an overflowing exponential times a vanishing tail. As
    (νT + b)² - (νT - b)² = 4νbT it is e^(-near²/2) times Mills' ratio, where neither can happen.
    """
    spread = volatility * sqrt(years)
    if spread == 0:
        return 1.0 if trend * years >= ahead else 0.0
    near, far = (trend * years - ahead) / spread, (-trend * years - ahead) / spread
    if far <= 0:
        reflected = exp(-near * near / 2) * _tail_ratio(-far)
    else:
        reflected = exp(2 * (trend / volatility) * (ahead / volatility)) * _normal(far)
    return min(1.0, _normal(near) + reflected)


def _normal(deviations: float) -> float:
    """Return the standard normal distribution function, to the last digit in its lower tail."""
    return erfc(-deviations / sqrt(2)) / 2


def _tail_ratio(deviations: float) -> float:
    """Return the upper normal tail × e^(x²/2), for x ≥ 0: Mills' ratio / √(2π)."""
    if deviations < FAR:
        return erfc(deviations / sqrt(2)) / 2 * exp(deviations * deviations / 2)
    one = 1 / (deviations * deviations)
    return (1 - one * (1 - 3 * one * (1 - 5 * one * (1 - 7 * one)))) / (deviations * sqrt(2 * pi))
