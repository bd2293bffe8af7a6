"""Daily bars as printed on their day, and how a day's prices travel from the open to the close."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Bar:
    """One period's prices and volume; a null row has None throughout."""

    open: float | None
    high: float | None
    low: float | None
    close: float | None
    volume: int | None

    def times(self, factor: float) -> Bar:
        """Give the same bar after every share became `1 / factor` shares."""
        if factor == 1.0:
            return self
        return Bar(
            _scaled(self.open, factor),
            _scaled(self.high, factor),
            _scaled(self.low, factor),
            _scaled(self.close, factor),
            None if self.volume is None else round(self.volume / factor),
        )


NULL_BAR = Bar(None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class DayBar:
    """A bar and the exchange's own date of it; `adj_close` only where a file states one."""

    day: date
    bar: Bar
    adj_close: float | None = None


def _scaled(price: float | None, factor: float) -> float | None:
    return None if price is None else round(price * factor, 6)


@dataclass(frozen=True, slots=True)
class Path:
    """The road of one day's price: open, the two extremes, close, a third of the session apart.

    A rising day sees its low first, a falling one its high, so that a bar cut short at any moment
    is the beginning of the same day's finished bar.
    """

    corners: tuple[float, float, float, float]
    volume: int

    def at(self, share: float) -> float:
        """Give the price when `share` (0 to 1) of the session is over."""
        place = min(max(share, 0.0), 1.0) * 3
        leg = min(int(place), 2)
        begin, end = self.corners[leg], self.corners[leg + 1]
        return round(begin + (end - begin) * (place - leg), 4)

    def between(self, begin: float, end: float) -> Bar:
        """Give the bar of the stretch from `begin` to `end`, both shares of the session."""
        turns = [self.corners[n] for n in (1, 2) if begin < n / 3 < end]
        first, last = self.at(begin), self.at(end)
        seen = [first, *turns, last]
        return Bar(first, max(seen), min(seen), last, round(self.volume * (end - begin)))


def path_of(bar: Bar) -> Path | None:
    """Give the road of a day, or None for a null row."""
    if bar.open is None or bar.high is None or bar.low is None or bar.close is None:
        return None
    turns = (bar.low, bar.high) if bar.close >= bar.open else (bar.high, bar.low)
    return Path((bar.open, *turns, bar.close), bar.volume or 0)


def day_so_far(bar: Bar, share: float) -> Bar:
    """Cut a day's bar short when `share` of its session is over; a finished one stays."""
    path = path_of(bar)
    if path is None or share >= 1.0:
        return bar
    return path.between(0.0, share)


def last_close(bars: Iterable[DayBar]) -> float | None:
    """Give the first close that is not null; pass the bars newest first."""
    return next((row.bar.close for row in bars if row.bar.close is not None), None)
