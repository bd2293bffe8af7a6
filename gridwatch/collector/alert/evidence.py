"""What a firing keeps: prices, share counts and rates with their dates, and what has moved."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import isfinite

from gridwatch.collector.alert.groups import Group
from gridwatch.collector.alert.past import CARRIED
from gridwatch.collector.alert.present import is_usable
from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.alert.measure import NATURES, Measure, Unit
from gridwatch.domain.alert.move import Factors, Move, move_between
from gridwatch.domain.company import Basis, Company
from gridwatch.domain.fx import FxTable, Rate, fx_symbols
from gridwatch.domain.marketcap import (
    Counted,
    MarketCap,
    Priced,
    company_market_cap,
    pricing_symbol,
)
from gridwatch.domain.splits import Split, factor_between
from gridwatch.services.counts import counts_of
from gridwatch.services.overview import Facts
from gridwatch.store.market.bars import close_on
from gridwatch.store.market.rates import fx_table
from gridwatch.store.user.firings import Evidence
from gridwatch.store.user.rule_states import Base

RATES = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the value of one listing was made of at one time; prices as they were on that day.

    `cap` and `counted` are empty for an exchange rate.
    """

    symbol: str
    day: date
    price: float
    prices: Mapping[str, Priced]
    counted: Counted
    cap: MarketCap | None
    fx: FxTable

    def factors(self, company: Company | None, term: Term) -> Mapping[str, Factors]:
        """Return price, shares and rate by class for a cap or a price, {} for anything else."""
        if company is None or self.cap is None or NATURES[term.measure].unit is not Unit.MONEY:
            return {}
        if term.measure is Measure.PRICE:
            return self._priced(self.prices, term, {self.symbol: 1.0})
        if self.cap.value is None:
            return {}
        if self.cap.basis is Basis.CLASS_WEIGHTED and len(company.listings) > 1:
            held = {each: self.counted.of_class(each) for each in self.prices}
            counts = {each: one.count for each, one in held.items() if one is not None}
        else:
            symbol = pricing_symbol(company, self.cap.basis)
            counts = {symbol: self.cap.shares or 0.0}
        return self._priced(self.prices, term, counts)

    def _priced(
        self, prices: Mapping[str, Priced], term: Term, counts: Mapping[str, float]
    ) -> Mapping[str, Factors]:
        found = {}
        for symbol, count in counts.items():
            priced = prices.get(symbol)
            if priced is None:
                return {}
            rate = self.fx.rate(priced.currency, term.currency or priced.currency, self.day)
            if rate is None:
                return {}
            found[symbol] = Factors(priced.price, count, rate.value)
        return found

    def rate(self, given: str, wanted: str) -> Rate | None:
        """Return the rate of that day."""
        return self.fx.rate(given, wanted, self.day)


def parts_now(group: Group, facts: Facts, day: date, price: float, now: datetime) -> Parts:
    """Return what the quotes make now, with this price of the group's listing."""
    company = group.company
    if company is None:
        return Parts(group.symbol, day, price, {}, Counted(), None, facts.fx)
    prices = {
        each.symbol: Priced(quote.price, quote.currency, quote.day)
        for each in company.listings
        if (quote := facts.quotes.get(each.symbol)) is not None and is_usable(quote, now)
    }
    return _parts(group, company, facts, day, price, prices, facts.fx)


def parts_on(
    group: Group, market: sqlite3.Connection, facts: Facts, day: date, price: float | None = None
) -> Parts:
    """Return what a finished day made, at its close or at another price of that day."""
    company = group.company
    fx = _rates_on(market, group, facts, day)
    if company is None:
        known = fx.rate(group.symbol[:3], group.symbol[3:], day)
        return Parts(group.symbol, day, known.value if known else 0.0, {}, Counted(), None, fx)
    prices = dict[str, Priced]()
    for symbol in group.symbols:
        priced = _close_on(market, facts, symbol, day)
        if priced is not None:
            prices[symbol] = priced
    own = prices.get(group.symbol)
    at = price if price is not None else (own.price if own else 0.0)
    return _parts(group, company, facts, day, at, prices, fx)


