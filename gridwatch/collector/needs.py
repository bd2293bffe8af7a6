"""What has to be fetched: the listings of companies on a list, what is looked at, their rates."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gridwatch.domain.alert.rule import Rule
from gridwatch.domain.company import Company
from gridwatch.domain.fx import fx_symbols
from gridwatch.domain.targets import Target
from gridwatch.preferences import Preferences, preferences_of
from gridwatch.services.overview import used_currencies
from gridwatch.store.user.choices import all_choices
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.ledger_needs import (
    charge_currencies,
    first_day,
    held_since,
    ledger_currencies,
)
from gridwatch.store.user.rules import all_rules
from gridwatch.store.user.targets import all_targets
from gridwatch.store.user.watchlists import Watchlist, all_watchlists, followed_companies


@dataclass(frozen=True, slots=True)
class Needs:
    """The followed companies with their targets, the rules, and the symbols that they take.

    `visitors` are of no company on a list, but held, or on screen: an index or a peer to compare
    with. By symbol they have their exchange, "" where no quote has told it yet. `reach`: the day of
    the first transaction of a held symbol, and of all for a rate, back to which histories have to
    go.
    """

    companies: Mapping[int, Company]
    targets: tuple[Target, ...]
    rules: tuple[Rule, ...]
    watchlists: tuple[Watchlist, ...]
    preferences: Preferences
    listings: tuple[str, ...]
    rates: tuple[str, ...]
    visitors: Mapping[str, str] = field(default_factory=dict)
    reach: Mapping[str, date] = field(default_factory=dict)

    @property
    def symbols(self) -> tuple[str, ...]:
        """Return rates, listings, visitors; rates first: a cap without its rate is unknown."""
        return (*self.rates, *self.listings, *self.visitors)

    def exchange_of(self) -> dict[str, str]:
        """Return the exchange of each listing and visitor; rates have none."""
        return {
            **self.visitors,
            **{
                listing.symbol: listing.exchange
                for company in self.companies.values()
                for listing in company.listings
            },
        }

    @property
    def rule_currencies(self) -> set[str]:
        """Return the currencies in which rules are set, and those of the rates that they watch."""
        return currencies_of(self.rules)


def currencies_of(rules: Iterable[Rule]) -> set[str]:
    """Return the currencies in which rules are set, and those of the rates that they watch."""
    # What figures are in is converted into nothing.
    terms = [term for each in rules for term in each.terms if not term.series]
    named = {each.currency for each in terms if each.currency}
    return named.union(*((each.pair[:3], each.pair[3:]) for each in terms if each.pair))


def read_needs(
    user: sqlite3.Connection, market: sqlite3.Connection, shown: Iterable[str] = ()
) -> Needs:
    """Read what the user follows, holds and looks at now.

    The quotes tell the currencies that no listing declares.
    """
    followed = followed_companies(user)
    companies = {
        number: company for number, company in all_companies(user).items() if number in followed
    }
    targets = tuple(each for each in all_targets(user) if each.company_id in followed)
    rules = all_rules(user)
    preferences = preferences_of(all_choices(user))
    listings = _listings(companies.values())
    currencies = used_currencies(companies.values(), targets, preferences.base_currency)
    currencies |= currencies_of(rules)
    held = held_since(user)
    visitors = [each for each in dict.fromkeys((*held, *shown)) if each not in listings]
    currencies |= ledger_currencies(user) | charge_currencies(user)
    currencies |= _quoted_currencies(market, (*listings, *visitors))
    # With one currency everywhere there is nothing to convert, and nothing to ask for.
    rates = tuple(fx_symbols(currencies)) if len(currencies) > 1 else ()
    exchanges = dict(market.execute("SELECT symbol, exchange FROM instrument"))
    return Needs(
        companies,
        targets,
        rules,
        all_watchlists(user),
        preferences,
        listings,
        rates,
        {each: exchanges.get(each, "") for each in visitors if each not in rates},
        {**dict.fromkeys(rates, begun), **held} if (begun := first_day(user)) else {},
    )


def _quoted_currencies(market: sqlite3.Connection, listings: Iterable[str]) -> set[str]:
    quoted = dict(market.execute("SELECT symbol, currency FROM instrument WHERE currency <> ''"))
    return {quoted[each] for each in listings if each in quoted}


def _listings(companies: Iterable[Company]) -> tuple[str, ...]:
    """Return primary listings first, since one of them makes a row."""
    primary = [each.primary for each in companies]
    others = [
        listing.symbol
        for company in companies
        for listing in company.listings
        if listing.symbol != company.primary
    ]
    return (*primary, *others)
