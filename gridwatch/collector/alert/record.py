"""Keeps what a look has found: firings, where rules stand and how far was looked, in one go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from gridwatch.collector.alert.evidence import Parts, evidence_of, moved
from gridwatch.collector.alert.groups import Group
from gridwatch.collector.alert.pairs import Pair
from gridwatch.collector.alert.stretch import Sighting
from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.alert.machine import Crossing
from gridwatch.domain.alert.measure import NATURES, Measure, Unit
from gridwatch.domain.alert.sight import Sight
from gridwatch.domain.sessions import SETTLED_AFTER
from gridwatch.domain.splits import Split, factor_between
from gridwatch.services.thesis.claim_edits import trip_claim
from gridwatch.store.database import transaction
from gridwatch.store.user.claims import claim_with_id
from gridwatch.store.user.deliveries import add_deliveries
from gridwatch.store.user.firings import Firing, add_firing
from gridwatch.store.user.rule_states import (
    Key,
    Looked,
    Standing,
    drop_standings,
    note_met,
    store_looked,
    store_standings,
)
from gridwatch.store.user.rules import rule_with_id


@dataclass(frozen=True, slots=True)
class Found:
    """One crossing with what its value was made of; `held`: the condition still holds now."""

    pair: Pair
    group: Group
    crossing: Crossing
    sighting: Sighting
    parts: Parts
    held: bool


@dataclass(slots=True)
class Outcome:
    """What a look has found and has to keep; `noted`: firings of what the user has noted."""

    found: list[Found] = field(default_factory=list)
    noted: list[tuple[Pair, Firing]] = field(default_factory=list)
    standings: dict[Key, Standing] = field(default_factory=dict)
    looked: dict[str, Looked] = field(default_factory=dict)
    met: tuple[int, ...] = ()  # rules that are looked at for the first time
    gone: tuple[Key, ...] = ()  # standings with companies that a rule is not about any more


def record(
    user: sqlite3.Connection,
    outcome: Outcome,
    pairs: Mapping[Key, Pair],
    standings: Mapping[Key, Standing],
    splits: Mapping[str, tuple[Split, ...]],
    source: str,
    now: datetime,
) -> tuple[int, ...]:
    """Keep it in one transaction, with what has to be sent; return the ids of new firings.

    Rules that the user has removed or changed since they were read are left out. A claim that its
    test puts in doubt is moved to failing, whether anybody is told of it or not.
    """
    firings = [
        (each.pair, _firing(each, standings.get(each.pair.key), splits, source, now))
        for each in outcome.found
    ]
    firings += outcome.noted
    with transaction(user):
        alive = _unchanged(user, pairs, {each.rule.id for each, _ in _rules(outcome, pairs)})
        logged = []
        for pair, plain in firings:
            firing = _with_claim(user, pair, plain)
            number = add_firing(user, firing) if pair.rule.id in alive else None
            if number is not None:
                logged.append(number)
                if not firing.quiet:
                    add_deliveries(user, number, pair.rule.telling.channels)
                if pair.rule.claim_id is not None:
                    trip_claim(user, pair.rule.claim_id, now, told_terms(firing))
        store_standings(
            user, {key: each for key, each in outcome.standings.items() if key[0] in alive}
        )
        store_looked(user, outcome.looked)
        note_met(user, outcome.met)
        drop_standings(user, outcome.gone)
    return tuple(logged)


def _rules(outcome: Outcome, pairs: Mapping[Key, Pair]) -> Iterable[tuple[Pair, Key]]:
    found = {each.pair.key for each in outcome.found} | {each.key for each, _ in outcome.noted}
    return ((pairs[each], each) for each in {*outcome.standings, *found})


def _with_claim(user: sqlite3.Connection, pair: Pair, firing: Firing) -> Firing:
    """Return a firing with the claim that it is about, as it stands now."""
    number = pair.rule.claim_id or (-pair.company_id if pair.company_id < 0 else None)
    found = None if number is None else claim_with_id(user, number)
    return firing if found is None else replace(firing, claim_id=found.id, claim=found.statement)


def told_terms(firing: Firing) -> str:
    """Return the terms of a firing as they are typed, each with its value: no language's words."""
    return "; ".join(
        text if value is None else f"{text}: {value:.10g}" for text, value in firing.evidence.terms
    )


def _unchanged(
    user: sqlite3.Connection, pairs: Mapping[Key, Pair], rules: Iterable[int]
) -> set[int]:
    """Return those of the rules that are as they were when they were read."""
    read = {pair.rule.id: pair.rule for pair in pairs.values()}
    return {each for each in rules if rule_with_id(user, each) == read[each]}


def _firing(
    found: Found,
    standing: Standing | None,
    splits: Mapping[str, tuple[Split, ...]],
    source: str,
    now: datetime,
) -> Firing:
    pair, group, crossing, seen = found.pair, found.group, found.crossing, found.sighting
    rule, terms = pair.rule, pair.rule.terms
    term = terms[crossing.term]
    base = standing.base if standing and _is_of(term, terms) else None
    level, value = _as_traded(found, term, standing, splits)
    evidence = evidence_of(found.parts, group, term, terms, crossing.values, source)
    money = NATURES[term.measure].unit is Unit.MONEY
    unit = (term.currency or evidence.price_currency) if money else term.pair
    return Firing(
        rule.id,
        rule.target_id,
        pair.company_id or None,
        pair.symbol,
        group.company.name if group.company else pair.symbol,
        rule.name,
        condition_text(rule.condition),
        term.measure,
        level,
        unit,
        value,
        _reached_at(seen),
        crossing.day,
        seen.sight,
        crossing.spot,
        now,
        found.held,
        crossing.quiet,
        rule.telling.sound,
        evidence,
        moved(base, found.parts, group, term, splits) if money else None,
    )


def _is_of(term: Term, terms: Sequence[Term]) -> bool:
    """Tell whether a rule keeps what this term began with: that is its first cap or price."""
    money = (each for each in terms if NATURES[each.measure].unit is Unit.MONEY)
    first = next(money, None)
    return first is not None and first.quantity == term.quantity


def _as_traded(
    found: Found, term: Term, standing: Standing | None, splits: Mapping[str, tuple[Split, ...]]
) -> tuple[Decimal, float]:
    """Return level and value in the scale of their day: a split since then is left out of both."""
    value = found.crossing.values[found.crossing.term]
    known = splits.get(found.group.symbol, ())
    if term.measure is not Measure.PRICE or not known:
        return term.level, value
    day = found.crossing.day
    made_on = standing.begun_on if standing and standing.begun_on else day
    before = factor_between(known, made_on, day)
    level = term.level if before == 1 else term.level / Decimal(before)
    return level, value * factor_between(known, day, date.max)


def _reached_at(seen: Sighting) -> datetime:
    """Return the exchange's time of a crossing: the close, for a finished day."""
    return seen.at - SETTLED_AFTER if seen.sight is Sight.BAR else seen.at
