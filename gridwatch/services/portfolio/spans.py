"""A line between two days: what was there at both ends, what flowed, and the returns by day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number, day_of
from gridwatch.domain.ledger.returns import NOTHING, cumulated, daily_returns
from gridwatch.domain.ledger.risk import trading_days
from gridwatch.services.portfolio.views import Period, ValueLine


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """The days of a line from that before the first one in which something was there or flowed.

    The value of `days[0]` is that of the beginning, whose flows don't count; they are 0 here.
    `grown` is the cumulated return since then.
    """

    days: Days
    value: Floats
    inflow: Floats
    outflow: Floats
    returns: Floats
    grown: Floats

    @property
    def length(self) -> int:
        """Return the days between both ends."""
        return int(self.days[-1] - self.days[0]) if len(self.days) else 0

    @property
    def begin(self) -> float | None:
        """Return the value at the beginning."""
        return known(self.value[0]) if len(self.days) else 0.0

    @property
    def end(self) -> float | None:
        """Return the value at the end."""
        return known(self.value[-1]) if len(self.days) else 0.0

    @property
    def gain(self) -> float | None:
        """Return what the value has changed by without the flows."""
        if not len(self.days):
            return 0.0
        flowed = self.inflow.sum() - self.outflow.sum()
        return known(self.value[-1] - self.value[0] - flowed)

    @property
    def ttwror(self) -> float | None:
        """Return the cumulated return; None where a value is missing or nothing was invested."""
        if len(self.days) < 2 or not np.isfinite(self.value[0]):
            return None
        base = self.value[:-1] + self.inflow[1:]
        return known(self.grown[-1]) if np.any(~(base < NOTHING)) else None

    def counted(self) -> Floats:
        """Return the returns that deviations are of: those of weekdays, and of days that moved."""
        moving = trading_days(self.days) | (np.nan_to_num(self.returns) != 0)
        moving[:1] = False
        return np.asarray(self.returns[moving & np.isfinite(self.value)], dtype=np.float64)

    def flows(self) -> list[tuple[int, float]]:
        """Return (day number, amount) as a rate of return sees them: paid in below 0, got above.

        The value at the beginning is paid in, that at the end got out. Amounts may be NaN.
        """
        if not len(self.days):
            return []
        amounts = self.outflow - self.inflow
        amounts[0] -= self.value[0]
        amounts[-1] += self.value[-1]
        rows = np.flatnonzero(amounts != 0)
        return list(zip(self.days[rows].tolist(), amounts[rows].tolist(), strict=True))


def span_of(line: ValueLine, period: Period) -> Span:
    """Return the days of a line in a period, as many of them as it has."""
    first, last = rows_of(line.days, period)
    return _cut(line, _begun(line, first, last), last)


def rows_of(days: Days, period: Period) -> tuple[int, int]:
    """Return the rows of both ends of a period, as near as the days come to them."""
    first, last = (
        int(np.searchsorted(days, day_number(each), side="right")) - 1
        for each in (period.first, period.last)
    )
    return max(first, 0), max(last, 0)


def known(number: float) -> float | None:
    """Return a number, None where it is unknown."""
    return float(number) if np.isfinite(number) else None


def period_of(span: Span, period: Period) -> Period:
    """Return the part of a period in which there was something."""
    if not len(span.days):
        return period
    return Period(day_of(span.days[0]), day_of(span.days[-1]))


def _begun(line: ValueLine, first: int, last: int) -> int:
    """Return the row of the day before the first one with a value or a flow."""
    if first >= len(line.days) or line.value[first] != 0:
        return first
    part = slice(first + 1, last + 1)
    there = (line.value[part] != 0) | (line.inflow[part] != 0) | (line.outflow[part] != 0)
    return first + int(np.argmax(there)) if there.any() else last


def _cut(line: ValueLine, first: int, last: int) -> Span:
    part = slice(first, last + 1)
    value, inflow, outflow = line.value[part], line.inflow[part].copy(), line.outflow[part].copy()
    inflow[:1] = outflow[:1] = 0.0
    returns = daily_returns(value, inflow, outflow)
    return Span(line.days[part], value, inflow, outflow, returns, cumulated(returns, value))
