"""Intraday charts: recorded ones, those of the loopback Yahoo, and whatever else may come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.barsize import REACH, BarSize
from gridwatch.domain.candles import DAY_SECONDS, aggregated
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble, IntradayHistory
from gridwatch.feeds.yahoo.answers import Answered, read_answer
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.feeds.yahoo.intraday import intraday_params, parse_intraday
from tests.feeds.yahoo.envelopes import LATER, JsonValue, at, body_of, chart_answer, response_of
from tests.feeds.yahoo.test_any_json import mutated
from tests.yahoo_server import YahooServer, faults
from tests.yahoo_server.generated import SAMPLE_NOW

FIVE, MINUTE, HOUR = BarSize.FIVE_MINUTES, BarSize.MINUTE, BarSize.HOUR


def shanghai(*rows: tuple[int, float | None, float], size: str = "5m", **meta: object) -> JsonValue:
    """Make a chart of rows of (UTC second, price, volume)."""
    prices = [price for _, price, _ in rows]
    columns = dict.fromkeys(("open", "high", "low", "close"), prices)
    return chart_answer(
        meta={"dataGranularity": size, **meta},
        timestamp=[stamp for stamp, _, _ in rows],
        columns={**columns, "volume": [volume for _, _, volume in rows]},
    )


def clock_of(history: IntradayHistory) -> list[str]:
    """Give the stamps as the exchange's wall clock shows them."""
    stamps = history.candles.stamps.tolist()
    return [datetime.fromtimestamp(each, UTC).strftime("%H:%M") for each in stamps]


OPENS = at(2026, 11, 18, 1, 30)


def test_the_recorded_morning_of_tokyo(shared_data: Path) -> None:
    answer = body_of(shared_data / "yahoo", "chart_7203.T_5m_2026-10_null-bars.json")
    history = parse_intraday(answer, "7203.T", FIVE)
    assert (history.currency, history.zone, history.exchange) == ("JPY", "Asia/Tokyo", "JPX")
    assert clock_of(history) == ["09:00", "09:05", "11:30", "12:30", "15:20", "15:30"]
    assert history.candles.close.tolist() == [2885.0, 2889.5, 2889.5, 2892.5, 2898.0, 2893.5]


def test_the_recorded_live_row_is_part_of_its_hour(shared_data: Path) -> None:
    answer = body_of(shared_data / "yahoo", "chart_AAPL_1h_5d_2026-10.json")
    history = parse_intraday(answer, "AAPL", HOUR)
    assert clock_of(history)[-2:] == ["10:30", "09:30"]
    candles = history.candles
    assert (candles.open[-1], candles.close[-1]) == (332.7950134277344, 333.79071044921875)
    assert candles.volume[-1] == 3_960_224
    assert candles.high[-1] == 336.19000244140625


def test_what_is_too_old_is_refused_as_a_whole_and_said_so(shared_data: Path) -> None:
    name = "error-422-5m-beyond-60-days.json"
    status, body = response_of(shared_data / "yahoo", name)
    with pytest.raises(FeedTrouble, match="within the last 60 days"):
        read_answer(Answered(status, "", body), ("AAPL",), LATER)


def test_rows_out_of_order_twice_and_null() -> None:
    history = parse_intraday(
        shanghai(
            (OPENS + 300, 7.2, 20),
            (OPENS, 7.0, 10),
            (OPENS, 7.1, 10),
            (OPENS + 600, None, 0),
            (OPENS + 900, 7.3, 30),
        ),
        "601179.SS",
        FIVE,
    )
    candles = history.candles
    assert clock_of(history) == ["09:30", "09:35", "09:45"]
    assert (candles.open[0], candles.high[0], candles.close[0]) == (7.0, 7.1, 7.1)
    assert candles.volume.tolist() == [10, 20, 30]


def test_a_live_row_belongs_to_its_bar_even_where_that_is_null_or_not_there() -> None:
    null = shanghai((OPENS, 7.0, 9), (OPENS + 300, None, 0), (OPENS + 413, 7.5, 0))
    assert clock_of(parse_intraday(null, "X", FIVE)) == ["09:30", "09:35"]
    missing = shanghai((OPENS, 7.0, 9), (OPENS + 7413, 7.5, 0))
    assert clock_of(parse_intraday(missing, "X", FIVE)) == ["09:30", "11:30"]


def test_pence_become_pounds() -> None:
    answer = shanghai((OPENS, 980.5, 9), currency="GBp", exchangeTimezoneName="Europe/London")
    history = parse_intraday(answer, "NG.L", FIVE)
    assert (history.currency, history.quoted_in) == ("GBP", "GBp")
    assert history.candles.close.tolist() == [9.805]


def test_stamps_are_the_wall_clock_on_both_sides_of_a_change() -> None:
    before, after = at(2026, 10, 30, 13, 30), at(2026, 11, 2, 14, 30)
    answer = shanghai((before, 7.0, 9), (after, 7.1, 9), exchangeTimezoneName="America/New_York")
    assert clock_of(parse_intraday(answer, "GEV", FIVE)) == ["09:30", "09:30"]


