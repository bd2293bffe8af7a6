"""What the loopback Yahoo knows: a clock that a test can set, and the declared lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from tests.yahoo_server.bars import DayBar
from tests.yahoo_server.exchange import Exchange

MINOR_UNITS = {"GBp": 100.0, "GBX": 100.0, "ILA": 100.0, "ZAc": 100.0}


class Clock:
    """The server's idea of now: the real time until `set` stops it."""

    def __init__(self, at: datetime | None = None) -> None:
        """Stand at `at` (aware), or run with the real time when it is None."""
        self._at = at

    @property
    def now(self) -> datetime:
        """Give the present moment, in UTC."""
        return (self._at or datetime.now(UTC)).astimezone(UTC)

    @property
    def runs(self) -> bool:
        """Tell whether this is the real time."""
        return self._at is None

    def set(self, at: datetime | None) -> None:
        """Stand at `at` (aware), or run with the real time again when it is None."""
        self._at = at

    def advance(self, by: timedelta) -> None:
        """Move a standing clock; a running one is stopped first."""
        self._at = self.now + by


@dataclass(frozen=True, slots=True)
class Split:
    """`numerator` new shares for `denominator` old ones, from the open of `day` on."""

    day: date
    numerator: float
    denominator: float = 1.0

    @property
    def ratio(self) -> float:
        """Give the number of new shares for one old share."""
        return self.numerator / self.denominator


@dataclass(frozen=True, slots=True)
class Dividend:
    """Cash per share of its day, in the unit of the price."""

    day: date
    amount: float


@dataclass(frozen=True)
class Line:
    """One listing as the source declares it.

    `bars` are as printed on their day; the server works `splits` into older prices once the clock
    has reached them, as Yahoo does. `shares` are dated counts as reported. `currency` is the unit
    of the price (`GBp` is pence). `market_cap` overrides what the source sends, which otherwise is
    price × `implied` shares in the major unit; it is absent where no shares are known. A `delay`
    of None is the exchange's own, in minutes.
    """

    symbol: str
    exchange: Exchange
    currency: str
    bars: tuple[DayBar, ...]
    short_name: str = ""
    long_name: str = ""
    kind: str = "EQUITY"
    splits: tuple[Split, ...] = ()
    dividends: tuple[Dividend, ...] = ()
    shares: tuple[tuple[date, int], ...] = ()
    implied: int | None = None
    market_cap: float | None = None
    delay: int | None = None

    @cached_property
    def openings(self) -> tuple[int, ...]:
        """Give the UTC second at which each bar's session opens: the daily chart's timestamps."""
        return tuple(int(self.exchange.opens(row.day).timestamp()) for row in self.bars)

    @property
    def minutes_late(self) -> int:
        """Give the delay of this line's prices in minutes."""
        return self.exchange.delay if self.delay is None else self.delay

    @property
    def unit(self) -> float:
        """Give how many price units make one of the major currency: 100 for pence."""
        return MINOR_UNITS.get(self.currency, 1.0)

    def shares_on(self, day: date) -> int | None:
        """Give the count as last reported on or before `day`."""
        place = bisect_right([since for since, _ in self.shares], day)
        return self.shares[place - 1][1] if place else None


Finder = Callable[[str], Line | None]


class Market:
    """All lines, by symbol; `finder` makes lines on demand, as for currency pairs."""

    def __init__(self, lines: Iterable[Line], finder: Finder | None = None) -> None:
        """Hold `lines`, and ask `finder` once for each symbol that is not among them."""
        self.lines = {line.symbol: line for line in lines}
        self._finder = finder

    def find(self, symbol: str) -> Line | None:
        """Give the line of `symbol`, or None when the source has never heard of it."""
        if symbol not in self.lines and self._finder is not None:
            made = self._finder(symbol)
            if made is not None:
                self.lines[symbol] = made
        return self.lines.get(symbol)

    def add(self, *lines: Line) -> None:
        """Add lines, or replace those of the same symbol."""
        self.lines.update({line.symbol: line for line in lines})
