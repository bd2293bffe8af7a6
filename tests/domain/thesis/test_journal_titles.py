"""The journal: titles of entries, the pictures in them, and what an entry takes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.journal import Entry, checked_entry, pictures_in, title_of
from gridwatch.domain.thesis.wording import LONGEST_TEXT

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
ONE, OTHER = "0a" * 32, "1b" * 32


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Backlog call\n\nwords", "Backlog call"),
        ("\n \n> **Guidance** is up\n", "Guidance is up"),
        ("- `601179.SS`\n", "601179.SS"),
        ("---\n\nAfter a rule", "After a rule"),
        ("第一行\n第二行", "第一行"),
        ("", ""),
        ("***\n> \n", ""),
    ],
)
def test_the_title_is_the_first_line_that_says_something(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_long_title_is_cut_at_its_end() -> None:
    title = title_of("wort " * 60)
    assert len(title) <= 120
    assert title.endswith("wort…")
    assert title_of("x" * 120) == "x" * 120


@given(st.text(max_size=200))
def test_a_title_is_one_line(text: str) -> None:
    title = title_of(text)
    assert title.splitlines() in ([], [title])
    assert len(title) <= 120


def test_pictures_are_found_once_and_in_order() -> None:
    text = f"![a](picture:{OTHER}) ![b](picture:{ONE})\n![a](picture:{OTHER})"
    assert pictures_in(text) == (OTHER, ONE)
    assert pictures_in(f"![a](https://example.com/{ONE}.png) picture:{ONE[:40]}") == ()
    assert pictures_in(f"![a](picture:{ONE.upper()})") == ()


def test_an_entry_is_cleaned_and_one_that_is_too_long_refused() -> None:
    entry = Entry(0, About(), date(2026, 3, 2), "a\x00\r\nb\udc00", NOW, NOW)
    assert checked_entry(entry).text == "a\nb"
    with pytest.raises(Problem) as refused:
        checked_entry(Entry(0, About(), date.min, "x" * (LONGEST_TEXT + 1), NOW, NOW))
    assert refused.value.code == "text_long"
