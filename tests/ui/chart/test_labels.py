"""Texts on the axis: round, short, and never the same for two ticks."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.ui.chart.engine.scale import Scale, height, price_ticks
from gridwatch.ui.chart.labels import change_at, target_label, tick_percents, tick_prices
from gridwatch.ui.phrases import MINUS, Phrases
from tests.ui.chart.drawn import candles, series

PHRASES = {each: Phrases(each, base_currency="CNY") for each in ("en", "de", "zh_CN")}
WORDS = {"tn": 1e12, "bn": 1e9, "mn": 1e6, "": 1.0}


@st.composite
def ticks(draw: st.DrawFn, lowest: float = 1e-3, highest: float = 5e13) -> list[float]:
    """Draw the round values of any view: far out, or so near that prices hardly differ."""
    low = math.exp(draw(st.floats(math.log(lowest), math.log(highest))))
    part = math.exp(draw(st.floats(math.log(1e-9), math.log(30))))
    scale = draw(st.sampled_from([Scale.LINEAR, Scale.LOG]))
    ends = height(low, scale), height(low * (1 + part), scale)
    return price_ticks(*ends, draw(st.integers(2, 14)), scale)


def amount_of(text: str) -> float:
    """Read an English amount back."""
    word = next(each for each in WORDS if each and text.endswith(each)) if text[-1] == "n" else ""
    return float(text.removesuffix(word).replace(",", "").replace(MINUS, "-")) * WORDS[word]


@given(ticks(), st.sampled_from(sorted(PHRASES)))
def test_different_caps_never_read_the_same(values: list[float], language: str) -> None:
    texts = PHRASES[language].amounts(values)
    assert len(set(texts)) == len(set(values))


@given(ticks())
def test_a_cap_on_the_axis_is_what_it_says(values: list[float]) -> None:
    step = min((after - before for before, after in pairwise(values)), default=math.inf)
    for value, text in zip(values, PHRASES["en"].amounts(values), strict=True):
        assert abs(amount_of(text) - value) <= min(step, value) / 100


@given(ticks(1e-4, 1e5), st.sampled_from(sorted(PHRASES)))
def test_different_prices_never_read_the_same(values: list[float], language: str) -> None:
    assert len(set(tick_prices(values, language))) == len(set(values))


@given(st.integers(-300, 300), st.integers(1, 12), st.sampled_from([1e-6, 1e-4, 0.01, 0.05, 2.5]))
def test_different_percents_never_read_the_same(first: int, count: int, step: float) -> None:
    parts = [(first + each) * step for each in range(count)]
    assert len(set(tick_percents(PHRASES["en"], parts))) == count


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([80e9, 100e9, 120e9], ["80bn", "100bn", "120bn"]),
        ([97.5e9, 100e9, 102.5e9], ["97.5bn", "100bn", "102.5bn"]),
        ([800e9, 1e12, 1.2e12], ["800bn", "1tn", "1.2tn"]),
        ([100.02e9, 100.04e9], ["100.02bn", "100.04bn"]),
        ([0.0, 5e8, 1e9], ["0", "500mn", "1bn"]),
        ([-5e6, 0.0, 5e6], [f"{MINUS}5mn", "0", "5mn"]),
        ([], []),
    ],
)
def test_caps_on_the_axis_are_short(values: list[float], texts: list[str]) -> None:
    assert PHRASES["en"].amounts(values) == texts


def test_ticks_about_zero_have_no_stray_sign() -> None:
    assert tick_prices([-0.1, -1e-17, 0.1], "en") == ["-0.1", "0.0", "0.1"]


def test_a_change_needs_two_known_closes() -> None:
    one = candles()
    assert change_at(one, 0) is None
    one.close[10] = math.nan
    assert change_at(one, 10) is None
    assert change_at(one, 11) is None
    assert change_at(one, 20) == pytest.approx(one.close[20] / one.close[19] - 1)


def test_a_target_in_another_currency_says_both() -> None:
    shown = series(110e9, cap=True)
    (target,) = shown.targets
    dollars = replace(target, amount=15e9, amount_currency="USD")
    label = target_label(PHRASES["en"], dollars, shown, away=False)
    assert label.replace("\N{NO-BREAK SPACE}", " ") == "Target 15bn USD · 110bn CNY"


def test_a_difference_has_the_decimals_of_its_price() -> None:
    phrases = PHRASES["en"]
    assert phrases.difference(0.43, 15.64) == "+0.43"
    assert phrases.difference(-0.43, 15.64) == f"{MINUS}0.43"
    assert phrases.difference(0.004, 15.64) == "0.00"
    assert phrases.difference(0.0042, 0.91) == "+0.0042"
    assert phrases.difference(-12.0, 3100.0, "JPY") == f"{MINUS}12"
