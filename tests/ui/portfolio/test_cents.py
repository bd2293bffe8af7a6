"""Amounts are written to the cent, quantities as exact as they are, and the unknown as unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.cents import money, money_with_unit, percent, shares, tone_of

EN = Phrases("en", base_currency="CHF")
DE = Phrases("de", base_currency="CHF")


@pytest.mark.parametrize(
    ("value", "currency", "signed", "text"),
    [
        (1234.5, "CHF", False, "1,234.50"),
        (-1234.567, "CHF", False, "−1,234.57"),
        (0.004, "CHF", True, "0.00"),
        (-0.004, "CHF", True, "0.00"),
        (12.0, "CHF", True, "+12.00"),
        (12345.6, "JPY", False, "12,346"),
        (None, "CHF", True, "n/a"),
        (float("nan"), "CHF", False, "n/a"),
        (Decimal("0.10"), "EUR", False, "0.10"),
    ],
)
def test_money_has_the_decimals_of_its_currency(
    value: float | Decimal | None, currency: str, signed: bool, text: str
) -> None:
    assert money(value, currency, EN, signed=signed) == text


def test_the_currency_stands_behind_what_is_known_alone() -> None:
    assert money_with_unit(1.5, "CHF", DE) == "1,50\N{NO-BREAK SPACE}CHF"
    assert money_with_unit(None, "CHF", DE) == "n/a"


def test_a_quantity_keeps_its_decimals() -> None:
    assert shares(Decimal(1200), EN) == "1,200"
    assert shares(Decimal("1200.500"), EN) == "1,200.5"
    assert shares(Decimal("0.00012345"), DE) == "0,00012345"
    assert shares(Decimal("1E+3"), EN) == "1,000"
    assert shares(None, EN) == "n/a"


def test_an_unknown_fraction_is_not_zero() -> None:
    assert percent(None, EN) == "n/a"
    assert percent(float("nan"), EN) == "n/a"
    assert percent(0.0512, EN) == "+5.12%"


def test_what_rounds_to_nothing_has_no_tone() -> None:
    assert [tone_of(each) for each in (1.0, -1.0, 0.001, None)] == [
        "rise",
        "fall",
        "muted",
        "faint",
    ]
