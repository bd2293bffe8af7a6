"""The main screen as values: every company with its quote, market cap and distance to targets."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from gridwatch.domain.company import Company, Listing, names_in
from gridwatch.domain.fx import FxTable, fx_symbols
from gridwatch.domain.marketcap import (
    GAP_WORTH_SHOWING,
    MarketCap,
    Priced,
    company_market_cap,
    converted,
    source_gap,
)
from gridwatch.domain.money import declared_unit
from gridwatch.domain.quote import Doubt, Quote, is_stale
from gridwatch.domain.targets import Target, distance_pct, price_needed, progress
from gridwatch.preferences import Preferences, preferences_of
from gridwatch.services.counts import Shares, Splits, counts_of
from gridwatch.store.database import one_reading
from gridwatch.store.market.instruments import Instrument, all_instruments
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.market.rates import fx_table
from gridwatch.store.market.shares import all_shares
from gridwatch.store.market.splits import all_splits
from gridwatch.store.user.choices import all_choices
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.segments import Segment, all_segments
from gridwatch.store.user.targets import all_targets
from gridwatch.store.user.unseen import unseen_by_company
from gridwatch.store.user.watching import Watching, watching_by_company
from gridwatch.store.user.watchlists import Watchlist, all_watchlists

if TYPE_CHECKING:
    from gridwatch.store.user.firings import Firing

# Rates are read this far back, so that last month's session still shows what it was worth.
RATES_FOR_DISPLAY = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Rung:
    """One target of a company and how far it is: `cap` in the target's currency.

    None where the cap or a rate is missing. `price` is the price needed, in the currency of the
    primary listing; `reached` tells whether the cap is at or beyond the target now, None also where
    a price in doubt made the cap: it decides nothing.
    """

    target: Target
    cap: float | None
    distance_pct: float | None
    price: float | None
    progress: float | None
    reached: bool | None


@dataclass(frozen=True, slots=True)
class CompanyView:
    """Everything that the screens and commands show of one company.

    `doubt` is that of a price without which there would be no cap.
    """

    company: Company
    quote: Quote | None
    cap: MarketCap
    base_cap: float | None
    rungs: tuple[Rung, ...]
    gap: float | None
    stale: bool
    trouble: str = ""
    next_try: datetime | None = None
    doubt: Doubt = Doubt.NONE

    @property
    def rung(self) -> Rung | None:
        """Return the target that speaks for the row: the nearest ahead, else the highest."""
        ahead = [each for each in self.rungs if not each.reached]
        return ahead[0] if ahead else (self.rungs[-1] if self.rungs else None)

    @property
    def doubtful_gap(self) -> bool:
        """Tell whether the source's own cap is more than 3 % away from ours."""
        return self.gap is not None and abs(self.gap) > GAP_WORTH_SHOWING


@dataclass(frozen=True, slots=True)
class Overview:
    """One consistent reading of both files."""

    as_of: datetime
    preferences: Preferences
    watchlists: tuple[Watchlist, ...]
    companies: Mapping[int, CompanyView]
    segments: tuple[Segment, ...]
    last_success: datetime | None = None
    unseen: Mapping[int, int] = field(default_factory=dict)  # new firings by company id
    watching: Mapping[int, Watching] = field(default_factory=dict)  # alerts by company id


@dataclass(frozen=True, slots=True)
class Facts:
    """What the cache knows, read once for all companies."""

    quotes: Mapping[str, Quote]
    instruments: Mapping[str, Instrument]
    shares: Shares
    splits: Splits
    fx: FxTable


