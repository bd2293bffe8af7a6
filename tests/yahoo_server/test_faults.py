"""Each ready fault does what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.yahoo_server import Fault, YahooServer, faults
from tests.yahoo_server.clients import QUERY, Reader, parsed

AFTER_CLOSE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (faults.too_many_requests(7), 429, "Edge: Too Many Requests"),
        (faults.invalid_crumb(), 401, "Invalid Crumb"),
        (faults.server_error(), 500, "<html>"),
        (faults.unavailable(), 503, "<html>"),
        (faults.html_page(), 200, "<html>"),
        (faults.not_found(), 404, "may be delisted"),
        (faults.result_null(), 200, '"result":null'),
        (faults.result_empty(), 200, '"result":[]'),
    ],
)
def test_what_is_said_instead(
    reader: Reader, yahoo: YahooServer, fault: Fault, status: int, words: str
) -> None:
    yahoo.fault = fault
    answer = reader.get("/v8/finance/chart/POWL", range="5d")
    assert answer.status_code == status
    assert words in answer.text
    assert (answer.headers.get("Retry-After") == "7") == (status == 429)


def test_truncated_json_is_no_json(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.fault = faults.truncated_json()
    answer = reader.get("/v8/finance/chart/POWL", range="5d")
    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r"\w"):
        parsed(answer)


@pytest.mark.parametrize("fault", [faults.cut_body(), faults.hangs_up(), faults.slow_drip(0.05)])
def test_what_breaks_on_the_wire(reader: Reader, yahoo: YahooServer, fault: Fault) -> None:
    yahoo.fault = fault
    with pytest.raises(OSError, match=r"\w"):
        reader.session.get(f"{QUERY}/v8/finance/chart/POWL", timeout=0.5)


def test_a_stall_outlasts_the_client(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.fault = faults.stall(2)
    with pytest.raises(OSError, match="timed out"):
        reader.session.get(f"{QUERY}/v8/finance/chart/POWL", timeout=0.2)


def test_a_late_answer_is_the_right_one(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.fault = faults.late(0.05)
    assert reader.chart("POWL")["meta"]["symbol"] == "POWL"


def _all_null(result: dict[str, Any]) -> bool:
    columns = result["indicators"]["quote"][0].values()
    return all(value is None for column in columns for value in column)


ChartCheck = Callable[[dict[str, Any], dict[str, Any]], bool]


@pytest.mark.parametrize(
    ("fault", "holds"),
    [
        (
            faults.ragged_arrays(),
            lambda bad, good: (
                len(bad["indicators"]["quote"][0]["close"]) == len(good["timestamp"]) - 2
            ),
        ),
        (faults.null_row(3), lambda bad, _: bad["indicators"]["quote"][0]["close"][3] is None),
        (faults.all_rows_null(), lambda bad, good: _all_null(bad) and not _all_null(good)),
        (
            faults.no_timestamp(),
            lambda bad, _: "timestamp" not in bad and bad["indicators"]["quote"] == [{}],
        ),
        (
            faults.timestamp_key_missing(),
            lambda bad, good: "timestamp" not in bad and bad["indicators"] == good["indicators"],
        ),
        (faults.meta_without("currency"), lambda bad, _: "currency" not in bad["meta"]),
        (
            faults.meta_without("exchangeTimezoneName"),
            lambda bad, _: "exchangeTimezoneName" not in bad["meta"],
        ),
        (faults.meta_null("currency"), lambda bad, _: bad["meta"]["currency"] is None),
        (
            faults.duplicate_live_row(),
            lambda bad, good: (
                len(bad["timestamp"]) == len(good["timestamp"]) + 1
                and bad["indicators"]["quote"][0]["volume"][-1] == 0
            ),
        ),
        (
            faults.half_a_day(),
            lambda bad, good: (
                0
                < bad["indicators"]["quote"][0]["volume"][-1]
                < good["indicators"]["quote"][0]["volume"][-1]
            ),
        ),
    ],
)
def test_charts_that_are_wrong_inside(
    reader: Reader, yahoo: YahooServer, fault: Fault, holds: ChartCheck
) -> None:
    yahoo.clock.set(AFTER_CLOSE)
    good = reader.chart("601179.SS")
    yahoo.fault = fault
    assert holds(reader.chart("601179.SS"), good)


def test_a_fresh_split_leaves_the_old_prices(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.clock.set(AFTER_CLOSE)
    yahoo.fault = faults.fresh_split_not_worked_in()
    line = yahoo.market.lines["POWL"]
    result = reader.chart("POWL", range="6mo", events="div,splits")
    printed = [row.bar.close for row in line.bars][-len(result["timestamp"]) :]
    assert result["indicators"]["quote"][0]["close"] == pytest.approx(printed, abs=1e-4)


def test_a_crumb_in_the_words_of_a_429(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.fault = faults.crumb_reads_too_many_requests()
    answer = reader.get("/v1/test/getcrumb")
    assert (answer.status_code, answer.text) == (200, "Too Many Requests")


def test_yfinance_heals_when_the_crumb_is_rotated(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.fault = faults.crumb_rotated(yahoo.rotate_crumb, at=2)
    assert reader.quotes("POWL")
    assert reader.quotes("POWL")
    assert yahoo.traffic.paths("/v7/") == ["/v7/finance/quote"] * 3


def test_quotes_that_lack_fields(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.fault = faults.quote_without("currency", "marketCap")
    found = reader.quotes("POWL")["POWL"]
    assert "currency" not in found
    assert "marketCap" not in found
    assert found["regularMarketPrice"] > 0


def test_a_fault_can_be_narrowed(reader: Reader, yahoo: YahooServer) -> None:
    yahoo.fault = faults.any_of(
        faults.only(faults.server_error(), symbols={"POWL"}, first=2, after=1),
        faults.only(faults.html_page(), prefix=faults.SEARCH),
    )
    codes = [reader.get("/v8/finance/chart/POWL").status_code for _ in range(4)]
    assert codes == [200, 500, 500, 200]
    assert reader.get("/v8/finance/chart/NG.L").status_code == 200
    assert "<html>" in reader.get("/v1/finance/search", q="x").text


def test_every_named_fault_can_be_made() -> None:
    assert all(callable(make()) for make in faults.NAMED.values())
