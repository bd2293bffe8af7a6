"""Sets the starter targets, once it is known on which side of them each company stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from gridwatch.collector.alert.present import present_of
from gridwatch.collector.needs import Needs
from gridwatch.domain.marketcap import converted
from gridwatch.domain.money import Money
from gridwatch.domain.targets import Target
from gridwatch.services.counts import counts_of
from gridwatch.services.overview import Facts, read_facts
from gridwatch.store.database import transaction
from gridwatch.store.user.starters import settle_target, wanted_targets
from gridwatch.store.user.targets import add_target


def settle_starters(
    user: sqlite3.Connection, market: sqlite3.Connection, needs: Needs, now: datetime
) -> tuple[int, ...]:
    """Set the starter targets of companies whose first cap is known now and below them.

    Returns the ids of the companies that got a target; one that is beyond it already gets none.
    """
    waiting = {
        number: money for number, money in wanted_targets(user).items() if number in needs.companies
    }
    if not waiting:
        return ()
    base = needs.preferences.base_currency
    facts = read_facts(market, needs.companies.values(), needs.targets, base, now.date())
    decided = {
        number: cap < float(money.amount)
        for number, money in waiting.items()
        if (cap := _cap(needs, number, money, facts, now)) is not None
    }
    return _settled(user, decided, now) if decided else ()


def _cap(needs: Needs, number: int, money: Money, facts: Facts, now: datetime) -> float | None:
    """Return the cap of a company in the currency of its starter target."""
    company = needs.companies[number]
    quote = facts.quotes.get(company.primary)
    if quote is None:
        return None
    counted = counts_of(company, facts.shares, facts.splits).on(quote.day)
    present = present_of(company, company.primary, facts, counted, now)
    if present is None or present.cap is None:
        return None
    found = converted(present.cap, money.currency, facts.fx, present.day)
    return None if found is None else found[0]


def _settled(
    user: sqlite3.Connection, decided: Mapping[int, bool], now: datetime
) -> tuple[int, ...]:
    created = []
    with transaction(user):
        # The user may have set or given up a target of his own meanwhile: then ours is settled.
        for number, money in wanted_targets(user).items():
            if number not in decided:
                continue
            settle_target(user, number)
            if decided[number]:
                add_target(user, Target(0, number, money.amount, money.currency, now))
                created.append(number)
    return tuple(created)
