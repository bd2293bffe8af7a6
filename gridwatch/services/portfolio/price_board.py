"""The price line of each security of a ledger, kept up to date with files and quotes."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number, day_of
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.share_units import SplitLine, split_lines
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.ledger_memory import LedgerMemory
from gridwatch.services.portfolio.market_memory import MarketMemory
from gridwatch.services.portfolio.price_lines import (
    NO_DAYS,
    NO_PRICES,
    Closes,
    PriceLine,
    carried_on,
    effective_splits,
    market_prices,
    own_prices,
    together,
)


@dataclass(frozen=True, slots=True)
class Priced:
    """A price of a share of today in the security's currency, and the day that it is of."""

    price: float
    on: date


class PriceBoard:
    """Effective splits and prices of the securities; for one thread at a time."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.splits: dict[int, tuple[Split, ...]] = {}
        self.split_lines: dict[int, SplitLine] = {}
        self._lines: dict[int, PriceLine] = {}

    def count_splits(self, ledger: LedgerMemory, market: MarketMemory, today: date) -> set[int]:
        """Work out the effective splits again; return the securities for which they are others."""
        found = dict[int, tuple[Split, ...]]()
        for number, security in ledger.securities.items():
            listed = market.splits.get(security.symbol, ()) if security.symbol else ()
            own = ledger.own_splits.get(number, ())
            if listed or own:
                splits = effective_splits(listed, own, today)
                if splits:
                    found[number] = splits
        changed = {
            each for each in {*found, *self.splits} if found.get(each) != self.splits.get(each)
        }
        self.splits = found
        if changed:
            self.split_lines = split_lines(found)
        return changed

    def load(
        self,
        cache: sqlite3.Connection | None,
        market: MarketMemory,
        needed: Mapping[int, int],
        securities: Mapping[int, Security],
        due: Collection[str],
    ) -> set[int]:
        """Read the closes that are `due` or lack early days; return the securities concerned.

        `needed`: the first day number by security.
        """
        if cache is None:
            return set()
        loaded = set[int]()
        for number, since in needed.items():
            symbol = securities[number].symbol
            known = market.closes.get(symbol)
            if symbol and (symbol in due or known is None or known.since > since):
                market.load(cache, symbol, since)
                loaded.add(number)
        return loaded

    def draw(
        self,
        numbers: Iterable[int],
        ledger: LedgerMemory,
        market: MarketMemory,
        own: Mapping[int, list[tuple[str, float, str]]],
        today: date,
    ) -> set[int]:
        """Make the lines of securities anew, up to today.

        Return those of which the price of a day before is another one than it was.
        """
        past = set[int]()
        for each in numbers:
            since = self._draw(each, ledger, market, own, today)
            if since is not None and since < day_number(today):
                past.add(each)
        return past

    def _draw(
        self,
        number: int,
        ledger: LedgerMemory,
        market: MarketMemory,
        own: Mapping[int, list[tuple[str, float, str]]],
        today: date,
    ) -> int | None:
        """Make the line of a security anew, up to today.

        Return the first day number on which its price is another one, None where all are the same.
        """
        security, splits = ledger.securities[number], self.splits.get(number, ())
        found = market.closes.get(security.symbol) if security.symbol else None
        quote = market.quotes.get(security.symbol) if security.symbol else None
        if found is None:
            found = Closes()
        if not found.currency and quote is not None:
            found = Closes(quote.currency, found.days, found.closes, found.splits, found.since)
        days, prices, quoted = market_prices(found, splits, quote)
        if quoted is not None:  # where it is tomorrow already, it is the last price of today
            quoted = min(quoted[0], day_number(today)), quoted[1]
        foreign = found.currency if found.currency not in ("", security.currency) else ""
        if foreign:
            days, prices, quoted = _into(market, foreign, security.currency, days, prices, quoted)
        if number in own:
            days, prices = together(days, prices, *own_prices(own[number], splits))
        # What is dated later, like an own price by a slip, may not stand before the quote.
        until = int(np.searchsorted(days, day_number(today), side="right"))
        old = self._lines.get(number, PriceLine(NO_DAYS, NO_PRICES))
        new = self._lines[number] = PriceLine(days[:until], prices[:until], quoted, foreign)
        return new.first_change(old)

    def forget(self, keep: Collection[int]) -> None:
        """Forget the lines of all securities but these."""
        self._lines = {each: line for each, line in self._lines.items() if each in keep}

    def foreign(self, number: int) -> str:
        """Return the currency of the market's prices where that is not the security's, else ""."""
        line = self._lines.get(number)
        return line.currency if line else ""

    def on(self, number: int, on: date) -> Priced | None:
        """Return the last price on or before a day, None where there is none."""
        line = self._lines.get(number)
        found = line.last_on(day_number(on)) if line else None
        return None if found is None else Priced(found[1], day_of(found[0]))

    def at(self, number: int, days: Days) -> Floats:
        """Return the carried price on each of some days in any order, NaN where there is none."""
        line = self._lines.get(number)
        if line is None or not len(line.known()[0]):
            return np.full(len(days), np.nan)
        known, prices = line.known()
        rows = np.searchsorted(known, days, side="right") - 1
        return np.where(rows >= 0, prices[rows], np.nan)

    def between(self, number: int, first: int, last: int) -> Floats:
        """Return the carried price on each day from `first` to `last`, NaN where there is none."""
        line = self._lines.get(number)
        if line is None:
            return np.full(last - first + 1, np.nan)
        return carried_on(line.known(), first, last)


def _into(
    market: MarketMemory,
    given: str,
    wanted: str,
    days: Days,
    prices: Floats,
    quoted: tuple[int, float] | None,
) -> tuple[Days, Floats, tuple[int, float] | None]:
    """Convert prices at the rate of their days; those without a rate are none."""
    if len(days):
        converted = prices * market.rates_at(given, wanted, days)
        kept = np.isfinite(converted)
        days, prices = days[kept], converted[kept]
    if quoted is not None:
        rate = float(market.rates_at(given, wanted, np.array([quoted[0]]))[0])
        quoted = (quoted[0], quoted[1] * rate) if np.isfinite(rate) else None
    return days, prices, quoted