def read_overview(
    user: sqlite3.Connection, market: sqlite3.Connection | None, now: datetime
) -> Overview:
    """Read everything for the main screen; without a market file all prices are unknown."""
    with one_reading(user):
        companies, targets = all_companies(user), all_targets(user)
        preferences = preferences_of(all_choices(user))
        lists, segments, unseen = all_watchlists(user), all_segments(user), unseen_by_company(user)
        watching = watching_by_company(user, now)
    since = now.date() - RATES_FOR_DISPLAY
    facts = read_facts(market, companies.values(), targets, preferences.base_currency, since)
    rungs: dict[int, list[Target]] = {}
    for target in targets:
        rungs.setdefault(target.company_id, []).append(target)
    views = {
        number: view_of(company, rungs.get(number, []), facts, preferences.base_currency, now)
        for number, company in companies.items()
    }
    successes = (each.last_success for each in facts.instruments.values())
    last = max((each for each in successes if each), default=None)
    return Overview(now, preferences, lists, views, segments, last, unseen, watching)


def read_facts(
    market: sqlite3.Connection | None,
    companies: Iterable[Company],
    targets: Iterable[Target],
    base_currency: str,
    since: date,
    others: Iterable[str] = (),
    symbols: Collection[str] | None = None,
) -> Facts:
    """Read quotes, shares, splits and the rates of all currencies in use from `since` on.

    `others` are currencies that are in use beside those of listings and targets. With `symbols`
    only what is known of these is read, and the rates.
    """
    if market is None:
        return Facts({}, {}, {}, {}, FxTable({}))
    with one_reading(market):
        quotes = all_quotes(market, symbols)
        currencies = used_currencies(companies, targets, base_currency)
        currencies |= {each.currency for each in quotes.values()} | set(others)
        if symbols is not None:
            symbols = {*symbols, *fx_symbols(currencies)}
            quotes |= all_quotes(market, symbols - quotes.keys())
        return Facts(
            quotes,
            all_instruments(market, symbols),
            all_shares(market, symbols),
            all_splits(market, symbols),
            fx_table(market, quotes.values(), currencies, since),
        )


def read_quotes(
    market: sqlite3.Connection, known: Facts, symbols: Collection[str], since: date
) -> Facts:
    """Read the quotes of some symbols, and the rates; all else stays as it is `known`."""
    with one_reading(market):
        currencies = set(known.fx.dollars)
        wanted = {*symbols, *fx_symbols(currencies)}
        quotes = all_quotes(market, wanted)
        fx = fx_table(market, quotes.values(), currencies, since)
    return replace(known, quotes=quotes, fx=fx)


def used_currencies(
    companies: Iterable[Company], targets: Iterable[Target], base_currency: str
) -> set[str]:
    """Return the major currencies of all listings and targets, and the base currency."""
    used = {base_currency} | {each.currency for each in targets}
    for company in companies:
        used |= {
            declared_unit(each.currency).currency for each in company.listings if each.currency
        }
    return used


def view_of(
    company: Company, targets: Iterable[Target], facts: Facts, base: str, now: datetime
) -> CompanyView:
    """Value one company from its quotes: cap, cap in `base`, and every target, lowest first."""
    company = _described(company, facts.quotes)
    quote = facts.quotes.get(company.primary)
    # A rate of the quote's own day first; else today's, for a listing that rests or a first fetch.
    days = (quote.day, max(quote.day, now.date())) if quote else (now.date(),)
    cap = quoted_cap(company, facts, days[0])
    doubt = _doubt_of(company, facts, days[0])
    rungs = [_rung(each, cap, facts.fx, days, doubt) for each in targets]
    instrument = facts.instruments.get(company.primary)
    cap = _with_missing_rates(cap, base, rungs, facts.fx, days)
    return CompanyView(
        company,
        quote,
        cap,
        _in_currency(cap, base, facts.fx, days),
        tuple(sorted(rungs, key=_height)),
        source_gap(cap.value, quote.source_cap) if quote else None,
        quote is not None and is_stale(quote, now),
        instrument.trouble_kind if instrument else "",
        instrument.next_try if instrument else None,
        doubt,
    )


def _with_missing_rates(
    cap: MarketCap, base: str, rungs: Iterable[Rung], fx: FxTable, days: tuple[date, ...]
) -> MarketCap:
    """Return a cap that also names the rates without which it can't be converted."""
    wanted = dict.fromkeys([base, *(each.target.currency for each in rungs)])
    lacking = [
        f"rate:{cap.currency}{each}"
        for each in wanted
        if cap.value is not None and _in_currency(cap, each, fx, days) is None
    ]
    return replace(cap, missing=(*cap.missing, *lacking)) if lacking else cap


