"""The sizes of bars that a chart shows, and from which fetched size each of them is made."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class BarSize(StrEnum):
    """How much time one bar covers; the ids are stored and typed."""

    MINUTE = "1m"
    FIVE_MINUTES = "5m"
    QUARTER_HOUR = "15m"
    HALF_HOUR = "30m"
    HOUR = "1h"
    DAY = "1d"
    WEEK = "1w"
    MONTH = "1mo"

    @property
    def intraday(self) -> bool:
        """Tell whether several bars make a day."""
        return self in SECONDS

    @property
    def seconds(self) -> int:
        """Return the length of an intraday bar; KeyError for a day and longer."""
        return SECONDS[self]

    @property
    def source(self) -> BarSize:
        """Return the size that is fetched and stored, of which this one is aggregated."""
        return _SOURCES.get(self, BarSize.DAY)


SECONDS = {
    BarSize.MINUTE: 60,
    BarSize.FIVE_MINUTES: 300,
    BarSize.QUARTER_HOUR: 900,
    BarSize.HALF_HOUR: 1800,
    BarSize.HOUR: 3600,
}
_SOURCES = {
    BarSize.MINUTE: BarSize.MINUTE,
    BarSize.FIVE_MINUTES: BarSize.FIVE_MINUTES,
    BarSize.QUARTER_HOUR: BarSize.FIVE_MINUTES,
    BarSize.HALF_HOUR: BarSize.FIVE_MINUTES,
    BarSize.HOUR: BarSize.HOUR,
}
# How far back the source gives each intraday size, a day less than its limit.
REACH = {
    BarSize.MINUTE: timedelta(days=7),
    BarSize.FIVE_MINUTES: timedelta(days=59),
    BarSize.HOUR: timedelta(days=729),
}
