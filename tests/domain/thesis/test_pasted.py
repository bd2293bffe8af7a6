"""What is pasted into a note."""

from __future__ import annotations

import pytest

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.pasted import LONGEST_LINE, MOST_LINES, pasted_text, text_of_html
from gridwatch.domain.thesis.wording import LONGEST_TEXT


def test_line_ends_and_unfit_characters_are_mended_and_the_rest_is_kept() -> None:
    assert pasted_text("a\r\nb\rc\x00\ud800\x07\td", "", 0) == "a\nb\nc\td"
    kept = "שלום مرحبا 👩‍👩‍👧 \u200f x"
    assert pasted_text(kept, "", 0) == kept


def test_html_gives_its_words_only() -> None:
    html = (
        "<head><title>t</title><style>p{}</style></head><h2>Head</h2><p>One <b>two</b>"
        "<script>alert(1)</script> &amp; three</p><ul><li>a</li><li>b</li></ul>"
        '<img src="https://evil.example/x.png"><pre>x\n  y</pre>'
    )
    assert text_of_html(html) == "## Head\n\nOne two & three\n\n- a\n- b\n\nx\n  y"


def test_a_table_of_html_becomes_one_in_markdown() -> None:
    html = "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert pasted_text("", html, 0).strip() == "|   a |   b |\n| --: | --: |\n|   1 |   2 |"
    assert pasted_text("a\tb\n1\t2\n", html, 0).strip().startswith("|   a |")


def test_markup_that_is_pasted_as_text_stays_text() -> None:
    assert pasted_text("<script>alert(1)</script>", "", 0) == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("text", "there", "code"),
    [
        ("x" * 50_000_000, 0, "paste_large"),
        ("x" * 100, LONGEST_TEXT - 99, "paste_large"),
        ("x\n" * (MOST_LINES + 1), 0, "paste_lines"),
        ("x" * (LONGEST_LINE + 1), 0, "paste_lines"),
        ("| 1 | 2 |\n" * 1_000_000, 0, "paste_large"),
    ],
    ids=["50 MB", "no room", "many lines", "a long line", "a million rows"],
)
def test_what_does_not_fit_is_refused(text: str, there: int, code: str) -> None:
    with pytest.raises(Problem) as caught:
        pasted_text(text, "", there)
    assert caught.value.code == code
