"""The last bar: parts that are put together, and what a quote tells of one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import isnan, nan

import pytest

from gridwatch.domain.last_bar import Bar, bar_of_quote, combined, later_price
from gridwatch.domain.quote import Quote
from gridwatch.domain.splits import Split

QUOTE = Quote(
    "X", 12.0, datetime(2026, 3, 5, 4, tzinfo=UTC), "CNY", "CNY", 28_800,
    day_high=13.0, day_low=12.5, volume=600.0,
)  # fmt: skip


def values(bar: Bar) -> list[float]:
    return [bar.open, bar.high, bar.low, bar.close, bar.volume]


def test_two_parts_are_one_bar() -> None:
    whole = combined(Bar(10, 12, 9, 11, 100), Bar(11, 11.5, 8, 9, 50))
    assert values(whole) == [10, 12, 8, 9, 150]


def test_an_unknown_part_adds_nothing() -> None:
    known = Bar(10, 12, 9, 11, 100)
    assert combined(Bar(), known) == known
    assert combined(known, Bar()) == known
    assert all(isnan(each) for each in values(combined(Bar(), Bar())))
    assert combined(Bar(close=9), known).open == 10


def test_a_quote_widens_and_keeps_what_it_does_not_know() -> None:
    bar = later_price(Bar(10, 12, 9, 11, 100), Bar(nan, 11.5, 8.5, 11.4, nan))
    assert values(bar) == [10, 12, 8.5, 11.4, 100]


def test_the_extremes_of_a_quote_reach_its_price() -> None:
    bar = bar_of_quote(QUOTE, ())
    assert isnan(bar.open)
    assert values(bar)[1:] == [13.0, 12.0, 12.0, 600.0]


def test_a_quote_from_before_a_split_is_restated_for_it() -> None:
    splits = (Split(date(2026, 3, 5), 5, 1), Split(date(2026, 3, 6), 2, 1))
    assert values(bar_of_quote(QUOTE, splits))[1:] == pytest.approx([6.5, 6.0, 6.0, 1200.0])


def test_a_factor_moves_prices_alone() -> None:
    assert values(Bar(1, 2, 0.5, 1.5, 100).times(2)) == [2, 4, 1, 3, 100]
