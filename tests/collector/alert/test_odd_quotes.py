"""Quotes that say little or nonsense: bad prints, the first minute of a day, none at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.alert.sight import Spot
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.services import edits
from tests.collector.alert.kit import OTHER, Kit, at, on, shanghai
from tests.collector.alert.lines import SHARES, SYMBOL


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    """Give a profile with a company at 9 on the first day."""
    with closing(Kit(tmp_path)) as kit:
        kit.start(9.0)
        yield kit


def test_a_bad_print_in_the_extremes_of_a_day_fires_nothing(kit: Kit) -> None:
    """It stays in the high and the low of all later quotes, each with a sound price."""
    kit.rule("price >= 100", at(0, 9))
    kit.rule("cap <= 1bn CNY", at(0, 9))
    kit.look(at(0, 9))
    kit.judged_quote(at(1, 2), 9.1, before=9.0, previous_close=9.0, day_high=910.0, day_low=0.09)
    kit.look(at(1, 2))
    assert kit.firings() == []


def test_an_extreme_within_what_a_market_allows_fires(kit: Kit) -> None:
    kit.rule("price >= 10", at(0, 9))
    kit.look(at(0, 9))
    kit.judged_quote(at(1, 2), 9.1, before=9.0, previous_close=9.0, day_high=10.1, day_low=9.0)
    kit.look(at(1, 2))
    assert [(each.reached_on, each.spot) for each in kit.firings()] == [(on(1)[0], Spot.HIGH)]


def test_the_volume_of_a_day_that_has_just_begun_is_not_low(kit: Kit) -> None:
    kit.days([9.0] * 31, at(0, 9), first=-30)
    kit.rule("volume(20) <= 0.5x", at(0, 9))
    kit.look(at(0, 9))
    kit.live(at(1, 1, 31), 9.0, volume=3.0)
    assert kit.firings() == []


def test_holidays_of_all_make_nobody_stale(tmp_path: Path) -> None:
    """On the morning after a week of them one of two has not traded yet."""
    with closing(Kit(tmp_path, [shanghai(), shanghai(OTHER)])) as kit:
        for symbol in (SYMBOL, OTHER):
            kit.quote(at(4, 7), 9.0, symbol)
        kit.rule("stale >= 3 sessions", at(4, 9))
        kit.look(at(4, 9))
        kit.look(at(9, 9))
        kit.live(at(10, 2), 9.0, OTHER)
        assert kit.firings() == []


def test_a_rule_that_watches_the_clock_says_that_it_waits_for_a_quote(tmp_path: Path) -> None:
    with closing(Kit(tmp_path)) as kit:
        kit.rule("stale >= 3 sessions", at(0, 9))
        kit.look(at(0, 9))
        assert kit.standing().state is None
        assert kit.standing().waits


@pytest.mark.parametrize("text", ["stale >= 9 sessions or price <= 9", "stale >= 3d and day >= 5%"])
def test_what_watches_the_clock_is_joined_with_no_price(kit: Kit, text: str) -> None:
    with pytest.raises(Problem) as refused:
        kit.rule(text, at(0, 9))
    assert refused.value.code == "rule_stale_joined"


def test_the_way_to_a_target_that_was_passed_is_told_once(kit: Kit) -> None:
    """Past the last target ahead the way is without end, and the log takes numbers alone."""
    kit.edit(edits.SetTarget(1, Money(Decimal(10 * SHARES), "CNY")), at(0, 9))
    kit.rule("distance >= 20%", at(0, 9))
    kit.look(at(0, 9))
    kit.live(at(1, 2), 10.5)
    kit.live(at(1, 3), 10.6)
    assert [each.target_id for each in kit.firings() if not each.quiet] == [1]
