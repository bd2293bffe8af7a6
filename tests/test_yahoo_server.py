"""The real, unmodified yfinance and plain sockets find a Yahoo at the loopback server."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import OutsideWorldError, SocketGuard
from tests.yahoo_server import Clock, YahooServer, faults
from tests.yahoo_server.clients import Reader, parsed
from tests.yahoo_server.generated import SAMPLE_DAY, SAMPLE_NOW, sample_market

AFTER_CLOSE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[1]


def test_history_of_the_real_yfinance(reader: Reader, yahoo: YahooServer) -> None:
    frame = reader.yf.Ticker("601179.SS").history(period="1mo", auto_adjust=False)
    assert str(frame.index.tz) == "Asia/Shanghai"
    assert frame.index[-1].date() == SAMPLE_DAY
    bars = {row.day: row.bar for row in yahoo.market.lines["601179.SS"].bars}
    for stamp, close in frame["Close"].iloc[:-1].items():
        assert close == pytest.approx(bars[stamp.date()].close)


def test_quotes_take_one_call_and_leave_the_unknown_out(reader: Reader, yahoo: YahooServer) -> None:
    found = reader.quotes("002028.SZ", "NOPE", "NG.L", "USDCNY=X")
    assert list(found) == ["002028.SZ", "NG.L", "USDCNY=X"]
    assert yahoo.traffic.paths() == ["/", "/v1/test/getcrumb", "/v7/finance/quote"]
    assert yahoo.requests[0].host == "fc.yahoo.com"


def test_pence_in_the_price_and_pounds_in_the_cap(reader: Reader) -> None:
    found = reader.quotes("NG.L", "VUSD.L")
    grid = found["NG.L"]
    assert grid["currency"] == "GBp"
    pounds = grid["regularMarketPrice"] / 100 * grid["sharesOutstanding"]
    assert grid["marketCap"] == pytest.approx(pounds, abs=1)
    assert found["VUSD.L"]["currency"] == "USD"
    assert "marketCap" not in found["VUSD.L"]


def test_share_counts_of_the_real_yfinance(reader: Reader) -> None:
    counts = reader.yf.Ticker("POWL").get_shares_full(start="2026-01-01")
    assert set(counts) == {12_000_000, 24_000_000}
    assert counts.index.is_monotonic_increasing


def test_a_line_without_shares_has_none(reader: Reader) -> None:
    assert reader.yf.Ticker("VUSD.L").get_shares_full(start="2026-01-01") is None


@pytest.mark.parametrize("words", ["sieyuan", "002028"])
def test_search_of_the_real_yfinance(reader: Reader, words: str) -> None:
    found = reader.yf.Search(words, max_results=3, news_count=0)
    assert [one["symbol"] for one in found.quotes] == ["002028.SZ"]


def test_info_of_the_real_yfinance(reader: Reader) -> None:
    info = reader.yf.Ticker("POWL").info
    assert (info["sharesOutstanding"], info["impliedSharesOutstanding"]) == (24_000_000, 24_600_000)


def test_crumb_by_the_consent_page_when_the_cookie_host_is_down(
    reader: Reader, yahoo: YahooServer
) -> None:
    yahoo.fault = faults.only(faults.hangs_up(), host="fc.yahoo.com")
    assert reader.quotes("POWL")
    hosts = {one.host for one in yahoo.requests}
    assert {"guce.yahoo.com", "consent.yahoo.com"} <= hosts


@pytest.mark.parametrize("symbol", ["601179.SS", "6501.T", "POWL"])
def test_intraday_of_the_real_yfinance(reader: Reader, yahoo: YahooServer, symbol: str) -> None:
    yahoo.clock.set(AFTER_CLOSE)
    frame = reader.yf.Ticker(symbol).history(period="5d", interval="15m", prepost=True)
    days = {stamp.date() for stamp in frame.index}
    assert len(days) == 5
    last = frame.iloc[-1]["Close"]
    daily = reader.yf.Ticker(symbol).history(period="1d", auto_adjust=False)
    assert last == pytest.approx(daily["Close"].iloc[-1])


def test_a_program_is_led_here_by_its_environment_alone(yahoo: YahooServer, tmp_path: Path) -> None:
    script = """
        import sys, yfinance as yf
        yf.set_tz_cache_location(sys.argv[1])
        frame = yf.Ticker("601179.SS").history(period="1mo")
        quote = yf.data.YfData().get_raw_json(
            "https://query1.finance.yahoo.com/v7/finance/quote", params={"symbols": "601179.SS"})
        print(len(frame), quote["quoteResponse"]["result"][0]["regularMarketPrice"])
    """
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(script), str(tmp_path)],
        env={**os.environ, **yahoo.environment()},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows, price = done.stdout.split()
    assert int(rows) > 15
    assert float(price) > 0
    assert yahoo.requests
    assert all(one.proxied for one in yahoo.requests)
    assert yahoo.traffic.strangers == []


# Cookie, crumb, sockets


def test_quotes_without_a_crumb_are_refused(reader: Reader) -> None:
    answer = reader.get("/v7/finance/quote", symbols="POWL")
    assert answer.status_code == 401
    assert parsed(answer)["finance"]["error"]["description"] == "Invalid Crumb"


def test_the_crumb_is_given_for_the_cookie_and_both_are_needed(
    reader: Reader, yahoo: YahooServer
) -> None:
    assert reader.get("/v1/test/getcrumb").status_code == 401
    assert reader.session.get("https://fc.yahoo.com").status_code == 404
    crumb = reader.get("/v1/test/getcrumb").text
    assert reader.get("/v7/finance/quote", symbols="POWL", crumb=crumb).status_code == 200
    assert reader.get("/v7/finance/quote", symbols="POWL", crumb="old").status_code == 401
    yahoo.rotate_crumb()
    assert reader.get("/v7/finance/quote", symbols="POWL", crumb=crumb).status_code == 401
    reader.session.cookies.clear()
    fresh = yahoo.routes.crumb
    assert reader.get("/v7/finance/quote", symbols="POWL", crumb=fresh).status_code == 401


def test_connections_are_kept_and_counted(reader: Reader, yahoo: YahooServer) -> None:
    for _ in range(5):
        reader.get("/v8/finance/chart/POWL", range="5d")
    assert len(yahoo.requests) == 5
    assert yahoo.traffic.connections == 1
    assert yahoo.traffic.peak == 1
    assert yahoo.requests[0].query == {"range": "5d"}


def test_latency_holds_every_answer_back(reader: Reader, yahoo: YahooServer) -> None:
    reader.get("/v8/finance/chart/POWL", range="5d")
    yahoo.latency = 0.15
    begin = time.monotonic()
    reader.get("/v8/finance/chart/POWL", range="5d")
    assert time.monotonic() - begin >= 0.15


def test_the_proxy_leads_to_yahoo_only(yahoo: YahooServer) -> None:
    with socket.create_connection(("127.0.0.1", yahoo.port), timeout=5) as sock:
        sock.sendall(b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n")
        assert b" 403 " in sock.recv(4096)
    assert yahoo.traffic.strangers == ["example.org:443"]


def test_the_environment_names_the_bundle_and_clears_the_exceptions(yahoo: YahooServer) -> None:
    found = yahoo.environment()
    assert found["HTTPS_PROXY"] == f"http://127.0.0.1:{yahoo.port}"
    assert len({found[name] for name in ("SSL_CERT_FILE", "CURL_CA_BUNDLE")}) == 1
    assert Path(found["REQUESTS_CA_BUNDLE"]).read_text().startswith("-----BEGIN CERTIFICATE")
    assert found["NO_PROXY"] == found["no_proxy"] == ""


def test_closing_ends_a_stall_and_removes_the_bundle() -> None:
    server = YahooServer(sample_market(), Clock(SAMPLE_NOW))
    server.fault = faults.stall(60)
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: fc.yahoo.com\r\n\r\n")
        while not server.requests:
            time.sleep(0.01)
        begin = time.monotonic()
        server.close()
        assert sock.recv(100) == b""
    assert time.monotonic() - begin < 5
    assert not server.ca_file.exists()


def test_by_hand_it_says_where_it_is_and_obeys() -> None:
    orders = "now 2026-11-20T06:00\nfault server_error\nfault nonsense\nsing\nlog\n"
    done = subprocess.run(
        [sys.executable, "-m", "tests.yahoo_server", "--lines", "3", "--years", "1"],
        cwd=ROOT,
        input=orders,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert str(told[0]["port"]) in told[0]["environment"]["HTTPS_PROXY"]
    assert len(told[0]["symbols"]) == 3
    assert told[1]["now"] == "2026-11-20T06:00:00+00:00"
    assert "nonsense" in told[3]["error"]
    assert "sing" in told[4]["error"]
    assert told[5]["requests"] == 0


# The guard


def test_nobody_gets_out(nobody_outside: SocketGuard) -> None:
    with pytest.raises(OutsideWorldError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OutsideWorldError):
        socket.getaddrinfo("finance.yahoo.com", 443)
    assert nobody_outside.tried == ["192.0.2.1", "finance.yahoo.com"]
    nobody_outside.tried.clear()


def test_loopback_is_not_outside(yahoo: YahooServer) -> None:
    with socket.create_connection(("localhost", yahoo.port), timeout=5) as sock:
        assert sock.getpeername()[1] == yahoo.port
