"""Lines come out whole, however the stream was cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridwatch.runtime.lines import Lines

TEXTS = st.lists(
    st.text(
        st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]),
        min_size=1,
        max_size=40,
    ).filter(str.strip),
    max_size=20,
)


@given(TEXTS, st.lists(st.integers(1, 30), min_size=1, max_size=20))
def test_the_same_lines_come_out_for_every_way_to_cut_them(
    texts: list[str], cuts: list[int]
) -> None:
    stream = "".join(f"{each}\n" for each in texts).encode()
    lines, found, place, turn = Lines(1000), list[str](), 0, 0
    while place < len(stream):
        piece = stream[place : place + cuts[turn % len(cuts)]]
        found += lines.feed(piece)
        place, turn = place + len(piece), turn + 1
    assert [each.strip() for each in found] == [each.strip() for each in texts]


def test_an_unfinished_line_waits_for_its_end() -> None:
    lines = Lines(100)
    assert lines.feed(b'{"kind":"hel') == []
    assert lines.feed(b'lo"}\r\nnext') == ['{"kind":"hello"}']


def test_an_endless_line_is_dropped_and_the_next_one_is_read() -> None:
    lines = Lines(100)
    for _ in range(50):
        assert lines.feed(b"x" * 30) == []
    assert lines.feed(b"end of it\nsound\n") == ["sound"]
    assert lines.dropped == 1


def test_bytes_that_are_no_text_do_not_stop_the_stream() -> None:
    assert Lines(100).feed(b"\xff\xfe\nsound\n")[1] == "sound"
