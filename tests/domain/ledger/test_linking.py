"""Contributions of days, linked: their sum is the return of the whole period."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.ledger.linking import linked

PARTS = st.integers(1, 5).flatmap(
    lambda parts: st.lists(
        st.lists(st.floats(-0.15, 0.15), min_size=parts, max_size=parts), min_size=1, max_size=30
    )
)


@given(PARTS)
def test_contributions_add_up_to_the_whole(days: list[list[float]]) -> None:
    parts = np.array(days).T
    returns = parts.sum(axis=0)
    whole = math.prod(1 + each for each in returns) - 1
    assert linked(parts, returns).sum() == pytest.approx(whole, abs=1e-12)


@given(PARTS)
def test_a_part_is_weighted_by_carinos_logarithms(days: list[list[float]]) -> None:
    parts = np.array(days).T
    returns = parts.sum(axis=0)
    whole = math.prod(1 + each for each in returns) - 1
    ratio = math.log1p(whole) / whole if whole else 1.0
    expected = [
        sum(
            each * (math.log1p(r) / r if r else 1.0) / ratio
            for each, r in zip(row, returns, strict=True)
        )
        for row in parts
    ]
    assert linked(parts, returns) == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_a_total_loss_adds_up_as_well() -> None:
    parts = np.array([[0.1, -0.6, 0.0], [0.0, -0.4, 0.0]])
    assert linked(parts, parts.sum(axis=0)) == pytest.approx([0.1 - 0.66, -0.44])


def test_no_day_adds_nothing() -> None:
    assert linked(np.zeros((2, 0)), np.zeros(0)).tolist() == [0.0, 0.0]
