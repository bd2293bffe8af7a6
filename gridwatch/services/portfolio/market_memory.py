"""Closes, splits, quotes and rates in memory: of the symbols and currencies of a ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.quote import Quote
from gridwatch.domain.rate_lines import RateLine, RateLines, rate_line
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.price_lines import (
    NO_DAYS,
    NO_PRICES,
    Closes,
    first_difference,
)
from gridwatch.store.market.bars import read_closes_since
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.market.rate_lines import with_quote
from gridwatch.store.market.splits import all_splits
from gridwatch.store.market.stamps import HistoryStamp, QuoteStamp, history_stamps, quote_stamps

NOTHING = HistoryStamp(0, "", None, None, None)  # no instrument has the id 0


@dataclass(slots=True)
class MarketNews:
    """The symbols of which something else is known now; `rates`: of these currencies."""

    closes: set[str] = field(default_factory=set)
    splits: set[str] = field(default_factory=set)
    quotes: set[str] = field(default_factory=set)
    rates: set[str] = field(default_factory=set)


class MarketMemory:
    """What the cache tells of the symbols and currencies that were asked for.

    For one thread at a time. Closes are read from the day on from which they are needed; where the
    cache can't be read what is known stays.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.closes: dict[str, Closes] = {}
        self.quotes: dict[str, Quote] = {}
        self.splits: Mapping[str, tuple[Split, ...]] = {}
        self._histories: dict[str, HistoryStamp] = {}
        self._due: set[str] = set()  # to be read again; until then what was read stays
        self._quote_stamps: dict[str, QuoteStamp] = {}
        self._rate_closes: dict[str, tuple[HistoryStamp, int, Days, Floats]] = {}
        self._lines: dict[str, RateLine] = {}
        self._rows: dict[tuple[str, str, int, int], Floats] = {}

    def notice(
        self, market: sqlite3.Connection, symbols: Collection[str], currencies: Collection[str]
    ) -> MarketNews:
        """Read the stamps, and quotes and splits where they have changed; closes come with `load`.

        The reading is to be one state of the file.
        """
        news = MarketNews()
        wanted = {*symbols, *(fx_symbol(each) for each in currencies if each != "USD")}
        found = history_stamps(market)
        # Of what is not asked for now, changes are not noticed: what is known of it would be old.
        self.closes = {each: some for each, some in self.closes.items() if each in symbols}
        self._due |= {
            each
            for each in symbols
            if found.get(each) != self._histories.get(each) or each not in self.closes
        }
        news.closes = self._due & set(symbols)
        if news.closes or not self.splits:
            splits = all_splits(market)
            news.splits = {each for each in symbols if splits.get(each) != self.splits.get(each)}
            self.splits = splits
        self._histories = found
        self._notice_quotes(market, wanted, news)
        news.rates = {each for each in currencies if fx_symbol(each) in news.quotes}
        return news

    def _notice_quotes(
        self, market: sqlite3.Connection, wanted: set[str], news: MarketNews
    ) -> None:
        stamps = quote_stamps(market)
        self.quotes = {each: quote for each, quote in self.quotes.items() if each in wanted}
        news.quotes = {
            each
            for each in wanted
            if stamps.get(each) != self._quote_stamps.get(each)
            or (each in stamps and each not in self.quotes)
        }
        fresh = all_quotes(market, news.quotes) if news.quotes else {}
        for each in news.quotes:
            self.quotes.pop(each, None)
        self.quotes |= fresh
        self._quote_stamps = stamps

    def load(self, market: sqlite3.Connection, symbol: str, since: int) -> None:
        """Read the closes of a symbol from the day number `since` on."""
        stamp = self._histories.get(symbol) or NOTHING
        days, closes = read_closes_since(market, stamp.instrument, since)
        splits = self.splits.get(symbol, ())
        self.closes[symbol] = Closes(stamp.currency, days, closes, splits, since)
        self._due.discard(symbol)

    def load_rates(
        self,
        market: sqlite3.Connection,
        currencies: Collection[str],
        since: int,
        quoted: Collection[str],
    ) -> int | None:
        """Read the rates of currencies from the day number `since` on where they are not known.

        `quoted`: those of which the quote has changed. Return the first day number on which a rate
        is another one than before, None where all are the same.
        """
        changed = list[int | None]()
        for each in currencies:
            if each in {"USD", ""}:
                continue
            symbol = fx_symbol(each)
            stamp = self._histories.get(symbol) or NOTHING
            known = self._rate_closes.get(each)
            if known is not None and known[0] == stamp and known[1] <= since:
                if each in quoted:
                    changed.append(self._set_line(each, symbol))
                continue
            days, closes = read_closes_since(market, stamp.instrument, since)
            self._rate_closes[each] = stamp, since, days, closes
            changed.append(self._set_line(each, symbol))
        first = min((each for each in changed if each is not None), default=None)
        if first is not None:
            self._rows.clear()
        return first

    def _set_line(self, currency: str, symbol: str) -> int | None:
        """Make the line of a currency anew; return the first day on which it is another one."""
        _, _, days, closes = self._rate_closes[currency]
        days, closes = with_quote(days, closes, self.quotes.get(symbol))
        old, new = self._lines.get(currency), rate_line(currency, days, closes)
        self._lines[currency] = new
        before = (NO_DAYS, NO_PRICES) if old is None else (old.days, old.dollars)
        return first_difference(before, (new.days, new.dollars))

    def rates_at(self, given: str, wanted: str, days: Days) -> Floats:
        """Return the rate from `given` to `wanted` on some days, NaN where there is none."""
        return RateLines(self._lines).on(days, given, wanted)

    def rates(self, given: str, wanted: str, first: int, last: int) -> Floats:
        """Return the rate from `given` to `wanted` on each day from `first` to `last`.

        NaN where there is none of the last ten days. The array is kept: not to be written to.
        """
        key = given, wanted, first, last
        found = self._rows.get(key)
        if found is None:
            if len(self._rows) > 500:
                self._rows.clear()
            found = RateLines(self._lines).on(np.arange(first, last + 1), given, wanted)
            self._rows[key] = found
        return found
