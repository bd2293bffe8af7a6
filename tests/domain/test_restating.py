"""Splits that a source lists while its closes are not restated yet."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from gridwatch.domain.bars import day_number
from gridwatch.domain.restating import splits_owed
from gridwatch.domain.splits import Split

FIRST = date(2026, 3, 2)


def owed(
    values: list[float], *splits: tuple[int, int, int], latest: float | None = None
) -> list[int]:
    """Return on which days, counted from the first, a split is owed."""
    days = day_number(FIRST) + np.arange(len(values), dtype=np.int64)
    told = [Split(FIRST + timedelta(days=at), new, old) for at, new, old in splits]
    found = splits_owed(days, np.array(values), told, latest)
    return [(each.day - FIRST).days for each in found]


@pytest.mark.parametrize(
    ("values", "latest", "expected"),
    [
        ([20, 20, 10.1, 10.2], None, [2]),
        ([10, 10, 10.1, 10.2], None, []),
        ([20, 20], 10.1, [2]),
        ([20, 20], 20.2, []),
        ([20, 20], None, []),
        ([20, 20, 16, 16], None, []),  # a bad day, but not one of half the price
        ([20, 20, 11.5], None, [2]),  # split on a good day
        ([20, 20, 0.0], None, []),
    ],
)
def test_a_step_of_the_ratio_tells(
    values: list[float], latest: float | None, expected: list[int]
) -> None:
    assert owed(values, (2, 2, 1), latest=latest) == expected


def test_each_split_is_told_apart() -> None:
    assert owed([40, 20, 20, 20, 20], (1, 2, 1), (3, 3, 1)) == [1]
    assert owed([40, 20, 20, 6.7, 6.7], (1, 2, 1), (3, 3, 1)) == [1, 3]
    assert owed([1, 1, 10.0], (2, 1, 10)) == [2]
    assert owed([10, 10, 10.0], (2, 1, 10)) == []


def test_what_cannot_be_told_is_not_owed() -> None:
    assert owed([10, 10, 9.1], (2, 11, 10)) == []
    assert owed([10, 10], (0, 2, 1)) == []
    assert owed([], (0, 2, 1), latest=5.0) == []
