"""Deviations, ratios and falls: against Portfolio Performance's numbers and plain arithmetic."""

from __future__ import annotations

import json
import math
import statistics
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import Floats
from gridwatch.domain.ledger.risk import (
    deepest_fall,
    semi_deviation,
    sharpe,
    sortino,
    trading_days,
    volatility,
    yearly,
)

RATES = st.lists(st.floats(-0.2, 0.2), min_size=2, max_size=40)


def floats(numbers: list[float]) -> Floats:
    return np.array(numbers, dtype=np.float64)


def test_portfolio_performance_finds_the_same_deviations_and_falls(shared_data: Path) -> None:
    path = shared_data / "cases" / "risk_portfolio_performance.json"
    cases = {each["id"]: each for each in json.loads(path.read_text("utf-8"))["cases"]}
    returns = floats(cases["volatility"]["daily_returns"])
    expected = cases["volatility"]
    assert volatility(returns) == pytest.approx(expected["expected_standard_deviation"], abs=1e-12)
    assert semi_deviation(returns) == pytest.approx(expected["expected_semi_deviation"], abs=1e-12)
    for name in ("drawdown_none", "drawdown_simple_peak"):
        line = floats(cases[name]["accumulated_returns"])
        fall = deepest_fall(np.arange(len(line)), line)
        assert fall is not None
        assert fall.depth == pytest.approx(cases[name]["expected_max_drawdown"])
        assert fall.longest == cases[name]["expected_duration_days"]


@given(RATES)
def test_deviations_are_those_of_the_logarithms(rates: list[float]) -> None:
    logs = [math.log1p(each) for each in rates]
    mean = statistics.fmean(logs)
    short = sum(min(each - mean, 0.0) ** 2 for each in logs) / (len(logs) - 1)
    root = math.sqrt(len(logs))
    assert volatility(floats(rates)) == pytest.approx(statistics.stdev(logs) * root, abs=1e-9)
    assert semi_deviation(floats(rates)) == pytest.approx(math.sqrt(short) * root, abs=1e-9)


@given(RATES, st.floats(0, 0.1))
def test_ratios_are_excess_for_deviation(rates: list[float], risk_free: float) -> None:
    days = len(rates) * 7 // 5 + 1
    often = len(rates) * 365 / days
    excess = [each - risk_free / often for each in rates]
    mean, deviation = statistics.fmean(excess), statistics.stdev(excess)
    below = math.sqrt(statistics.fmean([min(each, 0.0) ** 2 for each in excess]))
    if deviation > 1e-6:
        expected = mean / deviation * math.sqrt(often)
        assert sharpe(floats(rates), days, risk_free) == pytest.approx(expected, rel=1e-6, abs=1e-9)
    if below > 1e-6:
        expected = mean / below * math.sqrt(often)
        found = sortino(floats(rates), days, risk_free)
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_too_little_has_no_deviation() -> None:
    one, same = floats([0.01]), floats([0.01, 0.01, 0.01])
    assert volatility(one) is None
    assert semi_deviation(floats([0.1, -1.0])) is None
    assert sharpe(one, 10) is None
    assert sharpe(same, 3) is None
    assert sortino(same, 3) is None
    assert sharpe(floats([0.01, np.nan]), 3) is None
    assert yearly(None, 10) is None
    assert yearly(0.1, 0) is None


def test_a_deviation_grows_with_the_root_of_time() -> None:
    assert yearly(0.1, 365 * 4) == pytest.approx(0.05)
    assert yearly(0.1, 365) == pytest.approx(0.1)


def test_weekends_are_no_trading_days() -> None:
    thursday = np.arange(7)  # 1970-01-01
    assert trading_days(thursday).tolist() == [True, True, False, False, True, True, True]


def plain_fall(line: list[float]) -> float:
    levels = [1 + each for each in line]
    falls = [(high - low) / high for at, low in enumerate(levels) for high in levels[: at + 1]]
    return max(falls)


@given(st.lists(st.floats(-0.9, 3.0), min_size=1, max_size=25))
def test_a_fall_is_the_deepest_of_all_pairs(line: list[float]) -> None:
    fall = deepest_fall(np.arange(len(line)), floats(line))
    assert fall is not None
    assert fall.depth == pytest.approx(plain_fall(line), abs=1e-9)
    if fall.depth > 0:
        assert fall.peak < fall.low
        high, low = 1 + line[fall.peak], 1 + line[fall.low]
        assert (high - low) / high == pytest.approx(fall.depth)
        after = line[fall.low :]
        back = [fall.low + at for at, each in enumerate(after) if 1 + each >= high]
        assert fall.recovered == (back[0] if back else None)


def test_a_fall_tells_when_it_began_ended_and_how_long_the_longest_was() -> None:
    days = np.array([0, 1, 4, 5, 6, 30, 31], dtype=np.int64)
    line = floats([0.0, 1.0, 0.5, np.nan, 1.0, 0.9, 1.2])
    fall = deepest_fall(days, line)
    assert fall is not None
    assert (fall.peak, fall.low, fall.recovered) == (1, 2, 4)
    assert fall.depth == pytest.approx(0.25)
    assert fall.longest == 25


def test_a_fall_that_goes_on_has_not_recovered() -> None:
    fall = deepest_fall(np.arange(3), floats([0.0, -0.1, -0.05]))
    assert fall is not None
    assert fall.recovered is None
    assert fall.longest == 2
    assert deepest_fall(np.arange(1), floats([np.nan])) is None
