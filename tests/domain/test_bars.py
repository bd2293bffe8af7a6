"""Bars as columns: dates, split factors, restated histories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import bars_of, carried, day_number, day_of, restated, split_factors
from gridwatch.domain.quote import Quote, day_change, is_stale
from gridwatch.domain.splits import Split, factor_between

FIRST = day_number(date(2026, 3, 2))


def rows(closes: list[float], *, first: int = FIRST, final: bool = True) -> list[list[float]]:
    return [[first + at, close, close, close, close, 1.0, final] for at, close in enumerate(closes)]


@given(st.dates())
def test_a_day_is_its_number(day: date) -> None:
    assert day_of(day_number(day)) == day
    assert day_number(date(1970, 1, 2)) == 1


def test_bars_are_columns_of_their_types() -> None:
    bars = bars_of([(20_000, 1, 2, 0.5, 1.5, 100, 1), (20_001, 1, 2, 0.5, 1.25, 200, 0)])
    types = [str(each.dtype) for each in (bars.days, bars.close, bars.final)]
    assert types == ["int64", "float64", "bool"]
    assert bars.close.tolist() == [1.5, 1.25]
    assert bars.final.tolist() == [True, False]
    assert bars.volume.flags["C_CONTIGUOUS"]
    assert len(bars_of([])) == 0


@given(
    st.lists(st.integers(0, 60), max_size=10, unique=True).map(sorted),
    st.lists(
        st.builds(
            lambda at, up: Split(day_of(FIRST + at), up, 2), st.integers(0, 60), st.integers(1, 9)
        ),
        max_size=3,
    ),
)
def test_a_days_factor_is_that_of_all_later_splits(days: list[int], splits: list[Split]) -> None:
    numbers = np.array([FIRST + each for each in days], dtype=np.int64)
    expected = [factor_between(splits, day_of(each), date.max) for each in numbers]
    assert split_factors(numbers, splits).tolist() == pytest.approx(expected)


def test_a_history_is_restated_where_final_closes_differ() -> None:
    stored = bars_of(rows([10.0, 11.0, 12.0]))
    assert not restated(stored, bars_of(rows([10.0, 11.005, 12.0])))
    assert restated(stored, bars_of(rows([5.0, 5.5, 6.0])))
    assert restated(stored, bars_of(rows([10.0, 11.02, 12.0])))
    assert not restated(stored, bars_of(rows([5.0, 5.5], final=False)))
    assert not restated(stored, bars_of(rows([99.0], first=FIRST + 50)))
    assert not restated(bars_of([]), stored)
    assert restated(bars_of(rows([0.0])), bars_of(rows([1.0])))
    assert not restated(bars_of(rows([0.0])), bars_of(rows([0.0])))


@pytest.mark.parametrize(
    ("hours", "offset", "expected"),
    [(20, 8, date(2026, 3, 3)), (20, -5, date(2026, 3, 2)), (3, -5, date(2026, 3, 1))],
)
def test_the_day_of_a_quote_is_the_exchanges_own(hours: int, offset: int, expected: date) -> None:
    at = datetime(2026, 3, 2, hours, tzinfo=UTC)
    quote = Quote("X", 10.0, at, "CNY", "CNY", offset=offset * 3600, previous_close=8.0)
    assert quote.day == expected
    assert day_change(quote) == pytest.approx(0.25)
    assert not is_stale(quote, at + timedelta(days=9))
    assert is_stale(quote, at + timedelta(days=11))


def test_a_change_without_a_close_is_unknown() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    assert day_change(Quote("X", 10.0, at, "CNY", "CNY")) is None
    assert day_change(Quote("X", 10.0, at, "CNY", "CNY", previous_close=0.0)) is None


@given(
    st.dictionaries(st.integers(0, 40), st.floats(1, 9), max_size=8),
    st.lists(st.integers(-5, 60), max_size=20).map(sorted),
    st.integers(0, 12),
)
def test_a_day_takes_the_last_value_on_or_before_it(
    known: dict[int, float], days: list[int], within: int
) -> None:
    stored = np.array(sorted(known), dtype=np.int64)
    values = np.array([known[int(each)] for each in stored])
    found = carried(stored, values, np.array(days, dtype=np.int64), within)
    for day, value in zip(days, found.tolist(), strict=True):
        near = [each for each in known if day - within <= each <= day]
        assert value == known[max(near)] if near else np.isnan(value)
