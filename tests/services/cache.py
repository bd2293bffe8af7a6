"""Fills a cache for the tests of series: histories, counts and quotes, and views over them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from gridwatch.domain.bars import Bars, Dividend, History, bars_of, day_number
from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.quote import Quote
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.domain.splits import Split
from gridwatch.domain.targets import Target
from gridwatch.services.overview import CompanyView, read_facts, view_of
from gridwatch.store.database import transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.market.quotes import store_quotes
from gridwatch.store.market.shares import store_shares

SYMBOL = "601179.SS"
SHANGHAI = 8 * 3600
MADE = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Cache:
    """A cache to be filled; `company` is the one that is drawn."""

    market: sqlite3.Connection
    company: Company = field(default_factory=lambda: company_of(SYMBOL))
    targets: list[Target] = field(default_factory=list)

    def history(
        self,
        bars: Bars,
        symbol: str = SYMBOL,
        currency: str = "CNY",
        *,
        splits: Sequence[Split] = (),
        dividends: Sequence[Dividend] = (),
    ) -> None:
        """Store a history in the place of any other."""
        history = History(
            symbol,
            currency,
            currency,
            "Asia/Shanghai",
            "SSE",
            bars,
            splits=tuple(splits),
            dividends=tuple(dividends),
        )
        with transaction(self.market):
            store_history(self.market, history, replace_all=True)

    def counts(
        self,
        counts: Iterable[tuple[date, float]],
        symbol: str = SYMBOL,
        scope: Scope = Scope.COMPANY,
    ) -> None:
        """Store share counts."""
        found = [ShareCount(scope, day, count, "test") for day, count in counts]
        with transaction(self.market):
            store_shares(self.market, symbol, found)

    def quote(self, quote: Quote) -> None:
        """Store a quote."""
        with transaction(self.market):
            store_quotes(self.market, [quote])

    def view(self, now: datetime = datetime(2026, 3, 6, 4, tzinfo=UTC)) -> CompanyView:
        """Return what the watchlist shows of the company."""
        facts = read_facts(
            self.market, [self.company], self.targets, "CNY", now.date() - timedelta(days=45)
        )
        return view_of(self.company, self.targets, facts, "CNY", now)

    def target(self, amount: str, currency: str = "CNY") -> None:
        """Set a target."""
        number = len(self.targets) + 1
        self.targets.append(Target(number, 1, Decimal(amount), currency, MADE))


def company_of(
    *symbols: str,
    currencies: Sequence[str] = ("CNY", "HKD"),
    basis: Basis | None = None,
    number: int = 1,
    segment: str = "uhv",
    exchanges: Sequence[str] = ("SSE", "HKEX"),
) -> Company:
    """Return a company whose first symbol is the primary one."""
    listings = tuple(
        Listing(symbol, exchange, currency)
        for symbol, exchange, currency in zip(symbols, exchanges, currencies, strict=False)
    )
    mainland = exchanges[0] == "SSE"
    return Company(
        number,
        f"Company {symbols[0]}",
        "",
        "",
        "CN",
        mainland,
        segment,
        symbols[0],
        listings,
        basis,
    )


def quote_of(
    day: date,
    price: float,
    symbol: str = SYMBOL,
    currency: str = "CNY",
    *,
    hour: float = 4,
    high: float | None = None,
    low: float | None = None,
    volume: float | None = None,
) -> Quote:
    """Return a quote of a day at an hour of UTC: noon in Shanghai where nothing else is said."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour)
    return Quote(
        symbol, price, at, currency, currency, SHANGHAI, day_high=high, day_low=low, volume=volume
    )


def closes(first: date, values: Iterable[float], *, final: bool = True) -> Bars:
    """Return bars of consecutive days around these closes; `final` tells it of the last one."""
    start, values = day_number(first), list(values)
    return bars_of(
        (start + at, one, one * 1.02, one * 0.98, one, 1000.0, final or at < len(values) - 1)
        for at, one in enumerate(values)
    )
