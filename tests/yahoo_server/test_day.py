"""Charts and quotes follow the clock through the day, splits and dividends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.yahoo_server import Line, Market, YahooServer
from tests.yahoo_server.bars import Bar, DayBar, day_so_far, path_of
from tests.yahoo_server.clients import Reader, parsed
from tests.yahoo_server.exchange import BY_SUFFIX, exchange_of
from tests.yahoo_server.generated import SAMPLE_NOW, generated_market

AFTER_CLOSE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def test_an_unfinished_day_is_off_the_grid_and_without_volume(
    reader: Reader, yahoo: YahooServer
) -> None:
    line = yahoo.market.lines["601179.SS"]
    live = reader.chart("601179.SS", range="5d")
    seen_at = int((SAMPLE_NOW - timedelta(minutes=line.minutes_late)).timestamp())
    assert live["timestamp"][-1] == seen_at == live["meta"]["regularMarketTime"]
    assert live["indicators"]["quote"][0]["volume"][-1] == 0
    yahoo.clock.set(AFTER_CLOSE)
    done = reader.chart("601179.SS", range="5d")
    assert done["timestamp"][-1] == line.openings[-1]
    assert done["indicators"]["quote"][0]["volume"][-1] == line.bars[-1].bar.volume
    assert done["indicators"]["quote"][0]["close"][-1] == line.bars[-1].bar.close


def test_quotes_walk_through_the_day(reader: Reader, yahoo: YahooServer) -> None:
    before = yahoo.market.lines["POWL"].bars[-2].bar
    today = yahoo.market.lines["POWL"].bars[-1].bar
    states = {}
    for hour, minute in ((13, 0), (14, 31), (20, 59), (21, 1)):
        yahoo.clock.set(datetime(2026, 11, 20, hour, minute, tzinfo=UTC))
        states[hour, minute] = reader.quotes("POWL")["POWL"]
    assert [one["marketState"] for one in states.values()] == ["PRE", "REGULAR", "REGULAR", "POST"]
    assert states[13, 0]["regularMarketPrice"] == before.close
    assert states[14, 31]["regularMarketPreviousClose"] == before.close
    assert states[14, 31]["regularMarketPrice"] == pytest.approx(today.open, rel=0.01)
    assert states[14, 31]["regularMarketVolume"] < states[20, 59]["regularMarketVolume"]
    assert states[21, 1]["regularMarketPrice"] == today.close
    assert states[21, 1]["regularMarketDayHigh"] == today.high
    yahoo.clock.set(datetime(2026, 11, 21, 17, 0, tzinfo=UTC))
    assert reader.quotes("POWL")["POWL"]["marketState"] == "CLOSED"


def test_a_split_is_worked_in_on_its_day_and_not_before(reader: Reader, yahoo: YahooServer) -> None:
    line = yahoo.market.lines["POWL"]
    day = line.splits[0].day
    printed = {row.day: row.bar.close for row in line.bars}
    before = datetime.combine(day, datetime.min.time(), UTC)
    yahoo.clock.set(before)
    old = reader.chart("POWL", range="1mo", events="div,splits")
    yahoo.clock.set(before + timedelta(hours=23))
    new = reader.chart("POWL", range="1mo", events="div,splits")
    earlier = datetime.fromtimestamp(old["timestamp"][-1], UTC).date()
    assert "splits" not in old.get("events", {})
    assert old["indicators"]["quote"][0]["close"][-1] == printed[earlier]
    assert [one["splitRatio"] for one in new["events"]["splits"].values()] == ["2:1"]
    assert new["indicators"]["quote"][0]["close"][-2] == pytest.approx(
        (printed[earlier] or 0) / 2, abs=1e-5
    )


def test_adjusted_close_falls_by_the_dividend(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.clock.set(AFTER_CLOSE)
    result = reader.chart("POWL", range="1y", events="div")
    closes = result["indicators"]["quote"][0]["close"]
    adjusted = result["indicators"]["adjclose"][0]["adjclose"]
    (paid,) = result["events"]["dividends"].values()
    place = result["timestamp"].index(paid["date"])
    assert paid["amount"] == pytest.approx(0.6)  # 1.2 before the 2:1 split
    assert adjusted[place:] == closes[place:]
    factor = 1 - paid["amount"] / closes[place - 1]
    assert adjusted[place - 1] == pytest.approx(closes[place - 1] * factor)


def test_periods_are_cut_where_asked(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.clock.set(AFTER_CLOSE)
    openings = yahoo.market.lines["ENR.DE"].openings
    result = reader.chart(
        "ENR.DE", range="", period1=str(openings[100]), period2=str(openings[110])
    )
    assert tuple(result["timestamp"]) == openings[100:110]
    empty = reader.chart("ENR.DE", range="", period1="1000", period2="2000")
    assert "timestamp" not in empty
    assert empty["indicators"]["quote"] == [{}]


@pytest.mark.parametrize(
    ("params", "status", "words"),
    [
        ({"period1": "20", "period2": "10"}, 400, "start date cannot be after end date"),
        ({"period1": "x", "period2": "10"}, 400, "whole seconds"),
        ({"range": "7y"}, 422, "range=7y"),
        ({"range": "1mo", "interval": "4h"}, 422, "interval=4h"),
        ({"range": "6mo", "interval": "5m"}, 422, "must be within the last 60 days"),
    ],
)
def test_impossible_charts_are_refused_in_words(
    reader: Reader, params: dict[str, str], status: int, words: str
) -> None:
    answer = reader.get("/v8/finance/chart/POWL", **params)
    assert answer.status_code == status
    assert words in parsed(answer)["chart"]["error"]["description"]


def test_the_lunch_break_is_null_rows(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.clock.set(AFTER_CLOSE)
    result = reader.chart("6501.T", range="1d", interval="15m")
    closes = result["indicators"]["quote"][0]["close"]
    assert closes.count(None) == 4
    assert closes.index(None) == 10


prices = st.floats(1, 1000)


@given(st.tuples(prices, prices, prices, prices), st.floats(0, 1))
def test_a_day_cut_short_lies_within_the_finished_day(
    four: tuple[float, ...], share: float
) -> None:
    low, begin, close, high = (round(price, 2) for price in sorted(four))
    bar = Bar(begin, high, low, close, 1000)
    part = day_so_far(bar, share)
    assert part.open == begin
    assert part.low is not None
    assert part.high is not None
    assert low <= part.low <= part.high <= high
    assert part.volume is not None
    assert part.volume <= 1000
    assert day_so_far(bar, 1.0) == bar


def test_intraday_pieces_make_up_the_day() -> None:
    path = path_of(Bar(10.0, 12.0, 9.0, 11.0, 900))
    assert path is not None
    pieces = [path.between(n / 9, (n + 1) / 9) for n in range(9)]
    assert (pieces[0].open, pieces[-1].close) == (10.0, 11.0)
    assert max(piece.high or 0 for piece in pieces) == 12.0
    assert min(piece.low or 0 for piece in pieces) == 9.0
    assert sum(piece.volume or 0 for piece in pieces) == 900


def test_generated_lines_are_the_same_each_time() -> None:
    until = date(2026, 11, 20)
    first, second = generated_market(12, 1, until), generated_market(12, 1, until)
    assert len(first.lines) == 12
    assert [line.bars for line in first.lines.values()] == [
        line.bars for line in second.lines.values()
    ]


def test_an_unknown_suffix_is_an_error_and_not_new_york() -> None:
    with pytest.raises(KeyError):
        exchange_of("X.ZZ")


def test_a_declared_line_is_served_as_declared(reader: Reader, yahoo: YahooServer) -> None:
    day = DayBar(date(2026, 11, 19), Bar(10.0, 11.0, 9.0, 10.5, 100))
    line = Line(
        "X.SW", BY_SUFFIX["SW"], "CHF", (day,), shares=((day.day, 1000),), market_cap=77.0, delay=0
    )
    yahoo.serve(Market([line]))
    found = reader.quotes("X.SW")["X.SW"]
    assert found["marketCap"] == 77.0
    assert found["exchangeDataDelayedBy"] == 0
    assert "regularMarketPreviousClose" not in found
