"""Yardstick: yfinance's own download of listings: `download_once.py FOLDER SYMBOLS-AS-JSON`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import yfinance


def main(folder: str, symbols: str) -> None:
    """Download, and print the seconds that it took and how many listings came."""
    Path(folder).mkdir(parents=True)
    yfinance.set_tz_cache_location(folder)
    began = time.perf_counter()
    table = yfinance.download(
        json.loads(symbols), period="10y", threads=True, progress=False, auto_adjust=True
    )
    seconds = time.perf_counter() - began
    came = int(table["Close"].notna().any().sum())
    print(json.dumps({"seconds": seconds, "stored": came}))


if __name__ == "__main__":
    main(*sys.argv[1:])
