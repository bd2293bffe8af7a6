"""Looks at everything stored since each target was last evaluated, and raises its crossings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gridwatch.collector.needs import Needs
from gridwatch.domain.bars import Bars, day_number, day_of
from gridwatch.domain.company import Basis, Company
from gridwatch.domain.fx import Rate
from gridwatch.domain.marketcap import MarketCap, Priced, company_market_cap, converted
from gridwatch.domain.quote import Doubt, Quote, is_stale
from gridwatch.domain.sessions import HOURS, SETTLED_AFTER, last_close
from gridwatch.domain.targets import Crossing, Observation, Sight, Target, Watch, begin, replay
from gridwatch.services.counts import CompanyCounts, counts_of
from gridwatch.services.overview import Facts, read_facts
from gridwatch.store.database import transaction
from gridwatch.store.market.bars import read_bars
from gridwatch.store.user.firings import Firing, add_firing
from gridwatch.store.user.starters import settle_target, wanted_targets
from gridwatch.store.user.targets import add_target, all_targets, all_watches, store_watch

# A target begins from a quote that was fetched after it was set, or shortly before.
FRESH = timedelta(minutes=10)
# A class that did not trade on a day is valued at its last close, up to this many days back.
CARRIED = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation with what it was made from, which a firing keeps as evidence."""

    observation: Observation
    cap: MarketCap
    rate: Rate


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evaluation of one target found."""

    target: Target
    watch: Watch
    firings: tuple[Firing, ...]


def evaluate(
    user: sqlite3.Connection, market: sqlite3.Connection, needs: Needs, source: str, now: datetime
) -> tuple[int, ...]:
    """Evaluate every followed target and log its crossings; return the ids of new firings.

    The firings and the new state of all watches are one transaction in `user.db`.
    """
    watches = all_watches(user)
    oldest = min((each.until for each in watches.values()), default=now)
    facts = read_facts(
        market,
        needs.companies.values(),
        needs.targets,
        needs.preferences.base_currency,
        oldest.date() - CARRIED,
    )
    verdicts = [
        verdict
        for target in needs.targets
        if (verdict := _judge(target, watches.get(target.id), needs, facts, market, source, now))
    ]
    return _log(user, verdicts) if verdicts else ()


def _log(user: sqlite3.Connection, verdicts: list[Verdict]) -> tuple[int, ...]:
    with transaction(user):
        # The user may have removed or replaced a target since it was read.
        alive = {each.id: each for each in all_targets(user)}
        logged = []
        for verdict in verdicts:
            if alive.get(verdict.target.id) != verdict.target:
                continue
            logged += [add_firing(user, each) for each in verdict.firings]
            store_watch(user, verdict.target.id, verdict.watch)
    return tuple(each for each in logged if each is not None)


def _judge(
    target: Target,
    watch: Watch | None,
    needs: Needs,
    facts: Facts,
    market: sqlite3.Connection,
    source: str,
    now: datetime,
) -> Verdict | None:
    """Evaluate one target; None where there is nothing new to look at."""
    company = needs.companies[target.company_id]
    counts = counts_of(company, facts.shares, facts.splits)
    live = _live(company, target, counts, facts, now)
    if watch is None:
        if live is None or not _is_fresh(target, facts.quotes.get(company.primary)):
            return None
        first = begin(target, live.observation)
        return Verdict(target, replace(first, until=max(first.until, target.created_at)), ())
    seen = list(_finished_days(company, target, counts, facts, market, watch))
    if live is not None and _covered(company, watch, facts, live):
        seen.append(live)
    seen.sort(key=lambda each: each.observation.at)
    moved, crossings = replay(target, watch, (each.observation for each in seen))
    if moved == watch:
        return None
    evidence = {each.observation.at: each for each in seen}
    firings = tuple(
        _firing(target, company, each, evidence[each.observation.at], source, now)
        for each in crossings
    )
    return Verdict(target, moved, firings)


def _is_fresh(target: Target, quote: Quote | None) -> bool:
    fetched = quote.fetched_at if quote else None
    return fetched is not None and fetched > target.created_at - FRESH


def _live(
    company: Company, target: Target, counts: CompanyCounts, facts: Facts, now: datetime
) -> Seen | None:
    """Return the observation of the quotes; None where one is missing, stale or doubtful."""
    quotes = {each.symbol: facts.quotes.get(each.symbol) for each in company.listings}
    primary = quotes[company.primary]
    if primary is None or not _usable(primary, now):
        return None
    prices = {
        symbol: Priced(quote.price, quote.currency, quote.day)
        for symbol, quote in quotes.items()
        if quote is not None and _usable(quote, now)
    }
    return _seen(
        company,
        target,
        counts,
        facts,
        prices,
        _Moment(primary.time, primary.day, Sight.LIVE, primary.price, primary.day_high),
    )


def _usable(quote: Quote, now: datetime) -> bool:
    return quote.price > 0 and quote.doubt is Doubt.NONE and not is_stale(quote, now)


def _covered(company: Company, watch: Watch, facts: Facts, live: Seen) -> bool:
    """Tell whether the finished days between the watch and the quote are stored.

    Looking at the quote first would pass over what happened while closed. Where the history can't
    be had at all the quote counts nevertheless: late is better than never.
    """
    if watch.seen_day == live.observation.day:
        return True
    instrument = facts.instruments.get(company.primary)
    if instrument is None or instrument.trouble_kind:
        return True
    zone = _zone(company, instrument.zone)
    midnight = datetime.combine(live.observation.day, time(), zone)
    closed = last_close(company.primary_listing.exchange, midnight)
    needed = closed + SETTLED_AFTER if closed else midnight
    return instrument.history_at is not None and instrument.history_at >= needed


@dataclass(frozen=True, slots=True)
class _Moment:
    """When and at which prices of the primary listing an observation is made."""

    at: datetime
    day: date
    sight: Sight
    price: float
    high: float | None


def _seen(
    company: Company,
    target: Target,
    counts: CompanyCounts,
    facts: Facts,
    prices: Mapping[str, Priced],
    moment: _Moment,
) -> Seen | None:
    cap = company_market_cap(company, prices, counts.on(moment.day), facts.fx, moment.day)
    in_currency = converted(cap, target.currency, facts.fx, moment.day)
    if in_currency is None or cap.shares is None:
        return None
    value, rate = in_currency
    high = max(moment.high or moment.price, moment.price)
    # The highs of two classes need not be at one time: only closes are added up.
    high_cap = value if cap.basis is Basis.CLASS_WEIGHTED else value * high / moment.price
    observation = Observation(
        moment.at, moment.day, moment.sight, value, high_cap, moment.price, high, cap.shares
    )
    return Seen(observation, cap, rate)


def _finished_days(
    company: Company,
    target: Target,
    counts: CompanyCounts,
    facts: Facts,
    market: sqlite3.Connection,
    watch: Watch,
) -> Iterator[Seen]:
    """Yield an observation for each finished day whose close is after the watch's last look."""
    first = watch.until.date() - timedelta(days=2)
    columns = {
        each.symbol: read_bars(market, each.symbol, first - CARRIED) for each in company.listings
    }
    bars = columns[company.primary]
    quoted = facts.instruments.get(company.primary)
    zone = _zone(company, quoted.zone if quoted else "")
    closes = _closing_time(company)
    for row in range(len(bars)):
        day = day_of(int(bars.days[row]))
        at = datetime.combine(day, closes, zone)
        if day < first or at <= watch.until or not bars.final[row]:
            continue
        prices = _closes_on(company, columns, facts, day)
        moment = _Moment(at, day, Sight.BAR, float(bars.close[row]), float(bars.high[row]))
        seen = _seen(company, target, counts, facts, prices, moment)
        if seen is not None:
            yield seen


