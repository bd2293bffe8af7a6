"""Where all rules stand, as they were read and as each look has left them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from gridwatch.collector.alert.begin import Begun, Ground, begun
from gridwatch.collector.alert.evidence import base_of, parts_now, parts_on
from gridwatch.collector.alert.groups import Group
from gridwatch.collector.alert.look import Look
from gridwatch.collector.alert.missing import missing_parts
from gridwatch.collector.alert.pairs import Pair
from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.machine import State
from gridwatch.domain.alert.measure import NATURES, Unit
from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.domain.bars import day_of
from gridwatch.store.user.rule_states import Base, Key, Standing, all_standings, rules_met

_ONE = frozenset({Scope.COMPANY, Scope.LISTING, Scope.RATE, Scope.THEME})


class Standings:
    """The standings of the rules that are watched, by their position among all pairs."""

    def __init__(self, user: sqlite3.Connection, pairs: Sequence[Pair]) -> None:
        """Read them."""
        self.all = all_standings(user)
        self._pairs = pairs
        self._at = {each.key: position for position, each in enumerate(pairs)}
        self._known = {rule for rule, _ in self.all} | rules_met(user)

    def key(self, position: int) -> Key:
        """Return what the standing of a rule is stored under."""
        return self._pairs[position].key

    def get(self, position: int) -> Standing | None:
        """Return where a rule stands, None where it has never been looked at."""
        return self.all.get(self.key(position))

    def by_now(self, look: Look, position: int) -> Standing | None:
        """Return where a rule stands in the course of a look."""
        return look.outcome.standings.get(self.key(position)) or self.get(position)

    def state(self, position: int) -> State | None:
        """Return the state of a rule, None where it has not begun."""
        standing = self.get(position)
        return standing.state if standing else None

    def by_key(self) -> Mapping[Key, Pair]:
        """Return the pairs by the keys of their standings."""
        return {each.key: each for each in self._pairs}

    def strays(self, rules: Iterable[Rule]) -> tuple[Key, ...]:
        """Return where rules stand with companies that have left their list or segment.

        Claims are not among them: those that reminders are about are asked at each look.
        """
        groups = {each.id for each in rules if each.subject.scope not in _ONE}
        strange = (key for key in self.all if key not in self._at and key[1] >= 0)
        return tuple(key for key in strange if key[0] in groups)

    def are_current(self, user: sqlite3.Connection) -> bool:
        """Tell whether nobody else has changed where rules stand."""
        return all_standings(user) == self.all

    def take(self, changed: Mapping[Key, Standing], gone: Iterable[Key] = ()) -> list[int]:
        """Take what was recorded; return the positions that it concerns."""
        self.all |= changed
        for each in gone:
            self.all.pop(each, None)
        self._known |= {rule for rule, _ in changed}
        return [self._at[each] for each in changed if each in self._at]

    def since(self, position: int, now: datetime) -> datetime:
        """Return from when on a rule counts for a company.

        One that has come to a list or segment later begins when it is first seen there.
        """
        standing = self.get(position)
        return standing.since if standing else self.since_of(self._pairs[position], now)

    def since_of(self, pair: Pair, now: datetime) -> datetime:
        """Return from when on a rule counts for a company with which it has not begun."""
        rule = pair.rule
        joined = rule.subject.scope not in _ONE and rule.id in self._known
        return now if joined else rule.since

    def begun(self, look: Look, group: Group, position: int, ground: Ground) -> Standing:
        """Begin a rule on what a group offers; it goes on waiting where that is not enough."""
        pair, since = self._pairs[position], self.since(position, look.now)
        slots = [group.slot_of(each) for each in pair.rule.terms]
        found = begun(pair, slots, ground, since)
        if found is None:
            waits = missing_parts(pair.rule.terms, group, ground.present, look.facts)
            return Standing(None, since, waits=waits)
        base = _base(look, group, pair, found, ground)
        return Standing(found.state, since, found.reached_on, base, begun_on=found.made_on)

    def waits(self, look: Look, position: int, waits: tuple[str, ...]) -> None:
        """Note what a rule that has begun lacks now, or that it lacks nothing any more."""
        standing = self.by_now(look, position)
        if standing is not None and standing.waits != waits:
            look.note(self.key(position), replace(standing, waits=waits))


def _base(look: Look, group: Group, pair: Pair, found: Begun, ground: Ground) -> Base | None:
    term = _money_term(pair)
    if term is None or group.company is None:
        return None
    if found.row is not None:
        day = day_of(int(ground.columns.past.days[found.row]))
        return base_of(parts_on(group, look.market, look.facts, day), group, term)
    present = ground.present
    if present is None:
        return None
    parts = parts_now(group, look.facts, present.day, present.price, look.now)
    return base_of(parts, group, term)


def _money_term(pair: Pair) -> Term | None:
    """Return the first term of a rule that is a cap or a price."""
    money = (each for each in pair.rule.terms if NATURES[each.measure].unit is Unit.MONEY)
    return next(money, None)
