"""Long lines are made short without losing a peak, and gaps stay gaps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from gridwatch.domain.bars import Floats
from gridwatch.ui.portfolio.performance.curves import (
    Range,
    bars,
    by_pixel,
    falls,
    is_dense,
    polylines,
    row_of,
    runs,
)
from tests.ui.portfolio.worths import line_of

VALUES = st.lists(
    st.one_of(st.floats(-1e6, 1e6, allow_nan=False), st.just(float("nan"))),
    min_size=2,
    max_size=300,
)


def place_for(values: Floats, width: float = 40.0) -> Range:
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    return Range(QRectF(10, 5, width, 100), 0, len(values) - 1, low, high)


@settings(max_examples=40)
@given(VALUES)
def test_no_peak_of_a_dense_line_is_left_out(some: list[float]) -> None:
    values = np.array(some)
    days = np.arange(len(values), dtype=np.int64)
    place = place_for(values)
    found = list(bars(days, values, place, 1.0))
    known = np.isfinite(values)
    assert len(found) == len(list(runs(known)))
    if not known.any():
        return
    tops = min(float(each.tops.min()) for each in found)
    bottoms = max(float(each.bottoms.max()) for each in found)
    assert tops == pytest.approx(place.y(float(values[known].max())), abs=1e-6)
    assert bottoms == pytest.approx(place.y(float(values[known].min())), abs=1e-6)
    assert sum(len(each.lefts) for each in found) <= place.rect.width() + 2 * len(found) + 1


@settings(max_examples=40)
@given(VALUES)
def test_a_column_reaches_the_one_before(some: list[float]) -> None:
    values = np.array(some)
    for each in bars(np.arange(len(values), dtype=np.int64), values, place_for(values), 1.0):
        assert np.all(each.tops <= each.bottoms)
        assert np.all(each.tops[1:] <= each.lows[:-1])
        assert np.all(each.bottoms[1:] >= each.lows[:-1])


def test_a_gap_parts_a_line() -> None:
    values = np.array([1.0, 2.0, np.nan, 3.0, 4.0, 5.0])
    strokes = list(polylines(np.arange(6, dtype=np.int64), values, place_for(values)))
    assert [len(each) for each in strokes] == [2, 3]


def test_twenty_years_are_dense_and_a_month_is_not() -> None:
    days = np.arange(7300, dtype=np.int64)
    assert is_dense(days, Range(QRectF(0, 0, 900, 100), 0, 7299, 0, 1))
    assert not is_dense(days[:30], Range(QRectF(0, 0, 900, 100), 0, 29, 0, 1))


def test_flows_that_share_a_pixel_are_added_up() -> None:
    days = np.arange(1000, dtype=np.int64)
    amounts = np.ones(1000)
    place = Range(QRectF(0, 0, 50, 10), 0, 999, 0, 1)
    found = list(by_pixel(days, amounts, place))
    assert len(found) <= 51
    assert sum(total for _, total in found) == 1000
    assert list(by_pixel(days, np.zeros(1000), place)) == []


def test_a_fall_is_measured_from_the_highest_so_far() -> None:
    growth = np.array([0.0, 0.25, 0.0, np.nan, 0.5, 0.2])
    found = falls(growth)
    assert found[:3] == pytest.approx([0.0, 0.0, -0.2])
    assert np.isnan(found[3])
    assert found[4:] == pytest.approx([0.0, -0.2])


def test_a_day_is_found_by_its_number() -> None:
    line = line_of(50)
    assert row_of(line, int(line.days[7])) == 7
    assert row_of(line, int(line.days[-1]) + 1) is None
    assert row_of(line, int(line.days[0]) - 1) is None