def _described(company: Company, quotes: Mapping[str, Quote]) -> Company:
    """Return a company with what its quotes say and nobody knew when it was added by a search."""
    if all(each.currency and each.exchange for each in company.listings):
        listings = company.listings
    else:
        listings = tuple(_described_listing(each, quotes) for each in company.listings)
    name, primary = company.name, quotes.get(company.primary)
    if primary is not None and primary.name and name == company.primary:
        name = primary.name
    if name == company.name and listings == company.listings:
        return company
    return replace(company, name=name, listings=listings)


def _described_listing(listing: Listing, quotes: Mapping[str, Quote]) -> Listing:
    quote = quotes.get(listing.symbol)
    if quote is None:
        return listing
    return replace(
        listing,
        exchange=listing.exchange or quote.exchange,
        currency=listing.currency or quote.quoted_in,
    )


def _doubt_of(company: Company, facts: Facts, at: date) -> Doubt:
    """Return the doubt about a price without which there is no cap, the primary one's first."""
    quotes = {
        each: facts.quotes[each]
        for each in (company.primary, *(each.symbol for each in company.listings))
        if each in facts.quotes
    }
    doubts = [each.doubt for each in quotes.values() if each.doubt]
    if not doubts:
        return Doubt.NONE
    sound = {symbol: each for symbol, each in quotes.items() if not each.doubt}
    if company.primary in sound and quoted_cap(company, replace(facts, quotes=sound), at).value:
        return Doubt.NONE
    return doubts[0]


def _in_currency(cap: MarketCap, wanted: str, fx: FxTable, days: Sequence[date]) -> float | None:
    """Convert a cap at the rate of the first of `days` that has one."""
    for day in days:
        found = converted(cap, wanted, fx, day)
        if found is not None:
            return found[0]
    return None


def quoted_cap(company: Company, facts: Facts, at: date) -> MarketCap:
    """Compute a company's cap from the last quotes of its listings."""
    prices = {
        each.symbol: Priced(quote.price, quote.currency, quote.day)
        for each in company.listings
        if (quote := facts.quotes.get(each.symbol)) is not None
    }
    counted = counts_of(company, facts.shares, facts.splits).on(at)
    return company_market_cap(company, prices, counted, facts.fx, at)


def _rung(target: Target, cap: MarketCap, fx: FxTable, days: Sequence[date], doubt: Doubt) -> Rung:
    value, wanted = _in_currency(cap, target.currency, fx, days), float(target.amount)
    if not value or cap.price is None:
        return Rung(target, None, None, None, None, None)
    return Rung(
        target,
        value,
        distance_pct(value, wanted),
        price_needed(cap.price, value, wanted),
        progress(value, wanted),
        None if doubt else value >= wanted,
    )


def _height(rung: Rung) -> tuple[float, float]:
    """Order targets by how far away they are, whatever their currencies."""
    amount = float(rung.target.amount)
    return (rung.distance_pct if rung.distance_pct is not None else amount, amount)


def known_as(firings: Iterable[Firing], overview: Overview, language: str) -> tuple[Firing, ...]:
    """Return firings under the names by which readers of `language` know their companies."""
    named = []
    for each in firings:
        view = overview.companies.get(each.company_id) if each.company_id is not None else None
        named.append(
            each if view is None else replace(each, name=names_in(view.company, language)[0])
        )
    return tuple(named)


def nearest_first(overview: Overview) -> tuple[CompanyView, ...]:
    """Return the companies of the first list, those nearest below a target first."""
    companies = overview.watchlists[0].companies if overview.watchlists else ()
    views = [overview.companies[each] for each in companies if each in overview.companies]
    return tuple(sorted(views, key=_way_to_go))


def _way_to_go(view: CompanyView) -> float:
    rung = view.rung
    if rung is None or rung.distance_pct is None or rung.distance_pct < 0 or view.doubt:
        return float("inf")
    return rung.distance_pct
