"""Days that come late: after quotes, after a failed try, after a long absence of the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from gridwatch.collector.needs import read_needs
from gridwatch.collector.rounds import standing_of
from gridwatch.collector.schedule import due_histories
from gridwatch.domain.alert.rule import Basis, Scope, Subject
from gridwatch.store.database import open_market
from tests.collector.alert.kit import DOLLAR, Kit, at, on
from tests.collector.alert.lines import (
    SHARES,
    MakeDesk,
    close_of,
    line_of,
    visit,
    weekday,
)
from tests.collector.desk import one_listing, want
from tests.yahoo_server import YahooServer, faults


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    """Give a profile with a company at 9 on the first day."""
    with closing(Kit(tmp_path)) as kit:
        kit.start(9.0)
        yield kit


def test_the_quote_after_an_absence_waits_for_the_days_before_it(kit: Kit) -> None:
    kit.rule("price >= 10", at(0, 9))
    kit.look(at(0, 9))
    kit.live(at(5, 2), 9.2)
    assert kit.told() == []
    kit.days([9.0, 9.1, 10.5, 9.1, 9.2], at(5, 2, 1))
    kit.look(at(5, 2, 1))
    assert kit.told() == on(2)


def test_days_that_come_after_a_failed_try_are_looked_at_all_the_same(kit: Kit) -> None:
    kit.rule("price >= 10", at(0, 9))
    kit.look(at(0, 9))
    kit.live(at(5, 2), 9.2)
    kit.no_days(at(5, 2))
    kit.look(at(5, 2))
    kit.days([9.0, 9.1, 10.5, 9.1, 9.2], at(5, 2, 1))
    kit.look(at(5, 2, 1))
    assert kit.told() == on(2)


def test_one_chart_that_answers_garbage_after_a_week_loses_nothing(
    make_desk: MakeDesk, yahoo: YahooServer
) -> None:
    desk = make_desk(line_of([9.0, 9.1, 10.5, 9.1, 9.2, 9.2]))
    want(desk, 1, 10 * SHARES, "CNY", desk.clock.now)
    visit(desk, 0)
    yahoo.fault = faults.only(faults.html_page(), prefix="/v8/")
    desk.clock.set(close_of(weekday(5)))
    assert desk.round().troubles
    yahoo.fault = None
    desk.clock.set(close_of(weekday(5)) + timedelta(hours=1))
    desk.round()
    assert [each.reached_on for each in desk.firings()] == on(2)


def test_the_day_of_a_close_comes_a_day_later(kit: Kit) -> None:
    kit.rule("price >= 10", at(0, 9), basis=Basis.CLOSE)
    kit.look(at(0, 9))
    kit.quote(at(1, 7), 10.5)
    kit.days([9.0], at(1, 8))
    kit.look(at(1, 8))
    kit.live(at(2, 2), 9.0)
    kit.evening([9.0, 10.5, 9.0])
    assert kit.told() == on(1)


def test_a_close_whose_history_failed_in_the_evening_is_told_in_the_morning(kit: Kit) -> None:
    kit.rule("price >= 10", at(0, 9), basis=Basis.CLOSE)
    kit.look(at(0, 9))
    kit.live(at(1, 7), 10.5)
    kit.no_days(at(1, 8))
    kit.look(at(1, 8))
    kit.live(at(2, 2), 10.6)
    kit.days([9.0, 10.5], at(2, 3))
    kit.look(at(2, 3))
    assert kit.told() == on(1)
    kit.evening([9.0, 10.5, 9.0])
    assert kit.told() == on(1)


def test_a_rule_on_closes_made_after_an_absence_begins_on_the_days_still_to_come(kit: Kit) -> None:
    """What is stored is a week old: it was beyond its level already when it was made."""
    kit.look(at(0, 9))
    kit.rule("price >= 10", at(5, 9), basis=Basis.CLOSE)
    kit.look(at(5, 9))
    kit.quote(at(5, 7), 10.5, fetched_at=at(5, 9))
    kit.days([9.0, 9.0, 10.5, 10.5, 10.5, 10.5], at(5, 9, 1))
    kit.look(at(5, 9, 1))
    kit.evening([9.0, 9.0, 10.5, 10.5, 10.5, 10.5, 10.6])
    assert kit.told() == []


def test_a_cache_that_was_deleted_is_fetched_again_and_tells_nothing_twice(kit: Kit) -> None:
    kit.rule("cap >= 10bn CNY", at(0, 9))
    kit.look(at(0, 9))
    kit.live(at(1, 2), 10.5)
    kit.market.close()
    for each in kit.folder.glob("market.db*"):
        each.unlink()
    kit.market = open_market(kit.folder / "market.db")
    kit.watcher = None
    kit.shares(SHARES)
    kit.live(at(4, 2), 10.4)
    assert kit.told() == on(1)
    kit.days([9.0, 10.5, 9.0, 10.5], at(4, 2, 1))
    kit.look(at(4, 2, 1))
    assert kit.told() == on(1, 3)


@pytest.mark.parametrize("away", [20, 60, 120])
def test_an_average_over_days_is_known_after_any_absence(kit: Kit, away: int) -> None:
    """The volume was four times its average on the third day away."""
    kit.days([9.0] * 61, at(0, 9), first=-60)
    kit.rule("volume(20) >= 3x", at(0, 9), basis=Basis.CLOSE)
    kit.look(at(0, 9))
    volumes = [1000.0] * (60 + away)
    volumes[63] = 4000.0
    kit.quote(at(away, 2), 9.0)
    kit.days([9.0] * len(volumes), at(away, 2), first=-60, volumes=volumes)
    kit.watcher = None
    kit.look(at(away, 2))
    assert kit.told() == on(3)


def test_the_high_of_a_year_is_known_after_an_absence(kit: Kit) -> None:
    """A high of 12 eleven months back: a fall to 9.5 on the third day away is one by 20.8 %."""
    closes = [10.0] * 261
    closes[30] = 12.0
    kit.days(closes, at(0, 9), first=-260)
    kit.quote(at(0, 7), 10.0)
    kit.rule("drawdown(52w) >= 20%", at(0, 9), basis=Basis.CLOSE)
    kit.look(at(0, 9))
    closes += [10.0] * 79
    closes[263] = 9.5
    kit.quote(at(80, 2), 10.0)
    kit.days(closes, at(80, 2), first=-260)
    kit.watcher = None
    kit.look(at(80, 2))
    assert kit.told() == on(3)


def test_a_rate_is_looked_at_once_its_days_are_there(kit: Kit) -> None:
    """A window opens after a week: quotes come first, then the histories."""
    kit.days([7.1], at(1, 1), DOLLAR)
    kit.quote(at(1, 1), 7.1, DOLLAR)
    kit.rule("USDCNY >= 7.3", at(1, 1), Subject(Scope.RATE, key="USDCNY"))
    kit.look(at(1, 1))
    assert kit.standing().state is not None
    kit.watcher = None
    kit.quote(at(7, 2), 7.1, DOLLAR)
    kit.look(at(7, 2))
    kit.days([7.1, 7.1, 7.35, 7.4, 7.1, 7.1, 7.1], at(7, 2, 1), DOLLAR)
    kit.look(at(7, 2, 1))
    assert kit.told() == on(2)


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "beside another"])
def test_a_rule_that_waited_for_its_rate_is_looked_at_since_it_was_made(
    kit: Kit, alone: bool
) -> None:
    """It waits for four days, and was beyond its level on the second of them."""
    if not alone:
        kit.rule("price >= 100", at(0, 9))
    kit.rule("cap >= 1.4bn USD", at(0, 9))
    kit.look(at(0, 9))
    closes = [9.0]
    for price in (9.1, 10.5, 9.1, 9.1):
        closes.append(price)
        kit.evening(closes)
    assert kit.told() == []
    kit.days([7.1] * 5, at(4, 9), DOLLAR)
    kit.quote(at(4, 9), 7.1, DOLLAR)
    kit.watcher = None
    kit.look(at(4, 9))
    kit.look(at(4, 10))
    assert kit.told() == on(2)


def test_where_hours_are_not_known_a_quote_waits_for_a_history_that_is_asked_for(
    tmp_path: Path,
) -> None:
    """Either the quote counts or its history is due: nothing waits for what nobody fetches."""
    symbol = "PRY.AS"
    with closing(Kit(tmp_path, [one_listing(symbol, "AMS", "EUR")])) as kit:
        kit.days([9.0], at(0, 18), symbol)
        kit.quote(at(0, 16), 9.0, symbol)
        kit.rule("price >= 10", at(0, 18))
        kit.look(at(0, 18))
        kit.live(at(1, 9), 10.5, symbol=symbol)
        standing = standing_of(read_needs(kit.user, kit.market), kit.market)
        assert kit.told() == on(1) or due_histories((symbol,), standing, at(1, 9))
