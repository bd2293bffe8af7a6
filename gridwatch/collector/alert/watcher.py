"""Looks at everything stored since each rule last looked, and raises its crossings, once each."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from gridwatch.collector.alert.begin import Ground
from gridwatch.collector.alert.board import Board
from gridwatch.collector.alert.clocked import take_clocked
from gridwatch.collector.alert.groups import (
    RECENT,
    Group,
    groups_of,
    is_covered,
    known_until,
    knows_days,
    put,
)
from gridwatch.collector.alert.look import Look
from gridwatch.collector.alert.missing import missing_parts
from gridwatch.collector.alert.notes import Notes
from gridwatch.collector.alert.pairs import Pair, pairs_of
from gridwatch.collector.alert.present import Present
from gridwatch.collector.alert.quantities import ALL
from gridwatch.collector.alert.record import record
from gridwatch.collector.alert.scale import scaled
from gridwatch.collector.alert.standings import Standings
from gridwatch.collector.alert.stretch import (
    Clock,
    Place,
    first_after,
    live_stretch,
    new_days,
    sighting_of,
    stretch_of,
)
from gridwatch.collector.alert.walking import Walk, walked
from gridwatch.collector.needs import Needs
from gridwatch.domain.alert.screen import Rows
from gridwatch.domain.company import Company
from gridwatch.services.overview import Facts, read_facts, read_quotes
from gridwatch.store.market.instruments import fetched_of
from gridwatch.store.user.rule_states import Key, Looked, all_looked

# Rates of the present are read so far back.
RATES = timedelta(days=21)
# Looks that turned nothing are kept at most so late: after a kill they are only looked at again.
KEPT_AFTER = timedelta(minutes=1)


class Watcher:
    """All rules of a profile with where they stand, from one look to the next."""

    def __init__(self, user: sqlite3.Connection, needs: Needs, source: str) -> None:
        """Read where the rules of `needs` stand; `source` is the name of the feed."""
        self._user, self._needs, self._source = user, needs, source
        pairs = pairs_of(needs.rules, needs.companies, needs.watchlists)
        noted = tuple(each for each in pairs if each.is_of_notes)
        self._pairs = tuple(each for each in pairs if not each.is_of_notes)
        self._groups = groups_of(self._pairs, needs.companies, needs.targets, noted)
        self._standings = Standings(user, (*self._pairs, *noted))
        self._notes = Notes(user, needs, noted, self._groups, source)
        self._noted: Mapping[Key, Pair] = {}  # by the last whole look
        self._looked = dict[str, Looked](all_looked(user))
        self._priced = dict[str, float]()  # the last price of each that was looked at
        self._board = Board(self._pairs, self._groups)
        self._live = dict[str, Walk]()  # what the quotes of this look have new
        self._currencies = frozenset(needs.rule_currencies)
        self._kept_at = datetime.min.replace(tzinfo=UTC)
        self._known: Facts | None = None  # what the last whole look that was kept has read
        self._fetched = frozenset[tuple[str, str | None, str | None]]()
        self._met = False  # the rules are noted as looked at once, by the first whole look
        for position in range(len(self._pairs)):
            self._board.set_state(position, self._standings.state(position))

    @property
    def symbols(self) -> frozenset[str]:
        """Return the listings and rates that rules look at."""
        return frozenset(self._groups)

    def is_current(self, needs: Needs) -> bool:
        """Tell whether what the rules look at, and where they stand, is still what was read."""
        return _watched(needs) == _watched(self._needs) and self._standings.are_current(self._user)

    def look(
        self, market: sqlite3.Connection, now: datetime, ticked: Collection[str] | None = None
    ) -> tuple[int, ...]:
        """Look at what is stored, or only at what these symbols have moved; return new firings.

        Raises sqlite3.OperationalError where a file is busy or full: then nothing has happened.
        """
        if not self._needs.rules:
            return ()
        touched = self._touched(ticked)
        if ticked is not None and not touched:
            return ()
        facts = self._facts(market, now, None if ticked is None else touched)
        look = Look(market, facts, now)
        self._board.clear()
        self._live.clear()
        for group in touched:
            self._visit(look, group, whole=ticked is None)
        self._sweep(look)
        if ticked is None:
            take_clocked(look, self._pairs, self._groups, self._standings)
            self._noted = self._notes.take(look, self._standings)
        return self._keep(look, whole=ticked is None)

    def _facts(
        self, market: sqlite3.Connection, now: datetime, touched: Sequence[Group] | None
    ) -> Facts:
        """Read what all groups need, or only what those do that were `touched`.

        Where no history and no share count is another one, only quotes can have moved since the
        last whole look.
        """
        needs, symbols, since = self._needs, None, now.date() - RATES
        companies: Iterable[Company] = needs.companies.values()
        if touched is None:
            self._fetched = fetched_of(
                market, {e for one in self._groups.values() for e in one.symbols}
            )
        else:
            symbols = {symbol for each in touched for symbol in each.symbols}
            if self._known is not None and fetched_of(market, symbols) <= self._fetched:
                return read_quotes(market, self._known, symbols, since)
            companies = [each.company for each in touched if each.company is not None]
        return read_facts(
            market,
            companies,
            needs.targets,
            needs.preferences.base_currency,
            since,
            self._currencies,
            symbols,
        )

    def _touched(self, ticked: Collection[str] | None) -> Sequence[Group]:
        if ticked is None:
            return list(self._groups.values())
        moved = set(ticked)
        return [each for each in self._groups.values() if not moved.isdisjoint(each.symbols)]

    def _visit(self, look: Look, group: Group, *, whole: bool) -> None:
        """Look at one group: at its quote alone, or at all days that are new as well."""
        facts = look.facts
        known = not whole and self._known is not None and facts.splits is self._known.splits
        stamp = group.stamp if known else group.stamp_of(facts)
        present = group.present(facts, look.now)
        waiting = self._waiting(group, stamp, present, facts) if whole else []
        if waiting or stamp != group.stamp or self._is_new(group):
            self._catch_up(look, group, present, waiting)
            look.stamps[group.symbol] = stamp
            return
        looked, clock = self._looked.get(group.symbol), group.clock(facts)
        if present is None or looked is None or not self._is_news(group, present, looked):
            return
        if is_covered(group, looked, present.day, facts, clock):
            self._put(look, group, present, clock)

    def _is_new(self, group: Group) -> bool:
        """Tell whether a rule has begun, and nothing was looked at for it yet."""
        if group.symbol in self._looked:
            return False
        return any(self._standings.state(each) is not None for each in group.pairs)

    def _is_news(self, group: Group, present: Present, looked: Looked) -> bool:
        """Tell whether a price has not been looked at; sources tell trades by whole seconds."""
        if present.at == looked.until:
            return present.price != self._priced.get(group.symbol, present.price)
        return present.at > looked.until

    def _waiting(
        self, group: Group, stamp: object, present: Present | None, facts: Facts
    ) -> list[int]:
        """Return the rules that have not begun, where anything is new that they may wait for."""
        found = [
            each
            for each in group.pairs
            if self._standings.state(each) is None and not self._pairs[each].is_of_clock
        ]
        rates = frozenset(each for each, days in facts.fx.dollars.items() if days)
        quoted = present and (present.at, present.fetched_at, present.cap and present.cap.missing)
        tried = (stamp, quoted, rates, tuple(found))
        if not found or tried == group.tried:
            return []
        group.tried = tried
        return found

    def _catch_up(
        self, look: Look, group: Group, present: Present | None, waiting: list[int]
    ) -> None:
        """Begin the rules that wait, and take all days that are new, then the quote."""
        looked, facts = self._looked.get(group.symbol), look.facts
        clock = group.clock(facts)
        columns = group.read(
            look.market, facts, look.lines, None if waiting else _since(group, looked, look.now)
        )
        look.places[group.symbol] = columns if group.reach else None
        now = put(columns, group.terms, present, facts) if present is not None else None
        begun = self._begin_all(look, group, waiting, Ground(
            columns, clock, group.exchange, present, now,
            covered=present is not None and is_covered(group, None, present.day, facts, clock),
            knows=lambda at: knows_days(group, facts, at),
            splits=group.splits(facts),
        ))  # fmt: skip
        self._rescale(look, group, clock)
        asked = group.pairs if looked is None else begun
        since = min(filter(None, (self._since(look, each) for each in asked)), default=None)
        if looked is None and since is None:
            return
        rows = new_days(columns, clock, looked, since)
        limit = known_until(group, facts)
        if limit is not None:
            rows = rows[: _over_at(columns, clock, rows, limit)]
        live = None
        news = looked is None or (present is not None and present.at > looked.until)
        if present is not None and now is not None and news:
            covered = is_covered(group, looked, present.day, facts, clock)
            live = sighting_of(present, now) if covered else None
        splits, began = group.splits(facts), since or look.now
        stretch = stretch_of(columns, clock, rows, live, looked, splits, began)
        if stretch is not None:
            self._walk_all(look, group, Walk(stretch), begun)

    def _begin_all(
        self, look: Look, group: Group, waiting: Iterable[int], ground: Ground
    ) -> dict[int, datetime]:
        """Begin what can begin now; return since when each that has looks."""
        for position in waiting:
            self._begin(look, group, position, ground)
        begun = {each: self._since(look, each) for each in waiting}
        return {each: since for each, since in begun.items() if since is not None}

    def _rescale(self, look: Look, group: Group, clock: Clock) -> None:
        """Bring the levels of prices to the scale of the splits that are known now."""
        splits = group.splits(look.facts)
        if not splits:
            return
        for position in group.pairs:
            pair, standing = self._pairs[position], self._standings.by_now(look, position)
            made_on = standing.begun_on if standing else None
            made_on = made_on or clock.day_of(pair.rule.since)
            self._board.set_trigger(position, scaled(pair, made_on, splits))

    def _since(self, look: Look, position: int) -> datetime | None:
        standing = self._standings.by_now(look, position)
        return standing.state.since if standing and standing.state else None

    def _begin(self, look: Look, group: Group, position: int, ground: Ground) -> None:
        standing = self._standings.begun(look, group, position, ground)
        if standing != self._standings.get(position):
            look.note(self._pairs[position].key, standing)

    def _put(self, look: Look, group: Group, present: Present, clock: Clock) -> None:
        """Take the quote of a group into the sweep."""
        if group.place is None:
            group.place = group.empty(look.facts)
        place: Place = put(group.place, group.terms, present, look.facts)
        looked = self._looked.get(group.symbol)
        seen, splits = sighting_of(present, place), group.splits(look.facts)
        stretch = live_stretch(seen, clock, looked, splits)
        self._board.put(group, stretch)
        self._live[group.symbol] = Walk(stretch)
        look.prices[group.symbol] = present.price
        look.outcome.looked[group.symbol] = stretch.looked

    def _sweep(self, look: Look) -> None:
        """Step the rules that the quotes of this look may turn; note what others lack now."""
        if not self._live:
            return
        for position in self._board.sweep():
            pair = self._pairs[position]
            group, walk = self._groups[pair.symbol], self._live[pair.symbol]
            self._walk(look, group, position, walk, fresh=False)
        for position in self._board.news():
            pair = self._pairs[position]
            group = self._groups[pair.symbol]
            present = group.present(look.facts, look.now)
            terms = self._board.unknown_terms(position)
            waits = missing_parts(
                (pair.rule.terms[each] for each in terms), group, present, look.facts
            )
            self._standings.waits(look, position, waits)

    def _walk_all(self, look: Look, group: Group, walk: Walk, begun: Collection[int]) -> None:
        for position in group.pairs:
            self._walk(look, group, position, walk, fresh=position in begun)
        look.outcome.looked[group.symbol] = walk.stretch.looked

    def _walk(self, look: Look, group: Group, position: int, walk: Walk, *, fresh: bool) -> None:
        pair = self._pairs[position]
        standing = self._standings.by_now(look, position)
        if standing is None or pair.is_of_clock:
            return
        state, found = walked(look, group, pair, standing, walk, fresh=fresh)
        look.outcome.found += found
        if state is not None and state != standing.state:
            look.note_state(pair.key, standing, state)

    def _keep(self, look: Look, *, whole: bool) -> tuple[int, ...]:
        """Store what was found; only then is it where the next look begins."""
        outcome = look.outcome
        if whole and not self._met:
            outcome.met = tuple(each.id for each in self._needs.rules)
            outcome.gone += self._standings.strays(self._needs.rules)
        turned = bool(outcome.found or outcome.standings or outcome.met or outcome.gone)
        late = look.now - self._kept_at >= KEPT_AFTER or look.now < self._kept_at
        fired: tuple[int, ...] = ()
        if turned or (outcome.looked and (whole or late)):
            kept = {**self._looked, **outcome.looked}
            outcome.looked = {
                symbol: each for symbol, each in kept.items() if symbol in self._groups
            }
            fired = record(
                self._user,
                outcome,
                {**self._standings.by_key(), **self._noted},
                {**self._standings.all, **outcome.standings},
                look.facts.splits,
                self._source,
                look.now,
            )
            self._kept_at = look.now
            self._met = self._met or bool(outcome.met)
        self._take(look)
        if whole:
            self._known = look.facts
        return fired

    def _take(self, look: Look) -> None:
        self._looked |= look.outcome.looked
        self._priced |= look.prices
        for symbol, stamp in look.stamps.items():
            group = self._groups[symbol]
            group.stamp, group.place = stamp, look.places.get(symbol)
        for position in self._standings.take(look.outcome.standings, look.outcome.gone):
            if position < len(self._pairs):  # those over notes are on no board
                self._board.set_state(position, self._standings.state(position))


def _watched(needs: Needs) -> tuple[object, ...]:
    """Return what decides which rules watch which companies, and how."""
    base = needs.preferences.base_currency
    return needs.rules, needs.companies, needs.targets, needs.watchlists, base


def _since(group: Group, looked: Looked | None, now: datetime) -> date | None:
    if group.reach >= ALL:
        return None
    last = now.date() if looked is None else min(looked.walked or looked.day, now.date())
    return last - group.reach - RECENT


def _over_at(columns: Place, clock: Clock, rows: Rows, limit: datetime) -> int:
    """Return how many of some days were over at an instant."""
    return first_after(columns.past.days[rows], clock, limit)
