"""Every recorded answer of Yahoo goes through the parser of its kind."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.bars import Dividend, History, day_of
from gridwatch.domain.quote import MarketState
from gridwatch.domain.splits import Split
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble, QuoteAnswer
from gridwatch.feeds.yahoo.answers import Answered, read_answer
from gridwatch.feeds.yahoo.charts import parse_chart
from gridwatch.feeds.yahoo.quotes import parse_quotes
from gridwatch.feeds.yahoo.search import parse_search
from gridwatch.feeds.yahoo.shares import parse_shares
from tests.feeds.yahoo.envelopes import FOLDER, LATER, Json, body_of, recorded_files, response_of

FILES = recorded_files()
NO_DAYS = {
    "jyfa-aapl_chart_5d_cl_adjcl.json": "0 × open",  # closes alone
    "pp-response_yahoo_historical01.json": "0 × open",
    "jyfa-aapl_chart_5d_no_ts.json": "without timestamps",
    "chart-AAPL-2025-02-01-to-2025-02-02-includePrePost-false-interval-1m.json": "bars of 1m",
    "chart_7203.T_5m_2026-10_null-bars.json": "bars of 5m",
    "chart_AAPL_1h_5d_2026-10.json": "bars of 1h",
    "yfrs-history_chart_VFINX.json": "bars of 3mo",
}
ANCIENT = date(1970, 1, 2)


def files(*roots: str) -> list[str]:
    """Give the recordings of one endpoint, told by the root key of what they hold."""
    return [each for each in FILES if not each.startswith("error") and _root(each) in roots]


def _root(name: str) -> str:
    return "".join(list(body_of(FOLDER, name))[:1])


def test_every_recording_belongs_to_an_endpoint(shared_data: Path) -> None:
    known = ["chart", "quoteResponse", "timeseries", "value1", "quoteSummary"]
    known += ["explains", "quotes", "timeTakenForScreenerField"]
    errors = [each for each in FILES if each.startswith("error")]
    assert len(FILES) > 100
    assert sorted([*files(*known), *errors]) == FILES


def history(folder: Path, name: str, now: datetime = LATER) -> History:
    body = body_of(folder, name)
    return parse_chart(body, body["chart"]["result"][0]["meta"]["symbol"], now)


def quotes(folder: Path, name: str, *symbols: str) -> QuoteAnswer:
    return parse_quotes(body_of(folder, name), symbols)


def assert_sound(found: History) -> None:
    bars = found.bars
    assert np.all(np.diff(bars.days) > 0)
    for column in (bars.open, bars.high, bars.low, bars.close):
        assert len(column) == len(bars)
        assert np.all(np.isfinite(column) & (column > 0))
    assert np.all(bars.low <= np.minimum(bars.open, bars.close))
    assert np.all(bars.high >= np.maximum(bars.open, bars.close))
    assert np.all(np.isfinite(bars.volume) & (bars.volume >= 0))
    assert bars.final.dtype == np.bool_
    assert len(found.currency) == 3


@pytest.mark.parametrize("name", files("chart"))
def test_every_chart_gives_sound_bars_or_a_trouble(shared_data: Path, name: str) -> None:
    body = body_of(shared_data / "yahoo", name)
    symbol = body["chart"]["result"][0]["meta"]["symbol"]
    if name in NO_DAYS:
        with pytest.raises(FeedTrouble, match=NO_DAYS[name]) as caught:
            parse_chart(body, symbol, LATER)
        assert (caught.value.kind, caught.value.symbols) == (TroubleKind.GARBLED, (symbol,))
        return
    found = parse_chart(body, symbol, LATER)
    assert_sound(found)
    assert len(found.bars) > 0
    assert np.all(found.bars.final)


@pytest.mark.parametrize("name", files("quoteResponse"))
def test_every_quote_answer_gives_sound_quotes_or_troubles(shared_data: Path, name: str) -> None:
    body = body_of(shared_data / "yahoo", name)
    symbols = [each["symbol"] for each in body["quoteResponse"]["result"]] or ["GONE"]
    answer = parse_quotes(body, symbols)
    told = [each.symbol for each in answer.quotes]
    told += [symbol for each in answer.troubles for symbol in each.symbols]
    assert sorted(told) == sorted(symbols)
    for quote in answer.quotes:
        assert math.isfinite(quote.price)
        assert quote.price > 0
        assert quote.time.tzinfo is UTC
        assert len(quote.currency) == 3
        assert quote.state is not MarketState.UNKNOWN
        for value in (quote.previous_close, quote.day_high, quote.day_low, quote.source_cap):
            assert value is None or (math.isfinite(value) and value > 0)


@pytest.mark.parametrize("name", files("explains", "quotes", "timeTakenForScreenerField"))
def test_every_search_answer_is_read(shared_data: Path, name: str) -> None:
    body = body_of(shared_data / "yahoo", name)
    found = parse_search(body)
    asked = {each["symbol"] for each in body["quotes"] if "symbol" in each}
    assert {each.symbol for each in found} == asked
    assert all(each.name and each.exchange and each.kind for each in found)


@pytest.mark.parametrize("name", files("timeseries", "value1"))
def test_every_timeseries_is_read_and_none_has_a_count_made_up(
    shared_data: Path, name: str
) -> None:
    body = body_of(shared_data / "yahoo", name)
    if name == "jyfa-timeseries2.json":  # no answer of Yahoo's at all
        with pytest.raises(FeedTrouble):
            parse_shares(body, "AAA", ANCIENT)
        return
    found = parse_shares(body, "AAA", ANCIENT)
    assert bool(found) == ("shares_out" in json.dumps(body))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("error-401-invalid-crumb.json", TroubleKind.REFUSED),
        ("error-401-quoteResponse-invalid-crumb.json", TroubleKind.REFUSED),
        ("error-404-chart-delisted.json", TroubleKind.UNKNOWN),
        ("error-422-5m-beyond-60-days.json", TroubleKind.GARBLED),
        ("error-429-edge.json", TroubleKind.THROTTLED),
        ("quoteSummary-defaultKeyStatistics-ADH.json", TroubleKind.UNKNOWN),
    ],
)
def test_every_recorded_error_has_its_kind(shared_data: Path, name: str, kind: TroubleKind) -> None:
    status, body = response_of(shared_data / "yahoo", name)
    with pytest.raises(FeedTrouble) as caught:
        read_answer(Answered(status, "https://query1.finance.yahoo.com/", body), ("A",), LATER)
    assert caught.value.kind is kind
    assert caught.value.symbols == ("A",)


def test_pence_are_scaled_but_the_market_cap_is_not(shared_data: Path) -> None:
    (quote,) = quotes(shared_data / "yahoo", "quote-OCDO.L.json", "OCDO.L").quotes
    assert quote.price == 3.088
    assert quote.previous_close == pytest.approx(3.152)
    assert (quote.currency, quote.quoted_in) == ("GBP", "GBp")
    assert quote.source_cap == 2_554_603_520
    assert quote.listing_shares == 823_350_016
    assert quote.company_shares is None
    assert (quote.name, quote.exchange) == ("Ocado Group plc", "LSE")
    assert quote.state is MarketState.OPEN
    assert quote.delay_minutes == 15
    assert quote.time == datetime(2025, 2, 17, 10, 38, 44, tzinfo=UTC)
    assert quote.fetched_at is None


def test_two_quotes_of_one_answer_are_told_apart(shared_data: Path) -> None:
    answer = quotes(shared_data / "yahoo", "quote-AAPL-BABA.json", "AAPL", "BABA", "NONE")
    apple, alibaba = answer.quotes
    assert (apple.price, apple.offset, apple.day) == (244.6, -18000, date(2025, 2, 14))
    assert (apple.state, apple.delay_minutes) == (MarketState.CLOSED, 0)
    assert (apple.day_high, apple.day_low, apple.previous_close) == (245.41, 241, 241.53)
    assert (alibaba.price, alibaba.currency) == (124.73, "USD")
    assert alibaba.source_cap == 302_870_626_304
    assert [(each.kind, each.symbols) for each in answer.troubles] == [
        (TroubleKind.UNKNOWN, ("NONE",))
    ]


@pytest.mark.parametrize(
    ("name", "symbol", "kind"),
    [
        ("quote-ADH.json", "ADH", TroubleKind.UNKNOWN),
        ("quote-BRKS.json", "BRKS", TroubleKind.UNKNOWN),
        ("quote-SI.json", "SI", TroubleKind.UNKNOWN),
        ("quote-APS.AX.json", "APS.AX", TroubleKind.UNKNOWN),
        ("yfrs-quote_v7_GS2C.json", "GS2C", TroubleKind.UNKNOWN),
        ("quote-TSLA-fields-symbol.json", "TSLA", TroubleKind.GARBLED),  # no currency asked for
    ],
)
def test_what_has_no_usable_quote_is_said(
    shared_data: Path, name: str, symbol: str, kind: TroubleKind
) -> None:
    answer = quotes(shared_data / "yahoo", name, symbol)
    assert answer.quotes == ()
    assert [(each.kind, each.symbols) for each in answer.troubles] == [(kind, (symbol,))]


def test_zeros_that_stand_for_nothing_become_nothing(shared_data: Path) -> None:
    (index,) = quotes(shared_data / "yahoo", "quote-_caret_VXAPL.json", "^VXAPL").quotes
    assert (index.day_high, index.day_low, index.source_cap) == (None, None, None)
    (french,) = quotes(shared_data / "yahoo", "quote-AFRAF.json", "AFRAF").quotes
    assert french.previous_close is None


def test_a_row_of_nulls_is_dropped_and_the_live_row_keeps_its_day(shared_data: Path) -> None:
    name = "chart_600497.SS_1d_2017-11_null-first-row.json"
    found = history(shared_data / "yahoo", name)
    assert [day_of(each) for each in found.bars.days] == [
        date(2017, 11, each) for each in (16, 17, 20, 21, 22, 23, 24, 27)
    ]
    assert found.bars.close[0] == 6.510000228881836
    assert (found.zone, found.exchange, found.currency) == ("Asia/Shanghai", "SHH", "CNY")
    noon = history(shared_data / "yahoo", name, datetime(2017, 11, 27, 4, tzinfo=UTC))
    assert noon.bars.final.tolist() == [True] * 7 + [False]


def test_nulls_of_the_lunch_break_are_dropped(shared_data: Path) -> None:
    body = body_of(shared_data / "yahoo", "chart_7203.T_5m_2026-10_null-bars.json")
    body["chart"]["result"][0]["meta"]["dataGranularity"] = (
        "1d"  # to see the rows of one day merged
    )
    found = parse_chart(body, "7203.T", LATER)
    (bars,) = [found.bars]
    assert (bars.open[0], bars.high[0], bars.low[0], bars.close[0]) == (
        2873.5,
        2899.5,
        2867.5,
        2893.5,
    )
    assert len(bars) == 1


def test_bars_of_minutes_hours_and_quarters_are_no_days(shared_data: Path) -> None:
    for name in (
        "chart_7203.T_5m_2026-10_null-bars.json",
        "chart_AAPL_1h_5d_2026-10.json",
        "yfrs-history_chart_VFINX.json",
    ):
        with pytest.raises(FeedTrouble, match="in place of 1d"):
            history(shared_data / "yahoo", name)


def test_prices_without_timestamps_are_garbled_not_nothing(shared_data: Path) -> None:
    with pytest.raises(FeedTrouble, match="without timestamps"):
        history(shared_data / "yahoo", "jyfa-aapl_chart_5d_no_ts.json")


def test_a_range_without_trades_is_empty(shared_data: Path) -> None:
    body: Json = body_of(
        shared_data / "yahoo",
        "chart-AAPL-2025-02-01-to-2025-02-02-includePrePost-false-interval-1m.json",
    )
    body["chart"]["result"][0]["meta"]["dataGranularity"] = "1d"
    found = parse_chart(body, "AAPL", LATER)
    assert len(found.bars) == 0
    assert found.currency == "USD"


def test_null_rows_of_munich_and_rupees_are_dropped(shared_data: Path) -> None:
    munich = history(shared_data / "yahoo", "pp-response_yahoo_historical02.json")
    body = body_of(shared_data / "yahoo", "pp-response_yahoo_historical02.json")
    closes = body["chart"]["result"][0]["indicators"]["quote"][0]["close"]
    assert len(munich.bars) == len(closes) - closes.count(None)
    rupees = history(shared_data / "yahoo", "pricehist-inrx-with-null.json")
    assert rupees.zone == "Europe/London"
    assert rupees.currency == "INR"
    assert len(rupees.bars) == 3


def test_australian_days_are_australian(shared_data: Path) -> None:
    found = history(shared_data / "yahoo", "pp-yahoo_australian_quotes.json")
    assert day_of(found.bars.days[-1]) == date(2022, 1, 13)
    assert found.bars.close[-1] == 44.04999923706055
    shortly_after = datetime.fromtimestamp(1642050607 + 600, UTC)
    late = history(shared_data / "yahoo", "pp-yahoo_australian_quotes.json", shortly_after)
    assert late.bars.final.tolist()[-2:] == [True, False]  # the delayed price had not seen the end


def test_a_split_and_a_dividend_are_read(shared_data: Path) -> None:
    found = history(shared_data / "yahoo", "chart-AAPL-2020-08-31-to-2020-11-07.json")
    assert found.splits == (Split(date(2020, 8, 31), 4, 1),)
    assert found.dividends == (Dividend(date(2020, 11, 6), 0.205),)
    assert day_of(found.bars.days[0]) == date(2020, 8, 31)
    assert len(found.bars) == 49


def test_pence_of_a_chart_are_pounds(shared_data: Path) -> None:
    found = history(shared_data / "yahoo", "chart-OCDO.L-2020-01-01-to-2020-01-03.json")
    body = body_of(shared_data / "yahoo", "chart-OCDO.L-2020-01-01-to-2020-01-03.json")
    pence = body["chart"]["result"][0]["indicators"]["quote"][0]["close"][0]
    assert found.bars.close[0] == pence / 100
    assert (found.currency, found.quoted_in) == ("GBP", "GBp")
    assert day_of(found.bars.days[0]) == date(2020, 1, 2)


def test_currency_days_are_those_of_london(shared_data: Path) -> None:
    found = history(shared_data / "yahoo", "chart-EURUSD_eq_X-2020-01-01-to-2020-01-03.json")
    assert [day_of(each) for each in found.bars.days][:2] == [date(2020, 1, 1), date(2020, 1, 2)]
