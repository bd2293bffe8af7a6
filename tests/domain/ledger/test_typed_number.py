"""Numbers as people type them: exact, and never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.typed_number import read_decimal
from gridwatch.domain.problem import Problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1’234.50", "1234.50"),
        ("1 234,5", "1234.5"),
        ("1\u202f234,5", "1234.5"),
        ("12", "12"),
        ("0,125", "0.125"),
        (".5", "0.5"),
        ("-7.25", "-7.25"),
        ("−7,25", "-7.25"),
        ("1.234.567", "1234567"),
        ("１２．５", "12.5"),
        ("100000000000000.123456789012", "100000000000000.123456789012"),
    ],
)
def test_numbers_are_read_exactly_however_they_are_written(text: str, value: str) -> None:
    assert read_decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_is_nothing(text: str) -> None:
    assert read_decimal(text) is None


@pytest.mark.parametrize("text", ["1,234", "12.345", "1.000"])
def test_a_number_that_could_be_two_is_refused_with_both(text: str) -> None:
    with pytest.raises(Problem) as caught:
        read_decimal(text)
    assert caught.value.code == "number_either"
    for each in (caught.value.values["whole"], caught.value.values["decimal"]):
        assert read_decimal(str(each)) is not None


@pytest.mark.parametrize("text", ["abc", "1.2.3", "12,34.5.6", "1e5", "5 EUR", "1" * 41, "1..2"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Problem) as caught:
        read_decimal(text)
    assert caught.value.code == "number_unreadable"


@given(st.decimals(0, 10**9, places=4), st.sampled_from(["en", "de", "zh_CN"]))
@settings(max_examples=60)
def test_what_is_shown_to_be_typed_reads_the_same(value: Decimal, language: str) -> None:
    from gridwatch.ui.portfolio.amounts import Amounts

    amounts = Amounts(language)
    assert read_decimal(amounts.typed(value)) == value
    assert read_decimal(amounts.typed(value, 2)) == value
