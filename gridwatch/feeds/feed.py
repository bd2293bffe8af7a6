"""What every source of prices offers, and how it says that something went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gridwatch.domain.bars import History
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
    """The quotes that came, and for each symbol that gave none the reason."""

    quotes: tuple[Quote, ...]
    troubles: tuple[FeedTrouble, ...] = ()


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

    def shares(self, symbol: str, since: date) -> tuple[ShareCount, ...]:
        """Ask for the dated share counts of the listing's class, oldest first."""

    def search(self, text: str) -> tuple[Found, ...]:
        """Ask for listings that match a name, a symbol or an ISIN."""

    def stop(self) -> None:
        """Make waiting and later calls end soon with a FeedTrouble."""
