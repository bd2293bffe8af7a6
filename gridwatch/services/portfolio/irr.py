"""The internal rate of return of dated flows: the only door to pyxirr."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

import numpy as np

from gridwatch.domain.bars import Days, Floats

# What is left at the rate, as a part of all that has flowed, discounted: more is no root.
_CLOSE_ENOUGH = 1e-7
_GUESS = 0.1  # where spreadsheets begin to search


def irr(flows: Iterable[tuple[date, float]]) -> float | None:
    """Return the yearly rate at which all flows are worth nothing together, None without one.

    What is paid in is below 0, what is got out (and the value at the end) above; days in any order,
    several flows on one day are one. Sum of flow / (1 + rate)^(days / 365) = 0: actual/365, as
    XIRR of spreadsheets and Portfolio Performance have it, for periods of any length. Where flows
    change their direction more than once, several rates can be right: it is the one that pyxirr
    finds first from 10 %. None where all flows go one way, where all are on one day, where there
    is no root, and for amounts that are unknown.
    """
    amounts: dict[date, float] = {}
    for day, amount in flows:
        amounts[day] = amounts.get(day, 0.0) + amount
    dated = sorted((day, amount) for day, amount in amounts.items() if amount)
    if not all(math.isfinite(amount) for _, amount in dated):
        return None
    if not (any(each > 0 for _, each in dated) and any(each < 0 for _, each in dated)):
        return None
    # Brings a compiled library: not before the first number that needs it.
    from pyxirr import xirr

    rate = xirr([day for day, _ in dated], [each for _, each in dated], guess=_GUESS, silent=True)
    return rate if rate is not None and _is_root(rate, dated) else None


def irr_by_day(days: Days, amounts: Floats) -> float | None:
    """Return the same of flows by day number: oldest first, each day once, no amount of them 0."""
    if not np.isfinite(amounts).all() or not ((amounts > 0).any() and (amounts < 0).any()):
        return None
    from pyxirr import xirr

    dates = days.astype("datetime64[D]")
    rate = xirr(dates, amounts, guess=_GUESS, silent=True)
    if rate is None or not math.isfinite(rate) or rate <= -1.0:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        worths = amounts * np.exp(-math.log1p(rate) * (days - days[0]) / 365)
        left, whole = float(worths.sum()), float(np.abs(worths).sum())
    return rate if math.isfinite(whole) and abs(left) <= _CLOSE_ENOUGH * whole else None


def _is_root(rate: float, dated: list[tuple[date, float]]) -> bool:
    if not math.isfinite(rate) or rate <= -1.0:
        return False
    first, logarithm = dated[0][0], math.log1p(rate)
    try:
        worths = [amount * math.exp(-logarithm * (day - first).days / 365) for day, amount in dated]
    except OverflowError:
        return False
    return abs(math.fsum(worths)) <= _CLOSE_ENOUGH * math.fsum(abs(each) for each in worths)
