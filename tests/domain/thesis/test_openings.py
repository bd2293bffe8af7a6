"""What a list shows of an entry."""

from __future__ import annotations

import pytest

from gridwatch.domain.thesis.journal import opening_of, pictures_in, title_of
from gridwatch.domain.thesis.wording import text_of


@pytest.mark.parametrize(
    ("text", "title", "opening"),
    [
        ("", "", ""),
        ("# 三季报\n\n**订单**增加", "三季报", "订单增加"),
        ("\n---\n- [ ] do *it*\n- [x] done", "do it", "done"),
        ("a [b](https://c.d) ![e](picture:00)\n~~f~~", "a b e", "f"),
        ("🚀\nx", "🚀", "x"),
    ],
)
def test_title_and_opening_are_words_without_marks(text: str, title: str, opening: str) -> None:
    assert (title_of(text), opening_of(text)) == (title, opening)


def test_long_openings_are_shortened() -> None:
    assert opening_of("a\n" + "word " * 100, 20) == "word word word word…"


def test_pictures_are_named_once() -> None:
    name = "0" * 64
    assert pictures_in(f"![a](picture:{name}) ![b](picture:{name}) picture:12") == (name,)


def test_stored_text_has_whole_characters_and_plain_line_ends() -> None:
    assert text_of("e\u0301\r\n\x00\ud83d\x0b\t\x85x\ry") == "é\n\tx\ny"
