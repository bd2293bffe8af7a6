"""What every source of prices offers, and how it says that something went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from gridwatch.domain.bars import History
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import Candles
from gridwatch.domain.quote import Quote
from gridwatch.domain.shares import ShareCount
from gridwatch.domain.trouble import TroubleKind


class FeedTrouble(Exception):
    """A request that gave nothing usable: its kind, the symbols, and how long to wait."""

    def __init__(
        self,
        kind: TroubleKind,
        detail: str,
        symbols: Sequence[str] = (),
        retry_after: float | None = None,
    ):
        """Keep `detail` in technical English; `retry_after` in seconds where the source says."""
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.symbols = tuple(symbols)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class QuoteAnswer:
    """The quotes that came, and for each symbol that gave none the reason.

    `results` has the days of results that were named along with them, the last and the next.
    """

    quotes: tuple[Quote, ...]
    troubles: tuple[FeedTrouble, ...] = ()
    results: Mapping[str, tuple[date, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class IntradayHistory:
    """One answer with bars within the day: stamps of the exchange's wall clock, major units.

    `currency` and `zone` are empty where the source has nothing at all for the time asked for.
    """

    symbol: str
    size: BarSize
    currency: str
    quoted_in: str
    zone: str
    exchange: str
    candles: Candles
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """One trade, told as it happens; prices in major units, `time` in UTC.

    `currency` and `quoted_in` are empty where the source does not say: then the prices are in the
    unit in which the symbol's quotes are declared, and still have to be scaled.
    """

    symbol: str
    price: float
    time: datetime
    currency: str = ""
    quoted_in: str = ""
    day_high: float | None = None
    day_low: float | None = None
    volume: float | None = None


class Stream(Protocol):
    """Ticks that come by themselves until it is closed; nothing that goes wrong is raised."""

    def subscribe(self, symbols: Sequence[str]) -> None:
        """Want ticks of these symbols, and of no others."""

    def close(self) -> None:
        """End at once; no tick comes any more when this returns."""


@dataclass(frozen=True, slots=True)
class Found:
    """One listing that a search found; `currency` is empty where the source does not say."""

    symbol: str
    name: str
    exchange: str
    kind: str = "EQUITY"
    currency: str = ""


class Feed(Protocol):
    """A source of prices. Every call may block; every failure is a FeedTrouble."""

    name: str
    simulated: bool

    def quotes(self, symbols: Sequence[str]) -> QuoteAnswer:
        """Ask for the last quotes of all `symbols` at once (100 a request)."""

    def history(self, symbol: str, since: date | None) -> History:
        """Ask for daily bars from `since` on, all there are (at most ten years) where None."""

    def intraday(self, symbol: str, size: BarSize, since: datetime | None) -> IntradayHistory:
        """Ask for bars within the day from `since` on, as far as it reaches back where None.

        KeyError for a size that is not in `barsize.REACH`.
        """

    def stream(self, symbols: Sequence[str], on_tick: Callable[[Tick], None]) -> Stream:
        """Begin to give ticks of `symbols`; `on_tick` is called from a thread of the stream."""

    def shares(self, symbol: str, since: date) -> tuple[ShareCount, ...]:
        """Ask for the dated share counts of the listing's class, oldest first."""

    def search(self, text: str) -> tuple[Found, ...]:
        """Ask for listings that match a name, a symbol or an ISIN."""

    def stop(self) -> None:
        """Make waiting and later calls end soon with a FeedTrouble."""
