"""Rules over what the user has noted: figures of a series, the dates of review of claims."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from math import isnan

from gridwatch.collector.alert.groups import Group
from gridwatch.collector.alert.look import Look
from gridwatch.collector.alert.noted import Noted, all_noted
from gridwatch.collector.alert.noted_firings import Scribe
from gridwatch.collector.alert.noted_values import NotedValues, local_day
from gridwatch.collector.alert.pairs import Pair, is_reminder
from gridwatch.collector.alert.standings import Standings
from gridwatch.collector.needs import Needs
from gridwatch.domain.alert.condition import holds
from gridwatch.domain.alert.machine import Observation, Point, State, step
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.sight import Spot
from gridwatch.store.database import one_reading
from gridwatch.store.user.rule_states import Key, Standing


class Notes:
    """The rules over notes, which are looked at whenever everything is; a tick moves none."""

    def __init__(
        self,
        user: sqlite3.Connection,
        needs: Needs,
        pairs: Sequence[Pair],
        groups: Mapping[str, Group],
        source: str,
    ) -> None:
        """Take those of the `pairs` of `needs` that look at notes, and the name of the feed."""
        self._user, self._needs, self._pairs = user, needs, pairs
        self._groups, self._source = groups, source
        self._idle = not pairs and not any(map(is_reminder, needs.rules))
        self._values: NotedValues | None = None

    def take(self, look: Look, standings: Standings) -> Mapping[Key, Pair]:
        """Look at every rule over notes at the time of now; return the pairs by their keys."""
        found = list[Noted]()
        if not self._idle:
            with one_reading(self._user):
                needs = self._needs
                found = all_noted(
                    self._user, needs.rules, self._pairs, needs.companies, needs.watchlists
                )
                values = self._refreshed(look.now)
                for each in found:
                    _take(look, each, standings, values, Scribe(values, self._groups, self._source))
        pairs = {each.pair.key: each.pair for each in found}
        look.outcome.gone += tuple(e for e in standings.all if e[1] < 0 and e not in pairs)
        return pairs

    def _refreshed(self, now: datetime) -> NotedValues:
        if self._values is None:
            self._values = NotedValues(self._user, self._groups, now)
        else:
            self._values.refresh(now)
        return self._values


def _take(
    look: Look, noted: Noted, standings: Standings, values: NotedValues, scribe: Scribe
) -> None:
    before = standings.all.get(noted.pair.key)
    standing = before
    if standing is None or standing.state is None:
        standing = _begun(look, noted, standings, values)
    now = values.values(look, noted)
    standing = replace(standing, waits=values.missing(look, noted, now))
    standing = _stepped(look, noted, standing, now, scribe)
    if standing != before:
        look.note(noted.pair.key, standing)


def _begun(look: Look, noted: Noted, standings: Standings, known: NotedValues) -> Standing:
    """Begin a rule with what was noted when it was made; without a price it goes on waiting.

    A figure that was not there then let nothing hold: the first one that makes it hold is news.
    """
    rule, trigger = noted.pair.rule, noted.pair.trigger
    since = min(_since(noted, standings, look.now), look.now)
    values = known.values(look, noted, since)
    priced = (each.measure is not Measure.SERIES for each in rule.terms)
    if any(needed and isnan(each) for needed, each in zip(priced, values, strict=True)):
        return Standing(None, since)
    held = trigger.turned((False,) * len(values), values)
    state, day = State(held, not holds(rule.condition, held), since), local_day(since)
    return Standing(state, since, None if state.armed else day, begun_on=day)


def _since(noted: Noted, standings: Standings, now: datetime) -> datetime:
    """Return from when on a rule counts: for a reminder, since its claim was made or reviewed."""
    claim, standing = noted.claim, standings.all.get(noted.pair.key)
    if standing is not None:
        return standing.since
    if claim is None:
        return standings.since_of(noted.pair, now)
    return max(noted.pair.rule.since, claim.made_at, claim.reviewed_at or claim.made_at)


def _stepped(
    look: Look, noted: Noted, standing: Standing, values: tuple[float, ...], scribe: Scribe
) -> Standing:
    rule, trigger, state = noted.pair.rule, noted.pair.trigger, standing.state
    if state is None:
        return standing
    seen = Observation(look.now, scribe.values.today, (Point(Spot.LAST, values),))
    after, crossings = step(rule, trigger, state, seen, look.now)
    held = holds(rule.condition, after.held)
    look.outcome.noted += (
        (noted.pair, scribe.firing(look, noted, each, held=held)) for each in crossings
    )
    return replace(standing, state=after)
