"""Two texts, line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.differences import DiffLine, Side, line_differences, patches_of

LINES = st.lists(st.sampled_from("abcd"), max_size=12)


def test_far_lines_are_left_out() -> None:
    before = "\n".join("abcdefgh")
    assert line_differences(before, before.replace("e", "x")) == (
        DiffLine(Side.GAP, "", 2),
        DiffLine(Side.BOTH, "c"),
        DiffLine(Side.BOTH, "d"),
        DiffLine(Side.BEFORE, "e"),
        DiffLine(Side.AFTER, "x"),
        DiffLine(Side.BOTH, "f"),
        DiffLine(Side.BOTH, "g"),
        DiffLine(Side.GAP, "", 1),
    )
    assert line_differences("a", "a") == ()


@given(LINES, LINES)
def test_either_text_can_be_read_from_the_comparison(one: list[str], other: list[str]) -> None:
    lines = line_differences("\n".join(one), "\n".join(other))
    for side, text in ((Side.BEFORE, one), (Side.AFTER, other)):
        count = sum(each.count for each in lines if each.side in {Side.BOTH, side, Side.GAP})
        assert not lines or count == len("\n".join(text).split("\n"))


def test_large_texts_are_compared_at_once() -> None:
    one = "\n".join(str(each) for each in range(5000))
    other = "\n".join(str(-each) for each in range(5000))
    assert sum(each.side is Side.BEFORE for each in line_differences(one, other)) == 4999


@given(st.text("ab\n\r\u2028", max_size=12), st.text("ab\n\r\u2028", max_size=12))
def test_patches_make_one_text_of_the_other(one: str, other: str) -> None:
    made = one
    for start, end, words in reversed(patches_of(one, other)):
        made = made[:start] + words + made[end:]
    assert made == other
