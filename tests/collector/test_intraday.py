"""Bars within the day: only of what is shown, only when they can be new, never in a wrong unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gridwatch import wire
from gridwatch.collector.intraday import EVERY, Outcome, due_charts, refresh_intraday
from gridwatch.collector.needs import read_needs
from gridwatch.collector.refresh import refresh_quotes
from gridwatch.collector.rounds import standing_of
from gridwatch.collector.schedule import Standing, due_quotes, next_quotes
from gridwatch.collector.showing import MOST, Chart, Showing, may_trade, showing_of, trades
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import Candles
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.store.market.instruments import all_instruments
from gridwatch.store.market.intraday import last_stamp, read_candles, read_fetched
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.market.results import read_results
from tests.collector.desk import Desk, one_listing, open_desk
from tests.yahoo_server import Fault, Split, YahooServer, faults

SYMBOL = "601179.SS"
CHART = Chart(SYMBOL, BarSize.FIVE_MINUTES)
CHARTS = "/v8/"


@pytest.fixture
def desk(yahoo: YahooServer, yahoo_feed: Callable[[], YahooFeed], tmp_path: Path) -> Desk:
    """Open a profile with one company of Shanghai, whose quote has been polled."""
    company = one_listing(SYMBOL, "SSE", "CNY", mainland=True)
    desk = open_desk(tmp_path / "profile", yahoo_feed(), yahoo.clock, [company])
    desk.round()
    yahoo.traffic.clear()
    return desk


def due(desk: Desk, *charts: Chart) -> tuple[tuple[Chart, ...], datetime | None]:
    standing = standing_of(read_needs(desk.user, desk.market), desk.market)
    return due_charts(charts or (CHART,), standing, desk.market, desk.clock.now)


def fetched(desk: Desk, chart: Chart = CHART) -> Outcome:
    return refresh_intraday(desk.feed, desk.market, chart, desk.clock.now)


def stored(desk: Desk, chart: Chart = CHART) -> Candles:
    return read_candles(desk.market, chart.symbol, chart.size)


def test_it_is_due_at_once_then_each_minute_while_open(desk: Desk) -> None:
    assert due(desk) == ((CHART,), None)
    assert fetched(desk) == Outcome()
    assert due(desk) == ((), desk.clock.now + EVERY)
    desk.clock.advance(EVERY)
    assert due(desk) == ((CHART,), None)
    other = Chart(SYMBOL, BarSize.HOUR)
    fetched(desk)
    assert due(desk, CHART, other)[0] == (other,), "each size is fetched for itself"


def test_after_the_close_it_is_fetched_once(desk: Desk, yahoo: YahooServer) -> None:
    fetched(desk)
    desk.clock.set(datetime(2026, 11, 20, 7, 5, tzinfo=UTC))
    desk.round()
    desk.clock.set(datetime(2026, 11, 20, 7, 16, tzinfo=UTC))
    refresh_quotes(desk.feed, desk.market, [SYMBOL], desk.clock.now)
    assert all_quotes(desk.market)[SYMBOL].state is MarketState.CLOSED
    assert due(desk) == ((), datetime(2026, 11, 20, 7, 20, tzinfo=UTC))
    desk.clock.set(datetime(2026, 11, 20, 7, 20, tzinfo=UTC))
    assert due(desk)[0] == (CHART,)
    fetched(desk)
    for later in (timedelta(minutes=5), timedelta(hours=10), timedelta(days=1)):
        desk.clock.advance(later)
        assert due(desk) == ((), None)
    assert stored(desk).stamps[-1] % 86_400 == 14 * 3600 + 55 * 60


def test_the_second_request_asks_for_little(desk: Desk, yahoo: YahooServer) -> None:
    fetched(desk)
    before = stored(desk)
    assert len(before) > 1500
    desk.clock.advance(timedelta(minutes=10))
    fetched(desk)
    first, second = (each for each in yahoo.requests if each.path.startswith(CHARTS))
    asked = [int(each.query["period2"]) - int(each.query["period1"]) for each in (first, second)]
    assert asked[0] > 58 * 86_400
    assert asked[1] < 5 * 3600
    after = stored(desk)
    assert len(after) - len(before) == 2
    assert after.close[: len(before) - 1].tolist() == before.close[:-1].tolist()


def test_a_split_within_the_day_is_worked_into_all(desk: Desk, yahoo: YahooServer) -> None:
    fetched(desk)
    before = stored(desk)
    line = yahoo.market.lines[SYMBOL]
    tomorrow = desk.clock.now + timedelta(days=3)
    yahoo.market.add(replace(line, splits=(Split(tomorrow.date(), 2.0),)))
    desk.clock.set(tomorrow)
    yahoo.traffic.clear()
    assert fetched(desk) == Outcome()
    assert len(yahoo.traffic.paths(CHARTS)) == 2
    after = stored(desk)
    common = set(before.stamps[:-1].tolist()) & set(after.stamps.tolist())
    assert len(common) > 1000
    old = dict(zip(before.stamps.tolist(), before.close.tolist(), strict=True))
    new = dict(zip(after.stamps.tolist(), after.close.tolist(), strict=True))
    assert [new[each] for each in common] == pytest.approx(
        [old[each] / 2 for each in common], abs=2e-4
    )


def test_a_restated_daily_history_drops_what_was_within_its_days(
    desk: Desk, yahoo: YahooServer
) -> None:
    fetched(desk)
    line = yahoo.market.lines[SYMBOL]
    later = desk.clock.now + timedelta(days=4)
    yahoo.market.add(replace(line, splits=(Split(desk.clock.now.date(), 2.0),)))
    desk.clock.set(later)
    desk.round()
    assert last_stamp(desk.market, SYMBOL, BarSize.FIVE_MINUTES) is None
    assert due(desk)[0] == (CHART,)


def test_another_currency_is_refused_and_nothing_lost(desk: Desk, yahoo: YahooServer) -> None:
    fetched(desk)
    before = len(stored(desk))
    yahoo.market.add(replace(yahoo.market.lines[SYMBOL], currency="HKD"))
    outcome = fetched(desk)
    assert outcome.new
    assert outcome.trouble is not None
    assert outcome.trouble.kind is TroubleKind.GARBLED
    assert len(stored(desk)) == before
    assert all_instruments(desk.market)[SYMBOL].currency == "CNY"


def test_pence_are_stored_as_pounds(desk: Desk) -> None:
    chart = Chart("NG.L", BarSize.HOUR)
    fetched(desk, chart)
    known = all_instruments(desk.market)["NG.L"]
    assert (known.currency, known.quoted_in, known.zone) == ("GBP", "GBp", "Europe/London")
    assert 1 < stored(desk, chart).close[-1] < 50


@pytest.mark.parametrize(
    "fault",
    [
        faults.too_many_requests(),
        faults.server_error(),
        faults.html_page(),
        faults.truncated_json(),
        faults.ragged_arrays(),
        faults.all_rows_null(),
        faults.no_timestamp(),
        faults.result_null(),
        faults.result_empty(),
        faults.not_found(),
        faults.hangs_up(),
        faults.meta_without("currency"),
    ],
)
def test_no_bad_answer_removes_what_is_stored(desk: Desk, yahoo: YahooServer, fault: Fault) -> None:
    fetched(desk)
    before = stored(desk)
    yahoo.fault = fault
    desk.clock.advance(timedelta(minutes=5))
    fetched(desk)
    assert stored(desk).close.tolist() == before.close.tolist()


def test_a_trouble_is_new_once_and_waits_for_its_next_try(desk: Desk, yahoo: YahooServer) -> None:
    yahoo.fault = faults.only(faults.ragged_arrays(), prefix=CHARTS)
    first = fetched(desk)
    assert first.new
    assert first.trouble is not None
    assert (first.trouble.kind, first.trouble.symbols) == (TroubleKind.GARBLED, (SYMBOL,))
    next_try = first.trouble.next_try
    assert next_try is not None
    assert next_try > desk.clock.now + EVERY
    assert due(desk) == ((), next_try)
    other = Chart(SYMBOL, BarSize.HOUR)
    assert due(desk, other)[0] == (other,), "the other size does not wait"
    desk.clock.set(next_try)
    assert due(desk)[0] == (CHART,)
    assert not fetched(desk).new
    yahoo.fault = None
    desk.clock.advance(timedelta(hours=1))
    assert fetched(desk) == Outcome()
    assert read_fetched(desk.market, SYMBOL, CHART.size).failure is None


def test_a_clock_that_was_put_right_does_not_stop_it(desk: Desk) -> None:
    desk.clock.advance(timedelta(hours=1))
    fetched(desk)
    desk.clock.advance(timedelta(hours=-1))
    assert due(desk)[0] == (CHART,)


def test_days_of_results_come_along_with_quotes(desk: Desk, yahoo: YahooServer) -> None:
    now = desk.clock.now
    past, coming = now - timedelta(days=30), now + timedelta(days=60)

    def name(one: dict[str, object]) -> None:
        one["earningsTimestamp"] = int(past.timestamp())
        one["earningsTimestampStart"] = int(coming.timestamp())

    yahoo.fault = faults.quote_edited(name)
    refresh_quotes(desk.feed, desk.market, [SYMBOL], now)
    assert read_results(desk.market, SYMBOL) == (past.date(), coming.date())
    yahoo.fault = None
    refresh_quotes(desk.feed, desk.market, [SYMBOL], now)
    assert read_results(desk.market, SYMBOL) == (past.date(), coming.date())


def shown(*symbols: str, charts: tuple[tuple[str, str], ...] = ()) -> Showing:
    return showing_of(wire.Show(symbols, tuple(wire.Chart(*each) for each in charts)))


def test_what_cannot_be_asked_for_is_not_shown() -> None:
    showing = shown(
        *("GEV", "", "A/B", "x" * 50, "^hsi", "GEV"),
        charts=(
            *(("GEV", "5m"), ("GEV", "5m"), ("GEV", "1d"), ("GEV", "30m"), ("GEV", "")),
            *(("../x", "5m"), ("^GSPC", "1m")),
        ),
    )
    minute, five = BarSize.MINUTE, BarSize.FIVE_MINUTES
    assert showing.symbols == ("GEV", "^GSPC", "^HSI")
    assert showing.charts == (Chart("GEV", five), Chart("^GSPC", minute))
    assert len(shown(*(f"S{number}" for number in range(500))).symbols) == MOST


def test_what_is_looked_at_is_needed_with_its_rate(desk: Desk) -> None:
    needs = read_needs(desk.user, desk.market, ("POWL", SYMBOL, "000300.SS"))
    assert list(needs.visitors) == ["POWL", "000300.SS"]
    assert set(needs.symbols) >= {"POWL", SYMBOL, "000300.SS"}
    assert needs.exchange_of()["POWL"] == ""
    refresh_quotes(desk.feed, desk.market, ["POWL", "6501.T"], desk.clock.now)
    needs = read_needs(desk.user, desk.market, ("POWL", "6501.T"))
    assert needs.exchange_of() == {"POWL": "NYQ", "6501.T": "JPX", SYMBOL: "SSE"}
    assert {"USDJPY=X", "USDCNY=X"} <= set(needs.rates)
    assert read_needs(desk.user, desk.market).visitors == {}


def test_what_is_looked_at_may_not_exist(desk: Desk, yahoo: YahooServer) -> None:
    round_ = refresh_quotes(
        desk.feed, desk.market, ["NOPE1", "NOPE2"], desk.clock.now, vouched=False
    )
    assert {each.symbols for each in round_.troubles} == {("NOPE1",), ("NOPE2",)}
    assert all_instruments(desk.market)["NOPE1"].waits("quote", desk.clock.now)


NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def standing(state: MarketState, exchange: str = "SSE") -> Standing:
    quote = Quote("A", 1.0, NOON, "CNY", "CNY", state=state, fetched_at=NOON)
    return Standing({"A": exchange}, {"A": quote}, {})


def test_a_quote_knows_of_holidays_and_may_be_late_at_an_opening() -> None:
    assert trades("A", standing(MarketState.OPEN), NOON)
    assert not trades("A", standing(MarketState.CLOSED), NOON)
    assert trades("A", standing(MarketState.UNKNOWN), NOON)
    assert may_trade("A", standing(MarketState.CLOSED), NOON)
    night = NOON + timedelta(hours=12)
    assert not may_trade("A", standing(MarketState.CLOSED), night)
    assert not may_trade("A", standing(MarketState.CLOSED, "SNP"), NOON)
    assert may_trade("B", standing(MarketState.CLOSED), NOON), "nothing is known of it"


def test_an_index_that_rests_is_asked_for_seldom() -> None:
    resting = standing(MarketState.CLOSED, "SNP")
    every = timedelta(minutes=1)
    assert due_quotes(["A"], resting, NOON + timedelta(minutes=5), every) == ()
    assert due_quotes(["A"], resting, NOON + timedelta(minutes=15), every) == ("A",)
    assert next_quotes(["A"], resting, NOON, every) == NOON + timedelta(minutes=15)
