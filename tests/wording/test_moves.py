"""The parts of a move, which add up as they are written."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.alert.move import Move
from gridwatch.ui.phrases import Phrases
from gridwatch.wording.moves import amounts_words, round_parts
from tests.told import FIRING

ENGLISH = Phrases("en", base_currency="CNY")
amounts = st.floats(-1e14, 1e14).filter(lambda each: each == 0 or abs(each) > 1e-6)


@given(st.lists(amounts, min_size=3, max_size=3))
def test_the_rounded_parts_add_up_and_stay_near(parts: list[float]) -> None:
    total, *rounded = round_parts(parts)
    largest = max(map(abs, (*parts, sum(parts))))
    assert math.isclose(total, math.fsum(rounded), rel_tol=1e-9, abs_tol=largest * 1e-9)
    assert all(
        abs(one - other) <= largest * 0.011 for one, other in zip(parts, rounded, strict=True)
    )
    assert abs(total - sum(parts)) <= largest * 0.006


def test_nothing_moved_is_nothing() -> None:
    assert round_parts((0.0, 0.0, 0.0)) == (0.0, 0.0, 0.0, 0.0)


def test_a_move_says_its_parts_in_amounts() -> None:
    assert amounts_words(FIRING, ENGLISH) == (
        "+2.02bn\N{NO-BREAK SPACE}USD since 5 Jan 2026: price +1.50bn, shares 0, FX +520mn"
    )
    assert amounts_words(replace(FIRING, move=None), ENGLISH) == ""


@pytest.mark.parametrize("by_price", [-1.506e9, 1.504e9, -0.5])
def test_what_was_cut_most_takes_what_is_left(by_price: float) -> None:
    move = Move(date(2026, 1, 5), 1e10, by_price, 0.2e9 / 3, by_price / 3)
    assert "since 5 Jan 2026" in amounts_words(replace(FIRING, move=move), ENGLISH)