def _closes_on(
    company: Company, columns: Mapping[str, Bars], facts: Facts, day: date
) -> dict[str, Priced]:
    number = day_number(day)
    prices = {}
    for listing in company.listings:
        bars = columns[listing.symbol]
        row = int(bars.days.searchsorted(number, side="right")) - 1
        instrument = facts.instruments.get(listing.symbol)
        if row >= 0 and instrument and number - int(bars.days[row]) <= CARRIED.days:
            prices[listing.symbol] = Priced(
                float(bars.close[row]), instrument.currency, day_of(int(bars.days[row]))
            )
    return prices


def _zone(company: Company, stored: str) -> ZoneInfo:
    hours = HOURS.get(company.primary_listing.exchange)
    try:
        return ZoneInfo(stored or (hours.zone if hours else "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _closing_time(company: Company) -> time:
    hours = HOURS.get(company.primary_listing.exchange)
    return hours.closes if hours else time(23, 59, 59)


def _firing(
    target: Target, company: Company, crossing: Crossing, seen: Seen, source: str, now: datetime
) -> Firing:
    observation, cap = crossing.observation, seen.cap
    touched = crossing.touched
    return Firing(
        target.id,
        company.id,
        company.primary,
        company.name,
        target.amount,
        target.currency,
        observation.at,
        observation.day,
        observation.sight,
        touched,
        observation.high_cap if touched else observation.cap,
        cap.basis,
        observation.high if touched else observation.price,
        cap.currency,
        observation.shares,
        cap.shares_as_of or observation.day,
        cap.shares_source,
        seen.rate.value,
        seen.rate.day,
        source,
        now,
    )


def settle_starters(
    user: sqlite3.Connection, market: sqlite3.Connection, needs: Needs, now: datetime
) -> tuple[int, ...]:
    """Set the starter targets of companies whose first cap is known now and below them.

    Returns the ids of the companies that got a target; one that is beyond it already gets none.
    """
    waiting = {number: money for number, money in wanted_targets(user).items() if number in needs.companies}
    if not waiting:
        return ()
    facts = read_facts(
        market, needs.companies.values(), needs.targets, needs.preferences.base_currency, now.date()
    )
    decided = {}
    for number, money in waiting.items():
        company = needs.companies[number]
        pretend = Target(0, number, money.amount, money.currency, now)
        live = _live(company, pretend, counts_of(company, facts.shares, facts.splits), facts, now)
        if live is not None:
            decided[number] = (pretend, live.observation.cap < float(money.amount))
    with transaction(user):
        for number, (target, below) in decided.items():
            settle_target(user, number)
            if below:
                add_target(user, target)
    return tuple(number for number, (_, below) in decided.items() if below)
