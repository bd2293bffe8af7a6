"""Figures as people and spreadsheets write them, in any dialect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.numbers import COMMA, POINT, decimal_told, parse_number

_GROUPS = {POINT: ["", ",", " ", "'", "’", "\N{NARROW NO-BREAK SPACE}"], COMMA: ["", ".", " ", "’"]}
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(
    number=st.decimals(-(10**9), 10**9, places=3),
    mark=st.sampled_from([POINT, COMMA]),
    draw=st.data(),
)
def test_a_number_is_read_in_the_dialect_that_it_was_written_in(
    number: object, mark: str, draw: st.DataObject
) -> None:
    group = draw.draw(st.sampled_from(_GROUPS[mark]))
    text = f"{number:,.3f}".replace(",", "G").replace(".", mark).replace("G", group)
    if draw.draw(st.booleans()):
        text = text.translate(_WIDE)
    if draw.draw(st.booleans()) and text.startswith("-"):
        text = f"({text[1:]})"
    if draw.draw(st.booleans()):
        text = f" {text}\N{NO-BREAK SPACE}%"
    assert parse_number(text, "%", decimal=mark) == pytest.approx(float(str(number)), abs=1e-9)
    assert decimal_told(text.strip(" %\N{NO-BREAK SPACE}")) in {mark, None}


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [
        ("1,234.5", "", 1234.5),
        ("1.234,5", "", 1234.5),
        ("1 234,5", "", 1234.5),
        ("1’234.5", "", 1234.5),
        ("1.234.567", "", 1_234_567),
        ("28.4%", "%", 28.4),
        ("28,4 %", "", 28.4),
        ("125亿", "bn CNY", 12.5),
        ("125亿元", "bn CNY", 12.5),
        ("12.5bn", "CNY", 12.5e9),
        ("12.5 bn CNY", "bn CNY", 12.5),
        ("1,2 Mrd. €", "EUR", 1.2e9),
        ("3百万", "", 3e6),
        ("$3.5", "USD", 3.5),
        ("1.2x", "x", 1.2),
        ("120 weeks", "weeks", 120),
        ("1.2e5", "", 120_000),
        ("5-", "", -5),
        ("−5.5", "", -5.5),
        (".5", "", 0.5),
        ("n/a", "", None),
        ("-", "", None),
        ("—", "%", None),
        ("暂无", "", None),
        ("", "", None),
    ],
)
def test_numbers_are_read_in_the_unit_of_their_series(
    text: str, unit: str, wanted: float | None
) -> None:
    assert parse_number(text, unit) == (None if wanted is None else pytest.approx(wanted))


@pytest.mark.parametrize(
    ("text", "unit", "decimal", "code"),
    [
        ("1,234", "", None, "number_ambiguous"),
        ("1.234", "", None, "number_ambiguous"),
        ("28%", "weeks", None, "number_percent"),
        ("18m", "months", None, "number_unreadable"),  # no 18 million
        ("lots", "", None, "number_unreadable"),
        ("1,23,456.7", "", POINT, "number_unreadable"),
        ("0,123", "", POINT, "number_unreadable"),
        ("1.2.3", "", POINT, "number_unreadable"),
        ("1e999", "", None, "number_unreadable"),
        ("inf", "", None, "number_unreadable"),
        ("5 EUR", "USD", None, "number_unreadable"),
        ("1\0", "", None, "number_unreadable"),
        ("9" * 100_000, "", None, "number_unreadable"),
    ],
)
def test_what_is_no_number_or_two_is_refused(
    text: str, unit: str, decimal: str | None, code: str
) -> None:
    with pytest.raises(Problem) as caught:
        parse_number(text, unit, decimal=decimal)
    assert caught.value.code == code
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "wanted"), [("1,234", 1234.0), ("12.345", 12.345), ("1,234,567", 1_234_567.0)]
)
def test_a_known_decimal_mark_settles_what_is_ambiguous(text: str, wanted: float) -> None:
    assert parse_number(text, decimal=POINT) == wanted


@given(text=st.text(max_size=40), unit=st.sampled_from(["", "%", "bn CNY", "weeks"]))
def test_any_text_is_read_or_refused_in_words(text: str, unit: str) -> None:
    try:
        value = parse_number(text, unit)
    except Problem as problem:
        assert problem.code.startswith("number_")  # noqa: PT017 - either is fine
    else:
        assert value is None or abs(value) < 1e40 or "e" in text.casefold()


@given(
    text=st.text("0123456789.,-e ", min_size=1, max_size=12) | st.text("1.", max_size=90),
    decimal=st.sampled_from([None, POINT, COMMA]),
)
def test_a_plain_number_is_read_as_one_that_has_to_be_looked_at(
    text: str, decimal: str | None
) -> None:
    def outcome(written: str) -> object:
        try:
            return parse_number(written, "bn CNY", decimal=decimal)
        except Problem as problem:
            return problem.code

    # A space at the end keeps it from being taken for plain, unless it makes it too long.
    assert outcome(text) == outcome(f"{text} ") or len(text) == 80
