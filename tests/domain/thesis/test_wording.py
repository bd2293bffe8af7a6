"""What is typed or pasted: whole characters, no control codes, not too long; what stays, stays."""

from __future__ import annotations

from unicodedata import category, is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.wording import LONGEST_LINE, LONGEST_TEXT, line_of, text_of

anything = st.text(st.characters(exclude_categories=()), max_size=80)


@given(anything)
def test_a_text_can_be_stored_and_stays_as_it_is(typed: str) -> None:
    text = text_of(typed)
    assert text.encode().decode() == text
    assert is_normalized("NFC", text)
    assert not any(category(each) in {"Cc", "Cs"} for each in text if each not in "\n\t")
    assert text_of(text) == text


@given(anything)
def test_a_line_is_one_line_without_space_around_it(typed: str) -> None:
    line = line_of(typed)
    assert line.split() == ([] if not line else line.split(" "))
    assert line.splitlines() in ([], [line])
    assert line_of(line) == line


@pytest.mark.parametrize(
    "kept",
    [
        "Grüße",
        "电网 ⚡👩‍🔧",
        "שלום \u200fעולם",
        "<script>alert(1)</script>",
        "a\tb\n\n| c |",
        "\ufeffx",
    ],
)
def test_what_people_write_stays(kept: str) -> None:
    assert text_of(kept) == kept


def test_ends_of_lines_are_told_alike_and_controls_are_left_out() -> None:
    assert text_of("a\r\nb\rc\x00d\x1b[31m\ud83d") == "a\nb\ncd[31m"
    assert text_of("e\u0301") == "é"


@pytest.mark.parametrize(
    ("typed", "most"), [("x" * (LONGEST_LINE + 1), LONGEST_LINE), ("x" * 50_000_000, LONGEST_TEXT)]
)
def test_what_is_too_long_is_refused_with_both_numbers(typed: str, most: int) -> None:
    with pytest.raises(Problem) as refused:
        line_of(typed)
    assert refused.value.code == "text_long"
    assert refused.value.values == {"length": len(typed), "most": most}


def test_what_just_fits_is_kept() -> None:
    assert len(line_of(f"  {'x' * LONGEST_LINE}  ")) == LONGEST_LINE
    assert len(text_of("ü" * LONGEST_TEXT)) == LONGEST_TEXT
