"""All rules that look at one listing or exchange rate, with what they share: its columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gridwatch.collector.alert.pairs import Pair
from gridwatch.collector.alert.past import (
    Past,
    Watched,
    empty_past,
    empty_rate,
    rate_legs,
    read_past,
    read_rate_past,
)
from gridwatch.collector.alert.present import Present, present_of, present_rate
from gridwatch.collector.alert.quantities import fill, reach_of, values_of
from gridwatch.collector.alert.stretch import Clock, Place, clock_of
from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Basis
from gridwatch.domain.bars import day_number
from gridwatch.domain.company import Company, Listing, default_basis
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.marketcap import Counted
from gridwatch.domain.rate_lines import RateLines
from gridwatch.domain.sessions import HOURS, SETTLED_AFTER, last_close
from gridwatch.domain.shares import Scope as SharesOf
from gridwatch.domain.splits import Split
from gridwatch.domain.targets import Target
from gridwatch.services.counts import counts_of
from gridwatch.services.overview import Facts
from gridwatch.store.user.rule_states import Looked

# The finished days that may still be new, with a week of holidays.
RECENT = timedelta(days=12)
_A_DAY = timedelta(days=1)
_DAWN = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True, eq=False)
class Group:
    """The rules of one symbol, and the columns that their values are computed over.

    `company` None: an exchange rate. `terms` holds one term of each quantity, `pairs` the positions
    of the rules among all pairs.
    """

    symbol: str
    company: Company | None
    goals: tuple[tuple[float, str], ...] = ()
    pairs: list[int] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    slots: dict[object, int] = field(default_factory=dict)
    place: Place | None = None
    stamp: object = None
    tried: object = None  # with what the rules that wait could not begin
    counted: tuple[object, date, Counted] | None = None
    reach: timedelta = timedelta(0)
    symbols: tuple[str, ...] = ()  # those whose quotes and days the group needs
    _clock: tuple[str, Clock] | None = None
    _counted_in: object = None  # the share counts that `counted` was last found in

    def __post_init__(self) -> None:
        listings = self.listings
        legs = rate_legs(self.symbol) if self.company is None else ()
        own = (*(each.symbol for each in listings), *map(fx_symbol, legs))
        self.symbols = own

    def slot_of(self, term: Term) -> int:
        """Return the position of a term's quantity, which is added where it is new."""
        slot = self.slots.get(term.quantity)
        if slot is None:
            slot = self.slots[term.quantity] = len(self.terms)
            self.terms.append(term)
            self.reach = max(self.reach, reach_of(term))
        return slot

    def splits(self, facts: Facts) -> tuple[Split, ...]:
        """Return the splits of the listing."""
        return facts.splits.get(self.symbol, ())

    def stamp_of(self, facts: Facts) -> object:
        """Return what tells whether finished days have come or changed since they were read."""
        known = [facts.instruments.get(each) for each in self.symbols]
        splits = tuple(facts.splits.get(each, ()) for each in self.symbols)
        return (tuple(each.history_at if each else None for each in known), splits)

    @property
    def listings(self) -> tuple[Listing, ...]:
        """Return the listings of the company, none for a rate."""
        return self.company.listings if self.company else ()

    @property
    def exchange(self) -> str:
        """Return the exchange of the listing, "" for a rate."""
        return next((each.exchange for each in self.listings if each.symbol == self.symbol), "")

    def clock(self, facts: Facts) -> Clock:
        """Return the time of the exchange."""
        instrument = facts.instruments.get(self.symbols[0] if self.company is None else self.symbol)
        stored = instrument.zone if instrument else ""
        if self._clock is None or self._clock[0] != stored:
            self._clock = (stored, _clock_of(stored, self.exchange))
        return self._clock[1]

    def read(
        self,
        market: sqlite3.Connection,
        facts: Facts,
        lines: Callable[[], RateLines],
        since: date | None,
    ) -> Place:
        """Read the finished days from `since` on (None: all) and compute all quantities."""
        if self.company is None:
            past = read_rate_past(market, self.symbol, facts.fx, since)
        else:
            watched = self._watched(self.company, facts)
            past = read_past(market, watched, facts, lines(), since)
        return _computed(past, self.terms)

    def empty(self, facts: Facts) -> Place:
        """Return columns without finished days, for quantities that need none."""
        if self.company is None:
            return _computed(empty_rate(self.symbol, facts.fx), self.terms)
        return _computed(empty_past(self._watched(self.company, facts), facts), self.terms)

    def present(self, facts: Facts, now: datetime) -> Present | None:
        """Return what the quotes tell now."""
        if self.company is None:
            return present_rate(self.symbol, facts, now)
        quote = facts.quotes.get(self.symbol)
        if quote is None:
            return None
        counted = self._counted(self.company, facts, quote.day)
        return present_of(self.company, self.symbol, facts, counted, now)

    def _watched(self, company: Company, facts: Facts) -> Watched:
        counts = counts_of(company, facts.shares, facts.splits)
        known = frozenset(counts.on(date.max).classes or {})
        return Watched(company, self.symbol, counts, default_basis(company, known), self.goals)

    def _counted(self, company: Company, facts: Facts, day: date) -> Counted:
        known = self.counted
        if known is not None and known[1] == day and self._counted_in is facts.shares:
            return known[2]
        series = (
            facts.shares.get((each, scope), ()) for each in self.symbols for scope in SharesOf
        )
        splits = tuple(facts.splits.get(each, ()) for each in self.symbols)
        stamp = ([(len(each), each[0], each[-1]) for each in series if each], splits)
        if known is None or known[1] != day or known[0] != stamp:
            counts = counts_of(company, facts.shares, facts.splits)
            known = self.counted = (stamp, day, counts.on(day))
        self._counted_in = facts.shares
        return known[2]


