"""What fires and what never may, over a hand-made line served by the loopback Yahoo."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gridwatch.collector.needs import read_needs
from gridwatch.collector.refresh import refresh_quotes
from gridwatch.collector.rounds import settle
from gridwatch.collector.starting import settle_starters
from gridwatch.domain.alert.sight import Quiet, Sight
from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.money import Money
from gridwatch.domain.quote import Doubt
from gridwatch.services import edits
from gridwatch.store.market.bars import read_bars
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.user.rule_states import Looked, all_standings, store_looked
from gridwatch.store.user.starters import want_targets
from gridwatch.store.user.targets import all_targets
from tests.collector.alert.lines import (
    SHARES,
    SYMBOL,
    MakeDesk,
    close_of,
    line_of,
    visit,
    weekday,
)
from tests.collector.desk import one_listing, want
from tests.yahoo_server import Market, Split, YahooServer, faults


def test_live_crossing_fires_once_with_its_evidence(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([9.0, 9.5, 10.2, 10.4, 10.1]))
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    assert visit(desk, 0) == []
    assert visit(desk, 1) == []
    assert visit(desk, 2) == [weekday(2)]
    assert visit(desk, 3) == [weekday(2)]
    assert visit(desk, 4) == [weekday(2)]
    firing = desk.firings()[0]
    evidence = firing.evidence
    assert (firing.sight, firing.touched, evidence.basis) == (Sight.LIVE, False, Basis.DOMESTIC)
    assert (evidence.price, evidence.shares, firing.value) == (10.2, SHARES, 10.2e9)
    assert (evidence.rate, evidence.source) == (1.0, "Yahoo")
    assert firing.noticed_at == close_of(weekday(2))


def test_crossings_while_closed_come_in_order_from_bars(make_desk: MakeDesk) -> None:
    """Up, down and up again in a fortnight without the program: two firings, at their closes."""
    closes = [9.0, 9.1, 10.5, 9.0, 8.9, 9.2, 10.6, 10.7, 10.8]
    desk = make_desk(line_of(closes))
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    assert visit(desk, 8) == [weekday(2), weekday(6)]
    firings = desk.firings()
    assert {each.sight for each in firings} == {Sight.BAR}
    assert firings[0].reached_at == datetime(2026, 11, 4, 7, tzinfo=UTC)


def test_a_days_high_counts_once(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([9.0, 9.5, 9.6, 9.6], highs={1: 10.3}))
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    assert visit(desk, 1) == [weekday(1)]
    assert visit(desk, 1) == [weekday(1)]
    assert visit(desk, 3) == [weekday(1)]
    firing = desk.firings()[0]
    assert firing.touched
    assert firing.evidence.price == 10.3
    assert firing.value == pytest.approx(10.3e9)


def test_a_target_set_beyond_the_cap_never_fires_by_itself(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([10.5, 10.6, 9.5, 10.2], highs={0: 11.0}))
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    assert visit(desk, 0) == []
    assert visit(desk, 1) == []
    assert visit(desk, 2) == []
    assert visit(desk, 3) == [weekday(3)]


def test_the_high_before_a_target_was_set_does_not_count(make_desk: MakeDesk) -> None:
    """The day's high of the day on which the target was set may have been before it."""
    desk = make_desk(line_of([9.0, 9.1, 9.2], highs={0: 12.0}))
    desk.clock.set(close_of(weekday(0)) - timedelta(hours=2))
    desk.round()
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    desk.round()
    assert visit(desk, 0) == []
    assert visit(desk, 2) == []


def test_a_quote_waits_for_the_days_that_were_missed(make_desk: MakeDesk) -> None:
    """Before the history is there nothing is passed over; then it comes in order."""
    desk = make_desk(line_of([9.0, 10.5, 9.0, 8.9, 10.6, 10.7]))
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    desk.clock.set(close_of(weekday(5)))
    refresh_quotes(desk.feed, desk.market, [SYMBOL], desk.clock.now)
    assert settle(desk.user, desk.market, desk.feed, desk.clock.now) == ((), ())
    assert visit(desk, 5) == [weekday(1), weekday(4)]


def test_without_any_history_the_quote_counts_all_the_same(
    make_desk: MakeDesk, yahoo: YahooServer
) -> None:
    desk = make_desk(line_of([9.0, 9.1, 9.2, 10.5]))
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    yahoo.fault = faults.only(faults.html_page(), prefix="/v8/")
    desk.clock.set(close_of(weekday(3)))
    assert [each.kind for each in desk.round().troubles] == ["garbled"]
    assert [each.sight for each in desk.firings()] == [Sight.LIVE]


