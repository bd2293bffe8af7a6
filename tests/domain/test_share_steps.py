"""Counts of many days: the same as the count of each single one."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.share_steps import counts_on
from gridwatch.domain.shares import Scope, ShareCount, count_on
from gridwatch.domain.splits import Split, factor_between

FIRST = date(2020, 1, 1)
offsets = st.integers(0, 1500)


def day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


@given(
    st.lists(st.tuples(offsets, st.floats(1e3, 1e11)), max_size=8, unique_by=lambda one: one[0]),
    st.lists(
        st.tuples(offsets, st.integers(1, 9), st.integers(1, 9)),
        max_size=4,
        unique_by=lambda one: one[0],
    ),
    st.lists(offsets, max_size=20).map(sorted),
)
def test_each_day_has_the_count_that_holds_on_it(
    counted: list[tuple[int, float]], split: list[tuple[int, int, int]], days: list[int]
) -> None:
    series = [ShareCount(Scope.COMPANY, day(at), count, "") for at, count in sorted(counted)]
    splits = [Split(day(at), up, of) for at, up, of in sorted(split)]
    numbers = np.array([day_number(day(at)) for at in days], dtype=np.int64)
    found = counts_on(series, splits, numbers)
    for row, number in enumerate(numbers.tolist()):
        held = count_on(series, day_of(number), splits)
        if held is None:
            assert np.isnan(found.counts[row])
            assert not found.estimated[row]
        else:
            assert found.counts[row] == pytest.approx(held.count)
            assert found.estimated[row] == held.estimated
            later = factor_between(splits, day_of(number), date.max)
            assert found.restated[row] == pytest.approx(held.count * later)
