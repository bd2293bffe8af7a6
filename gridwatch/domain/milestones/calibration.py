"""How good forecasts were: what was foretold with 30 % has to happen in 30 of 100 cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """All forecasts from `low` to below `high` (the last one with 1): said, and what came true.

    `forecast` is their mean and `observed` the share that came true, None where there were none.
    """

    low: float
    high: float
    count: int
    forecast: float | None
    observed: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability table of forecasts, and their Brier score beside that of the base rate.

    Scores are 0 for a seer and 1 for who is always wrong. `mean` is that of all forecasts and
    `base_rate` the share of them that came true, so that `base_brier` is the score of a forecaster
    who knew it beforehand.
    """

    count: int
    bins: tuple[Bin, ...]
    mean: float
    brier: float
    base_rate: float
    base_brier: float

    @property
    def skill(self) -> float | None:
        """Return 1 - score / score of the base rate: 0 is no better; None where all came alike."""
        return 1 - self.brier / self.base_brier if self.base_brier else None


def calibrated(pairs: Iterable[tuple[float, bool]], bins: int = BINS) -> Calibration | None:
    """Compare forecasts with what happened, as pairs; None where there are none.

    The Brier score is the mean of (forecast - outcome)²: G. W. Brier, "Verification of forecasts
    expressed in terms of probability", Monthly Weather Review 78 (1950). ValueError for a forecast
    that is no probability.
    """
    found = [(float(forecast), bool(outcome)) for forecast, outcome in pairs]
    if wrong := [forecast for forecast, _ in found if not 0 <= forecast <= 1]:
        raise ValueError(f"{wrong[0]} is no probability")
    if not found:
        return None
    base = sum(outcome for _, outcome in found) / len(found)
    brier = fsum((forecast - outcome) ** 2 for forecast, outcome in found) / len(found)
    mean = fsum(forecast for forecast, _ in found) / len(found)
    return Calibration(len(found), _table(found, bins), mean, brier, base, base * (1 - base))


def _table(pairs: list[tuple[float, bool]], bins: int) -> tuple[Bin, ...]:
    sorted_in: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for forecast, outcome in pairs:
        sorted_in[min(int(forecast * bins), bins - 1)].append((forecast, outcome))
    return tuple(_bin(at / bins, (at + 1) / bins, members) for at, members in enumerate(sorted_in))


def _bin(low: float, high: float, members: list[tuple[float, bool]]) -> Bin:
    if not members:
        return Bin(low, high, 0, None, None)
    count = len(members)
    forecast = fsum(each for each, _ in members) / count
    return Bin(low, high, count, forecast, sum(outcome for _, outcome in members) / count)
