"""What is stored of each answer, and what a bad one must not destroy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gridwatch.collector.filling import fill
from gridwatch.collector.reach import wanted_days
from gridwatch.collector.refresh import refresh_quotes
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.store.market.bars import bar_days, read_bars
from gridwatch.store.market.instruments import all_instruments
from gridwatch.store.market.quotes import all_quotes
from tests.collector.desk import Desk, one_listing, open_desk
from tests.yahoo_server import Fault, YahooServer, faults
from tests.yahoo_server.generated import generated_market

SYMBOL = "600000.SS"


@pytest.fixture
def desk(yahoo: YahooServer, yahoo_feed: Callable[[], YahooFeed], tmp_path: Path) -> Desk:
    """Open a profile with one of ten generated lines."""
    yahoo.reset(generated_market(10, 2, yahoo.clock.now.date()), yahoo.clock)
    company = one_listing(SYMBOL, "SSE", "CNY", mainland=True)
    return open_desk(tmp_path / "profile", yahoo_feed(), yahoo.clock, [company])


def test_a_first_fill_is_one_request_a_listing(desk: Desk, yahoo: YahooServer) -> None:
    symbols = [line for line in yahoo.market.lines if not line.endswith("=X")]
    outcome = dict(fill(desk.feed, desk.market, symbols, lambda: desk.clock.now))
    assert outcome == dict.fromkeys(symbols)
    assert len(yahoo.requests) == len(symbols)
    assert set(bar_days(desk.market)) == set(symbols)


def test_a_later_fill_asks_for_the_last_ten_days(desk: Desk, yahoo: YahooServer) -> None:
    desk.round()
    since = wanted_days(desk.market, SYMBOL, None, desk.clock.now).since
    assert since is not None
    assert timedelta(days=10) <= desk.clock.now.date() - since <= timedelta(days=14)
    before = read_bars(desk.market, SYMBOL)
    yahoo.traffic.clear()
    yahoo.clock.advance(timedelta(days=1))
    desk.round()
    charts = [each for each in yahoo.requests if each.path.startswith("/v8/")]
    assert len(charts) == 1
    assert read_bars(desk.market, SYMBOL).close[:-1].tolist()[:400] == before.close[:400].tolist()


def test_half_a_days_bar_is_mended_the_day_after(desk: Desk, yahoo: YahooServer) -> None:
    desk.round()
    noon = read_bars(desk.market, SYMBOL)
    assert not noon.final[-1]
    yahoo.clock.advance(timedelta(hours=20))
    desk.round()
    mended = read_bars(desk.market, SYMBOL)
    place = mended.days.tolist().index(int(noon.days[-1]))
    assert mended.final[place]
    assert mended.volume[place] > noon.volume[-1]


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
    ],
)
def test_no_bad_answer_removes_what_is_stored(desk: Desk, yahoo: YahooServer, fault: Fault) -> None:
    desk.round()
    before = read_bars(desk.market, SYMBOL).close.tolist()
    quotes = all_quotes(desk.market)
    yahoo.fault = fault
    yahoo.clock.advance(timedelta(days=1))
    desk.round()
    assert read_bars(desk.market, SYMBOL).close.tolist()[: len(before)] == before
    assert all_quotes(desk.market)[SYMBOL].time >= quotes[SYMBOL].time


def test_a_trouble_of_the_whole_source_stops_the_fill(desk: Desk, yahoo: YahooServer) -> None:
    symbols = [line for line in yahoo.market.lines if not line.endswith("=X")]
    yahoo.fault = faults.too_many_requests(retry_after=60)
    outcome = list(fill(desk.feed, desk.market, symbols, lambda: desk.clock.now))
    assert len(outcome) <= 4
    assert len(yahoo.requests) <= 4


def test_an_unknown_symbol_is_told_and_waits(desk: Desk, yahoo: YahooServer) -> None:
    round_ = refresh_quotes(desk.feed, desk.market, [SYMBOL, "NOPE.SS"], desk.clock.now)
    assert round_.stored == (SYMBOL,)
    assert [(each.kind, each.symbols) for each in round_.troubles] == [("unknown", ("NOPE.SS",))]
    noted = all_instruments(desk.market)["NOPE.SS"]
    assert noted.next_try == desk.clock.now + timedelta(hours=6)
    assert noted.last_success is None


def test_one_empty_answer_makes_no_symbol_unknown(desk: Desk, yahoo: YahooServer) -> None:
    """An empty batch is the source's trouble; nobody waits for hours."""
    desk.round()
    yahoo.fault = faults.result_empty("quoteResponse")
    round_ = refresh_quotes(desk.feed, desk.market, [SYMBOL, "600001.SS"], desk.clock.now)
    assert [(each.kind, each.symbols) for each in round_.troubles] == [("garbled", ())]
    assert not all_instruments(desk.market)[SYMBOL].failures


def test_one_bad_page_makes_no_symbol_wait(desk: Desk, yahoo: YahooServer) -> None:
    desk.round()
    yahoo.fault = faults.only(faults.html_page(), prefix="/v7/")
    round_ = refresh_quotes(desk.feed, desk.market, [SYMBOL, "600001.SS"], desk.clock.now)
    assert [each.symbols for each in round_.troubles] == [()]
    assert round_.troubles[0].next_try == desk.clock.now + timedelta(seconds=30)
    assert not all_instruments(desk.market)[SYMBOL].failures


def test_a_symbol_that_is_left_out_once_is_soon_asked_for_again(
    desk: Desk, yahoo: YahooServer
) -> None:
    symbols = [SYMBOL, "600001.SZ"]
    refresh_quotes(desk.feed, desk.market, symbols, desk.clock.now)
    gone = yahoo.market.lines.pop("600001.SZ")
    refresh_quotes(desk.feed, desk.market, symbols, desk.clock.now)
    yahoo.market.add(gone)
    known = all_instruments(desk.market)
    assert known["600001.SZ"].waits("quote", desk.clock.now)
    assert not known["600001.SZ"].waits("quote", desk.clock.now + timedelta(minutes=6))


def test_a_changed_currency_is_taken_with_a_whole_new_history(
    desk: Desk, yahoo: YahooServer
) -> None:
    desk.round()
    line = yahoo.market.lines[SYMBOL]
    yahoo.market.add(replace(line, currency="HKD"))
    yahoo.clock.advance(timedelta(days=1))
    assert [each.kind for each in desk.round().troubles] == ["garbled"]
    yahoo.clock.advance(timedelta(days=1))
    desk.round()
    yahoo.clock.advance(timedelta(days=1))
    desk.round()
    assert all_quotes(desk.market)[SYMBOL].currency == "HKD"
    assert all_instruments(desk.market)[SYMBOL].currency == "HKD"


def test_offline_keeps_everything_and_says_so_once(desk: Desk, yahoo: YahooServer) -> None:
    desk.round()
    yahoo.fault = faults.hangs_up()
    yahoo.clock.advance(timedelta(days=1))
    account = desk.round()
    assert [each.kind for each in account.troubles] == ["offline"]
    assert desk.overview().companies[1].cap.value
