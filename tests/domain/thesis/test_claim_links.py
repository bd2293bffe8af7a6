"""Links to claims get other names, wherever a reader takes them for links and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.claim_links import claims_in, led_nowhere, number_of, with_claims

KEY = "6f0d4a5e-5a0b-4b55-9d0e-6b1a3c5c1f27"
PIECES = [
    "[[claim:12]]", "[a](claim:3)", "`", "``", "```", "\n", "\\", "[", "](claim:7)", " ", "x",
    "~~~", "<claim:9>", "[b]: claim:2", "claim:4", "> ",
]  # fmt: skip


def named(text: str) -> str:
    return with_claims(text, lambda name, _line: f"k{name}")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a [[claim:12]], [[claim:3]]", "a [[claim:k12]], [[claim:k3]]"),
        ("[**a** b](claim:12)", "[**a** b](claim:k12)"),
        ("[`a`](<Claim:12> 'b')", "[`a`](<Claim:k12> 'b')"),
        ("<claim:12>", "<claim:k12>"),
        ("[a]: claim:12", "[a]: claim:k12"),
        (f"[[claim:{KEY}]]", f"[[claim:k{KEY}]]"),
        ("x" * 6000 + "[a](claim:12)", "x" * 6000 + "[a](claim:k12)"),
    ],
)
def test_every_kind_of_link_gets_the_other_name(text: str, wanted: str) -> None:
    assert named(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "claim:12 and [claim:12] (claim:12)",
        "`[[claim:12]]` ``[a](claim:1)``",
        "```\n[[claim:12]]\n```",
        r"\[[claim:12]] [a\](claim:12)",
        "[[claim:12|a]] [[claim:]] [[claim:?12]] [a](claim:?12)",
        "[a](claim:12/b) [a](https://x.example/claim:12)",
    ],
)
def test_what_is_no_link_stays(text: str) -> None:
    assert named(text) == text


def test_lines_are_counted() -> None:
    text = "[[claim:1]]\n\n[[claim:2]]"
    assert with_claims(text, lambda _, line: str(line)) == "[[claim:0]]\n\n[[claim:2]]"


def test_links_to_claims_are_found_in_both_forms() -> None:
    assert claims_in("[[claim:12]] [a](claim:3) [[claim:12]] claim:4 `[[claim:5]]`") == (12, 3)
    assert (number_of("12"), number_of(KEY), number_of("9" * 16)) == (12, None, None)
    assert claims_in(f"[[claim:{led_nowhere('12')}]]") == ()


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_there_and_back_is_the_same_text(text: str) -> None:
    # Pieces beside one another make names of their own, as claim:2x.
    keys = dict[str, str]()
    there = with_claims(text, lambda name, _line: keys.setdefault(name, f"{len(keys):08}-{KEY}"))
    back = {key: name for name, key in keys.items()}
    assert claims_in(there) == ()
    assert with_claims(there, lambda name, _line: back[name]) == text
