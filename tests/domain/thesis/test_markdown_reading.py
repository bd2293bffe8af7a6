"""An entry as plain Markdown, whole and in pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.markdown_reading import pieces_of, with_links

COMPANIES = {"601179.SS": "中国西电", "GEV": "GE [V]"}
CLAIMS = {12: "It *grows*"}


def test_own_links_become_links_with_names() -> None:
    assert with_links("a @gev, @601179.SS and @XX", COMPANIES, CLAIMS) == (
        r"a [GE \[V\]](<company:GEV>), [中国西电](<company:601179.SS>) and @XX"
    )
    assert with_links("[[claim:12]] [[claim:3]]", COMPANIES, CLAIMS) == (
        r"[It \*grows\*](<claim:12>) [\#3](<claim:3>)"
    )


def test_code_stays_as_it_is() -> None:
    text = "`@GEV`\n```\n@GEV\n```"
    assert with_links(text, COMPANIES, CLAIMS) == text


def test_marks_beside_chinese_letters_are_set_apart() -> None:
    assert with_links("这~~旧~~的", {}, {}) == "这\u200a~~旧~~\u200a的"
    assert with_links("a~~b~~c 中", {}, {}) == "a~~b~~c 中"


@given(
    st.lists(st.sampled_from(["# a", "b", "", "- c", "```", "| d |"]), max_size=40),
    st.integers(1, 20),
)
def test_pieces_make_the_whole_text_again(lines: list[str], size: int) -> None:
    text = "\n".join(lines)
    assert "\n".join(pieces_of(text, size)) == text


def test_no_piece_begins_within_code() -> None:
    text = "a\n\n```\nb\n\n# c\n\nd\n```\n\ne"
    assert pieces_of(text, 2) == ["a\n", "```\nb\n\n# c\n\nd\n```", "\ne"]
