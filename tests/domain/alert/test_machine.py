"""The state machine of a rule, against a slow reading of its definition."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import isnan, nan

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.alert.condition import Condition, Group, Joint, Relation, Term, terms_of
from gridwatch.domain.alert.machine import (
    Crossing,
    Observation,
    Point,
    State,
    begin,
    step,
    trigger_of,
)
from gridwatch.domain.alert.measure import Measure, Slack
from gridwatch.domain.alert.rule import Repeat, Rule, Scope, Subject
from gridwatch.domain.alert.screen import Track, changes, walk
from gridwatch.domain.alert.sight import Quiet, Spot

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
NOW = START + timedelta(days=400)
SLACK = 2.0


def price(level: float, relation: Relation = Relation.AT_LEAST) -> Term:
    """Make a term on a price, whose values are plain numbers."""
    return Term(Measure.PRICE, relation, Decimal(str(level)))


def rule_of(condition: Condition, **about: object) -> Rule:
    """Make a rule with a slack of 2."""
    rule = Rule(
        1, Subject(Scope.COMPANY, 1), condition, START, START, slack=Slack(Decimal(str(SLACK)))
    )
    return replace(rule, **about)  # type: ignore[arg-type]


def seen(number: int, *points: Point, hours: int = 24) -> Observation:
    """Make the observation of a day after START."""
    at = START + timedelta(hours=hours * (number + 1))
    return Observation(at, at.date(), points)


def last(*values: float) -> Point:
    """Make a point at the last price."""
    return Point(Spot.LAST, values)


def run(rule: Rule, observations: list[Observation], first: tuple[float, ...]) -> list[Crossing]:
    """Begin and take all observations."""
    trigger = trigger_of(rule)
    state = begin(rule, trigger, first, START)
    assert state is not None
    found = list[Crossing]()
    for each in observations:
        state, crossings = step(rule, trigger, state, each, NOW)
        found += crossings
    return found


def days_of(found: list[Crossing]) -> list[int]:
    """Return the numbers of the days of crossings."""
    return [(each.day - START.date()).days - 1 for each in found]


# A slow reading of the definition: every latch is decided anew from all that came before.


def slow_latch(term: Term, history: list[float]) -> bool:
    """Decide a latch by the last value that was beyond the level, or out of its slack."""
    sign = 1 if term.relation is Relation.AT_LEAST else -1
    for value in reversed(history):
        if isnan(value):
            continue
        beyond = (value - float(term.level)) * sign
        if beyond >= 0:
            return True
        if beyond < -SLACK:
            return False
    return False


def slow_holds(condition: Condition, told: dict[int, bool], terms: list[Term]) -> bool:
    """Decide a condition from what holds of each term, by the position of the term object."""
    if isinstance(condition, Term):
        return told[next(n for n, each in enumerate(terms) if each is condition)]
    answers = [slow_holds(each, told, terms) for each in condition.parts]
    return all(answers) if condition.joint is Joint.ALL else any(answers)


def slow_days(
    condition: Condition, first: tuple[float, ...], observations: list[Observation]
) -> list[int]:
    """Return the days on which a rule fires, in words of the definition only."""
    terms = list(terms_of(condition))
    history = [[value] for value in first]

    def holding(at: tuple[float, ...], *, known_only: bool) -> bool:
        told = {
            n: slow_latch(term, [*history[n], at[n]]) and not (known_only and isnan(at[n]))
            for n, term in enumerate(terms)
        }
        return slow_holds(condition, told, terms)

    unknown = (nan,) * len(terms)
    armed = not holding(unknown, known_only=False)
    found = []
    for number, each in enumerate(observations):
        points = sorted(each.points, key=lambda point: point.spot is not Spot.LAST)
        met = [p for p in points if armed and holding(p.values, known_only=True)]
        if met:
            found.append(number)
            armed = False
            for n, value in enumerate(met[0].values):
                history[n].append(value)
        for n, value in enumerate(each.points[-1].values):
            history[n].append(value)
        if not armed:
            armed = not holding(unknown, known_only=False)
    return found


values = st.one_of(
    st.integers(90, 110).map(float), st.sampled_from([nan, 97.9, 98.0, 99.999, 100.0])
)
relations = st.sampled_from(list(Relation))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """Draw a term, or two or three of them joined, maybe twice."""
    terms = tuple(
        price(draw(st.sampled_from([98, 100, 103])), draw(relations))
        for _ in range(draw(st.integers(1, 3)))
    )
    if len(terms) == 1:
        return terms[0]
    joint = draw(st.sampled_from(list(Joint)))
    if len(terms) == 2:
        return Group(joint, terms)
    other = Joint.ANY if joint is Joint.ALL else Joint.ALL
    return Group(joint, (terms[0], Group(other, terms[1:])))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Condition, tuple[float, ...], list[Observation]]:
    """Draw a condition with a known beginning and observations, some with new extremes."""
    condition = draw(conditions())
    count = len(terms_of(condition))
    vector = st.tuples(*[values] * count)
    known = st.tuples(*[st.integers(90, 110).map(float)] * count)
    observations = []
    for number in range(draw(st.integers(0, 25))):
        points = [
            Point(spot, draw(vector)) for spot in (Spot.LOW, Spot.HIGH) if draw(st.booleans())
        ]
        observations.append(seen(number, *points, last(*draw(vector))))
    return condition, draw(known), observations


@given(histories())
def test_fires_as_the_slow_reading_says(
    drawn: tuple[Condition, tuple[float, ...], list[Observation]],
) -> None:
    condition, first, observations = drawn
    found = run(rule_of(condition), observations, first)
    assert days_of(found) == slow_days(condition, first, observations)


@given(histories(), st.sampled_from(list(Repeat)), st.integers(0, 5))
def test_passing_over_what_changes_nothing_changes_nothing(
    drawn: tuple[Condition, tuple[float, ...], list[Observation]], repeat: Repeat, cooldown: int
) -> None:
    """The walk over arrays finds the same crossings and ends in the same state as every step."""
    condition, first, observations = drawn
    rule = rule_of(condition, repeat=repeat, cooldown=timedelta(days=cooldown))
    trigger = trigger_of(rule)
    state = begin(rule, trigger, first, START)
    assert state is not None
    slow, slow_found = state, list[Crossing]()
    for each in observations:
        slow, crossings = step(rule, trigger, slow, each, NOW)
        slow_found += crossings
    tracks = [
        Track(*(np.array([_at(each, spot, n) for each in observations]) for spot in Spot))
        for n in range(len(rule.terms))
    ]
    taken: list[int] = []

    def take(state: State, row: int) -> tuple[State, tuple[Crossing, ...]]:
        taken.append(row)
        return step(rule, trigger, state, observations[row], NOW)

    fast, found = walk(state, changes(trigger, tracks), len(observations), take)
    assert fast == slow
    assert repr([each for _, each in found]) == repr(slow_found)  # repr: NaN is equal to itself
    assert taken == sorted(set(taken))


def _at(seen: Observation, spot: Spot, term: int) -> float:
    return next((each.values[term] for each in seen.points if each.spot is spot), nan)


def test_steady_values_are_passed_over() -> None:
    """Ten thousand days beyond the level take one step: without that this would be a plain loop."""
    rule = rule_of(price(100))
    trigger = trigger_of(rule)
    state = begin(rule, trigger, (101.0,), START)
    assert state is not None
    nothing = np.full(10_000, nan)
    tracks = [Track(nothing, nothing, np.full(10_000, 101.0))]
    steps = []

    def take(state: State, row: int) -> tuple[State, tuple[Crossing, ...]]:
        steps.append(row)
        return step(rule, trigger, state, seen(row, last(101.0)), NOW)

    walk(state, changes(trigger, tracks), 10_000, take)
    assert steps == [0]


def test_rearms_only_behind_the_slack() -> None:
    path = [101, 99, 100, 98, 100, 97.9, 100]
    observations = [seen(n, last(float(each))) for n, each in enumerate(path)]
    assert days_of(run(rule_of(price(100)), observations, (99.0,))) == [0, 6]


def test_below_is_the_mirror_of_above() -> None:
    path = [99, 101, 100, 102.1, 100]
    observations = [seen(n, last(float(each))) for n, each in enumerate(path)]
    found = run(rule_of(price(100, Relation.AT_MOST)), observations, (101.0,))
    assert days_of(found) == [0, 4]


def test_never_fires_on_what_held_when_it_was_made() -> None:
    observations = [seen(n, last(101.0)) for n in range(3)]
    assert run(rule_of(price(100)), observations, (100.5,)) == []


def test_does_not_begin_while_a_term_is_not_known() -> None:
    rule = rule_of(Group(Joint.ALL, (price(100), price(90))))
    assert begin(rule, trigger_of(rule), (101.0, nan), START) is None


def test_an_unknown_value_neither_fires_nor_rearms() -> None:
    observations = [seen(0, last(101.0)), seen(1, last(nan)), seen(2, last(101.0))]
    assert days_of(run(rule_of(price(100)), observations, (99.0,))) == [0]


def test_a_condition_never_holds_by_a_term_that_is_not_known_now() -> None:
    both = Group(Joint.ALL, (price(100), price(50)))
    observations = [seen(0, last(101.0, nan)), seen(1, last(101.0, 60.0))]
    assert days_of(run(rule_of(both), observations, (99.0, 60.0))) == [1]


def test_the_last_price_speaks_before_the_extremes() -> None:
    high = Point(Spot.HIGH, (103.0,))
    found = run(rule_of(price(100)), [seen(0, high, last(101.0))], (99.0,))
    assert [(each.spot, each.values) for each in found] == [(Spot.LAST, (101.0,))]


def test_a_touch_that_fell_back_far_enough_is_armed_again() -> None:
    high = Point(Spot.HIGH, (101.0,))
    observations = [seen(n, high, last(97.0)) for n in range(3)]
    found = run(rule_of(price(100)), observations, (97.0,))
    assert days_of(found) == [0, 1, 2]
    assert {each.spot for each in found} == {Spot.HIGH}
    between = [seen(n, high, last(99.0)) for n in range(3)]
    assert days_of(run(rule_of(price(100)), between, (97.0,))) == [0]


def test_a_band_is_not_held_by_the_two_ends_of_a_day() -> None:
    """The high is above 100 and the low below 90: at no price was it above 100 and below 90."""
    both = Group(Joint.ALL, (price(100), price(90, Relation.AT_MOST)))
    low, high = Point(Spot.LOW, (80.0, 80.0)), Point(Spot.HIGH, (120.0, 120.0))
    assert run(rule_of(both), [seen(0, low, high, last(95.0, 95.0))], (95.0, 95.0)) == []


def quiets(rule: Rule, path: list[float], hours: int = 24, now: datetime = NOW) -> list[Quiet]:
    """Return why each crossing of a path was quiet."""
    trigger = trigger_of(rule)
    state = begin(rule, trigger, (90.0,), START)
    assert state is not None
    found = list[Quiet]()
    for number, value in enumerate(path):
        state, crossings = step(
            rule, trigger, state, seen(number, last(float(value)), hours=hours), now
        )
        found += (each.quiet for each in crossings)
    return found


ZIGZAG = [101.0, 90.0] * 4


def test_once_is_once() -> None:
    assert quiets(rule_of(price(100), repeat=Repeat.ONCE), ZIGZAG) == [Quiet.NO]


def test_once_a_day_speaks_once_a_day() -> None:
    found = quiets(rule_of(price(100), repeat=Repeat.DAILY), ZIGZAG, hours=3)
    assert found == [Quiet.NO, Quiet.DAILY, Quiet.DAILY, Quiet.NO]


def test_cooldown_counts_from_what_was_told() -> None:
    found = quiets(rule_of(price(100), cooldown=timedelta(days=3)), ZIGZAG)
    assert found == [Quiet.NO, Quiet.COOLDOWN, Quiet.NO, Quiet.COOLDOWN]


def test_muted_and_snoozed_rules_log_and_keep_quiet() -> None:
    assert set(quiets(rule_of(price(100), muted=True), ZIGZAG)) == {Quiet.MUTED}
    snoozed = rule_of(price(100), snoozed_until=NOW + timedelta(days=1), repeat=Repeat.ONCE)
    assert quiets(snoozed, ZIGZAG) == [Quiet.SNOOZED] * 4, "once is not used up in silence"
    assert quiets(snoozed, ZIGZAG, now=NOW + timedelta(days=2)) == [Quiet.NO]


def test_an_expired_rule_says_nothing_of_what_came_later() -> None:
    expires = START + timedelta(days=3, hours=1)
    assert quiets(rule_of(price(100), expires_at=expires), ZIGZAG) == [Quiet.NO, Quiet.NO]


def test_another_share_count_alone_is_quiet() -> None:
    rule = rule_of(price(100))
    trigger = trigger_of(rule)
    state = begin(rule, trigger, (90.0,), START)
    assert state is not None
    moved = seen(0, Point(Spot.LAST, (110.0,), (95.0,)))
    after, crossings = step(rule, trigger, state, moved, NOW)
    assert [each.quiet for each in crossings] == [Quiet.COUNT]
    assert not after.armed
    real = seen(0, Point(Spot.LAST, (110.0,), (101.0,)))
    assert [each.quiet for each in step(rule, trigger, state, real, NOW)[1]] == [Quiet.NO]


def test_what_is_not_after_its_beginning_is_not_looked_at() -> None:
    rule = rule_of(price(100))
    trigger = trigger_of(rule)
    state = begin(rule, trigger, (90.0,), START)
    assert state is not None
    early = Observation(START, date(2026, 3, 2), (last(110.0),))
    assert step(rule, trigger, state, early, NOW) == (state, ())
