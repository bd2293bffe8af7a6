"""Rules of every kind on quotes and days that are served as if live."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gridwatch.collector.alert.watcher import Watcher
from gridwatch.collector.needs import read_needs
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Basis, Repeat, Rule, Scope, Subject
from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.services import edits
from gridwatch.services.rule_edits import AddRule, ReplaceRule
from gridwatch.store.database import transaction
from gridwatch.store.market.quotes import all_quotes, store_quotes
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.rule_states import all_looked, all_standings
from gridwatch.store.user.rules import all_rules
from gridwatch.store.user.watchlists import set_companies
from tests.collector.alert.lines import (
    SHARES,
    SYMBOL,
    MakeDesk,
    close_of,
    line_of,
    visit,
    weekday,
)
from tests.collector.desk import Desk, one_listing
from tests.yahoo_server import Market, Split, YahooServer

COMPANY = Subject(Scope.COMPANY, 1)


def make(desk: Desk, condition: str, subject: Subject = COMPANY, **about: object) -> Rule:
    """Make a rule now, as a user does."""
    now = desk.clock.now
    rule = Rule(0, subject, parse_condition(condition), now, now)
    edits.apply(desk.user, AddRule(replace(rule, **about)), now)  # type: ignore[arg-type]
    return all_rules(desk.user)[-1]


def days(*numbers: int) -> list[date]:
    """Return trading days by their number."""
    return [weekday(each) for each in numbers]


@pytest.mark.parametrize(
    ("condition", "closes", "expected"),
    [
        ("price >= 10 CNY", [9.0, 9.5, 10.2, 10.3, 9.0, 10.1], [2, 5]),
        ("price <= 8", [9.0, 8.5, 7.9, 8.1, 9.0, 8.0], [2, 5]),
        ("day >= 5%", [9.0, 9.1, 9.9, 10.0, 10.6], [2, 4]),
        ("day <= -5%", [9.0, 9.1, 8.2, 8.2], [2]),
        ("drawdown(52w) >= 10%", [10.0, 9.5, 8.9, 8.8], [2]),
        ("gain(2026-11-02) >= 20%", [10.0, 11.0, 12.1, 12.2], [2]),
        ("price >= sma(3)", [10.0, 9.0, 8.0, 7.0, 9.5], [4]),
        ("rsi(2) >= 80", [10.0, 9.0, 8.0, 8.1, 9.0, 10.0], [5]),
        ("cap >= 10bn CNY and day >= 5%", [9.0, 9.0, 10.2, 10.3, 9.0, 10.2], [2, 5]),
        ("cap >= 20bn CNY or price <= 8", [9.0, 7.5, 9.0, 21.0], [1, 3]),
        ("cap <= 1.4bn USD", [10.2, 10.0, 9.0], [2]),
    ],
)
@pytest.mark.parametrize("closed", [False, True], ids=["daily", "closed"])
def test_conditions(
    make_desk: MakeDesk, condition: str, closes: list[float], expected: list[int], closed: bool
) -> None:
    """Every condition fires on the same days, whether the program runs or was closed."""
    flat = dict(enumerate(closes))
    desk = make_desk(line_of(closes, highs=flat))
    visit(desk, 0)
    make(desk, condition, basis=Basis.CLOSE)
    for day in [len(closes) - 1] if closed else range(1, len(closes)):
        visit(desk, day)
    assert [each.reached_on for each in desk.firings()] == days(*expected)


def test_volume_against_its_average(make_desk: MakeDesk, yahoo: YahooServer) -> None:
    desk = make_desk(line_of([9.0] * 6))
    visit(desk, 0)
    make(desk, "volume(3) >= 2x")
    desk.round()
    waits = [each.waits for each in all_standings(desk.user).values()]
    assert waits == [(f"days:{SYMBOL}",)]
    for day in (1, 2, 3, 4):
        visit(desk, day)
    assert [each.waits for each in all_standings(desk.user).values()] == [()]
    quote = all_quotes(desk.market)[SYMBOL]
    monday = datetime(2026, 11, 9, 6, tzinfo=UTC)
    with transaction(desk.market):
        store_quotes(desk.market, [replace(quote, time=monday, volume=2500.0)])
    watcher = Watcher(desk.user, read_needs(desk.user, desk.market), "test")
    assert len(watcher.look(desk.market, monday)) == 1
    assert desk.firings()[0].value == pytest.approx(2.5)


def test_the_basis_decides_which_prices_count(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([9.0, 9.5, 9.6, 10.2], highs={1: 10.3, 2: 9.6, 3: 10.4}))
    visit(desk, 0)
    for basis in Basis:
        make(desk, "price >= 10", basis=basis, name=basis.value)
    for day in (1, 2, 3):
        visit(desk, day)
    found = {(each.rule_name, each.reached_on, each.spot) for each in desk.firings()}
    assert found == {
        ("touch", weekday(1), Spot.HIGH),
        ("touch", weekday(3), Spot.LAST),
        ("last", weekday(3), Spot.LAST),
        ("close", weekday(3), Spot.LAST),
    }
    sights = {each.rule_name: each.sight for each in desk.firings()}
    assert sights == {"touch": Sight.LIVE, "last": Sight.LIVE, "close": Sight.BAR}


def test_a_low_touches_as_a_high_does(make_desk: MakeDesk) -> None:
    """A bar goes from the close before, so its low is the smaller end."""
    desk = make_desk(line_of([9.0, 8.0, 9.0]))
    visit(desk, 0)
    make(desk, "price <= 8.5")
    assert visit(desk, 2) == days(1)


def test_already_reached_is_said_with_its_date(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([9.0, 10.5, 9.0, 10.1, 10.2, 10.3]))
    visit(desk, 5)
    make(desk, "cap >= 10bn CNY")
    assert visit(desk, 5) == []
    standing = next(iter(all_standings(desk.user).values()))
    assert standing.state is not None
    assert not standing.state.armed
    assert standing.reached_on == weekday(3)


def test_several_crossings_in_a_gap_come_in_order_and_say_what_holds_now(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk(line_of([9.0, 10.5, 9.0, 10.5, 9.0]))
    visit(desk, 0)
    make(desk, "price >= 10")
    visit(desk, 4)
    found = [(each.reached_on, each.sight, each.held) for each in desk.firings()]
    assert found == [
        (weekday(1), Sight.BAR, False),
        (weekday(3), Sight.BAR, False),
    ]


def test_one_rule_for_a_list_fires_for_each_company(make_desk: MakeDesk) -> None:
    desk = make_desk(
        line_of([9.0, 10.1, 10.2, 9.0, 10.5]),
        line_of([9.0, 9.1, 10.2, 10.3, 10.4], symbol="600002.SS"),
    )
    other = add_company(desk.user, one_listing("600002.SS", "SSE", "CNY", mainland=True))
    visit(desk, 0)
    make(desk, "cap >= 10bn CNY", Subject(Scope.LIST, 1))
    everything = make(desk, "price >= 10", Subject(Scope.EVERYTHING), repeat=Repeat.ONCE)
    visit(desk, 1)
    set_companies(desk.user, 1, [1, other.id])
    visit(desk, 2)
    visit(desk, 4)
    found = [(each.symbol, each.reached_on, each.rule_id) for each in desk.firings()]
    listed = [(symbol, day) for symbol, day, rule in found if rule != everything.id]
    # What joins a list later begins when it is first seen there.
    assert listed == [(SYMBOL, weekday(1)), (SYMBOL, weekday(4))]
    assert [symbol for symbol, _, rule in found if rule == everything.id] == [SYMBOL]


def test_an_exchange_rate_is_watched_without_a_company(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([9.0] * 8))
    visit(desk, 0)
    rate = all_quotes(desk.market).get("USDCNY=X")
    assert rate is None, "one currency needs no rate until a rule does"
    make(desk, "USDCNY >= 1", Subject(Scope.RATE, key="USDCNY"), name="held")
    make(desk, "EURUSD <= 0.01", Subject(Scope.RATE, key="EURUSD"))
    visit(desk, 1)
    visit(desk, 2)
    first = next(each for key, each in all_standings(desk.user).items() if key[0] == 1)
    assert first.state is not None
    assert not first.state.armed
    quote = all_quotes(desk.market)["EURUSD=X"]
    fallen = replace(quote, time=quote.time + timedelta(seconds=1), price=0.005)
    with transaction(desk.market):
        store_quotes(desk.market, [fallen])
    watcher = Watcher(desk.user, read_needs(desk.user, desk.market), "test")
    assert len(watcher.look(desk.market, desk.clock.now)) == 1
    firing = desk.firings()[0]
    assert (firing.symbol, firing.company_id, firing.unit) == ("EURUSD", None, "EURUSD")
    assert firing.value == pytest.approx(0.005)


def test_a_rule_waits_for_its_rate_and_says_so(make_desk: MakeDesk, yahoo: YahooServer) -> None:
    line = line_of([9.0, 9.1, 10.5])
    desk = make_desk(line)
    yahoo.serve(Market([line]), yahoo.clock)  # a source without any exchange rate
    make(desk, "cap >= 1.3bn USD")
    desk.round()
    standing = next(iter(all_standings(desk.user).values()))
    assert standing.state is None
    assert standing.waits == ("rate:CNYUSD",)
    assert desk.firings() == []


def test_the_last_price_of_a_suspended_listing_decides_nothing_but_that_it_is_stale(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk(line_of([9.0, 9.1]))
    visit(desk, 1)
    make(desk, "stale >= 3 sessions")
    make(desk, "price >= 9.05")
    for day in (1, 2, 3):
        desk.clock.set(close_of(weekday(day)))
        desk.round()
        assert desk.firings() == []
    desk.clock.set(close_of(weekday(4)))
    desk.round()
    desk.round()
    assert [(each.value, each.condition) for each in desk.firings()] == [
        (3.0, "stale >= 3 sessions")
    ]


def test_a_split_moves_a_price_rule_with_it(make_desk: MakeDesk) -> None:
    """Set at 12 for a fall to 9: after ten for one that is a fall to 0.9."""
    closes = [12.0, 12.1, 1.22, 1.1, 0.89, 0.9]
    line = line_of(closes, highs={2: 1.25}, splits=(Split(weekday(2), 10),))
    desk = make_desk(line)
    visit(desk, 0)
    make(desk, "price <= 9")
    assert [visit(desk, day) for day in (1, 2, 3)] == [[], [], []]
    assert visit(desk, 4) == days(4)
    move = desk.firings()[0].move
    assert move is not None
    assert move.by_shares == 0
    assert move.total == pytest.approx(0.89 - 1.2, abs=0.02)


def test_a_split_that_comes_while_closed_moves_the_price_rule_as_well(
    make_desk: MakeDesk,
) -> None:
    closes = [12.0, 12.1, 1.22, 1.1, 0.89, 0.9]
    line = line_of(closes, highs={2: 1.25}, splits=(Split(weekday(2), 10),))
    desk = make_desk(line)
    visit(desk, 0)
    make(desk, "price <= 9")
    assert visit(desk, 5) == days(4)


def test_a_firing_says_what_moved_the_cap(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([9.0, 9.5, 10.2]))
    visit(desk, 0)
    make(desk, "cap >= 10bn CNY")
    visit(desk, 2)
    firing = desk.firings()[0]
    move = firing.move
    assert move is not None
    assert (move.since, move.before) == (weekday(0), 9e9)
    assert (move.by_shares, move.by_rate) == (0.0, 0.0)
    assert move.by_price == pytest.approx(firing.value - 9e9)
    ((text, value),) = firing.evidence.terms
    assert (text, value) == ("cap >= 10bn CNY", 10.2e9)


def test_a_firing_in_another_currency_tells_the_part_of_the_rate(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([68.0, 69.0, 75.0]))
    visit(desk, 0)
    make(desk, "cap >= 10bn USD")
    visit(desk, 2)
    firing = desk.firings()[0]
    move = firing.move
    assert move is not None
    assert move.by_rate != 0
    assert move.before + move.total == pytest.approx(firing.value, rel=1e-9)


@pytest.mark.parametrize(
    ("about", "quiet"),
    [
        ({"muted": True}, Quiet.MUTED),
        ({"snoozed_until": close_of(weekday(9))}, Quiet.SNOOZED),
    ],
)
def test_a_rule_that_is_to_be_quiet_logs_all_the_same(
    make_desk: MakeDesk, about: dict[str, object], quiet: Quiet
) -> None:
    desk = make_desk(line_of([9.0, 10.1, 9.0, 10.1]))
    visit(desk, 0)
    make(desk, "price >= 10", **about)  # type: ignore[arg-type]
    assert visit(desk, 3) == []
    assert [(each.reached_on, each.quiet) for each in desk.firings()] == [
        (weekday(1), quiet),
        (weekday(3), quiet),
    ]


def test_an_edited_condition_begins_anew(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([9.0, 10.1, 10.5, 11.2]))
    visit(desk, 0)
    rule = make(desk, "price >= 10")
    assert visit(desk, 1) == days(1)
    changed = replace(rule, condition=parse_condition("price >= 11"))
    edits.apply(desk.user, ReplaceRule(changed), desk.clock.now)
    assert visit(desk, 2) == days(1)
    assert visit(desk, 3) == days(1, 3)


def test_a_rule_that_the_user_has_removed_meanwhile_fires_no_more(make_desk: MakeDesk) -> None:
    """Between reading the rules and storing their firings a command removes one."""
    desk = make_desk(line_of([9.0, 10.1]))
    visit(desk, 0)
    rule = make(desk, "price >= 10")
    desk.round()
    watcher = Watcher(desk.user, read_needs(desk.user, desk.market), "test")
    quote = all_quotes(desk.market)[SYMBOL]
    later = replace(quote, time=quote.time + timedelta(seconds=1), price=10.5)
    with transaction(desk.market):
        store_quotes(desk.market, [later])
    desk.user.execute("DELETE FROM rule WHERE id = ?", (rule.id,))
    assert watcher.look(desk.market, desk.clock.now) == ()
    assert desk.firings() == []


def test_quotes_out_of_order_and_twice_are_not_looked_at_again(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([9.0, 9.1]))
    visit(desk, 0)
    make(desk, "price >= 10")
    desk.round()
    watcher = Watcher(desk.user, read_needs(desk.user, desk.market), "test")
    quote = all_quotes(desk.market)[SYMBOL]

    def told(seconds: int, price: float) -> int:
        at = datetime(2026, 11, 3, 2, 0, seconds, tzinfo=UTC)
        later = replace(quote, time=at, price=price, day_high=None, day_low=None)
        with transaction(desk.market):
            store_quotes(desk.market, [later])
        return len(watcher.look(desk.market, at, (SYMBOL,)))

    assert told(2, 9.5) == 0
    assert told(1, 10.5) == 0, "older than what was looked at"
    assert told(3, 10.1) == 1
    assert told(3, 9.0) == 0, "of the same time"
    assert told(3, 10.2) == 0
    assert told(4, 9.0) == 0
    assert told(5, 10.1) == 1


def test_two_sessions_in_one_day_of_utc_have_highs_of_their_own(make_desk: MakeDesk) -> None:
    """Tokyo's Tuesday begins on Monday evening of UTC: its date is the exchange's."""
    company = one_listing("6501.T", "JPX", "JPY")
    desk = make_desk(line_of([9.0, 9.5, 9.5], symbol="6501.T"), company=company)
    visit(desk, 0)
    make(desk, "price >= 10")
    desk.round()
    watcher = Watcher(desk.user, read_needs(desk.user, desk.market), "test")
    quote = all_quotes(desk.market)["6501.T"]

    def told(at: datetime, high: float) -> int:
        later = replace(quote, time=at, price=9.5, day_high=high, fetched_at=at)
        with transaction(desk.market):
            store_quotes(desk.market, [later])
            desk.market.execute("UPDATE instrument SET history_at = ?", (at.isoformat(),))
        return len(watcher.look(desk.market, at, ("6501.T",)))

    tuesday = datetime(2026, 11, 3, tzinfo=UTC)
    assert told(tuesday + timedelta(hours=1), 10.1) == 1
    assert told(tuesday + timedelta(hours=2), 10.1) == 0, "the same high"
    # An hour before midnight of UTC it is Wednesday in Tokyo, and a high of its own.
    assert told(tuesday + timedelta(hours=23, minutes=59), 9.6) == 0
    assert all_looked(desk.user)["6501.T"].day == date(2026, 11, 4)


def test_a_clock_that_was_set_back_loses_nothing(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([9.0, 9.1, 10.5, 10.6]))
    visit(desk, 1)
    make(desk, "price >= 10")
    desk.round()
    desk.clock.set(close_of(weekday(0)))
    desk.round()
    assert visit(desk, 2) == days(2)
    assert visit(desk, 3) == days(2)


def test_counts_and_targets(make_desk: MakeDesk) -> None:
    """The way to the nearest target ahead, which moves on when one is reached."""
    desk = make_desk(line_of([9.0, 9.6, 10.2, 14.5, 15.1, 20.0]))
    now = desk.clock.now
    from gridwatch.domain.money import Money

    visit(desk, 0)
    edits.apply(desk.user, edits.SetTarget(1, Money(Decimal(10 * SHARES), "CNY")), now)
    make(desk, "distance <= 5%", basis=Basis.CLOSE)
    for day in (1, 2, 3):
        visit(desk, day)
    close = [each for each in desk.firings() if each.target_id is None]
    assert [each.reached_on for each in close] == days(1)