def _rates_on(market: sqlite3.Connection, group: Group, facts: Facts, day: date) -> FxTable:
    """Read the rates of the currencies that the rules of a group need."""
    if group.company is None:
        used = {group.symbol[:3], group.symbol[3:]}
    else:
        known = (facts.instruments.get(each) for each in group.symbols)
        used = {each.currency for each in known if each is not None and each.currency}
        used |= {each.currency for each in group.terms if each.currency}
    if len(used) < 2:
        return FxTable({})
    quotes = [facts.quotes[each] for each in fx_symbols(used) if each in facts.quotes]
    return fx_table(market, quotes, used, day - RATES)


def _parts(
    group: Group,
    company: Company,
    facts: Facts,
    day: date,
    price: float,
    prices: dict[str, Priced],
    fx: FxTable,
) -> Parts:
    own = prices.get(group.symbol)
    if own is not None:
        prices = {**prices, group.symbol: replace(own, price=price)}
    counted = counts_of(company, facts.shares, facts.splits).on(day)
    cap = company_market_cap(company, prices, counted, fx, day)
    return Parts(group.symbol, day, price, prices, counted, cap, fx)


def _close_on(market: sqlite3.Connection, facts: Facts, symbol: str, day: date) -> Priced | None:
    """Return the last close on or before a day, as it traded then."""
    found = close_on(market, symbol, day)
    instrument = facts.instruments.get(symbol)
    if found is None or instrument is None or day - found[0] > CARRIED:
        return None
    scale = factor_between(facts.splits.get(symbol, ()), day, date.max)
    return Priced(found[1] * scale, instrument.currency, found[0])


def base_of(parts: Parts, group: Group, term: Term) -> Base | None:
    """Return what a rule began with, for telling later what has moved; None for most measures."""
    factors = parts.factors(group.company, term)
    return Base(parts.day, factors) if factors else None


def moved(
    base: Base | None,
    parts: Parts,
    group: Group,
    term: Term,
    splits: Mapping[str, tuple[Split, ...]],
) -> Move | None:
    """Return what moved the value since the rule began; a split in between is no move."""
    if base is None:
        return None
    before = {
        symbol: _restated(each, factor_between(splits.get(symbol, ()), base.day, parts.day), term)
        for symbol, each in base.factors.items()
    }
    return move_between(base.day, before, parts.factors(group.company, term))


def _restated(factors: Factors, factor: float, term: Term) -> Factors:
    shares = factors.shares if term.measure is Measure.PRICE else factors.shares * factor
    return Factors(factors.price / factor, shares, factors.rate)


def evidence_of(
    parts: Parts,
    group: Group,
    term: Term,
    terms: tuple[Term, ...],
    values: tuple[float, ...],
    source: str,
) -> Evidence:
    """Return what a firing of `term` was made from."""
    told = tuple(
        (condition_text(each), value if isfinite(value) else None)
        for each, value in zip(terms, values, strict=True)
    )
    plain = Evidence(price=parts.price or None, source=source, terms=told)
    cap, company = parts.cap, group.company
    if company is None or cap is None:
        return replace(plain, price_currency=group.symbol[3:])
    own = parts.prices.get(group.symbol)
    currency = own.currency if own else cap.currency
    given = cap.currency if term.measure is Measure.CAP else currency
    rate = parts.rate(given, term.currency) if term.currency and given else None
    return replace(
        plain,
        price_currency=currency,
        basis=cap.basis if cap.value is not None else "",
        shares=cap.shares,
        shares_as_of=cap.shares_as_of or (parts.day if cap.shares is not None else None),
        shares_source=cap.shares_source,
        rate=rate.value if rate else None,
        rate_on=rate.day if rate else None,
    )
