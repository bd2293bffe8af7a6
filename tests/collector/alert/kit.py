"""Quotes and days put into the stores by hand, and one watcher that lives on over all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple, TypedDict, Unpack

import numpy as np

from gridwatch.collector.alert.watcher import Watcher
from gridwatch.collector.checks import Known, LastClose, judged
from gridwatch.collector.needs import read_needs
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.bars import Bars, History, day_number
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.shares import Scope as SharesOf
from gridwatch.domain.shares import ShareCount
from gridwatch.domain.splits import Split
from gridwatch.services import edits
from gridwatch.services.rule_edits import AddRule
from gridwatch.store.database import open_market, open_user, transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.market.instruments import Failure, note_failure, note_history, note_success
from gridwatch.store.market.quotes import store_quotes
from gridwatch.store.market.shares import store_shares
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.firings import Firing, firings
from gridwatch.store.user.rule_states import Standing, all_standings
from gridwatch.store.user.rules import all_rules
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.collector.alert.lines import SHARES, SYMBOL, weekday
from tests.collector.desk import one_listing

OTHER = "600002.SS"
HONG_KONG = "1001.HK"
DOLLAR = "USDCNY=X"
COMPANY = Subject(Scope.COMPANY, 1)


class Venue(NamedTuple):
    """Where a symbol trades: the name that the source has for it, its zone, hours east of UTC."""

    exchange: str
    zone: str
    offset: int


class Extras(TypedDict, total=False):
    """What a quote may carry beside its price."""

    previous_close: float | None
    day_high: float | None
    day_low: float | None
    volume: float | None
    fetched_at: datetime


_VENUES = {
    "SS": Venue("SHH", "Asia/Shanghai", 8),
    "HK": Venue("HKG", "Asia/Hong_Kong", 8),
    "AS": Venue("AMS", "Europe/Amsterdam", 1),
    "=X": Venue("CCY", "Europe/London", 0),
}


def at(day: int, hour: int = 2, minute: int = 0) -> datetime:
    """Return an instant of a trading day in UTC: 2:00 is 10:00 in Shanghai, 8:00 its evening."""
    return datetime.combine(weekday(day), time(hour, minute), UTC)


def on(*numbers: int) -> list[date]:
    """Return trading days by their number."""
    return [weekday(each) for each in numbers]


def shanghai(symbol: str = SYMBOL) -> Company:
    """Make a company of the mainland with one listing."""
    return one_listing(symbol, "SSE", "CNY", mainland=True)


def two_classes(primary: str = SYMBOL, *, h_currency: str = "HKD") -> Company:
    """Make a company of the mainland that is listed in Hong Kong as well."""
    mainland = Listing(SYMBOL, "SSE", "CNY", "A")
    abroad = Listing(HONG_KONG, "HKEX", h_currency, "H")
    listings = (mainland, abroad) if primary == SYMBOL else (abroad, mainland)
    return Company(0, "Two", "", "", "CN", True, "", primary, listings)


class Kit:
    """Both files of a profile with some companies on one list, and the watcher of the collector.

    The watcher is made anew only where the user's file has changed, as the collector does it.
    """

    def __init__(self, folder: Path, companies: Iterable[Company] = ()) -> None:
        """Open both files in `folder`; without `companies` there is one, of Shanghai."""
        self.folder = folder
        self.user = open_user(folder / "user.db")
        self.market = open_market(folder / "market.db")
        self.companies = [
            add_company(self.user, each) for each in tuple(companies) or (shanghai(),)
        ]
        self.watchlist = add_watchlist(self.user, "Test")
        set_companies(self.user, self.watchlist, [each.id for each in self.companies])
        self.watcher: Watcher | None = None

    def close(self) -> None:
        """Close both files."""
        self.user.close()
        self.market.close()

    def start(self, price: float, symbol: str = SYMBOL, *, shares: bool = True) -> None:
        """Store the first day with its last quote and, with `shares`, a count of a billion."""
        if shares:
            self.shares(SHARES, symbol)
        self.days([price], at(0, 9), symbol)
        self.quote(at(0, 7), price, symbol)

    def shares(
        self, count: float, symbol: str = SYMBOL, scope: SharesOf = SharesOf.COMPANY
    ) -> None:
        """Store a share count of long ago."""
        with transaction(self.market):
            counted = ShareCount(scope, date(2020, 1, 1), count, "test")
            store_shares(self.market, symbol, [counted])

    def quote(
        self, when: datetime, price: float, symbol: str = SYMBOL, **about: Unpack[Extras]
    ) -> None:
        """Store a quote; one of the end of a day was fetched when the day was over."""
        with transaction(self.market):
            store_quotes(self.market, [self._quote(when, price, symbol, **about)])

    def judged_quote(
        self, when: datetime, price: float, before: float, **about: Unpack[Extras]
    ) -> None:
        """Store a quote as the collector judges it, where `before` is the last close it knows."""
        quote = self._quote(when, price, SYMBOL, **about)
        day = quote.day - timedelta(days=3 if quote.day.weekday() == 0 else 1)
        found = judged(quote, Known(None, LastClose(day, before)), when)
        assert isinstance(found, Quote)
        with transaction(self.market):
            store_quotes(self.market, [found])

    def days(
        self,
        closes: Sequence[float],
        when: datetime,
        symbol: str = SYMBOL,
        *,
        first: int = 0,
        numbers: Sequence[int] | None = None,
        highs: Sequence[float] | None = None,
        lows: Sequence[float] | None = None,
        volumes: Sequence[float] | None = None,
        splits: Sequence[Split] = (),
    ) -> None:
        """Store a history fetched at an instant: days from `first` on, or those of `numbers`."""
        own = on(*(numbers or range(first, first + len(closes))))
        close = np.array(closes, dtype=np.float64)
        high, low = (np.array(each or closes, dtype=np.float64) for each in (highs, lows))
        volume = np.array(volumes or [1000.0] * len(closes), dtype=np.float64)
        number = np.array([day_number(each) for each in own])
        bars = Bars(number, close, high, low, close, volume, np.ones(len(own), np.bool_))
        venue, currency = _VENUES[symbol[-2:]], self._currency(symbol)
        history = History(
            symbol, currency, currency, venue.zone, venue.exchange, bars, tuple(splits)
        )
        with transaction(self.market):
            store_history(self.market, history, replace_all=True)
            note_success(self.market, "history", (symbol,), when)
            note_history(self.market, symbol, when)

    def no_days(self, when: datetime) -> None:
        """Note that the history could not be fetched."""
        failure = Failure("offline", "no route", when, when + timedelta(minutes=1))
        with transaction(self.market):
            note_failure(self.market, SYMBOL, "history", failure)

    def rule(self, text: str, when: datetime, subject: Subject = COMPANY, **about: object) -> Rule:
        """Make a rule, as a user does."""
        rule = Rule(0, subject, parse_condition(text), when, when)
        self.edit(AddRule(replace(rule, **about)), when)  # type: ignore[arg-type]
        return all_rules(self.user)[-1]

    def edit(self, edit: edits.Edit, when: datetime) -> edits.Edit:
        """Apply an edit and return its inverse."""
        _, undo = edits.apply(self.user, edit, when)
        self.watcher = None
        return undo

    def look(self, when: datetime, ticked: Collection[str] | None = None) -> None:
        """Look at all that is stored, or only at what these symbols have moved."""
        if self.watcher is None:
            self.watcher = Watcher(self.user, read_needs(self.user, self.market), "test")
        self.watcher.look(self.market, when, ticked)

    def live(
        self, when: datetime, price: float, symbol: str = SYMBOL, **about: Unpack[Extras]
    ) -> None:
        """Store a quote and look."""
        self.quote(when, price, symbol, **about)
        self.look(when)

    def evening(
        self,
        closes: Sequence[float],
        *,
        highs: Sequence[float] | None = None,
        splits: Sequence[Split] = (),
    ) -> None:
        """Store the last quote of a day, then all days up to it, and look."""
        today = len(closes) - 1
        self.quote(at(today, 7), closes[-1])
        self.days(closes, at(today, 8), highs=highs, splits=splits)
        self.look(at(today, 8))

    def firings(self) -> list[Firing]:
        """Return the log, oldest crossing first."""
        return list(reversed(firings(self.user)))

    def told(self) -> list[date]:
        """Return the days of all firings that were told."""
        return [each.reached_on for each in self.firings() if not each.quiet]

    def standing(self) -> Standing:
        """Return where the only rule stands."""
        (found,) = all_standings(self.user).values()
        return found

    def _quote(self, when: datetime, price: float, symbol: str, **about: Unpack[Extras]) -> Quote:
        venue, currency = _VENUES[symbol[-2:]], self._currency(symbol)
        late = timedelta(minutes=50 if when.hour in {7, 8} else 0)
        options: Extras = {"volume": 1000.0, "fetched_at": when + late, **about}
        return Quote(
            symbol,
            price,
            when,
            currency,
            currency,
            venue.offset * 3600,
            state=MarketState.OPEN,
            exchange=venue.exchange,
            **options,
        )

    def _currency(self, symbol: str) -> str:
        listings = (listing for each in self.companies for listing in each.listings)
        own = next((each.currency for each in listings if each.symbol == symbol), None)
        return own or symbol[3:6]
