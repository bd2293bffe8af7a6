"""Figures as people type them, with either decimal mark, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.typed_number import figure_text, parse_figure


@pytest.mark.parametrize(
    ("text", "mark", "number", "unit"),
    [
        ("", ".", None, ""),
        ("  ", ",", None, ""),
        ("27.4", ".", "27.4", ""),
        ("27,4", ",", "27.4", ""),
        ("28%", ".", "28", "%"),
        ("3,5 TWh", ",", "3.5", "TWh"),
        ("1,234.50", ".", "1234.50", ""),
        ("1.234,50", ",", "1234.50", ""),
        ("1 234 567", ".", "1234567", ""),
        ("1’234.5", ".", "1234.5", ""),
        ("−3.2", ".", "-3.2", ""),
        ("- 3", ".", "-3", ""),
        ("+7", ".", "7", ""),
        ("１２．５", ".", "12.5", ""),
        ("131 bn EUR", ".", "131", "bn EUR"),
        ("1,234", ".", "1234", ""),
        ("1.234", ".", "1.234", ""),
    ],
)
def test_a_figure_is_read_with_the_readers_mark(
    text: str, mark: str, number: str | None, unit: str
) -> None:
    figure, behind = parse_figure(text, mark)
    assert (figure if number is None else str(figure), behind) == (number, unit)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("27,4", "."),
        ("27.4", ","),
        ("12,34,5", "."),
        ("1.2.3", "."),
        ("about 5", "."),
        ("%", "."),
        ("1" * 31, "."),
    ],
)
def test_what_is_not_clear_is_refused(text: str, mark: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_figure(text, mark)
    assert caught.value.code == "evidence_number"
    assert f"27{mark}4" in str(caught.value)


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=4),
    st.sampled_from(".,"),
)
def test_what_is_written_is_read_back(number: Decimal, mark: str) -> None:
    assert parse_figure(figure_text(number, mark), mark) == (number, "")
