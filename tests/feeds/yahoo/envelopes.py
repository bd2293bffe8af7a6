"""Yahoo's recorded answers beside the checkout, and small answers of our own in the same shape."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "yahoo"
#: Long after every recording, so that each of their sessions is over.
LATER = datetime(2027, 1, 1, tzinfo=UTC)
JsonValue = Any
Json = dict[str, JsonValue]


def recorded_files() -> list[str]:
    """Give the names of all recordings, none where the folder is not here."""
    return sorted(each.name for each in FOLDER.glob("*.json"))


def body_of(folder: Path, name: str) -> JsonValue:
    """Give the recorded body as it was parsed, or its text."""
    response = json.loads((folder / name).read_text(encoding="utf-8"))["response"]
    return response["bodyJson"] if "bodyJson" in response else response.get("bodyText", "")


def response_of(folder: Path, name: str) -> tuple[int, bytes]:
    """Give the recorded status and the body as bytes."""
    response = json.loads((folder / name).read_text(encoding="utf-8"))["response"]
    if "bodyJson" in response:
        return response["status"], json.dumps(response["bodyJson"]).encode()
    return response["status"], response.get("bodyText", "").encode()


def at(*moment: int) -> int:
    """Give a UTC moment as seconds since 1970."""
    return int(datetime(*moment, tzinfo=UTC).timestamp())  # type: ignore[arg-type, misc] # year to second


def chart_answer(**changes: JsonValue) -> Json:
    """Make a Shanghai chart of three days, 16 to 18 November 2026, each opening at 09:30."""
    meta = {
        "currency": "CNY",
        "symbol": "601179.SS",
        "exchangeName": "SHH",
        "exchangeTimezoneName": "Asia/Shanghai",
        "gmtoffset": 28800,
        "dataGranularity": "1d",
        "longName": "China XD",
        "regularMarketTime": at(2026, 11, 18, 7),
        "currentTradingPeriod": {
            "regular": {"start": at(2026, 11, 18, 1, 30), "end": at(2026, 11, 18, 7)}
        },
        **changes.pop("meta", {}),
    }
    columns = {
        "open": [7.0, 7.1, 7.2],
        "high": [7.2, 7.3, 7.4],
        "low": [6.9, 7.0, 7.1],
        "close": [7.1, 7.2, 7.3],
        "volume": [1000, 2000, 3000],
        **changes.pop("columns", {}),
    }
    result = {
        "meta": {name: value for name, value in meta.items() if value is not ...},
        "timestamp": [at(2026, 11, day, 1, 30) for day in (16, 17, 18)],
        "indicators": {"quote": [{k: v for k, v in columns.items() if v is not ...}]},
        **changes,
    }
    return {"chart": {"result": [result], "error": None}}


def quote_answer(**changes: JsonValue) -> Json:
    """Make a quote answer of one listing in London, in pence."""
    fields = {
        "symbol": "NG.L",
        "currency": "GBp",
        "regularMarketPrice": 980.5,
        "regularMarketTime": at(2026, 11, 20, 10),
        "regularMarketPreviousClose": 975.0,
        "regularMarketDayHigh": 990.0,
        "regularMarketDayLow": 970.0,
        "regularMarketVolume": 5_000_000,
        "marketState": "REGULAR",
        "gmtOffSetMilliseconds": 0,
        "exchangeDataDelayedBy": 15,
        "marketCap": 48_632_800_000,
        "sharesOutstanding": 4_960_000_000,
        "impliedSharesOutstanding": 4_970_000_000,
        "longName": "National Grid plc",
        "exchange": "LSE",
        **changes,
    }
    kept = {name: value for name, value in fields.items() if value is not ...}
    return {"quoteResponse": {"result": [kept], "error": None}}


def shares_answer() -> Json:
    """Make an answer with three counts, as Yahoo sends them when no type is asked for."""
    entry = {
        "meta": {"symbol": ["601179.SS"], "type": ["shares_out"]},
        "timestamp": [at(2026, 1, 1), at(2026, 4, 1), at(2026, 7, 1)],
        "shares_out": [5_125_882_352, 5_125_882_352, 5_200_000_000],
    }
    return {"timeseries": {"result": [entry], "error": None}}


def search_answer() -> Json:
    """Make an answer with a share, a fund and a private company without a symbol."""
    return {
        "count": 3,
        "quotes": [
            {
                "symbol": "ENR.DE",
                "shortname": "SIEMENS ENERGY AG",
                "longname": "Siemens Energy AG",
                "exchange": "GER",
                "quoteType": "EQUITY",
            },
            {"symbol": "GRID", "shortname": "First Trust", "exchange": "NGM", "quoteType": "ETF"},
            {"index": "some-private-company", "name": "Siemens Something", "isYahooFinance": False},
        ],
    }
