"""Amounts as people type them, in three languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.amounts import SCALES, parse_amount
from gridwatch.domain.money import ISO_CODES, Money, declared_unit
from gridwatch.domain.problem import Fault, Problem

BN = 10**9
UNDERSTOOD = {
    "100bn CNY": (100 * BN, "CNY"),
    "100 BN cny": (100 * BN, "CNY"),
    "CNY 100bn": (100 * BN, "CNY"),
    "1000亿": (100 * BN, "CNY"),
    "1000 亿元": (100 * BN, "CNY"),
    "1000億": (100 * BN, "CNY"),
    "１０００亿": (100 * BN, "CNY"),
    "1.5万亿元": (1500 * BN, "CNY"),
    "500亿港元": (50 * BN, "HKD"),
    "2千亿美元": (200 * BN, "USD"),
    "100 Mrd. CNY": (100 * BN, "CNY"),
    "12,5 Mrd. €": (12_500_000_000, "EUR"),
    "1 Mia. CHF": (BN, "CHF"),
    "3 Bio. JPY": (3000 * BN, "JPY"),
    "2 Milliarden EUR": (2 * BN, "EUR"),
    "2 Billionen EUR": (2000 * BN, "EUR"),
    "12.5bn USD": (12_500_000_000, "USD"),
    "$12.5bn": (12_500_000_000, "USD"),
    "US$ 12.5 billion": (12_500_000_000, "USD"),
    "HK$50bn": (50 * BN, "HKD"),
    "£ 1.2tn": (1200 * BN, "GBP"),
    "5t KRW": (5000 * BN, "KRW"),
    "300k TWD": (300_000, "TWD"),
    "70 TWD": (70, "TWD"),
    "9 MXN": (9, "MXN"),
    "100,000,000,000 CNY": (100 * BN, "CNY"),
    "100.000.000.000 CNY": (100 * BN, "CNY"),
    "100 000 000 000 CNY": (100 * BN, "CNY"),
    "100\u202f000\u202f000 CNY": (100_000_000, "CNY"),
    "1'000'000 CHF": (1_000_000, "CHF"),
    "1’000’000.50 CHF": (Decimal("1000000.50"), "CHF"),
    "1.234.567,89 EUR": (Decimal("1234567.89"), "EUR"),
    "1,234,567.891 EUR": (Decimal("1234567.891"), "EUR"),
    "0.125 bn USD": (125_000_000, "USD"),
    "1000,125 bn": (1_000_125_000_000, "JPY"),
    "7": (7, "JPY"),
}
REFUSED = {
    "": "amount_unreadable",
    "CNY": "amount_unreadable",
    "-100bn CNY": "amount_unreadable",
    "CNY -100bn": "amount_unreadable",
    "−100bn CNY": "amount_unreadable",
    "100-200bn": "amount_unreadable",
    "100bn CNY USD": "amount_unreadable",
    "USD 100bn CNY": "amount_unreadable",
    "100bn ABC": "amount_unreadable",
    "100 bananas": "amount_unreadable",
    "5bn GBp": "amount_unreadable",
    "5bn GBX": "amount_unreadable",
    "¥100bn": "amount_unreadable",
    "1e9 USD": "amount_unreadable",
    ".5bn": "amount_unreadable",
    "1.2.3,4": "amount_unreadable",
    "1,000,00.5": "amount_unreadable",
    "1,00,000": "amount_unreadable",
    "100 2 CNY": "amount_unreadable",
    "nan": "amount_unreadable",
    "99999999999bn": "amount_unreadable",
    "9" * 5000: "amount_unreadable",
    "100,000 CNY": "amount_ambiguous",
    "12.500 Mrd. EUR": "amount_ambiguous",
    "0": "amount_range",
    "0,00 bn USD": "amount_range",
}


@pytest.mark.parametrize(("text", "wanted"), UNDERSTOOD.items())
def test_what_people_type_is_understood(text: str, wanted: tuple[int | Decimal, str]) -> None:
    assert parse_amount(text, "JPY") == Money(Decimal(wanted[0]), wanted[1])


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_what_could_mean_something_else_is_refused(text: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_amount(text)
    assert refused.value.code == code
    assert refused.value.fault is Fault.INPUT


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_a_problem(text: str) -> None:
    try:
        money = parse_amount(text)
    except Problem:
        return
    assert money.amount > 0
    assert money.currency in ISO_CODES


@given(
    st.integers(1, 999_999),
    st.integers(0, 2),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(sorted(ISO_CODES)),
    st.sampled_from(["", " "]),
    st.booleans(),
)
def test_a_written_amount_is_read_back(
    digits: int, places: int, scale: str, currency: str, gap: str, german: bool
) -> None:
    number = Decimal(digits).scaleb(-places)
    written = str(number).replace(".", "," if german else ".")
    wanted = number * SCALES[scale]
    text = f"{written}{gap}{scale} {currency}"
    if wanted > 10**18:
        with pytest.raises(Problem):
            parse_amount(text)
    else:
        assert parse_amount(text) == Money(wanted, currency)


@pytest.mark.parametrize(
    ("code", "currency", "factor"),
    [("GBp", "GBP", 0.01), ("GBX", "GBP", 0.01), ("GBP", "GBP", 1.0), ("ILA", "ILS", 0.01),
     ("ZAc", "ZAR", 0.01), ("USD", "USD", 1.0)],
)  # fmt: skip
def test_the_declared_code_alone_decides_the_unit(code: str, currency: str, factor: float) -> None:
    unit = declared_unit(code)
    assert (unit.currency, unit.factor) == (currency, factor)


@pytest.mark.parametrize("code", [None, "", "usd", "Pence", "£", "EURO"])
def test_an_undeclared_unit_is_the_fault_of_the_source(code: str | None) -> None:
    with pytest.raises(Problem) as refused:
        declared_unit(code)
    assert refused.value.fault is Fault.SOURCE
