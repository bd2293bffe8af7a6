"""What the parsers keep, scale, merge and refuse, case by case."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest

from gridwatch.domain.bars import Bars, Dividend, day_of
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.splits import Split
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble, Found
from gridwatch.feeds.yahoo.answers import Answered, read_answer
from gridwatch.feeds.yahoo.charts import chart_params, parse_chart
from gridwatch.feeds.yahoo.columns import chart_url
from gridwatch.feeds.yahoo.quotes import parse_quotes
from gridwatch.feeds.yahoo.search import parse_search
from gridwatch.feeds.yahoo.shares import parse_shares
from tests.feeds.yahoo.envelopes import (
    LATER,
    JsonValue,
    at,
    chart_answer,
    quote_answer,
    search_answer,
    shares_answer,
)

LUNCH = datetime(2026, 11, 18, 4, tzinfo=UTC)


def bars(now: datetime = LATER, **changes: JsonValue) -> Bars:
    return parse_chart(chart_answer(**changes), "601179.SS", now).bars


def one_quote(**changes: JsonValue) -> Quote:
    (quote,) = parse_quotes(quote_answer(**changes), ["NG.L"]).quotes
    return quote


def trouble_of_quote(**changes: JsonValue) -> FeedTrouble:
    (trouble,) = parse_quotes(quote_answer(**changes), ["NG.L"]).troubles
    return trouble


def test_a_chart_is_read_whole() -> None:
    found = parse_chart(chart_answer(), "601179.SS", LATER)
    assert [day_of(each) for each in found.bars.days] == [date(2026, 11, n) for n in (16, 17, 18)]
    assert found.bars.open.tolist() == [7.0, 7.1, 7.2]
    assert found.bars.high.tolist() == [7.2, 7.3, 7.4]
    assert found.bars.low.tolist() == [6.9, 7.0, 7.1]
    assert found.bars.close.tolist() == [7.1, 7.2, 7.3]
    assert found.bars.volume.tolist() == [1000, 2000, 3000]
    assert (found.name, found.zone) == ("China XD", "Asia/Shanghai")


@pytest.mark.parametrize("column", ["open", "high", "low", "close"])
@pytest.mark.parametrize("value", [None, 0, -1.5, float("nan"), float("inf")])
def test_a_row_that_lacks_one_price_is_dropped_and_nothing_filled_in(
    column: str, value: float | None
) -> None:
    good = chart_answer()["chart"]["result"][0]["indicators"]["quote"][0][column]
    kept = bars(columns={column: [good[0], value, good[2]]})
    assert [day_of(each).day for each in kept.days] == [16, 18]


def test_a_missing_volume_is_zero() -> None:
    assert bars(columns={"volume": [None, -5, 3]}).volume.tolist() == [0, 0, 3]
    assert bars(columns={"volume": ...}).volume.tolist() == [0, 0, 0]


def test_a_range_that_does_not_enclose_open_and_close_is_widened_to_them() -> None:
    kept = bars(columns={"high": [7.05, 6.0, 7.4], "low": [6.9, 7.4, 7.1]})
    assert kept.high.tolist() == [7.1, 7.4, 7.4]
    assert kept.low.tolist() == [6.9, 6.0, 7.1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"columns": {"close": [7.1, 7.2]}}, "2 × close for 3"),
        ({"columns": {"close": ...}}, "0 × close"),
        ({"columns": {"open": ...}}, "0 × open"),
        ({"columns": {"close": [7.1, "7.2", 7.3]}}, "no number"),
        ({"columns": {"close": [7.1, True, 7.3]}}, "no number"),
        ({"columns": {"close": [7.1, [7.2], 7.3]}}, "no number"),
        ({"columns": {"close": [7.1, 10**400, 7.3]}}, "beyond all measure"),
        ({"timestamp": [1, None, 3]}, "no whole seconds"),
        ({"timestamp": [1, 2, 10**12]}, "out of range"),
        ({"timestamp": [-1, 2, 3]}, "out of range"),
        ({"timestamp": None}, "without timestamps"),
        ({"meta": {"dataGranularity": "3mo"}}, "3mo in place of 1d"),
        ({"meta": {"currency": None}}, "no usable currency"),
        ({"meta": {"currency": "XYZW"}}, "no usable currency"),
        ({"meta": {"exchangeTimezoneName": ..., "gmtoffset": ...}}, "no time zone"),
        ({"meta": {"exchangeTimezoneName": "../etc", "gmtoffset": 10**9}}, "no time zone"),
    ],
)
def test_what_cannot_be_read_is_garbled(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(FeedTrouble, match=words) as caught:
        bars(**changes)
    assert caught.value.kind is TroubleKind.GARBLED
    assert caught.value.symbols == ("601179.SS",)


def test_no_trades_are_no_bars() -> None:
    assert len(bars(timestamp=..., indicators={"quote": [{}]})) == 0
    assert len(bars(timestamp=[], indicators={"quote": []})) == 0
    assert len(bars(timestamp=[], indicators=None)) == 0


def test_a_bar_is_final_when_its_session_is_over_in_the_prices_too() -> None:
    running = {"regularMarketTime": at(2026, 11, 18, 4)}
    assert bars(LUNCH, meta=running).final.tolist() == [True, True, False]
    just_over = datetime(2026, 11, 18, 7, 10, tzinfo=UTC)
    assert bars(just_over, meta=running).final.tolist() == [True, True, False]
    assert bars(just_over).final.tolist() == [True, True, True]
    # A listing that seldom trades had its last trade long before the close.
    hours_later = datetime(2026, 11, 18, 8, 1, tzinfo=UTC)
    assert bars(hours_later, meta=running).final.tolist() == [True, True, True]


def test_without_a_session_a_bar_is_final_on_the_next_local_day() -> None:
    bare = {"currentTradingPeriod": ..., "regularMarketTime": ...}
    evening = datetime(2026, 11, 18, 15, 59, tzinfo=UTC)
    midnight = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
    assert bars(evening, meta=bare).final.tolist() == [True, True, False]
    assert bars(midnight, meta=bare).final.tolist() == [True, True, True]


def test_a_bar_of_today_under_the_session_of_yesterday_is_not_final() -> None:
    stale = {"regular": {"start": at(2026, 11, 17, 1, 30), "end": at(2026, 11, 17, 7)}}
    kept = bars(LUNCH, meta={"currentTradingPeriod": stale})
    assert kept.final.tolist() == [True, True, False]


def test_two_rows_of_one_day_are_merged() -> None:
    doubled = chart_answer(
        timestamp=[at(2026, 11, 17, 1, 30), at(2026, 11, 18, 1, 30), at(2026, 11, 18, 3, 17)],
        columns={
            "open": [7.0, 7.1, 7.6],
            "high": [7.2, 7.5, 7.6],
            "low": [6.9, 7.0, 7.6],
            "close": [7.1, 7.2, 7.6],
            "volume": [10, 20, 0],
        },
    )
    kept = parse_chart(doubled, "601179.SS", LUNCH).bars
    assert len(kept) == 2
    last = [float(each[-1]) for each in (kept.open, kept.high, kept.low, kept.close, kept.volume)]
    assert last == [7.1, 7.6, 7.0, 7.6, 20]


def test_rows_out_of_order_are_put_in_order() -> None:
    days = [at(2026, 11, day, 1, 30) for day in (18, 16, 17)]
    kept = bars(timestamp=days)
    assert [day_of(each).day for each in kept.days] == [16, 17, 18]
    assert kept.close.tolist() == [7.2, 7.3, 7.1]


def test_days_before_the_wanted_one_are_left_out() -> None:
    events = {
        "splits": {"1": {"date": at(2026, 11, 16, 1, 30), "numerator": 2, "denominator": 1}},
        "dividends": {"1": {"date": at(2026, 11, 17, 1, 30), "amount": 0.5}},
    }
    found = parse_chart(chart_answer(events=events), "601179.SS", LATER, date(2026, 11, 17))
    assert [day_of(each).day for each in found.bars.days] == [17, 18]
    assert found.splits == ()
    assert found.dividends == (Dividend(date(2026, 11, 17), 0.5),)


@pytest.mark.parametrize(
    ("event", "ratio"),
    [
        ({"numerator": 4.0, "denominator": 1.0}, (4, 1)),
        ({"numerator": 1, "denominator": 190}, (1, 190)),
        ({"numerator": 1, "denominator": 20_000}, (1, 20_000)),
        ({"numerator": 1.5, "denominator": 1}, (3, 2)),
        ({"numerator": 1.0471, "denominator": 1}, (10471, 10000)),
        ({"numerator": 10, "denominator": 4}, (5, 2)),
        ({"splitRatio": "1:5"}, (1, 5)),
        ({"splitRatio": "3:2", "numerator": None, "denominator": 0}, (3, 2)),
    ],
)
def test_splits_are_ratios_of_whole_numbers(event: dict[str, Any], ratio: tuple[int, int]) -> None:
    events = {"splits": {"1": {"date": at(2026, 11, 17, 1, 30), **event}}}
    (split,) = parse_chart(chart_answer(events=events), "601179.SS", LATER).splits
    assert split == Split(date(2026, 11, 17), *ratio)


@pytest.mark.parametrize(
    "event",
    [
        {"numerator": 0, "denominator": 1},
        {"numerator": "4", "denominator": 1},
        {"splitRatio": "0:0"},
        {"splitRatio": "x"},
        {"splitRatio": None},
        {"numerator": 2, "denominator": 1, "date": None},
        {"numerator": 1e300, "denominator": 1},
    ],
)
def test_a_split_that_cannot_be_read_is_logged_and_left_out(
    event: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    events = {"splits": {"1": {"date": at(2026, 11, 17, 1, 30), **event}}}
    assert parse_chart(chart_answer(events=events), "601179.SS", LATER).splits == ()
    assert "split" in caplog.text


def test_a_split_of_one_to_one_is_none() -> None:
    events = {"splits": {"1": {"date": at(2026, 11, 17), "numerator": 1, "denominator": 1}}}
    assert parse_chart(chart_answer(events=events), "601179.SS", LATER).splits == ()


def test_dividends_are_scaled_like_prices_and_added_up_per_day(
    caplog: pytest.LogCaptureFixture,
) -> None:
    events = {
        "dividends": {
            "1": {"date": at(2026, 11, 17, 8), "amount": 12.5},
            "2": {"date": at(2026, 11, 17, 8, 1), "amount": 2.5},
            "3": {"date": at(2026, 11, 16, 8), "amount": 0},
        }
    }
    pence = chart_answer(events=events, meta={"currency": "GBp"})
    found = parse_chart(pence, "NG.L", LATER)
    assert found.dividends == (Dividend(date(2026, 11, 17), 0.15),)
    assert found.bars.close.tolist() == pytest.approx([0.071, 0.072, 0.073])
    assert "dividend" in caplog.text


def test_the_query_reaches_back_far_enough_for_every_zone() -> None:
    asked = chart_params(date(2026, 11, 10), LUNCH)
    assert int(asked["period1"]) <= at(2026, 11, 9, 10)  # 10 November begins there at UTC+14
    assert int(asked["period2"]) >= LUNCH.timestamp()
    assert (asked["interval"], asked["events"]) == ("1d", "div,splits")
    assert chart_params(None, LUNCH)["range"] == "10y"
    assert chart_url("^GSPC").endswith("/%5EGSPC")
    assert chart_url("CNY=X").endswith("/CNY=X")


def test_a_quote_is_read_whole() -> None:
    quote = one_quote()
    assert quote.price == 9.805
    assert quote.previous_close == 9.75
    assert (quote.day_high, quote.day_low, quote.volume) == (9.9, 9.7, 5_000_000)
    assert quote.source_cap == 48_632_800_000
    assert (quote.listing_shares, quote.company_shares) == (4_960_000_000, 4_970_000_000)
    assert quote.state is MarketState.OPEN


@pytest.mark.parametrize(
    ("code", "currency", "price"),
    [("GBp", "GBP", 9.805), ("GBX", "GBP", 9.805), ("ILA", "ILS", 9.805), ("USD", "USD", 980.5),
     ("KWF", "KWD", 0.9805)],
)  # fmt: skip
def test_the_declared_currency_decides_the_unit(code: str, currency: str, price: float) -> None:
    quote = one_quote(currency=code)
    assert (quote.currency, quote.quoted_in) == (currency, code)
    assert quote.price == pytest.approx(price)


@pytest.mark.parametrize(
    ("word", "state"),
    [("REGULAR", MarketState.OPEN), ("PRE", MarketState.CLOSED), ("PREPRE", MarketState.CLOSED),
     ("POST", MarketState.CLOSED), ("POSTPOST", MarketState.CLOSED), ("CLOSED", MarketState.CLOSED),
     ("SOON", MarketState.UNKNOWN), (..., MarketState.UNKNOWN), (7, MarketState.UNKNOWN)],
)  # fmt: skip
def test_the_market_state_is_open_closed_or_unknown(word: object, state: MarketState) -> None:
    assert one_quote(marketState=word).state is state


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"regularMarketPrice": ...}, TroubleKind.UNKNOWN),
        ({"regularMarketPrice": None}, TroubleKind.UNKNOWN),
        ({"regularMarketPrice": 0}, TroubleKind.GARBLED),
        ({"regularMarketPrice": -3}, TroubleKind.GARBLED),
        ({"regularMarketPrice": "980"}, TroubleKind.GARBLED),
        ({"regularMarketPrice": True}, TroubleKind.GARBLED),
        ({"regularMarketPrice": float("nan")}, TroubleKind.GARBLED),
        ({"regularMarketPrice": 5e-324}, TroubleKind.GARBLED),
        ({"regularMarketPrice": 10**400}, TroubleKind.GARBLED),
        ({"regularMarketTime": ...}, TroubleKind.GARBLED),
        ({"regularMarketTime": 0}, TroubleKind.GARBLED),
        ({"regularMarketTime": 10**15}, TroubleKind.GARBLED),
        ({"currency": ...}, TroubleKind.GARBLED),
        ({"currency": ""}, TroubleKind.GARBLED),
    ],
)
def test_a_quote_without_price_time_or_currency_is_a_trouble(
    changes: dict[str, Any], kind: TroubleKind
) -> None:
    trouble = trouble_of_quote(**changes)
    assert (trouble.kind, trouble.symbols) == (kind, ("NG.L",))


def test_fields_that_make_no_sense_are_left_empty() -> None:
    quote = one_quote(
        regularMarketPreviousClose=0,
        regularMarketDayHigh="990",
        regularMarketDayLow=None,
        regularMarketVolume=-1,
        marketCap=[],
        sharesOutstanding=0,
        impliedSharesOutstanding=...,
        exchangeDataDelayedBy=-7,
        gmtOffSetMilliseconds=10**12,
        exchangeTimezoneName="Europe/London",
        longName=None,
        shortName=" NATIONAL GRID \ud800",
    )
    assert (quote.previous_close, quote.day_high, quote.day_low) == (None, None, None)
    assert (quote.volume, quote.source_cap) == (None, None)
    assert (quote.listing_shares, quote.company_shares) == (None, None)
    assert (quote.delay_minutes, quote.offset) == (0, 0)
    assert quote.name == "NATIONAL GRID"


def test_a_missing_offset_comes_from_the_zone() -> None:
    quote = one_quote(gmtOffSetMilliseconds=..., exchangeTimezoneName="Asia/Tokyo")
    assert quote.offset == 9 * 3600


def test_a_currency_pair_is_known_under_its_short_name() -> None:
    answer = quote_answer(symbol="CNY=X", currency="CNY", regularMarketPrice=7.1)
    (quote,) = parse_quotes(answer, ["USDCNY=X"]).quotes
    assert (quote.symbol, quote.price) == ("USDCNY=X", 7.1)
    assert parse_quotes(answer, ["CNY=X"]).quotes[0].symbol == "CNY=X"


@pytest.mark.parametrize("answer", [None, [], {}, {"quoteResponse": {"result": None}}, "x", 3])
def test_what_is_no_quote_answer_is_garbled_as_a_whole(answer: object) -> None:
    with pytest.raises(FeedTrouble) as caught:
        parse_quotes(answer, ["AAA", "BBB"])
    assert (caught.value.kind, caught.value.symbols) == (TroubleKind.GARBLED, ("AAA", "BBB"))


def test_share_counts_are_read_in_order_from_the_wanted_day_on() -> None:
    found = parse_shares(shares_answer(), "601179.SS", date(2026, 4, 1))
    assert [(each.as_of, each.count) for each in found] == [
        (date(2026, 4, 1), 5_125_882_352),
        (date(2026, 7, 1), 5_200_000_000),
    ]


@pytest.mark.parametrize("hours", [-9, -8, 0, 5, 8, 11])
def test_the_midnight_of_any_exchange_is_its_own_day(hours: int) -> None:
    answer = shares_answer()
    answer["timeseries"]["result"][0]["timestamp"] = [at(2026, 4, 1) + hours * 3600] * 3
    days = {each.as_of for each in parse_shares(answer, "A", date(2026, 1, 1))}
    assert days == {date(2026, 4, 1)}


def test_share_counts_that_cannot_be_read_are_left_out_or_refused() -> None:
    answer = shares_answer()
    entry = answer["timeseries"]["result"][0]
    entry["shares_out"] = [0, "5", 7.5]
    assert [each.count for each in parse_shares(answer, "A", date(2026, 1, 1))] == [7.5]
    entry["shares_out"] = [1]
    with pytest.raises(FeedTrouble, match="1 counts for 3"):
        parse_shares(answer, "A", date(2026, 1, 1))
    del entry["shares_out"]
    assert parse_shares(answer, "A", date(2026, 1, 1)) == ()


def test_search_skips_what_has_no_symbol() -> None:
    assert parse_search(search_answer()) == (
        Found("ENR.DE", "Siemens Energy AG", "GER", "EQUITY"),
        Found("GRID", "First Trust", "NGM", "ETF"),
    )


@pytest.mark.parametrize("answer", [None, {}, {"quotes": None}, {"finance": {"error": {}}}])
def test_what_is_no_search_answer_is_garbled(answer: object) -> None:
    with pytest.raises(FeedTrouble):
        parse_search(answer)


def read(status: int, body: str, url: str = "https://query1.finance.yahoo.com/x") -> object:
    return read_answer(Answered(status, url, body.encode(), "9"), ("A",), LATER)


ERROR = '{"chart":{"result":null,"error":{"code":"Bad Request","description":"%s"}}}'


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (429, "Edge: Too Many Requests", TroubleKind.THROTTLED),
        (999, "", TroubleKind.THROTTLED),
        (401, "{}", TroubleKind.REFUSED),
        (403, "<html>", TroubleKind.REFUSED),
        (404, ERROR % "No data found", TroubleKind.UNKNOWN),
        (404, '{"finance":{"error":{"code":"Not Found"}}}', TroubleKind.GARBLED),
        (404, "<html>", TroubleKind.GARBLED),
        (400, ERROR % "Data doesn't exist for startDate = 1", TroubleKind.UNKNOWN),
        (400, ERROR % "Invalid input", TroubleKind.GARBLED),
        (422, ERROR % "5m data not available", TroubleKind.GARBLED),
        (500, "{}", TroubleKind.GARBLED),
        (503, "<html>", TroubleKind.GARBLED),
        (200, "", TroubleKind.GARBLED),
        (200, '{"chart":', TroubleKind.GARBLED),
        (200, "[]", TroubleKind.GARBLED),
        (204, "", TroubleKind.GARBLED),
    ],
)
def test_every_status_and_body_has_its_kind(status: int, body: str, kind: TroubleKind) -> None:
    with pytest.raises(FeedTrouble) as caught:
        read(status, body)
    assert (caught.value.kind, caught.value.symbols) == (kind, ("A",))


def test_the_time_to_wait_is_kept_where_the_source_names_one() -> None:
    for status in (429, 503):
        with pytest.raises(FeedTrouble) as caught:
            read(status, "")
        assert caught.value.retry_after == 9


def test_a_page_that_asks_for_consent_is_a_refusal() -> None:
    with pytest.raises(FeedTrouble) as caught:
        read(200, "<html>", "https://consent.yahoo.com/v2/collectConsent?x=1")
    assert caught.value.kind is TroubleKind.REFUSED


def test_json_nested_without_end_is_garbled() -> None:
    with pytest.raises(FeedTrouble) as caught:
        read(200, "[" * (sys.getrecursionlimit() * 200))
    assert caught.value.kind is TroubleKind.GARBLED
