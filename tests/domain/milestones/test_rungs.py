"""Rungs as people type them: with and without units, in three languages, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.milestones.rungs import one_currency, parse_rungs
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem


def told(text: str, default: str = "USD") -> list[str]:
    return [f"{each.amount / 10**9:f} {each.currency}" for each in parse_rungs(text, default)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50bn CNY, 100bn CNY", ["50 CNY", "100 CNY"]),
        ("50/100/200/500 bn CNY", ["50 CNY", "100 CNY", "200 CNY", "500 CNY"]),
        ("50, 100, 200, 500 bn CNY", ["50 CNY", "100 CNY", "200 CNY", "500 CNY"]),
        ("50bn, 100bn, 1tn", ["50 USD", "100 USD", "1000 USD"]),
        ("50 Mrd., 100 Mrd. EUR", ["50 EUR", "100 EUR"]),
        ("1,5 Mrd. EUR; 2 Mrd.", ["1.5 EUR", "2 EUR"]),
        ("500、1000、2000亿", ["50 CNY", "100 CNY", "200 CNY"]),
        ("500亿，1000亿，1万亿", ["50 CNY", "100 CNY", "1000 CNY"]),
        ("CNY 50bn, CNY 100bn", ["50 CNY", "100 CNY"]),
        ("50bn CNY, 100bn USD", ["50 CNY", "100 USD"]),
        (" 50 bn\n100 bn HKD\n", ["50 HKD", "100 HKD"]),
        (" 100bn ", ["100 USD"]),
    ],
)
def test_a_line_of_rungs_is_understood(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_unreadable"),
        ("100bn,", "amount_unreadable"),
        (" , ;/", "amount_unreadable"),
        ("50bn CNY, lots", "amount_unreadable"),
        ("50bn XXQ", "amount_unreadable"),
        ("0, 100bn", "amount_range"),
        ("-5bn", "amount_unreadable"),
        ("1.500 bn", "amount_ambiguous"),
        ("1e30 CNY", "amount_unreadable"),
    ],
)
def test_what_is_no_ladder_is_explained(text: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_rungs(text, "CNY")
    assert refused.value.code == code


@given(st.lists(st.integers(1, 10**8), min_size=1, max_size=8))
def test_every_whole_number_is_read_back(numbers: list[int]) -> None:
    text = ", ".join(f"{each}mn CNY" for each in numbers)
    assert parse_rungs(text, "USD") == tuple(
        Money(Decimal(each) * 10**6, "CNY") for each in numbers
    )
    assert parse_rungs(text.replace("mn CNY, ", "/"), "USD") == parse_rungs(text, "USD")


def test_a_ladder_is_in_one_currency() -> None:
    assert one_currency(parse_rungs("50bn, 100bn CNY", "USD")) == "CNY"
    with pytest.raises(Problem) as refused:
        one_currency(parse_rungs("50bn CNY, 100bn USD", "USD"))
    assert refused.value.code == "ladder_currencies"
    assert "CNY, USD" in str(refused.value)
