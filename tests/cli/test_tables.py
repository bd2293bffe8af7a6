"""Text tables in a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridwatch.cli.tables import Column, table, width


def test_wide_letters_take_two_cells() -> None:
    assert width("思源电气") == 8
    assert width("HD현대") == 6
    assert width("é") == width("e\N{COMBINING ACUTE ACCENT}") == 1


def test_columns_line_up_with_chinese_names() -> None:
    drawn = table(
        (Column("Company"), Column("Cap", right=True)), (("思源电气", "1"), ("GE Vernova", "22.5"))
    )
    assert drawn.splitlines() == [
        "Company      Cap",
        "──────────  ────",
        "思源电气       1",
        "GE Vernova  22.5",
    ]


def test_an_empty_column_is_left_out() -> None:
    assert table((Column("A"), Column("B")), (("1", ""), ("2", ""))) == "A\n─\n1\n2"


def test_a_name_from_outside_cannot_move_the_cursor() -> None:
    assert "\x1b" not in table((Column("A"),), (("\x1b[2Jboo\nx",),))


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), min_size=1))
def test_every_row_is_one_line(rows: list[tuple[str, str]]) -> None:
    drawn = table((Column("A"), Column("B", right=True)), rows)
    assert len(drawn.split("\n")) == len(rows) + 2
