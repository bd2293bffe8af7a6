"""Rules that the passing of time alone can trip: a listing without a new quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from math import nan

from gridwatch.collector.alert.evidence import parts_now
from gridwatch.collector.alert.groups import Group, put
from gridwatch.collector.alert.look import Look
from gridwatch.collector.alert.pairs import Pair
from gridwatch.collector.alert.record import Found
from gridwatch.collector.alert.staleness import sessions_missed
from gridwatch.collector.alert.standings import Standings
from gridwatch.collector.alert.stretch import Place, Sighting
from gridwatch.domain.alert.condition import Term, holds
from gridwatch.domain.alert.machine import Crossing, Observation, Point, begin, step
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.sight import Sight, Spot
from gridwatch.domain.quote import Quote
from gridwatch.store.market.bars import days_traded
from gridwatch.store.user.rule_states import Standing


def take_clocked(
    look: Look, pairs: Sequence[Pair], groups: Mapping[str, Group], standings: Standings
) -> None:
    """Look at every rule that counts sessions without a quote, at the time of now."""
    for position, pair in enumerate(pairs):
        if pair.is_of_clock:
            _take(look, pair, groups[pair.symbol], standings, position)


def _take(look: Look, pair: Pair, group: Group, standings: Standings, position: int) -> None:
    quote = look.facts.quotes.get(pair.symbol)
    if quote is None:
        _wait(look, pair, standings, position)
        return
    place = _place(look, group)
    values = tuple(_value(each, look, group, place, quote) for each in pair.rule.terms)
    standing = standings.get(position)
    if standing is None or standing.state is None:
        since = standings.since(position, look.now)
        state = begin(pair.rule, pair.trigger, values, max(since, look.now))
        if state is not None:
            reached = None if state.armed else quote.day
            look.note(pair.key, Standing(state, since, reached))
        return
    seen = Observation(look.now, _day(look.now, quote), (Point(Spot.LAST, values),))
    state, crossings = step(pair.rule, pair.trigger, standing.state, seen, look.now)
    if state != standing.state:
        look.note(pair.key, replace(standing, state=state))
    held = holds(pair.rule.condition, state.held)
    look.outcome.found += (
        _found(look, pair, group, place, quote, each, held=held) for each in crossings
    )


def _wait(look: Look, pair: Pair, standings: Standings, position: int) -> None:
    waiting = Standing(None, standings.since(position, look.now), waits=(f"quote:{pair.symbol}",))
    if standings.get(position) is None:
        look.note(pair.key, waiting)


def _day(now: datetime, quote: Quote) -> date:
    return now.astimezone(timezone(timedelta(seconds=quote.offset))).date()


def _place(look: Look, group: Group) -> Place:
    """Return where the values of now stand; unknown ones where the quote can't be used."""
    place = group.place or group.empty(look.facts)
    present = group.present(look.facts, look.now)
    return place if present is None else put(place, group.terms, present, look.facts)


def _value(term: Term, look: Look, group: Group, place: Place, quote: Quote) -> float:
    if term.measure is not Measure.STALE:
        if group.present(look.facts, look.now) is None:
            return nan
        return float(place.values[group.slot_of(term)].last[place.row])
    others = [
        each
        for symbol, each in look.facts.quotes.items()
        if symbol != quote.symbol and each.exchange and each.exchange == quote.exchange
    ]
    traded = None
    if others:
        days = days_traded(look.market, [each.symbol for each in others], quote.day)
        traded = {*days, *(each.day for each in others)}
    exchange = group.exchange or quote.exchange
    return float(sessions_missed(quote, exchange, traded, look.now))


def _found(
    look: Look,
    pair: Pair,
    group: Group,
    place: Place,
    quote: Quote,
    crossing: Crossing,
    *,
    held: bool,
) -> Found:
    parts = parts_now(group, look.facts, quote.day, quote.price, look.now)
    seen = Sighting(crossing.at, crossing.day, Sight.LIVE, place)
    return Found(pair, group, crossing, seen, parts, held)
