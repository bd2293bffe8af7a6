"""Recorded daily prices as candles."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np

from gridwatch.domain.candles import DAY_SECONDS, Candles

_EPOCH = date(1970, 1, 1).toordinal()


def day_stamp(day: date) -> int:
    """Return a day as the seconds at its midnight."""
    return (day.toordinal() - _EPOCH) * DAY_SECONDS


def recorded(folder: Path, name: str) -> Candles:
    """Read the daily history `name` of the folder of real data."""
    with (folder / "ohlcv" / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    stamps = np.array([day_stamp(date.fromisoformat(row["date"])) for row in rows], dtype=np.int64)
    columns = [
        np.array([float(row[each] or "nan") for row in rows])
        for each in ("open", "high", "low", "close", "volume")
    ]
    return Candles(stamps, *columns)