def _clock_of(zone: str, exchange: str) -> Clock:
    hours = HOURS.get(exchange)
    try:
        return clock_of(ZoneInfo(zone or (hours.zone if hours else "UTC")), exchange)
    except (ZoneInfoNotFoundError, ValueError):
        return clock_of(ZoneInfo("UTC"), exchange)


def _computed(past: Past, terms: Iterable[Term]) -> Place:
    return Place(past, [values_of(each, past) for each in terms], past.count)


def put(place: Place, terms: Iterable[Term], present: Present, facts: Facts) -> Place:
    """Write the present into its row and compute it; return the place where it stands.

    Where its day is finished already, that is a copy which ends with the day before.
    """
    past = place.past
    if past.count and past.days[past.count - 1] >= day_number(present.day):
        place = _computed(past.before(present.day), terms)
    place.past.put(present, facts.fx)
    for term, values in zip(terms, place.values, strict=True):
        fill(term, place.past, values)
    return place


def is_covered(group: Group, looked: Looked | None, day: date, facts: Facts, clock: Clock) -> bool:
    """Tell whether the finished days between the last look and a quote of `day` are stored.

    Looking at the quote first would take what happened while closed out of its order. Where the
    history can't be had at all the quote counts nevertheless: late is better than never.
    """
    if looked is not None and looked.day == day:
        return True
    midnight = datetime.combine(day, time(), clock.zone)
    return knows_days(group, facts, midnight)


def knows_days(group: Group, facts: Facts, at: datetime) -> bool:
    """Tell whether every day that was over at an instant is stored, or can't be had."""
    exchanges = {each.symbol: each.exchange for each in group.listings}
    return all(_knows(each, exchanges.get(each, ""), facts, at) for each in group.symbols)


def _knows(symbol: str, exchange: str, facts: Facts, at: datetime) -> bool:
    instrument = facts.instruments.get(symbol)
    if instrument is None or "history" in instrument.failures:
        return True
    closed = last_close(exchange, at)
    needed = closed + SETTLED_AFTER if closed else at - _A_DAY
    return instrument.history_at is not None and instrument.history_at >= needed


def known_until(group: Group, facts: Facts) -> datetime | None:
    """Return until when the days of the other listings of a group are there; None: of all.

    A class whose days are still to be fetched would be valued at an old close.
    """
    others = [facts.instruments.get(each) for each in group.symbols if each != group.symbol]
    fetched = [
        each.history_at or _DAWN
        for each in others
        if each is not None and "history" not in each.failures
    ]
    return min(fetched, default=None)


def groups_of(
    pairs: Iterable[Pair],
    companies: Mapping[int, Company],
    targets: Iterable[Target],
    noted: Iterable[Pair] = (),
) -> dict[str, Group]:
    """Gather the pairs by what they look at; a rule that watches the clock is in one as well.

    Those that look at notes (`noted`) are in none, but what they measure of prices is.
    """
    goals: dict[int, list[tuple[float, str]]] = {}
    for each in targets:
        goals.setdefault(each.company_id, []).append((float(each.amount), each.currency))
    groups: dict[str, Group] = {}

    def group_of(pair: Pair) -> Group:
        if pair.symbol not in groups:
            company = companies.get(pair.company_id)
            own = tuple(goals.get(pair.company_id, ()))
            groups[pair.symbol] = Group(pair.symbol, company, own)
        return groups[pair.symbol]

    for position, pair in enumerate(pairs):
        group = group_of(pair)
        group.pairs.append(position)
        for term in pair.rule.terms:
            group.slot_of(term)
    for pair in noted:
        for term in pair.rule.terms:
            if pair.symbol and term.measure is not Measure.SERIES:
                group = group_of(pair)
                group.slot_of(term)
                if pair.rule.basis is Basis.CLOSE:
                    group.reach = max(group.reach, RECENT)  # its last close has to be read
    return groups
