"""What a company was worth on a past day and is now: price and market cap, as far as known."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from statistics import median
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.rate_lines import RateLines
from gridwatch.domain.thesis.worth import Course, Worth, change_of
from gridwatch.services.cap_history import CloseLine
from gridwatch.services.cap_lines import CapDays, close_line, read_cap_days, read_rates
from gridwatch.services.overview import RATES_FOR_DISPLAY, CompanyView, Facts, read_facts, view_of
from gridwatch.store.user.companies import all_companies

# A close that is older than this says nothing of a day.
OLDEST_DAYS = 10
FEWEST_PEERS = 3


@dataclass(slots=True)
class Past:
    """Tells what companies were worth; what it has read of one it keeps for the next question."""

    market: sqlite3.Connection
    views: Mapping[int, CompanyView]
    facts: Facts
    _rates: RateLines | None = None
    _closes: dict[str, CloseLine] = field(default_factory=dict)
    _caps: dict[int, CapDays] = field(default_factory=dict)

    def course(self, company: int, since: datetime) -> Course | None:
        """Return what a company was worth at the close of that day, and is now."""
        view = self.views.get(company)
        if view is None:
            return None
        then = self._close_on(view, self._day(view, since))
        return Course(self._with_cap(view, then), self._now(view))

    def move(self, company: int, since: datetime, until: datetime | None = None) -> float | None:
        """Return the change of the price from the close of one day to that of another, or now."""
        view = self.views.get(company)
        if view is None:
            return None
        then = self._close_on(view, self._day(view, since))
        later = self._now(view) if until is None else self._close_on(view, self._day(view, until))
        return change_of(then.price, later.price)

    def peers_move(
        self, company: int, since: datetime, until: datetime | None = None
    ) -> float | None:
        """Return the median of the same of the other companies of its segment; None for few."""
        view = self.views.get(company)
        if view is None or not view.company.segment:
            return None
        peers = (
            number
            for number, each in self.views.items()
            if number != company and each.company.segment == view.company.segment
        )
        moves = (self.move(each, since, until) for each in peers)
        known = [each for each in moves if each is not None]
        return median(known) if len(known) >= FEWEST_PEERS else None

    def _close_on(self, view: CompanyView, day: date) -> Worth:
        """Return the last close on or before a day, but for one that is much older."""
        line = self._line(view)
        place = int(np.searchsorted(line.days, day_number(day), side="right")) - 1
        if place < 0 or day_number(day) - int(line.days[place]) > OLDEST_DAYS:
            return Worth(line.currency)
        return Worth(line.currency, float(line.closes[place]), None, day_of(int(line.days[place])))

    def _with_cap(self, view: CompanyView, worth: Worth) -> Worth:
        if worth.on is None:
            return worth
        number = view.company.id
        if number not in self._caps:
            if self._rates is None:
                self._rates = read_rates(self.market, self.facts, self.views.values(), ())
            self._caps[number] = read_cap_days(self.market, view, self.facts, self._rates)
        caps = self._caps[number]
        place = int(np.searchsorted(caps.days, day_number(worth.on)))
        cap = float(caps.history.caps[place])
        return replace(worth, cap=cap if np.isfinite(cap) else None)

    def _now(self, view: CompanyView) -> Worth:
        """Return the worth by the last quote, or by the last close where that may not be used."""
        line, quote, cap = self._line(view), view.quote, view.cap
        if quote is None or view.doubt or quote.currency not in {line.currency, ""}:
            if not len(line.days):
                return Worth(line.currency)
            return self._with_cap(view, self._close_on(view, day_of(int(line.days[-1]))))
        return Worth(
            quote.currency,
            quote.price,
            cap.value if cap.currency == quote.currency else None,
            quote.day,
        )

    def _line(self, view: CompanyView) -> CloseLine:
        symbol = view.company.primary
        if symbol not in self._closes:
            self._closes[symbol] = close_line(self.market, symbol, self.facts)
        return self._closes[symbol]

    def _day(self, view: CompanyView, instant: datetime) -> date:
        """Return the exchange's own date of an instant."""
        instrument = self.facts.instruments.get(view.company.primary)
        return instant.astimezone(_zone(instrument.zone if instrument else "")).date()


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def read_past(
    user: sqlite3.Connection, market: sqlite3.Connection | None, now: datetime
) -> Past | None:
    """Get ready to tell what companies were worth; None while the cache can't be read."""
    if market is None:
        return None
    companies = all_companies(user)
    facts = read_facts(market, companies.values(), (), "USD", now.date() - RATES_FOR_DISPLAY)
    views = {
        number: view_of(company, (), facts, "USD", now) for number, company in companies.items()
    }
    return Past(market, views, facts)
