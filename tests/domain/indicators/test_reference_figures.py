"""Indicators of real prices against the figures that TA-Lib gives for them."""

from __future__ import annotations

import csv
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.bars import day_number
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.indicators.indicator import settings_of
from gridwatch.domain.indicators.lines import Lines, computed
from gridwatch.domain.indicators.table import INDICATORS

NAN = math.nan
FIGURES = (
    ("sma", "short"),
    ("sma", "long"),
    ("ema", "ema"),
    ("bollinger", "lower"),
    ("bollinger", "upper"),
    ("rsi", "rsi"),
    ("macd", "macd"),
    ("macd", "signal"),
    ("macd", "histogram"),
    ("atr", "atr"),
)
# TA-Lib 0.8.1 (Python package 0.8.2), whole files from their first day on, default unstable
# period: SMA 20 and 200, EMA 20, BBANDS 20/2/2, RSI 14, MACD 12/26/9, ATR 14.
REFERENCE = {
    "601179.SS.qfq2.csv": (
        (
            "2020-03-06",
            3.211905,
            NAN,
            3.310689415,
            2.794212096,
            3.629597904,
            77.78386797,
            0.05741889036,
            -0.03770121627,
            0.09512010663,
            0.1333187059,
        ),
        (
            "2020-11-17",
            4.27953,
            4.681782,
            4.280552366,
            4.085359394,
            4.473700606,
            43.10936312,
            -0.06967384502,
            -0.07394304489,
            0.00426919987,
            0.112254896,
        ),
        (
            "2022-11-23",
            4.59793,
            4.542478,
            4.637335079,
            4.243993361,
            4.951866639,
            65.3184529,
            0.1088521781,
            0.07348364868,
            0.03536852943,
            0.1695307628,
        ),
        (
            "2024-12-16",
            7.63615,
            6.9762425,
            7.687296404,
            7.319244983,
            7.953055017,
            43.300535,
            -0.1015766273,
            -0.1006561875,
            -0.000920439831,
            0.224047294,
        ),
        (
            "2026-04-01",
            17.341,
            9.5861265,
            16.44065889,
            14.43319052,
            20.24880948,
            44.51399469,
            -0.09298676728,
            0.2623212157,
            -0.355307983,
            0.9087931432,
        ),
    ),
    "6501.T.csv": (
        (
            "2016-04-04",
            521.485,
            NAN,
            514.6059854,
            497.2781187,
            545.6918813,
            42.15596766,
            6.083115688,
            11.19582381,
            -5.112708123,
            17.77484678,
        ),
        (
            "2016-12-13",
            617.275,
            503.7265,
            614.5618979,
            580.67375,
            653.87625,
            64.33899364,
            23.12406029,
            23.48793856,
            -0.3638782672,
            14.78906729,
        ),
        (
            "2018-12-07",
            662.91,
            760.875,
            663.3748085,
            632.5264584,
            693.2935416,
            40.34044819,
            -10.57522321,
            -10.43984639,
            -0.1353768222,
            17.23861877,
        ),
        (
            "2021-01-06",
            821.82,
            704.341,
            813.6118191,
            793.2288405,
            850.4111595,
            53.63853413,
            4.127410192,
            7.426414538,
            -3.299004346,
            16.49392284,
        ),
        (
            "2026-02-06",
            5233.6,
            4402.75,
            5206.452502,
            5022.636117,
            5444.563883,
            57.24908859,
            52.65420062,
            54.41181631,
            -1.757615689,
            166.9431289,
        ),
    ),
}


def candles_in(file: Path) -> Candles:
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    stamps = [day_number(date.fromisoformat(each["date"])) * DAY_SECONDS for each in rows]
    columns = [
        np.array([float(each[name]) for each in rows])
        for name in ("open", "high", "low", "close", "volume")
    ]
    return Candles(np.array(stamps, dtype=np.int64), *columns)


def lines_of(candles: Candles) -> dict[str, Lines]:
    return {
        name: computed(INDICATORS[name], candles, settings_of(INDICATORS[name], {}))
        for name in {name for name, _ in FIGURES}
    }


@pytest.mark.parametrize("name", REFERENCE)
def test_real_prices_give_the_figures_of_ta_lib(name: str, shared_data: Path) -> None:
    candles = candles_in(shared_data / "ohlcv" / name)
    lines = lines_of(candles)
    for day, *expected in REFERENCE[name]:
        at = int(np.searchsorted(candles.stamps, day_number(date.fromisoformat(day)) * DAY_SECONDS))
        found = [float(lines[indicator][line][at]) for indicator, line in FIGURES]
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


def test_the_high_of_a_year_and_the_drawdown_of_real_prices(shared_data: Path) -> None:
    candles = candles_in(shared_data / "ohlcv" / "ETN.csv")
    highs = computed(INDICATORS["yearly"], candles, {"weeks": 52})
    inside = candles.stamps > candles.stamps[-1] - 364 * DAY_SECONDS
    assert highs["high"][-1] == candles.high[inside].max()
    assert highs["low"][-1] == candles.low[inside].min()
    fallen = computed(INDICATORS["drawdown"], candles, {})["drawdown"]
    # The lowest of 2009: the high of 2008 was lost by two thirds.
    lowest = int(np.argmin(fallen))
    expected = (candles.close[lowest] / candles.close[: lowest + 1].max() - 1) * 100
    assert fallen[lowest] == pytest.approx(expected)
    assert -75 < fallen[lowest] < -60
