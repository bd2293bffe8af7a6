"""The state machine of an alert rule over one subject: pure, one observation at a time.

Each term has a latch with slack (a Schmitt trigger), the rule is armed or spent:

                 value reaches the level                condition does not hold any more
    term: OFF ─────────────────────────▶ ON             (by the latches)
             ◀─────────────────────────    rule: SPENT ─────────────────────▶ ARMED
          value comes back by the slack              ◀─────────────────────
                                                  condition holds: one firing

    no state ──(every term is known)──▶ ARMED, or SPENT without a firing where it holds already
    SPENT ──(repeat: once, and it was told)──▶ DONE, for good

An observation is up to three points: the day's low and high as far as they are new, and the last
price. Those of a day come in an order that nobody knows, so at its low or high a condition can only
be reached, where the last price does not tell it; only the last price takes a latch back. A term
that is not known keeps its latch, and a condition never fires by the latch of a term that is not
known at that point. A point at which the condition holds only because of another share count is
logged, and nobody is told.

Everything that was looked at is behind `since` and the caller's progress, so that live ticks, a
restart after a crash and the catch-up after a week away are the same steps, and no crossing is
raised twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import isnan

from gridwatch.domain.alert.condition import holds
from gridwatch.domain.alert.rule import Repeat, Rule
from gridwatch.domain.alert.sight import Quiet, Spot


@dataclass(frozen=True, slots=True)
class Point:
    """The value of each term at one price, NaN where it is not known.

    `unmoved`: the values with the share count of the observation before, () where that is the same.
    """

    spot: Spot
    values: tuple[float, ...]
    unmoved: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a subject at one time; `day` is the exchange's own date.

    `points` are in the order low, high, last; the first two are there only as far as they are new.
    """

    at: datetime
    day: date
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class State:
    """Where a rule stands with one subject.

    `held`: the latch of each term. `told_at`, `told_on`: when it spoke last, by the exchange.
    """

    held: tuple[bool, ...]
    armed: bool
    since: datetime
    told_at: datetime | None = None
    told_on: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """One time that the condition came to hold; `term` is the number of the one that came last."""

    at: datetime
    day: date
    spot: Spot
    term: int
    values: tuple[float, ...]
    quiet: Quiet = Quiet.NO


@dataclass(frozen=True, slots=True)
class Trigger:
    """The levels of a rule as numbers: what a term turns on and off at, and on which side."""

    signs: tuple[int, ...]
    levels: tuple[float, ...]
    slacks: tuple[float, ...]

    def turned(self, held: tuple[bool, ...], values: Sequence[float]) -> tuple[bool, ...]:
        """Return the latches after a point; what is not known stays as it is."""
        return tuple(map(_turned, held, values, self.signs, self.levels, self.slacks))


def _turned(held: bool, value: float, sign: int, level: float, slack: float) -> bool:
    beyond = (value - level) * sign
    if isnan(beyond):
        return held
    return beyond >= 0 or (held and beyond >= -slack)


def trigger_of(rule: Rule) -> Trigger:
    """Return the levels of a rule as numbers."""
    terms = rule.terms
    return Trigger(
        tuple(each.sign for each in terms),
        tuple(each.threshold for each in terms),
        tuple(rule.slack_of(each) for each in terms),
    )


def begin(rule: Rule, trigger: Trigger, values: Sequence[float], since: datetime) -> State | None:
    """Begin on the side on which the subject stands; None while a term is not known."""
    if any(map(isnan, values)):
        return None
    held = trigger.turned((False,) * len(values), values)
    return State(held, not holds(rule.condition, held), since)


def step(
    rule: Rule, trigger: Trigger, state: State, seen: Observation, now: datetime
) -> tuple[State, tuple[Crossing, ...]]:
    """Take one observation; return the new state and the crossing, if there was one.

    Nothing changes by one that is not after `state.since`, of a rule that is done, or after it has
    expired. Where the last price tells it the extremes are not asked. `now` decides whether the
    rule is snoozed.
    """
    if is_done(rule, state) or seen.at <= state.since or rule.is_over(seen.at):
        return state, ()
    *extremes, last = seen.points
    found: tuple[Crossing, ...] = ()
    if state.armed:
        met = (each for each in (last, *extremes) if _is_met(rule, trigger, state, each.values))
        point = next(met, None)
        if point is not None:
            found = (_crossing(rule, trigger, state, seen, point, now),)
            state = _spent(rule, state, trigger.turned(state.held, point.values), found[0])
    held = trigger.turned(state.held, last.values)
    armed = state.armed or not (is_done(rule, state) or holds(rule.condition, held))
    return replace(state, held=held, armed=armed), found


def is_done(rule: Rule, state: State) -> bool:
    """Tell whether a rule has spoken for good; one that may speak again since goes on."""
    return state.done and rule.repeat is Repeat.ONCE


def _is_met(rule: Rule, trigger: Trigger, state: State, values: Sequence[float]) -> bool:
    turned = trigger.turned(state.held, values)
    known = tuple(on and not isnan(value) for on, value in zip(turned, values, strict=True))
    return holds(rule.condition, known)


def _crossing(
    rule: Rule, trigger: Trigger, state: State, seen: Observation, point: Point, now: datetime
) -> Crossing:
    turned = trigger.turned(state.held, point.values)
    # What is held without a value tells nothing: at least one term is on and known.
    on = [at for at, held in enumerate(turned) if held and not isnan(point.values[at])]
    term = next((at for at in reversed(on) if not state.held[at]), on[-1])
    quiet = _quiet(rule, trigger, state, seen, point, now)
    return Crossing(seen.at, seen.day, point.spot, term, point.values, quiet)


def _quiet(
    rule: Rule, trigger: Trigger, state: State, seen: Observation, point: Point, now: datetime
) -> Quiet:
    if point.unmoved and not _is_met(rule, trigger, state, point.unmoved):
        return Quiet.COUNT
    if rule.muted:
        return Quiet.MUTED
    if rule.is_snoozed(now):
        return Quiet.SNOOZED
    if state.told_at is not None and seen.at < state.told_at + rule.cooldown:
        return Quiet.COOLDOWN
    if rule.repeat is Repeat.DAILY and state.told_on == seen.day:
        return Quiet.DAILY
    return Quiet.NO


def _spent(rule: Rule, state: State, held: tuple[bool, ...], crossing: Crossing) -> State:
    state = replace(state, held=held, armed=False)
    if crossing.quiet:
        return state
    done = rule.repeat is Repeat.ONCE
    return replace(state, told_at=crossing.at, told_on=crossing.day, done=done)
