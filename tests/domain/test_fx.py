"""Rates crossed through the dollar, never invented."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.fx import (
    OLDEST_RATE,
    FxTable,
    Rate,
    dollars_per_unit,
    fx_symbol,
    fx_symbols,
)

DAY = date(2026, 3, 2)
values = st.floats(1e-5, 1e5)


@given(values, values, values)
def test_going_round_a_triangle_changes_nothing(eur: float, cny: float, jpy: float) -> None:
    table = FxTable({"EUR": [(DAY, eur)], "CNY": [(DAY, cny)], "JPY": [(DAY, jpy)]})
    for names in (("EUR", "CNY", "JPY"), ("USD", "CNY", "EUR")):
        product = 1.0
        for given_, wanted in zip(names, (*names[1:], names[0]), strict=True):
            rate = table.rate(given_, wanted, DAY)
            assert rate is not None
            product *= rate.value
        assert product == pytest.approx(1.0)


@given(st.lists(st.tuples(st.integers(0, 40), values), unique_by=lambda each: each[0]),
       st.integers(0, 60))  # fmt: skip
def test_the_rate_of_a_day_is_the_last_one_up_to_ten_days_old(
    entries: list[tuple[int, float]], asked: int
) -> None:
    series = [(DAY + timedelta(days=number), value) for number, value in sorted(entries)]
    at = DAY + timedelta(days=asked)
    known = [each for each in series if timedelta(0) <= at - each[0] <= OLDEST_RATE]
    rate = FxTable({"CNY": series}).rate("CNY", "USD", at)
    assert rate == (Rate(known[-1][1], known[-1][0]) if known else None)


def test_a_missing_leg_is_none_and_never_one() -> None:
    table = FxTable({"CNY": [(DAY, 0.14)]})
    assert table.rate("CNY", "EUR", DAY) is None
    assert table.rate("GBp", "USD", DAY) is None
    assert table.rate("", "USD", DAY) is None
    assert table.rate("CNY", "USD", DAY - timedelta(days=1)) is None
    assert table.rate("CNY", "USD", DAY + timedelta(days=11)) is None
    assert table.rate("CNY", "CNY", DAY + timedelta(days=400)) == Rate(
        1.0, DAY + timedelta(days=400)
    )


def test_a_cross_is_dated_by_its_older_leg() -> None:
    table = FxTable({"CNY": [(DAY, 0.14)], "EUR": [(DAY - timedelta(days=3), 1.1)]})
    rate = table.rate("EUR", "CNY", DAY)
    assert rate is not None
    assert rate.day == DAY - timedelta(days=3)
    assert rate.value == pytest.approx(1.1 / 0.14)


def test_symbols_are_quoted_in_the_markets_own_direction() -> None:
    assert fx_symbol("EUR") == "EURUSD=X"
    assert fx_symbol("CNY") == "USDCNY=X"
    assert dollars_per_unit("EUR", 1.1) == pytest.approx(1.1)
    assert dollars_per_unit("CNY", 8.0) == pytest.approx(0.125)
    assert fx_symbols({"USD", "CNY"}) == {"USDCNY=X": "CNY"}
