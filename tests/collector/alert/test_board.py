"""The sweep over all terms names every rule that one observation can turn."""

from __future__ import annotations

from math import nan

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from gridwatch.domain.alert.condition import Condition, holds
from gridwatch.domain.alert.machine import Observation, begin, step, trigger_of
from gridwatch.domain.alert.screen import Track, may_turn
from gridwatch.domain.alert.sight import Spot
from tests.domain.alert.test_machine import NOW, START, histories, rule_of


@given(histories(), st.data())
def test_no_rule_that_turns_is_passed_over(
    drawn: tuple[Condition, tuple[float, ...], list[Observation]], data: st.DataObject
) -> None:
    condition, first, observations = drawn
    assume(observations)
    rule = rule_of(condition)
    trigger = trigger_of(rule)
    state = begin(rule, trigger, first, START)
    assert state is not None
    stop = data.draw(st.integers(0, len(observations) - 1))
    for each in observations[:stop]:
        state, _ = step(rule, trigger, state, each, NOW)
    seen = observations[stop]
    after, crossings = step(rule, trigger, state, seen, NOW)
    columns = {
        spot: np.array(
            next((each.values for each in seen.points if each.spot is spot), (nan,) * len(first))
        )
        for spot in Spot
    }
    named = may_turn(
        np.array(trigger.signs, dtype=np.float64),
        np.array(trigger.levels),
        np.array(trigger.slacks),
        np.array(state.held),
        Track(columns[Spot.LOW], columns[Spot.HIGH], columns[Spot.LAST]),
    )
    # Held by the latch of a term of which nothing was known: the board keeps an eye on it.
    pending = state.armed and holds(condition, state.held)
    if after != state or crossings:
        assert named.any() or pending
