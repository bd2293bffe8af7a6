"""Amounts are written exactly, as each language does, and unknown ones as such."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.cli.portfolio.amounts import Amounts
from gridwatch.cli.portfolio.layout import facts
from gridwatch.cli.portfolio.typed import money_of, ratio_of
from gridwatch.cli.tables import width
from gridwatch.cli.voice import PlainPhrases
from gridwatch.domain.ledger.typed_number import read_decimal
from gridwatch.domain.problem import Problem
from gridwatch.ui.phrases import Phrases

ENGLISH = Amounts.of(PlainPhrases())
GERMAN = Amounts.of(Phrases("de", base_currency="EUR"))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-10**12,
                   max_value=10**12))  # fmt: skip
def test_an_exact_amount_loses_no_digit_in_any_language(value: Decimal) -> None:
    for amounts in (ENGLISH, GERMAN):
        text = amounts.number(value, 4).replace(amounts.minus, "-")
        assert read_decimal(text) == value
        assert "-0" not in (text if not value else "")


def test_amounts_have_the_cents_of_their_currency_and_a_sign_where_wanted() -> None:
    assert GERMAN.money(Decimal("1234.5"), "EUR") == "1.234,50"
    assert GERMAN.money(1234.5, "JPY") == "1.234"
    assert ENGLISH.money(0.001, "EUR", signed=True) == "0.00"
    assert ENGLISH.money(0.006, "EUR", signed=True) == "+0.01"
    assert ENGLISH.money(-0.001, "EUR") == "0.00"
    assert ENGLISH.with_unit(None, "EUR") == ENGLISH.money(float("nan"), "EUR") == "n/a"
    assert ENGLISH.shares(Decimal("1500.50")) == "1,500.5"
    assert ENGLISH.price(Decimal(1) / 3, "USD") == "0.333333\N{NO-BREAK SPACE}USD"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("512.30", (Decimal("512.30"), "EUR")),
        ("512,30 usd", (Decimal("512.30"), "USD")),
        ("USD 1,234.50", (Decimal("1234.50"), "USD")),
        ("250GBX", (Decimal("2.50"), "GBP")),
        ("250 GBp", (Decimal("2.50"), "GBP")),
    ],
)
def test_money_is_read_with_or_without_its_currency(text: str, found: tuple[Decimal, str]) -> None:
    assert money_of(text, "EUR") == found


@pytest.mark.parametrize("text", ["", "EUR", "0", "-5", "1,234", "5 EURO", "5 QQQ", "five"])
def test_what_is_no_money_is_refused(text: str) -> None:
    with pytest.raises(Problem):
        money_of(text, "EUR")


def test_ratios_are_new_shares_for_old_ones() -> None:
    assert ratio_of("1:4") == ratio_of(" 1 / 4 ") == (1, 4)
    with pytest.raises(Problem):
        ratio_of("0.25")


def test_names_and_numbers_line_up_with_wide_letters() -> None:
    lines = facts([[("总计", "1.00"), ("Total", "10.00")], [("x", "n/a")]]).splitlines()
    assert {width(each) for each in lines if each} == {width("Total") + 2 + len("10.00")}
