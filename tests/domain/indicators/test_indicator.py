"""The table of indicators and what it accepts as settings."""

from __future__ import annotations

import math

import pytest

from gridwatch.domain.indicators.indicator import settings_of
from gridwatch.domain.indicators.table import INDICATORS
from gridwatch.domain.problem import Fault, Problem


def refusal(name: str, **given: float) -> str:
    with pytest.raises(Problem) as caught:
        settings_of(INDICATORS[name], given)
    assert caught.value.fault is Fault.INPUT
    return str(caught.value)


@pytest.mark.parametrize("name", INDICATORS)
def test_each_row_agrees_with_itself(name: str) -> None:
    row = INDICATORS[name]
    defaults = settings_of(row, {})
    assert list(defaults) == [each.name for each in row.settings]
    assert len({*row.lines, *row.memory}) == len(row.lines) + len(row.memory)
    assert {*row.bars, *(row.band or ())} <= set(row.lines)
    assert set(row.ordered or ()) <= set(defaults)
    for each in row.settings:
        for value in (each.least, each.default, each.most):
            if each.name not in (row.ordered or ()):
                assert settings_of(row, {each.name: value})[each.name] == value


def test_a_setting_that_is_not_given_has_its_default() -> None:
    assert settings_of(INDICATORS["macd"], {"fast": 5}) == {"fast": 5, "slow": 26, "signal": 9}
    assert settings_of(INDICATORS["bollinger"], {"width": 2.5}) == {"period": 20, "width": 2.5}


def test_what_is_no_setting_is_refused() -> None:
    assert refusal("ema", width=2) == "“width” is not a setting of ema."


@pytest.mark.parametrize("value", [0, 501, -3, 2.5, math.nan, math.inf])
def test_a_period_is_a_whole_number_within_its_range(value: float) -> None:
    expected = f"period must be a whole number from 1 to 500, not {value:g}."
    assert refusal("ema", period=value) == expected


def test_a_width_is_a_number_within_its_range() -> None:
    assert refusal("bollinger", width=0) == "width must be a number from 0.1 to 10, not 0."
    assert refusal("bollinger", width=math.nan).endswith("not nan.")


@pytest.mark.parametrize("fast", [26, 27])
def test_the_fast_mean_is_faster_than_the_slow_one(fast: int) -> None:
    assert refusal("macd", fast=fast) == "fast must be below slow."
