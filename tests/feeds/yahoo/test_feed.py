"""The whole feed against the loopback Yahoo: the real yfinance, curl, TLS, cookies and crumbs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.bars import day_of, restated
from gridwatch.domain.quote import MarketState
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.domain.splits import Split
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import Feed, FeedTrouble
from gridwatch.feeds.pace import Pace
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.places import Profile
from tests.feeds.yahoo.conftest import MakeFeed
from tests.yahoo_server import Answer, Fault, YahooServer, faults
from tests.yahoo_server.clients import fresh_yfinance
from tests.yahoo_server.generated import generated_market

COOKIE, CRUMB, QUOTE = "/", "/v1/test/getcrumb", "/v7/finance/quote"
NOON_IN_SHANGHAI = datetime(2026, 11, 20, 4, 30, tzinfo=UTC)
EVENING = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)


def trouble_of(call: Callable[[], object]) -> FeedTrouble:
    with pytest.raises(FeedTrouble) as caught:
        call()
    return caught.value


def test_it_is_a_feed_named_yahoo(feed: YahooFeed) -> None:
    as_feed: Feed = feed
    assert as_feed.name == "Yahoo"
    assert as_feed.simulated is False


def test_sixty_quotes_are_one_request_after_cookie_and_crumb(
    make_feed: MakeFeed, yahoo: YahooServer
) -> None:
    yahoo.serve(generated_market(60, 1, date(2026, 11, 20)))
    feed, symbols = make_feed(), list(yahoo.market.lines)
    answer = feed.quotes(symbols)
    assert [each.symbol for each in answer.quotes] == symbols
    assert answer.troubles == ()
    assert yahoo.traffic.paths() == [COOKIE, CRUMB, QUOTE]
    feed.quotes(symbols)
    assert yahoo.traffic.paths() == [COOKIE, CRUMB, QUOTE, QUOTE]
    assert yahoo.traffic.strangers == []


def test_more_than_a_hundred_go_in_chunks(make_feed: MakeFeed, yahoo: YahooServer) -> None:
    yahoo.serve(generated_market(130, 1, date(2026, 11, 20)))
    symbols = list(yahoo.market.lines)
    assert len(make_feed().quotes(symbols).quotes) == 130
    asked = [len(each.symbols) for each in yahoo.requests if each.path == QUOTE]
    assert asked == [100, 30]


def test_after_a_chunk_that_failed_no_other_is_asked_for(
    make_feed: MakeFeed, yahoo: YahooServer
) -> None:
    yahoo.serve(generated_market(250, 1, date(2026, 11, 20)))
    symbols = list(yahoo.market.lines)
    yahoo.fault = faults.only(faults.server_error(), prefix=QUOTE, after=1)
    answer = make_feed().quotes(symbols)
    assert len(answer.quotes) == 100
    assert [(each.kind, each.symbols) for each in answer.troubles] == [
        (TroubleKind.GARBLED, tuple(symbols[100:]))
    ]
    assert yahoo.traffic.paths(QUOTE) == [QUOTE, QUOTE]


def test_the_stored_cookie_spares_a_request_at_the_next_start(
    make_feed: MakeFeed, yahoo: YahooServer, profile: Path
) -> None:
    make_feed().quotes(["POWL"])
    fresh_yfinance(Profile(profile).source_cache)
    yahoo.traffic.clear()
    make_feed().quotes(["POWL"])
    assert yahoo.traffic.paths() == [CRUMB, QUOTE]


def test_quotes_carry_units_shares_and_states(feed: YahooFeed, yahoo: YahooServer) -> None:
    answer = feed.quotes(["NG.L", "601179.SS", "VUSD.L", "USDCNY=X", "POWL", "NOPE", "bad symbol"])
    pence, xian, dollars, yuan, powell = answer.quotes
    assert (pence.currency, pence.quoted_in) == ("GBP", "GBp")
    assert pence.source_cap is not None
    assert pence.listing_shares == 4_960_000_000
    assert pence.source_cap == pytest.approx(pence.price * 4_960_000_000, rel=1e-6)
    last = yahoo.market.lines["NG.L"].bars[-2].bar  # London has not opened yet
    assert last.close is not None
    assert pence.price * 100 == pytest.approx(last.close)
    assert pence.day_high is not None
    assert pence.day_high * 100 == pytest.approx(last.high)
    assert (xian.currency, xian.state, xian.offset) == ("CNY", MarketState.OPEN, 28800)
    assert xian.day == date(2026, 11, 20)
    assert xian.delay_minutes == 15
    assert (dollars.currency, dollars.source_cap, dollars.listing_shares) == ("USD", None, None)
    assert (yuan.currency, yuan.symbol) == ("CNY", "USDCNY=X")
    assert (powell.listing_shares, powell.company_shares) == (24_000_000, 24_600_000)
    assert powell.state is MarketState.CLOSED
    assert powell.day == date(2026, 11, 19)
    assert {each.symbols: each.kind for each in answer.troubles} == {
        ("NOPE",): TroubleKind.UNKNOWN,
        ("bad symbol",): TroubleKind.UNKNOWN,
    }


def test_no_symbols_are_no_request(feed: YahooFeed, yahoo: YahooServer) -> None:
    assert feed.quotes([]).quotes == ()
    assert feed.search("  ") == ()
    assert yahoo.requests == []


def test_history_is_one_request_without_cookie_and_crumb(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    found = feed.history("601179.SS", None)
    (request,) = yahoo.requests
    assert request.path == "/v8/finance/chart/601179.SS"
    assert request.query["range"] == "10y"
    assert "crumb" not in request.query
    assert "cookie" not in request.headers
    rows = yahoo.market.lines["601179.SS"].bars
    assert [day_of(each) for each in found.bars.days] == [row.day for row in rows]
    assert found.bars.close[:-1].tolist() == [row.bar.close for row in rows[:-1]]
    assert (found.currency, found.zone, found.exchange) == ("CNY", "Asia/Shanghai", "SHH")
    assert found.name == "China XD (sample)"


def test_history_since_a_day_begins_on_that_day_in_every_zone(feed: YahooFeed) -> None:
    since = date(2026, 11, 9)
    for symbol in ("601179.SS", "6501.T", "ENR.DE", "POWL", "USDCNY=X"):
        assert day_of(feed.history(symbol, since).bars.days[0]) == since


@pytest.mark.parametrize(
    ("now", "final"),
    [
        (NOON_IN_SHANGHAI, False),
        (datetime(2026, 11, 20, 7, 5, tzinfo=UTC), False),  # over, but the price is 15 minutes late
        (datetime(2026, 11, 20, 7, 20, tzinfo=UTC), True),
        (EVENING, True),
        (datetime(2026, 11, 23, 1, 0, tzinfo=UTC), True),  # Monday before the opening
    ],
)
def test_the_bar_of_a_running_session_is_not_final(
    feed: YahooFeed, yahoo: YahooServer, now: datetime, final: bool
) -> None:
    yahoo.clock.set(now)
    bars = feed.history("601179.SS", date(2026, 11, 10)).bars
    assert day_of(bars.days[-1]) == date(2026, 11, 20)
    assert bars.final.tolist() == [True] * (len(bars) - 1) + [final]


def test_a_bar_of_half_a_day_is_healed_by_the_next_answer(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    yahoo.clock.set(NOON_IN_SHANGHAI)
    yahoo.fault = faults.half_a_day()
    noon = feed.history("601179.SS", date(2026, 11, 10)).bars
    yahoo.fault = None
    yahoo.clock.set(EVENING)
    evening = feed.history("601179.SS", date(2026, 11, 10)).bars
    assert not noon.final[-1]
    assert evening.final[-1]
    assert noon.close[-1] != evening.close[-1]
    assert not restated(noon, evening)


def test_splits_and_dividends_arrive_on_their_local_day(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    line = yahoo.market.lines["POWL"]
    found = feed.history("POWL", None)
    assert found.splits == (Split(line.splits[0].day, 2, 1),)
    assert [each.day for each in found.dividends] == [line.dividends[0].day]
    assert found.dividends[0].amount == pytest.approx(0.6)  # restated for the later split


def test_a_split_not_worked_in_shows_as_restated_history(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    yahoo.fault = faults.fresh_split_not_worked_in()
    before = feed.history("POWL", None)
    yahoo.fault = None
    after = feed.history("POWL", None)
    assert before.splits == after.splits
    assert restated(before.bars, after.bars)


def test_pence_of_a_history_are_pounds(feed: YahooFeed, yahoo: YahooServer) -> None:
    found = feed.history("NG.L", date(2026, 11, 2))
    rows = {row.day: row.bar for row in yahoo.market.lines["NG.L"].bars}
    assert found.currency == "GBP"
    assert found.bars.close[0] * 100 == pytest.approx(rows[date(2026, 11, 2)].close)


def test_shares_are_dated_counts_of_the_listing(feed: YahooFeed, yahoo: YahooServer) -> None:
    split = yahoo.market.lines["POWL"].splits[0].day
    found = feed.shares("POWL", date(2026, 1, 1))
    assert found[0] == ShareCount(Scope.LISTING, date(2026, 1, 1), 12_000_000, "Yahoo")
    assert {each.count for each in found if each.as_of < split} == {12_000_000}
    assert {each.count for each in found if each.as_of >= split} == {24_000_000}
    assert feed.shares("VUSD.L", date(2026, 1, 1)) == ()
    months = [each.as_of.day for each in feed.shares("601179.SS", date(2026, 1, 1))]
    assert set(months) == {1}  # midnight in Shanghai is the day before in UTC
    assert len(yahoo.requests) == 3


def test_search_finds_listings(feed: YahooFeed, yahoo: YahooServer) -> None:
    (found,) = feed.search("Siemens")
    assert (found.symbol, found.exchange, found.kind) == ("ENR.DE", "GER", "EQUITY")
    assert feed.search("思源电气 & 中国西电?") == ()
    assert [each.query["q"] for each in yahoo.requests] == ["Siemens", "思源电气 & 中国西电?"]
    assert yahoo.traffic.paths() == ["/v1/finance/search"] * 2


CHART_FAULTS: list[tuple[Fault, TroubleKind]] = [
    (faults.too_many_requests(), TroubleKind.THROTTLED),
    (faults.invalid_crumb(), TroubleKind.REFUSED),
    (faults.not_found(), TroubleKind.UNKNOWN),
    (faults.result_empty(), TroubleKind.UNKNOWN),
    (faults.server_error(), TroubleKind.GARBLED),
    (faults.unavailable(), TroubleKind.GARBLED),
    (faults.html_page(), TroubleKind.GARBLED),
    (faults.truncated_json(), TroubleKind.GARBLED),
    (faults.result_null(), TroubleKind.GARBLED),
    (faults.ragged_arrays(), TroubleKind.GARBLED),
    (faults.timestamp_key_missing(), TroubleKind.GARBLED),
    (faults.meta_without("currency"), TroubleKind.GARBLED),
    (faults.meta_null("currency"), TroubleKind.GARBLED),
    (faults.meta_without("exchangeTimezoneName", "gmtoffset"), TroubleKind.GARBLED),
    (faults.hangs_up(), TroubleKind.OFFLINE),
    (faults.cut_body(), TroubleKind.OFFLINE),
]


@pytest.mark.parametrize(("fault", "kind"), CHART_FAULTS)
def test_every_fault_of_a_chart_is_one_request_and_one_trouble(
    feed: YahooFeed, yahoo: YahooServer, fault: Fault, kind: TroubleKind
) -> None:
    yahoo.fault = fault
    trouble = trouble_of(lambda: feed.history("601179.SS", None))
    assert (trouble.kind, trouble.symbols) == (kind, ("601179.SS",)), trouble.detail
    assert trouble.detail
    assert len(yahoo.requests) == 1
    yahoo.fault = None
    if kind is not TroubleKind.THROTTLED:
        assert len(feed.history("601179.SS", None).bars) > 400


@pytest.mark.parametrize("seconds", [30.0, 0.05], ids=["silent", "drip"])
def test_a_stalling_answer_ends_with_the_time_out(
    make_feed: MakeFeed, yahoo: YahooServer, seconds: float
) -> None:
    yahoo.fault = faults.stall(seconds) if seconds > 1 else faults.slow_drip(seconds)
    feed = make_feed(timeout=0.4)
    assert trouble_of(lambda: feed.history("POWL", None)).kind is TroubleKind.OFFLINE
    assert len(yahoo.requests) == 1


def test_rows_without_prices_are_left_out(feed: YahooFeed, yahoo: YahooServer) -> None:
    whole = feed.history("601179.SS", None).bars
    yahoo.fault = faults.null_row(3)
    assert len(feed.history("601179.SS", None).bars) == len(whole) - 1
    for fault in (faults.all_rows_null(), faults.no_timestamp()):
        yahoo.fault = fault
        found = feed.history("601179.SS", None)
        assert (len(found.bars), found.currency) == (0, "CNY")


def test_the_doubled_live_row_is_one_bar(feed: YahooFeed, yahoo: YahooServer) -> None:
    once = feed.history("601179.SS", None).bars
    yahoo.fault = faults.duplicate_live_row(1.5)
    twice = feed.history("601179.SS", None).bars
    assert twice.days.tolist() == once.days.tolist()
    assert twice.close[-1] == pytest.approx(once.close[-1] * 1.5)
    assert twice.high[-1] == pytest.approx(once.high[-1] * 1.5)
    assert (twice.open[-1], twice.low[-1]) == (once.open[-1], once.low[-1])


def test_a_zone_that_is_left_out_is_made_good_by_the_offset(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    whole = feed.history("601179.SS", None).bars
    yahoo.fault = faults.meta_without("exchangeTimezoneName")
    assert np.array_equal(feed.history("601179.SS", None).bars.days, whole.days)


QUOTE_FAULTS: list[tuple[Fault, TroubleKind, int]] = [
    (faults.too_many_requests(), TroubleKind.THROTTLED, 1),
    (faults.server_error(), TroubleKind.GARBLED, 1),
    (faults.html_page(), TroubleKind.GARBLED, 1),
    (faults.truncated_json(), TroubleKind.GARBLED, 1),
    (faults.result_null("quoteResponse"), TroubleKind.GARBLED, 1),
    (faults.cut_body(), TroubleKind.OFFLINE, 1),
    (faults.invalid_crumb(), TroubleKind.REFUSED, 2),
]


@pytest.mark.parametrize(("fault", "kind", "tries"), QUOTE_FAULTS)
def test_every_fault_of_the_quotes_ends_after_a_counted_number_of_requests(
    feed: YahooFeed, yahoo: YahooServer, fault: Fault, kind: TroubleKind, tries: int
) -> None:
    yahoo.fault = faults.only(fault, prefix=QUOTE)
    trouble = trouble_of(lambda: feed.quotes(["POWL", "NG.L"]))
    assert (trouble.kind, trouble.symbols) == (kind, ("POWL", "NG.L")), trouble.detail
    assert yahoo.traffic.paths() == [COOKIE, CRUMB, QUOTE] * tries


@pytest.mark.parametrize("key", ["regularMarketTime", "currency"])
def test_a_quote_that_lacks_a_field_is_garbled_by_itself(
    feed: YahooFeed, yahoo: YahooServer, key: str
) -> None:
    yahoo.fault = faults.quote_without(key)
    answer = feed.quotes(["POWL", "NG.L"])
    assert answer.quotes == ()
    assert [each.kind for each in answer.troubles] == [TroubleKind.GARBLED] * 2


def test_too_many_requests_everywhere_are_asked_once(feed: YahooFeed, yahoo: YahooServer) -> None:
    yahoo.fault = faults.too_many_requests(retry_after=77)
    trouble = trouble_of(lambda: feed.quotes(["POWL"]))
    assert (trouble.kind, trouble.retry_after) == (TroubleKind.THROTTLED, 77)
    again = trouble_of(lambda: feed.quotes(["POWL"]))
    assert again.kind is TroubleKind.THROTTLED
    assert again.retry_after is not None
    assert 0 < again.retry_after <= 77
    assert len(yahoo.requests) == 1


def test_after_a_429_of_a_chart_nothing_is_asked_not_even_for_a_crumb(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    yahoo.fault = faults.too_many_requests(retry_after=60)
    trouble_of(lambda: feed.history("POWL", None))
    yahoo.fault = None
    for call in (
        lambda: feed.quotes(["POWL"]),
        lambda: feed.history("POWL", None),
        lambda: feed.search("Powell"),
        lambda: feed.shares("POWL", date(2026, 1, 1)),
    ):
        assert trouble_of(call).kind is TroubleKind.THROTTLED
    assert len(yahoo.requests) == 1


def test_servers_that_fail_three_times_are_left_alone_then_probed_once(
    make_feed: MakeFeed, yahoo: YahooServer
) -> None:
    moved = [0.0]
    feed = make_feed(pace=Pace(0.0, clock=lambda: time.monotonic() + moved[0]))
    yahoo.fault = faults.server_error()
    for _ in range(6):
        assert trouble_of(lambda: feed.history("POWL", None)).kind is TroubleKind.GARBLED
    assert len(yahoo.requests) == 3
    moved[0] += 40
    for _ in range(3):
        trouble_of(lambda: feed.history("POWL", None))
    assert len(yahoo.requests) == 4
    moved[0] += 80
    yahoo.fault = None
    feed.history("POWL", None)
    feed.history("POWL", None)
    assert len(yahoo.requests) == 6


def test_a_crumb_that_was_rotated_heals_itself_once(feed: YahooFeed, yahoo: YahooServer) -> None:
    feed.quotes(["POWL"])
    yahoo.traffic.clear()
    yahoo.fault = faults.crumb_rotated(yahoo.rotate_crumb)
    assert len(feed.quotes(["POWL"]).quotes) == 1
    assert yahoo.traffic.paths() == [QUOTE, COOKIE, CRUMB, QUOTE]


def test_after_two_refusals_the_door_stays_shut_and_charts_go_on(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    yahoo.fault = faults.only(faults.invalid_crumb(), prefix=QUOTE)
    first = trouble_of(lambda: feed.quotes(["POWL"]))
    assert first.kind is TroubleKind.REFUSED
    assert first.retry_after is not None
    yahoo.traffic.clear()
    for _ in range(5):
        assert trouble_of(lambda: feed.quotes(["POWL"])).kind is TroubleKind.REFUSED
    assert yahoo.requests == []
    assert len(feed.history("POWL", None).bars) > 400


def test_a_crumb_that_reads_too_many_requests_is_never_sent(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    yahoo.fault = faults.crumb_reads_too_many_requests()
    assert trouble_of(lambda: feed.quotes(["POWL"])).kind is TroubleKind.THROTTLED
    assert trouble_of(lambda: feed.quotes(["POWL"])).kind is TroubleKind.THROTTLED
    assert yahoo.traffic.paths() == [COOKIE, CRUMB]
    assert len(feed.history("POWL", None).bars) > 400


@pytest.mark.parametrize("fault", [faults.html_page(), faults.server_error()])
def test_a_crumb_that_is_a_page_is_garbled(
    feed: YahooFeed, yahoo: YahooServer, fault: Fault
) -> None:
    yahoo.fault = faults.only(fault, prefix=CRUMB)
    assert trouble_of(lambda: feed.quotes(["POWL"])).kind is TroubleKind.GARBLED
    assert yahoo.traffic.paths() == [COOKIE, CRUMB]


def test_a_cookie_host_that_is_blocked_is_gone_around_by_the_consent_page(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    yahoo.fault = faults.only(faults.hangs_up(), host="fc.yahoo.com")
    assert len(feed.quotes(["POWL"]).quotes) == 1
    hosts = [each.host for each in yahoo.requests]
    assert hosts[1:4] == ["guce.yahoo.com", "consent.yahoo.com", "guce.yahoo.com"]
    assert yahoo.traffic.paths("/v")[-2:] == [CRUMB, QUOTE]


def test_the_consent_page_in_place_of_quotes_is_agreed_to_once(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    to_consent = Answer(302, b"", headers=(("Location", "https://consent.yahoo.com/v2/ask"),))
    yahoo.fault = faults.only(faults.says(to_consent), prefix=QUOTE, first=1)
    assert len(feed.quotes(["POWL"]).quotes) == 1
    agreed = [(each.method, each.host) for each in yahoo.requests if "consent" in each.host]
    assert agreed == [("GET", "consent.yahoo.com"), ("POST", "consent.yahoo.com")]
    assert yahoo.traffic.paths(QUOTE) == [QUOTE, QUOTE]


def test_a_stored_cookie_that_is_refused_is_not_read_again(
    make_feed: MakeFeed, yahoo: YahooServer, profile: Path
) -> None:
    make_feed().quotes(["POWL"])
    yahoo.traffic.clear()
    fresh_yfinance(Profile(profile).source_cache)
    yahoo.fault = faults.only(faults.invalid_crumb(), prefix=CRUMB, first=1)
    assert len(make_feed().quotes(["POWL"]).quotes) == 1
    assert yahoo.traffic.paths() == [CRUMB, COOKIE, CRUMB, QUOTE]


def test_cookie_hosts_that_drop_packets_hold_up_no_chart_and_are_remembered(
    make_feed: MakeFeed, yahoo: YahooServer
) -> None:
    feed = make_feed(timeout=1.0)
    yahoo.fault = faults.any_of(
        faults.only(faults.stall(), host="fc.yahoo.com"),
        faults.only(faults.stall(), host="guce.yahoo.com"),
    )
    ended: list[FeedTrouble] = []
    quoting = threading.Thread(
        target=lambda: ended.append(trouble_of(lambda: feed.quotes(["POWL"]))), daemon=True
    )
    quoting.start()
    while not yahoo.requests:
        time.sleep(0.005)
    assert len(feed.history("POWL", None).bars) > 400
    assert ended == []  # the chart came while the cookie was still being waited for
    quoting.join(30)
    assert [each.kind for each in ended] == [TroubleKind.OFFLINE]
    count = len(yahoo.requests)
    assert trouble_of(lambda: feed.quotes(["POWL"])).kind is TroubleKind.OFFLINE
    assert len(yahoo.requests) == count


def test_a_network_that_is_gone_is_offline(
    make_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = make_feed()
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert trouble_of(lambda: feed.history("POWL", None)).kind is TroubleKind.OFFLINE
    assert trouble_of(lambda: feed.quotes(["POWL"])).kind is TroubleKind.OFFLINE
    assert trouble_of(lambda: feed.search("Powell")).kind is TroubleKind.OFFLINE


def test_a_certificate_that_nobody_trusts_is_offline(
    make_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch, yahoo: YahooServer, tmp_path: Path
) -> None:
    import certifi

    for name in ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, certifi.where())
    trouble = trouble_of(lambda: make_feed().history("POWL", None))
    assert trouble.kind is TroubleKind.OFFLINE
    assert "ertificate" in trouble.detail
    assert yahoo.requests == []


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"])
def test_any_one_of_the_certificate_variables_is_enough(
    make_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch, yahoo: YahooServer, name: str
) -> None:
    for each in ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(each)
    monkeypatch.setenv(name, str(yahoo.ca_file))
    assert len(make_feed().history("POWL", None).bars) > 400


def test_a_certificate_under_a_chinese_path_is_trusted(
    make_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch, yahoo: YahooServer, tmp_path: Path
) -> None:
    bundle = tmp_path / "用户" / "ca.pem"
    bundle.parent.mkdir()
    bundle.write_bytes(yahoo.ca_file.read_bytes())
    for each in ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(each, str(bundle))
    assert len(make_feed().history("POWL", None).bars) > 400


@pytest.mark.parametrize("symbol", ["BRK/B", "../v7", "A B", "", "股票", "A" * 25])
def test_what_is_no_symbol_reaches_no_address(
    feed: YahooFeed, yahoo: YahooServer, symbol: str
) -> None:
    for call in (
        lambda: feed.history(symbol, None),
        lambda: feed.shares(symbol, date(2026, 1, 1)),
    ):
        assert trouble_of(call).kind is TroubleKind.UNKNOWN
    assert [each.kind for each in feed.quotes([symbol]).troubles] == [TroubleKind.UNKNOWN]
    assert yahoo.requests == []


def test_symbols_with_signs_are_asked_for_as_they_are(feed: YahooFeed, yahoo: YahooServer) -> None:
    assert len(feed.history("USDCNY=X", date(2026, 11, 2)).bars) > 10
    assert yahoo.requests[0].symbol == "USDCNY=X"
    trouble_of(lambda: feed.history("^GSPC", None))
    assert yahoo.requests[1].symbol == "^GSPC"
    assert [each.symbol for each in feed.quotes([" usdcny=x", "USDCNY=X"]).quotes] == ["USDCNY=X"]


def test_stop_ends_a_wait_and_refuses_what_comes_later(
    make_feed: MakeFeed, yahoo: YahooServer
) -> None:
    feed = make_feed(pace=Pace(3600.0, burst=1))
    feed.history("POWL", None)
    ended: list[FeedTrouble] = []
    waiting = threading.Thread(
        target=lambda: ended.append(trouble_of(lambda: feed.history("NG.L", None))), daemon=True
    )
    waiting.start()
    feed.stop()
    waiting.join(30)
    assert [each.kind for each in ended] == [TroubleKind.OFFLINE]
    assert trouble_of(lambda: feed.quotes(["POWL"])).kind is TroubleKind.OFFLINE
    assert len(yahoo.requests) == 1


def test_four_threads_share_one_feed(feed: YahooFeed, yahoo: YahooServer) -> None:
    symbols = [each for each in yahoo.market.lines if "=" not in each]
    yahoo.latency = 0.01
    found: dict[str, float] = {}

    def load(part: list[str]) -> None:
        for symbol in part:
            feed.quotes([symbol])
            found[symbol] = float(feed.history(symbol, None).bars.close[0])

    threads = [threading.Thread(target=load, args=(symbols[n::4],)) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert {symbol: found[symbol] for symbol in symbols} == {
        symbol: pytest.approx(float(feed.history(symbol, None).bars.close[0])) for symbol in symbols
    }
    assert len(set(found.values())) == len(symbols)
    assert len(yahoo.traffic.paths(CRUMB)) == 1


def test_a_period_that_begins_in_the_future_or_long_ago_is_asked_for_without_a_fault(
    feed: YahooFeed, yahoo: YahooServer
) -> None:
    future = (yahoo.clock.now + timedelta(days=400)).date()
    assert len(feed.history("POWL", future).bars) == 0
    assert len(feed.history("POWL", date.min).bars) > 400
    assert feed.shares("POWL", future) == ()