def test_a_split_does_not_fire_or_rearm(make_desk: MakeDesk) -> None:
    """A 10:1 split: the price falls to a tenth, the cap stands still, the count follows later."""
    closes = [12.0, 12.1, 1.22, 1.23, 1.24]
    line = line_of(closes, highs={2: 1.25}, splits=(Split(weekday(2), 10),))
    desk = make_desk(line)
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    for day in range(5):
        assert visit(desk, day) == []
    view = desk.overview().companies[1]
    assert view.cap.value == pytest.approx(12.4e9, rel=1e-6)
    assert read_bars(desk.market, SYMBOL).close[0] == pytest.approx(1.2)


def test_a_split_that_the_source_works_in_late_never_fires(
    make_desk: MakeDesk, yahoo: YahooServer
) -> None:
    """The price falls to a tenth with no split in sight, which comes two days later."""
    closes = [12.0, 12.1, 1.21, 1.22, 1.23, 1.24]
    desk = make_desk(line_of(closes))
    want(desk, 1, 9_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    visit(desk, 1)
    assert visit(desk, 2) == []
    assert all_quotes(desk.market)[SYMBOL].doubt is Doubt.SPIKE
    assert visit(desk, 3) == []
    yahoo.serve(Market([line_of(closes, splits=(Split(weekday(2), 10),))]), yahoo.clock)
    assert visit(desk, 4) == []
    assert read_bars(desk.market, SYMBOL).close[0] == pytest.approx(1.2)
    assert visit(desk, 5) == []
    assert desk.overview().companies[1].cap.value == pytest.approx(12.4e9)


def test_a_split_while_closed_keeps_the_caps_of_earlier_days(make_desk: MakeDesk) -> None:
    """The bars before a split come back adjusted; with the counts of then they make true caps."""
    closes = [9.0, 9.1, 9.2, 0.93, 0.94, 1.05]
    highs = {3: 0.94, 5: 1.06}
    line = line_of(closes, highs=highs, splits=(Split(weekday(3), 10),))
    desk = make_desk(line)
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    assert visit(desk, 5) == [weekday(5)]
    assert desk.firings()[0].evidence.shares == SHARES * 10


def test_a_crossing_on_the_day_of_a_split_fires(make_desk: MakeDesk) -> None:
    line = line_of([9.0, 9.5, 1.05, 1.06], highs={2: 1.06}, splits=(Split(weekday(2), 10),))
    desk = make_desk(line)
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    visit(desk, 1)
    assert visit(desk, 2) == [weekday(2)]


def test_a_target_set_while_the_exchange_is_closed_begins_from_its_last_price(
    make_desk: MakeDesk,
) -> None:
    """Set on Saturday without a network, crossed by Monday's gap: it fires on Monday."""
    desk = make_desk(line_of([9.0, 9.1, 9.2, 9.3, 9.4, 10.5]))
    visit(desk, 4)
    saturday = close_of(weekday(4)) + timedelta(days=1)
    want(desk, 1, 10_000_000_000, "CNY", saturday)
    assert visit(desk, 5) == [weekday(5)]


def test_a_target_set_long_after_the_last_fetch_begins_from_the_close_before_it(
    make_desk: MakeDesk,
) -> None:
    """Set by a command on Monday evening; the next fetch comes a week later."""
    desk = make_desk(line_of([9.0, 9.1, 9.2, 10.5, 9.0, 9.1, 9.2]))
    desk.clock.set(close_of(weekday(0)) - timedelta(hours=5))
    desk.round()
    want(desk, 1, 10_000_000_000, "CNY", close_of(weekday(0)))
    assert visit(desk, 6) == [weekday(3)]


def test_a_closing_auction_counts_after_the_last_look(make_desk: MakeDesk) -> None:
    """The last look was after the nominal close and before the price of the auction came."""
    company = one_listing("1001.HK", "HKEX", "HKD")
    desk = make_desk(line_of([9.0, 9.1, 10.2, 9.0], symbol="1001.HK"), company=company)
    want(desk, 1, 10_000_000_000, "HKD", desk.clock.now)
    visit(desk, 0)
    visit(desk, 1)
    late = datetime(2026, 11, 4, 8, 5, tzinfo=UTC)
    store_looked(desk.user, {"1001.HK": Looked(late, weekday(2), 9.5, 9.0, SHARES)})
    assert visit(desk, 3) == [weekday(2)]
    assert desk.firings()[0].reached_at == datetime(2026, 11, 4, 8, tzinfo=UTC)


def test_a_company_found_by_search_gets_its_rate_with_its_first_quote(make_desk: MakeDesk) -> None:
    """A search tells no currency: the quote does, and the rate is asked for at once."""
    company = one_listing("1001.HK", "", "")
    desk = make_desk(line_of([9.0, 10.0], symbol="1001.HK"), company=company)
    assert not desk.round().troubles
    view = desk.overview().companies[1]
    assert view.base_cap == pytest.approx(9e9 * 7.1 / 7.8, rel=0.05)


def test_starter_targets_are_set_once_even_if_the_user_sets_one_meanwhile(
    make_desk: MakeDesk,
) -> None:
    desk = make_desk(line_of([9.0, 9.1]))
    want_targets(desk.user, [1], Money(Decimal(10**11), "CNY"))
    refresh_quotes(desk.feed, desk.market, [SYMBOL], desk.clock.now)
    needs = read_needs(desk.user, desk.market)
    edits.apply(desk.user, edits.SetTarget(1, Money(Decimal(10**11), "CNY")), desk.clock.now)
    assert settle_starters(desk.user, desk.market, needs, desk.clock.now) == ()
    assert len(all_targets(desk.user)) == 1


def test_a_corrected_share_count_never_fires(make_desk: MakeDesk, yahoo: YahooServer) -> None:
    desk = make_desk(line_of([9.0, 9.1, 9.2, 9.3]))
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    more = line_of([9.0, 9.1, 9.2, 9.3], shares=((date(2020, 1, 1), int(SHARES * 1.3)),))
    yahoo.serve(Market([more]), yahoo.clock)
    for day in (1, 2, 3):
        assert visit(desk, day) == []
    assert desk.overview().companies[1].cap.value == pytest.approx(9.3e9 * 1.3)
    assert [(each.reached_on, each.quiet) for each in desk.firings()] == [(weekday(1), Quiet.COUNT)]


def test_a_stale_quote_never_fires(make_desk: MakeDesk) -> None:
    """A suspended line keeps its last price: no watch begins on it."""
    desk = make_desk(line_of([9.0, 9.5]))
    desk.clock.set(close_of(weekday(20)))
    want(desk, 1, 9_200_000_000, "CNY", desk.clock.now)
    desk.round()
    assert [each.state for each in all_standings(desk.user).values()] == [None]
    assert desk.overview().companies[1].stale


def test_a_target_in_another_currency_uses_the_dated_rate(make_desk: MakeDesk) -> None:
    desk = make_desk(line_of([68.0, 69.0, 75.0]))
    want(desk, 1, 10_000_000_000, "USD", desk.clock.now)
    visit(desk, 0)
    assert visit(desk, 2) == [weekday(2)]
    firing = desk.firings()[0]
    assert firing.unit == "USD"
    assert firing.evidence.rate is not None
    assert firing.value == pytest.approx(75e9 * firing.evidence.rate)
    assert 1 / 8 < firing.evidence.rate < 1 / 6


def test_class_weighted_caps_add_each_class_at_its_own_price(make_desk: MakeDesk) -> None:
    listings = (Listing(SYMBOL, "SSE", "CNY", "A"), Listing("1001.HK", "HKEX", "HKD", "H"))
    company = Company(
        0, "Two Classes", "", "", "CN", True, "", SYMBOL, listings, Basis.CLASS_WEIGHTED
    )
    mainland = line_of([10.0, 10.0, 12.0])
    hong_kong = line_of(
        [5.0, 5.0, 9.0], symbol="1001.HK", shares=((date(2020, 1, 1), 500_000_000),)
    )
    desk = make_desk(mainland, hong_kong, company=company)
    want(desk, 1, 15_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    assert visit(desk, 2) == [weekday(2)]
    firing = desk.firings()[0]
    assert firing.evidence.basis == Basis.CLASS_WEIGHTED
    rate = 7.1 / 7.8
    assert firing.value == pytest.approx(12e9 + 9 * 5e8 * rate, rel=0.05)
    assert firing.evidence.shares == pytest.approx(1.5e9)


def test_pence_never_make_a_hundredfold_cap(make_desk: MakeDesk) -> None:
    company = one_listing("AAA.L", "LSE", "GBp")
    desk = make_desk(line_of([980.0, 1000.0, 1000.0], symbol="AAA.L"), company=company)
    visit(desk, 2)
    view = desk.overview().companies[1]
    assert view.cap.value == pytest.approx(10.0 * SHARES)
    assert view.cap.currency == "GBP"
    assert view.quote is not None
    assert view.quote.quoted_in == "GBp"


def test_killed_between_storing_and_evaluating_nothing_is_lost(make_desk: MakeDesk) -> None:
    """Quotes stored and bars stored, but not evaluated: the next start finds the crossing."""
    desk = make_desk(line_of([9.0, 10.5, 10.6]))
    want(desk, 1, 10_000_000_000, "CNY", desk.clock.now)
    visit(desk, 0)
    desk.clock.set(close_of(weekday(1)))
    refresh_quotes(desk.feed, desk.market, [SYMBOL], desk.clock.now)
    assert visit(desk, 2) == [weekday(1)]
