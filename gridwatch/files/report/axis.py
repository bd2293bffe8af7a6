"""Where the marks of an axis stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def number_marks(least: float, most: float, wanted: int = 5) -> list[float]:
    """Return round numbers from at or below `least` to at or above `most`, about `wanted`."""
    if not (math.isfinite(least) and math.isfinite(most)):
        return [0.0, 1.0]
    if most - least <= max(abs(most) * 1e-9, 1e-200):
        room = abs(most) * 0.05 or 1.0
        least, most = least - room, most + room
    rough = (most - least) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each * power for each in _STEPS if each * power >= rough * 0.999)
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return [number * step for number in range(first, last + 1)]


def day_marks(days: Sequence[date], most: int = 8) -> list[int]:
    """Return the positions of days that begin a year, a quarter or a month, or are far enough."""
    for begins in (_month, _quarter, _year):
        found = [
            place for place in range(1, len(days)) if begins(days[place]) != begins(days[place - 1])
        ]
        if 2 <= len(found) <= most:
            return found
    begun = [place for place in range(1, len(days)) if _year(days[place]) != _year(days[place - 1])]
    if len(begun) > most:
        return begun[:: math.ceil(len(begun) / most)]
    count = min(len(days), 4)
    return sorted({round(each * (len(days) - 1) / max(count - 1, 1)) for each in range(count)})


def _year(day: date) -> int:
    return day.year


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _month(day: date) -> int:
    return day.year * 12 + day.month
