"""What a firing says of itself: what moved the value, whether it still holds, which term it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from math import isfinite, nan
from pathlib import Path

import pytest

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.machine import (
    Crossing,
    Observation,
    Point,
    State,
    begin,
    step,
    trigger_of,
)
from gridwatch.domain.alert.rule import Basis, Rule
from gridwatch.domain.alert.sight import Spot
from gridwatch.domain.splits import Split
from gridwatch.store.user.firings import Firing
from tests.collector.alert.kit import COMPANY, HONG_KONG, Kit, at, two_classes
from tests.collector.alert.lines import weekday


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    """Give a profile with a company at 9 on the first day."""
    with closing(Kit(tmp_path)) as kit:
        kit.start(9.0)
        yield kit


def is_whole(firing: Firing) -> bool:
    """Tell whether what a firing says of its move, if it does, leads to its value."""
    move = firing.move
    return move is None or move.before + move.total == pytest.approx(firing.value)


def test_the_move_is_of_the_term_that_fired(kit: Kit) -> None:
    """The base of a rule is that of its first term in money, and it is a price that fires."""
    kit.rule("cap >= 100bn CNY or price <= 8", at(0, 9))
    kit.look(at(0, 9))
    kit.live(at(1, 2), 7.9)
    (firing,) = kit.firings()
    assert firing.value == pytest.approx(7.9)
    assert firing.move is None or firing.move.before == pytest.approx(9.0)
    assert is_whole(firing)


def test_the_move_of_a_price_is_that_of_its_own_listing(tmp_path: Path) -> None:
    with closing(Kit(tmp_path, [two_classes()])) as kit:
        kit.start(9.0)
        kit.start(9.0, HONG_KONG, shares=False)
        kit.rule("price >= 10", at(0, 9))
        kit.look(at(0, 9))
        kit.quote(at(1, 2), 5.0, HONG_KONG)
        kit.live(at(1, 2), 10.2)
        (firing,) = kit.firings()
        assert firing.value == pytest.approx(10.2)
        assert is_whole(firing)


def test_a_crossing_before_a_split_is_told_in_one_scale(kit: Kit) -> None:
    """Both come while closed: the crossing on the first day, ten for one on the third."""
    kit.start(12.0)
    kit.rule("price >= 13", at(0, 9))
    kit.look(at(0, 9))
    kit.watcher = None
    kit.evening([1.2, 1.35, 1.22, 1.23, 1.24], splits=(Split(weekday(3), 10, 1),))
    (firing,) = kit.firings()
    assert firing.reached_on == weekday(1)
    assert firing.move is not None
    assert firing.move.by_shares == 0
    assert is_whole(firing)


def test_a_touch_from_which_the_price_has_come_back_holds_no_more(kit: Kit) -> None:
    """Within the slack it is not armed again, and yet it does not hold."""
    kit.rule("price >= 10", at(0, 9))
    kit.look(at(0, 9))
    kit.watcher = None
    kit.evening([9.0, 9.9, 9.85], highs=[9.0, 10.3, 9.9])
    (firing,) = kit.firings()
    assert firing.spot is Spot.HIGH
    assert not firing.held


def test_the_term_told_is_one_that_is_known() -> None:
    """Of `(A and B) or (C and D)` A holds by what was known of it, and C and D make it fire."""
    text = "(price >= 10 and day >= 5%) or (cap >= 10bn CNY and volume(20) >= 2x)"
    rule = Rule(1, COMPANY, parse_condition(text), at(0, 1), at(0, 1), basis=Basis.LAST)
    trigger = trigger_of(rule)

    def seen(state: State, day: int, *values: float) -> tuple[State, tuple[Crossing, ...]]:
        point = Point(Spot.LAST, values)
        observation = Observation(at(day, 2), weekday(day), (point,))
        return step(rule, trigger, state, observation, at(day, 2))

    first = begin(rule, trigger, (9.0, 0.0, 9e9, 1.0), at(0, 1))
    assert first is not None
    state, crossings = seen(first, 1, 10.5, 0.0, 10.5e9, 1.0)
    assert not crossings
    state, crossings = seen(state, 2, nan, 6.0, nan, 3.0)
    assert not crossings
    _, crossings = seen(state, 3, nan, 6.0, 10.5e9, 3.0)
    (crossing,) = crossings
    assert isfinite(crossing.values[crossing.term])


def test_a_rule_that_fires_while_a_term_of_it_is_unknown_is_logged(kit: Kit) -> None:
    kit.days([9.0] * 31, at(0, 9), first=-30)
    kit.quote(at(0, 7, 1), 9.0, previous_close=9.0)
    text = "(day >= 5% and price >= 9.1) or (volume(20) >= 2x and price >= 9.2)"
    kit.rule(text, at(0, 9), basis=Basis.LAST)
    kit.look(at(0, 9))
    kit.live(at(1, 2), 9.5, previous_close=9.0)
    kit.live(at(1, 3), 8.8, previous_close=9.0, volume=3000.0)
    kit.live(at(1, 4), 8.8, previous_close=8.0, volume=3000.0)
    kit.live(at(1, 5), 9.3, previous_close=None, volume=None)
    kit.live(at(1, 6), 9.3, previous_close=None, volume=3000.0)
    assert [each.reached_at for each in kit.firings()] == [at(1, 2), at(1, 6)]
    assert all(isfinite(each.value) for each in kit.firings())
