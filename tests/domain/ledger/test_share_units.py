"""Exact shares and money: there and back again, and through splits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.share_units import (
    GRAIN,
    SplitLine,
    decimal_of,
    grains,
    money_grains,
    scaled_by,
)
from gridwatch.domain.splits import Split
from tests.booked import day

amounts = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=18)


@given(amounts)
@settings(max_examples=100)
def test_an_amount_comes_back_as_it_was(amount: Decimal) -> None:
    assert decimal_of(grains(amount)) == amount
    assert Fraction(grains(amount)) == Fraction(amount) * GRAIN


def test_numbers_come_without_zeros_behind_them_and_without_exponents() -> None:
    assert [str(decimal_of(grains(Decimal(each)))) for each in ("100", "1.50", "0.000")] == [
        "100",
        "1.5",
        "0",
    ]


def test_what_has_no_end_is_rounded_to_twelve_decimals() -> None:
    assert decimal_of(Fraction(2 * GRAIN, 3)) == Decimal("0.666666666667")
    assert money_grains(Decimal("0.0000000000005")) == 0  # half a grain, to the even one
    assert money_grains(Decimal("0.0000000000015")) == 2


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 9), st.integers(1, 9)), max_size=6),
       st.integers(0, 70), st.integers(0, 70))  # fmt: skip
@settings(max_examples=100)
def test_counting_after_splits_and_back_changes_nothing(
    told: list[tuple[int, int, int]], basis: int, wanted: int
) -> None:
    splits = [Split(day(on), numerator, denominator) for on, numerator, denominator in told]
    line = SplitLine(splits)
    there = scaled_by(7 * GRAIN, line.ratio(day(basis), day(wanted)))
    assert scaled_by(there, line.ratio(day(wanted), day(basis))) == 7 * GRAIN
    first, last = sorted((basis, wanted))
    ratio = Fraction(1)
    for each in splits:
        if day(first) < each.day <= day(last):
            ratio *= Fraction(each.numerator, each.denominator)
    assert line.ratio(day(first), day(last)) == ratio
