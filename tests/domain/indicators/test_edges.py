"""Indicators of few, equal and odd bars, and where their windows begin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import Candles
from gridwatch.domain.indicators.indicator import settings_of
from gridwatch.domain.indicators.lines import Lines, computed
from gridwatch.domain.indicators.table import INDICATORS, offered

NAN = math.nan
DAY = 86_400


def candles_of(closes: Sequence[float], *, spread: float = 0.0, step: int = DAY) -> Candles:
    close = np.array(closes, dtype=np.float64)
    stamps = np.arange(len(close), dtype=np.int64) * step
    return Candles(stamps, close, close + spread, close - spread, close, np.ones(len(close)))


def all_lines(candles: Candles) -> dict[str, Lines]:
    return {
        name: computed(each, candles, settings_of(each, {})) for name, each in INDICATORS.items()
    }


def test_no_bar_and_one_bar_are_fine() -> None:
    for name, lines in all_lines(candles_of([])).items():
        assert all(not len(lines[each]) for each in INDICATORS[name].lines)
    one = all_lines(candles_of([5.0]))
    assert one["drawdown"]["drawdown"].tolist() == [0.0]
    assert one["vwap"]["vwap"].tolist() == [5.0]
    assert one["volume"]["volume"].tolist() == [1.0]
    for name in ("sma", "ema", "bollinger", "rsi", "macd", "atr", "yearly"):
        assert all(np.isnan(one[name][each]).all() for each in INDICATORS[name].lines)


def test_all_equal_prices_neither_rise_nor_range() -> None:
    lines = all_lines(candles_of([0.1] * 3000))
    assert set(lines["rsi"]["rsi"][14:].tolist()) == {50.0}
    assert set(lines["atr"]["atr"][14:].tolist()) == {0.0}
    assert set(lines["drawdown"]["drawdown"].tolist()) == {0.0}
    for name in ("macd", "signal", "histogram"):
        assert set(lines["macd"][name][33:].tolist()) == {0.0}
    assert lines["bollinger"]["lower"][19:].tolist() == lines["bollinger"]["upper"][19:].tolist()
    assert set(lines["bollinger"]["middle"][19:].tolist()) == {0.1}


def test_only_rises_are_a_strength_of_100_and_only_falls_of_0() -> None:
    rising = np.linspace(1.0, 9.0, 200).tolist()
    assert set(all_lines(candles_of(rising))["rsi"]["rsi"][14:].tolist()) == {100.0}
    assert set(all_lines(candles_of(rising[::-1]))["rsi"]["rsi"][14:].tolist()) == {0.0}


def test_a_negative_volume_is_none() -> None:
    market = replace(candles_of([4.0, 8.0, 8.0], step=60), volume=np.array([1.0, -3.0, 1.0]))
    lines = all_lines(market)
    assert lines["volume"]["volume"].tolist() == pytest.approx([1.0, NAN, 1.0], nan_ok=True)
    assert lines["vwap"]["vwap"].tolist() == pytest.approx([4.0, 4.0, 6.0])


def test_the_weighted_price_begins_anew_each_day_and_with_the_first_volume() -> None:
    stamps = np.array([9, 10, 11, 33, 34], dtype=np.int64) * 3600
    prices = np.array([5.0, 10.0, 40.0, 7.0, 9.0])
    volume = np.array([0.0, 2.0, 1.0, 1.0, 1.0])
    market = Candles(stamps, prices, prices, prices, prices, volume)
    found = computed(INDICATORS["vwap"], market, {})["vwap"].tolist()
    assert found == pytest.approx([NAN, 10.0, 20.0, 7.0, 8.0], nan_ok=True)


def test_the_high_of_a_year_waits_for_the_year_and_forgets_it() -> None:
    closes = [9.0, *[5.0] * 363, 6.0, 5.0]
    lines = computed(INDICATORS["yearly"], candles_of(closes, spread=1.0), {"weeks": 52})
    assert np.isnan(lines["high"][:364]).all()
    # Day 364: the window no longer holds the first day.
    assert lines["high"][364:].tolist() == [7.0, 7.0]
    assert lines["low"][364:].tolist() == [4.0, 4.0]


def test_weighted_prices_are_offered_within_the_day_only() -> None:
    assert INDICATORS["vwap"] in offered(BarSize.FIVE_MINUTES)
    assert {each.id for each in offered(BarSize.DAY)} == set(INDICATORS) - {"vwap"}
