"""What a line of Markdown is made of, and which lines are code."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.markdown import (
    LONGEST_LINE,
    Kind,
    box_at,
    fences_of,
    is_fence,
    link_at,
    spans_of,
)

KNOWN = frozenset({"601179.SS", "GEV"})


def parts(line: str, kind: Kind) -> list[str]:
    return [line[each.start : each.end] for each in spans_of(line, KNOWN) if each.kind is kind]


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        ("# Title", Kind.HEADING, ["# Title"]),
        ("####### none", Kind.HEADING, []),
        ("#none", Kind.HEADING, []),
        ("a **b c** d", Kind.STRONG, ["**b c**"]),
        ("a __b__ d", Kind.STRONG, ["__b__"]),
        ("**粗体**后面", Kind.STRONG, ["**粗体**"]),
        ("2 ** 3 ** 4", Kind.STRONG, []),
        ("a *b* d", Kind.EMPHASIS, ["*b*"]),
        ("gross_margin_of x", Kind.EMPHASIS, []),
        ("~~gone~~", Kind.STRIKE, ["~~gone~~"]),
        ("`a * b` and ``c ` d``", Kind.CODE, ["`a * b`", "``c ` d``"]),
        ("`**not bold**`", Kind.STRONG, []),
        ("> said", Kind.QUOTE, ["> said"]),
        ("- [ ] open", Kind.BOX, ["[ ]"]),
        ("  1. [x] done", Kind.BOX, ["[x]"]),
        ("1. [x] done", Kind.DONE, ["done"]),
        ("[x] none", Kind.BOX, []),
        ("| a | b |", Kind.TABLE, ["| a | b |"]),
        ("see @601179.SS.", Kind.COMPANY, ["@601179.SS"]),
        ("对比@gev，", Kind.COMPANY, ["@gev"]),
        ("mail a@GEV or @NVDA", Kind.COMPANY, []),
        ("[[claim:12]] and [[claim:x]]", Kind.CLAIM, ["[[claim:12]]"]),
        ("![a](picture:00)", Kind.PICTURE, ["![a](picture:00)"]),
        ("[a](https://b.c/(d)) e", Kind.LINK, ["[a](https://b.c/(d))"]),
        ("see https://b.c/d?e=1.", Kind.LINK, ["https://b.c/d?e=1"]),
        ("见https://b.c/d。", Kind.LINK, ["https://b.c/d"]),
        (r"\[a](b) \*c\*", Kind.EMPHASIS, []),
    ],
)
def test_a_line_is_taken_apart(line: str, kind: Kind, expected: list[str]) -> None:
    assert parts(line, kind) == expected


def test_a_link_is_found_where_the_pointer_is() -> None:
    line = "a [b](javascript:x) @GEV"
    found = link_at(line, 4, KNOWN)
    assert found is not None
    assert (found.target, found.words) == ("javascript:x", "b")
    company = link_at(line, len(line) - 1, KNOWN)
    assert company is not None
    assert company.target == "company:GEV"
    assert link_at(line, 0, KNOWN) is None


def test_a_box_is_found_by_its_letters_only() -> None:
    assert box_at("- [x] a", 3) is not None
    assert box_at("- [x] a", 6) is None


@given(st.text(alphabet="`*_~[]()!@#>|-x 12\\<:h中😀", max_size=80))
def test_spans_lie_within_any_line(line: str) -> None:
    for each in spans_of(line, KNOWN):
        assert 0 <= each.start <= each.end <= len(line)


@pytest.mark.parametrize("line", ["`a`` " * 5000, "![" * 5000, "*a " * 5000, "[a](" * 5000])
def test_a_hostile_line_takes_no_longer_than_a_long_one(line: str) -> None:
    begin = time.thread_time()
    spans_of("plain words " * (LONGEST_LINE // 12))
    plain = time.thread_time() - begin
    begin = time.thread_time()
    spans_of(line)  # too long: left alone
    spans_of(line[:LONGEST_LINE])
    assert time.thread_time() - begin < 200 * max(plain, 0.002)


TEXT = "a\n```py\n# b\n```\nc\n~~~\n```\nd"


def test_fences_open_and_close_with_their_own_mark() -> None:
    fences = fences_of(TEXT)
    assert [fences.hold(line) for line in range(8)] == [
        False, True, True, True, False, True, True, True,
    ]  # fmt: skip
    assert fences.is_edge(0, 1)
    assert not fences.is_edge(2, 2)
    assert is_fence("```")
    assert not is_fence("``` a`b")


@given(st.lists(st.sampled_from(["a", "```", "~~~", "````", "> b", ""]), max_size=12), st.data())
def test_lines_that_come_move_the_code_behind_them(lines: list[str], data: st.DataObject) -> None:
    text = ["x", *lines]
    place = data.draw(st.integers(0, len(text) - 1))
    count = data.draw(st.integers(0, 3))
    grown = [*text[: place + 1], *["y"] * count, *text[place + 1 :]]
    moved = fences_of("\n".join(text)).moved(place, count)
    assert moved == fences_of("\n".join(grown))
