"""Real price files and recorded answers come back as they are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.yahoo_server import Market, Split, YahooServer, faults
from tests.yahoo_server.clients import Reader, parsed
from tests.yahoo_server.exchange import BY_SUFFIX
from tests.yahoo_server.price_files import file_market, read_price_file
from tests.yahoo_server.recorded import read_recordings, replay

EDGE_FILE = "error-429-edge.json"


def _closes(reader: Reader, symbol: str, **params: str) -> dict[date, float]:
    result = reader.chart(symbol, range="max", **params)
    tz = BY_SUFFIX[symbol.rpartition(".")[2]].tz
    days = [datetime.fromtimestamp(stamp, tz).date() for stamp in result["timestamp"]]
    return dict(zip(days, result["indicators"]["quote"][0]["close"], strict=True))


def test_a_price_file_comes_back_as_it_is(
    reader: Reader, yahoo: YahooServer, shared_data: Path
) -> None:
    yahoo.serve(file_market(shared_data, symbols={"601179.SS"}, kinds=("raw_mcap",)))
    rows = [
        line.split(",")
        for line in (shared_data / "ohlcv/601179.SS.raw_mcap.csv").read_text().splitlines()[1:]
    ]
    assert _closes(reader, "601179.SS") == {
        date.fromisoformat(row[0]): float(row[4]) for row in rows
    }
    yahoo.clock.set(datetime(2022, 1, 14, 8, 0, tzinfo=UTC))
    quote = reader.quotes("601179.SS")["601179.SS"]
    assert quote["regularMarketPrice"] == float(rows[-1][4])
    assert quote["marketCap"] == pytest.approx(float(rows[-1][8]), rel=1e-9)


def test_events_of_an_unadjusted_file_are_derived_and_worked_in(
    reader: Reader, yahoo: YahooServer, shared_data: Path
) -> None:
    market = file_market(shared_data, symbols={"601126.SS"}, kinds=("raw_mcap",))
    assert market.lines["601126.SS"].splits == (Split(date(2015, 10, 12), 2.0),)
    yahoo.serve(market)
    printed = {row.day: row.bar.close for row in market.lines["601126.SS"].bars}
    closes = _closes(reader, "601126.SS")
    earlier, later = date(2015, 10, 9), date(2015, 10, 12)
    assert closes[earlier] == pytest.approx((printed[earlier] or 0) / 2)
    assert closes[later] == printed[later]
    yahoo.serve(file_market(shared_data, symbols={"601126.SS"}, kinds=("raw_mcap",), as_is=True))
    assert _closes(reader, "601126.SS")[earlier] == printed[earlier]


@pytest.mark.parametrize("file", ["002028.SZ", "600089.SS", "600406.SS"])
def test_no_day_of_a_restated_file_falls_by_a_split(
    yahoo: YahooServer, shared_data: Path, reader: Reader, file: str
) -> None:
    yahoo.serve(file_market(shared_data, symbols={file}, kinds=("raw_mcap",)))
    closes = [close for day, close in sorted(_closes(reader, file).items()) if day.year > 2005]
    falls = [new / old for old, new in pairwise(closes)]
    assert min(falls) > 0.85


def test_blank_and_null_rows_of_a_file_are_null_rows(
    reader: Reader, yahoo: YahooServer, tmp_path: Path
) -> None:
    file = tmp_path / "SIE.DE.csv"
    rows = (
        "date,open,high,low,close,adj_close,volume",
        "2026-11-16,10,12,9,11,10.5,100",
        "2026-11-17,null,null,null,null,null,null",
        "2026-11-18,,,,,,",
        "2026-11-19,11,13,10,12,,0",
    )
    file.write_text("\n".join(rows))
    yahoo.serve(Market([read_price_file(file)]))
    result = reader.chart("SIE.DE")
    assert result["indicators"]["quote"][0]["close"] == [11.0, None, None, 12.0]
    assert result["indicators"]["quote"][0]["volume"] == [100, None, None, 0]
    assert result["indicators"]["adjclose"][0]["adjclose"] == [10.5, None, None, 12.0]
    assert result["meta"]["previousClose"] == 11.0


def test_currency_pairs_come_from_the_reference_rates(
    reader: Reader, yahoo: YahooServer, shared_data: Path
) -> None:
    yahoo.serve(file_market(shared_data, symbols={"SIE.DE"}))
    yahoo.clock.set(datetime(2026, 10, 31, tzinfo=UTC))
    rate = reader.quotes("USDCNY=X")["USDCNY=X"]
    assert rate["regularMarketPrice"] == pytest.approx(7.4326 / 1.1172, abs=1e-6)
    assert rate["quoteType"] == "CURRENCY"
    assert "marketCap" not in rate


def test_recorded_answers_are_served_for_their_own_symbol(
    reader: Reader, yahoo: YahooServer, shared_data: Path
) -> None:
    yahoo.recorded = replay(read_recordings(shared_data / "yahoo"))
    found = reader.quotes("OCDO.L", "POWL")
    assert found["OCDO.L"]["marketCap"] == 2554603520
    assert found["POWL"]["symbol"] == "POWL"
    assert reader.chart("GS2C.DE")["meta"]["regularMarketPrice"] == 19.948
    assert reader.chart("600497.SS")["indicators"]["quote"][0]["close"][0] is None
    assert parsed(reader.get("/v1/finance/search", q="BABA"))["count"] == 11
    assert reader.chart("POWL")["meta"]["symbol"] == "POWL"
    refusals = [one for one in read_recordings(shared_data / "yahoo") if one.name == EDGE_FILE]
    yahoo.recorded, yahoo.fault = None, faults.says(refusals[0].answer)
    assert reader.get("/v8/finance/chart/POWL").text == faults.EDGE
