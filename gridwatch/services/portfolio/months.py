"""The returns of calendar months and years, as the heat map shows them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_of
from gridwatch.domain.ledger.returns import daily_returns
from gridwatch.services.portfolio.views import MonthReturn, ValueLine


def month_returns(line: ValueLine) -> tuple[MonthReturn, ...]:
    """Return the TTWROR of each month of the line, oldest first, and after each year its own.

    Those before anything was there are left out. The first and the last one are of the days that
    the line has of them. Months chain up to their year. None where a value is unknown at the end of
    a month or a flow met an unknown one.
    """
    begun = (line.value != 0) | (line.inflow != 0) | (line.outflow != 0)
    if not begun.any():
        return ()
    some = slice(int(np.argmax(begun)), None)
    value = line.value[some]
    returns = daily_returns(value, line.inflow[some], line.outflow[some], from_nothing=True)
    return tuple(_months(line.days[some], value, returns))


def _months(days: Days, value: Floats, returns: Floats) -> Iterator[MonthReturn]:
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    starts = np.flatnonzero(np.diff(months, prepend=months[0] - 1))
    ends = np.append(starts[1:], len(days))
    grown = list[float | None]()
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        day = day_of(days[start])
        grown.append(_chained(value[start:end], returns[start:end]))
        yield MonthReturn(day.year, day.month, grown[-1])
        if end == len(days) or day.month == 12:
            yield MonthReturn(day.year, 0, _year(grown))
            grown.clear()


def _chained(value: Floats, returns: Floats) -> float | None:
    """Return the return from the end of the month before to that of this one."""
    known = np.isfinite(value)
    if not known[-1]:
        return None
    whole = float(np.prod(1.0 + returns[known])) - 1.0
    return whole if np.isfinite(whole) else None


def _year(months: list[float | None]) -> float | None:
    product = 1.0
    for each in months:
        if each is None:
            return None
        product *= 1.0 + each
    return product - 1.0
