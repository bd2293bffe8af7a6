"""Numbers, amounts, ages and dates in three languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.amounts import parse_amount
from gridwatch.domain.money import Money
from gridwatch.ui.phrases import UNKNOWN, Phrases

EN, DE, ZH = (Phrases(each, base_currency="CNY") for each in ("en", "de", "zh_CN"))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("value", "english", "german", "chinese"),
    [
        (100e9, "100bn", "100 Mrd.", "1,000亿"),
        (101.44e9, "101.4bn", "101,4 Mrd.", "1,014亿"),
        (12.345e9, "12.35bn", "12,35 Mrd.", "123.5亿"),
        (999.96e9, "1.00tn", "1,00 Bio.", "1.00万亿"),
        (995.4e9, "995.4bn", "995,4 Mrd.", "9,954亿"),
        (1.5e12, "1.50tn", "1,50 Bio.", "1.50万亿"),
        (250e6, "250mn", "250 Mio.", "2.50亿"),
        (-5.5e9, "−5.50bn", "−5,50 Mrd.", "−55亿"),
        (0, "0", "0", "0"),
    ],
)
def test_amounts_are_shortened_as_each_language_does(
    value: float, english: str, german: str, chinese: str
) -> None:
    shown = [plain(each.compact(value)) for each in (EN, DE, ZH)]
    assert shown == [english, german, chinese]


def test_the_currency_stands_behind() -> None:
    assert plain(EN.compact(100e9, "CNY")) == "100bn CNY"
    assert plain(DE.price(1234.5, "EUR")) == "1.234,50 EUR"
    assert plain(EN.price(71_234.0, "JPY")) == "71,234 JPY"
    assert EN.figure(0.0123, "CNY") == "0.0123"


def test_unknown_is_a_dash_and_never_a_zero() -> None:
    assert {
        EN.compact(None, "CNY"), EN.price(None, "CNY"), EN.percent(None), EN.age(None),
        EN.integer(None), EN.figure(None),
    } == {UNKNOWN}  # fmt: skip


def test_per_cents_carry_a_sign_unless_they_round_to_nothing() -> None:
    assert [EN.percent(each) for each in (0.0312, -0.0312, 0.0001, -0.0001)] == [
        "+3.1%", "−3.1%", "0.0%", "0.0%",
    ]  # fmt: skip
    assert plain(DE.percent(0.875, 0, signed=False)) == "88 %"


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [(3, "now", "刚刚"), (45, "45 s", "45秒"), (300, "5 min", "5分钟"), (9000, "2 h", "2小时"),
     (200_000, "2 d", "2天")],
)  # fmt: skip
def test_ages_take_their_largest_unit(seconds: int, english: str, chinese: str) -> None:
    assert (plain(EN.age(seconds)), ZH.age(seconds)) == (english, chinese)


def test_dates_are_written_as_each_language_does() -> None:
    day = date(2026, 3, 5)
    assert [each.day(day) for each in (EN, DE, ZH)] == ["5 Mar 2026", "05.03.2026", "2026-03-05"]


@given(
    st.integers(min_value=1, max_value=10**15).map(Decimal),
    st.sampled_from([EN, DE, ZH]),
    st.sampled_from(["CNY", "USD", "EUR"]),
)
def test_an_amount_to_edit_is_read_back_exactly(
    amount: Decimal, phrases: Phrases, currency: str
) -> None:
    assert parse_amount(phrases.editable(amount, currency)) == Money(amount, currency)


def test_an_amount_to_edit_is_short_where_it_is_round() -> None:
    texts = [each.editable(Decimal(100_000_000_000), "CNY") for each in (EN, DE, ZH)]
    assert texts == ["100bn CNY", "100 Mrd. CNY", "1000亿 CNY"]


@given(st.floats(min_value=1, max_value=1e17))
def test_a_shortened_amount_never_needs_more_than_seven_figures(value: float) -> None:
    for each in (EN, DE, ZH):
        text = each.compact(value)
        assert sum(map(str.isdigit, text)) <= 7


@pytest.mark.parametrize(
    ("share", "reached", "words"),
    [(0.9995, False, "99%"), (0.29, False, "29%"), (1 - 1e-12, False, "99%"), (1.0, True, "100%"),
     (1.014, True, "101%"), (0.9995, None, "99%"), (None, None, "—")],
)  # fmt: skip
def test_a_target_that_is_not_reached_is_never_whole(
    share: float | None, reached: bool | None, words: str
) -> None:
    assert EN.progress(share, reached=reached) == words


@pytest.mark.parametrize(
    ("distance", "words"),
    [(0.0005, "+0.1%"), (1e-9, "+0.1%"), (0.0, "0.0%"), (0.2324, "+23.2%"), (-0.0001, "−0.1%")],
)
def test_a_distance_is_nothing_only_on_the_target(distance: float, words: str) -> None:
    assert EN.distance(distance) == words