def test_the_hour_that_comes_twice_is_one() -> None:
    first = at(2026, 10, 25, 0, 30)
    answer = shanghai(
        (first, 1.1, 5), (first + 1800, 1.2, 5), (first + 3600, 1.3, 7), (first + 5400, 1.4, 7),
        exchangeTimezoneName="Europe/London",
    )  # fmt: skip
    history = parse_intraday(answer, "GBPUSD=X", FIVE)
    assert clock_of(history) == ["01:00", "01:30", "02:00"]
    assert history.candles.volume.tolist() == [5, 12, 7]
    assert (history.candles.open[1], history.candles.close[1]) == (1.1, 1.3)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"meta": {"dataGranularity": "1d"}}, "bars of 1d in place of 5m"),
        ({"meta": {"dataGranularity": "5m", "currency": ...}}, "currency"),
        (
            {"meta": {"dataGranularity": "5m", "exchangeTimezoneName": ..., "gmtoffset": ...}},
            "no time zone",
        ),
        ({"meta": {"dataGranularity": "5m"}, "columns": {"close": [1.0]}}, "1 × close"),
    ],
)
def test_what_cannot_be_read_is_garbled(changes: JsonValue, words: str) -> None:
    with pytest.raises(FeedTrouble, match=words) as caught:
        parse_intraday(chart_answer(**changes), "601179.SS", FIVE)
    assert caught.value.kind is TroubleKind.GARBLED


@given(mutated(chart_answer(meta={"dataGranularity": "5m"})))
def test_whatever_comes_is_sound_or_a_trouble(answer: JsonValue) -> None:
    try:
        candles = parse_intraday(answer, "601179.SS", FIVE).candles
    except FeedTrouble:
        return
    assert np.all(np.diff(candles.stamps) > 0)
    for column in (candles.open, candles.high, candles.low, candles.close):
        assert np.all(np.isfinite(column) & (column > 0))
    assert np.all(candles.low <= np.minimum(candles.open, candles.close))
    assert np.all(candles.high >= np.maximum(candles.open, candles.close))
    assert np.all(candles.volume >= 0)


@given(
    st.sampled_from(sorted(REACH)),
    st.none() | st.integers(0, 2**31).map(lambda second: datetime.fromtimestamp(second, UTC)),
)
def test_never_more_is_asked_for_than_yahoo_gives(size: BarSize, since: datetime | None) -> None:
    params = intraday_params(size, since, LATER)
    begin, end = int(params["period1"]), int(params["period2"])
    limit = {MINUTE: 7, FIVE: 60, HOUR: 730}[size]
    assert LATER.timestamp() - begin <= limit * DAY_SECONDS
    assert begin <= LATER.timestamp() < end


@pytest.mark.parametrize("size", sorted(REACH))
@pytest.mark.parametrize("symbol", ["601179.SS", "6501.T", "NG.L", "POWL", "USDCNY=X"])
def test_a_served_chart_agrees_with_its_days(
    yahoo: YahooServer, feed: YahooFeed, symbol: str, size: BarSize
) -> None:
    history = feed.intraday(symbol, size, None)
    days = aggregated(history.candles, BarSize.DAY)
    daily = feed.history(symbol, None)
    assert history.currency == daily.currency
    ours = dict(zip((days.stamps // DAY_SECONDS).tolist(), days.close.tolist(), strict=True))
    theirs = dict(zip(daily.bars.days.tolist(), daily.bars.close.tolist(), strict=True))
    common = sorted(set(ours) & set(theirs))[1:]
    assert len(common) >= 4
    assert [ours[each] for each in common] == pytest.approx(
        [theirs[each] for each in common], rel=1e-4
    )


def test_since_asks_for_little(yahoo: YahooServer, feed: YahooFeed) -> None:
    history = feed.intraday("601179.SS", FIVE, SAMPLE_NOW - timedelta(hours=3))
    assert clock_of(history)[0] == "11:00"
    assert "11:30" not in clock_of(history), "the lunch break has no bars"
    assert len(yahoo.requests) == 1


def test_a_time_without_any_trade_is_an_empty_answer(yahoo: YahooServer, feed: YahooFeed) -> None:
    from tests.yahoo_server.request import failure

    words = "Data doesn't exist for startDate = 1, endDate = 2"
    yahoo.fault = faults.says(failure(400, "chart", "Bad Request", words))
    assert len(feed.intraday("601179.SS", FIVE, None).candles) == 0
    yahoo.fault = faults.not_found()
    with pytest.raises(FeedTrouble) as caught:
        feed.intraday("601179.SS", FIVE, None)
    assert caught.value.kind is TroubleKind.UNKNOWN
    yahoo.fault = faults.no_timestamp()
    assert len(feed.intraday("601179.SS", FIVE, None).candles) == 0
