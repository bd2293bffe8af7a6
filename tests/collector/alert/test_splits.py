"""Rules over a split: levels of prices follow it wherever they are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gridwatch.domain.splits import Split
from tests.collector.alert.kit import Kit, at, on
from tests.collector.alert.lines import MakeDesk, line_of, visit, weekday
from tests.collector.alert.test_rules import make
from tests.yahoo_server import Split as ServedSplit

LIVES = pytest.mark.parametrize("anew", [False, True], ids=["alive", "anew"])


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    """Give a profile with a company at 12 on the first day."""
    with closing(Kit(tmp_path)) as kit:
        kit.start(12.0)
        yield kit


def ten_for_one(day: int) -> tuple[Split, ...]:
    """Return a split of ten shares for one."""
    return (Split(weekday(day), 10, 1),)


@LIVES
def test_a_price_level_follows_a_split_in_the_sweep(kit: Kit, anew: bool) -> None:
    """Set at 12 for a rise to 13: after ten for one a quote of 1.35 is beyond it at once."""
    kit.rule("price >= 13", at(0, 9))
    kit.look(at(0, 9))
    kit.evening([1.2, 1.21], splits=ten_for_one(1))
    assert kit.told() == []
    kit.watcher = None if anew else kit.watcher
    kit.live(at(2, 2), 1.35, previous_close=1.21)
    assert kit.told() == on(2)
    kit.live(at(2, 3), 1.2, previous_close=1.21, day_high=1.35)
    kit.evening([1.2, 1.21, 1.2], splits=ten_for_one(1), highs=[1.2, 1.21, 1.35])
    assert kit.told() == on(2)


@LIVES
def test_the_way_back_of_a_price_follows_a_split_in_the_sweep(kit: Kit, anew: bool) -> None:
    kit.rule("price <= 9", at(0, 9))
    kit.look(at(0, 9))
    kit.evening([1.2, 1.21], splits=ten_for_one(1))
    for hour, price, count in (
        (2, 0.89, 1),
        (3, 0.905, 1),
        (4, 0.88, 1),
        (5, 1.1, 1),
        (6, 0.88, 2),
    ):
        kit.watcher = None if anew else kit.watcher
        kit.live(at(2, hour), price, previous_close=1.21)
        assert kit.told() == on(2) * count


def test_a_cap_level_stays_over_a_split(kit: Kit) -> None:
    kit.rule("cap >= 13bn CNY", at(0, 9))
    kit.rule("cap <= 9bn CNY", at(0, 9))
    kit.look(at(0, 9))
    kit.evening([1.2, 1.21], splits=ten_for_one(1))
    kit.live(at(2, 2), 1.29, previous_close=1.21)
    assert kit.told() == []
    kit.live(at(2, 3), 1.31, previous_close=1.21)
    assert [each.value for each in kit.firings()] == [pytest.approx(13.1e9)]


def test_a_rule_made_on_the_day_of_a_split_before_it_opens_is_in_the_old_scale(kit: Kit) -> None:
    """The price that the user sees then is that of the day before."""
    kit.rule("price <= 9", at(1, 1))
    kit.look(at(1, 1))
    kit.quote(at(1, 2), 1.21, previous_close=1.2)
    kit.days([1.2], at(1, 2), splits=ten_for_one(1))
    kit.look(at(1, 2))
    assert kit.told() == []
    kit.live(at(1, 3), 0.89, previous_close=1.2)
    assert kit.told() == on(1)


def test_a_rule_made_on_the_day_of_a_split_after_it_opened_is_in_the_new_scale(kit: Kit) -> None:
    kit.days([1.2], at(1, 2), splits=ten_for_one(1))
    kit.quote(at(1, 5), 1.21, previous_close=1.2)
    kit.rule("price >= 1.3", at(1, 5))
    kit.look(at(1, 5))
    kit.live(at(1, 6), 1.31, previous_close=1.2)
    assert kit.told() == on(1)


def test_a_rule_first_looked_at_after_a_split_begins_on_the_side_on_which_it_was_made(
    kit: Kit,
) -> None:
    """Made at 12, beyond 10 already: it has nothing to tell of 1.24 after ten for one."""
    kit.rule("price >= 10", at(0, 9))
    kit.evening([1.2, 1.21, 1.22, 1.23, 1.24], splits=ten_for_one(2))
    assert kit.told() == []
    assert not _armed(kit)


def test_a_bonus_issue_fires_nothing_before_its_split_is_known(kit: Kit) -> None:
    """Ten for ten and three: the quote of the morning is lower, the split comes in the evening."""
    kit.days([13.0], at(0, 9))
    kit.quote(at(0, 7), 13.0)
    for text in ("cap >= 14bn CNY", "cap <= 11bn CNY", "price <= 11", "drawdown(52w) >= 20%"):
        kit.rule(text, at(0, 9))
    kit.look(at(0, 9))
    kit.judged_quote(at(1, 2), 10.0, before=13.0, previous_close=10.0, day_high=10.0, day_low=10.0)
    kit.look(at(1, 2))
    assert kit.firings() == []
    kit.evening([10.0, 10.0], splits=(Split(weekday(1), 13, 10),))
    assert kit.firings() == []


def test_a_bonus_issue_on_the_real_way_of_quotes_fires_nothing(make_desk: MakeDesk) -> None:
    closes = [13.0, 13.0, 10.0, 10.05]
    split = ServedSplit(weekday(2), 13, 10)
    desk = make_desk(line_of(closes, highs={2: 10.0, 3: 10.05}, splits=(split,)))
    visit(desk, 0)
    for text in ("cap <= 11bn CNY", "price <= 11", "drawdown(52w) >= 20%"):
        make(desk, text)
    visit(desk, 1)
    desk.clock.set(datetime(2026, 11, 4, 3, tzinfo=UTC))
    desk.round()
    for day in (2, 3):
        visit(desk, day)
    assert desk.firings() == []


def _armed(kit: Kit) -> bool:
    state = kit.standing().state
    assert state is not None
    return state.armed


@LIVES
def test_a_rule_made_before_the_open_of_a_split_and_first_looked_at_after_it_follows_it(
    kit: Kit, anew: bool
) -> None:
    kit.rule("price >= 13", at(1, 1))
    kit.quote(at(1, 3), 1.21, previous_close=1.2)
    kit.days([1.2], at(1, 3), splits=ten_for_one(1))
    kit.look(at(1, 3))
    kit.watcher = None if anew else kit.watcher
    kit.live(at(1, 4), 1.35, previous_close=1.2)
    assert kit.told() == on(1)
