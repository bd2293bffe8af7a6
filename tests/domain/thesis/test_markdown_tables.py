"""Tables: aligned, and made of what a spreadsheet gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.markdown_tables import (
    MOST_ROWS,
    aligned,
    cell_at,
    cells_of,
    place_of_cell,
    table_of,
    width_of,
)


def test_bars_stand_below_one_another_with_wide_letters_as_well() -> None:
    assert aligned(["|年份|a|", "|--|-:|", "|2024|12|", "|x"]) == [
        "| 年份 |   a |",
        "| ---- | --: |",
        "| 2024 |  12 |",
        "| x    |     |",
    ]


def test_a_column_in_the_middle_stays_there() -> None:
    assert aligned(["| abcde |", "|:-:|", "| x |"]) == ["| abcde |", "| :---: |", "|   x   |"]


@given(
    st.lists(
        st.lists(st.text("ab 中|\\😀", max_size=6), min_size=1, max_size=4), min_size=1, max_size=5
    )
)
def test_aligning_twice_changes_nothing_more(rows: list[list[str]]) -> None:
    lines = [
        "|" + "|".join(each.replace("\\", "").replace("|", "") for each in row) + "|"
        for row in rows
    ]
    once = aligned(lines)
    assert aligned(once) == once
    assert len({width_of(each) for each in once}) == 1


def test_a_bar_that_is_escaped_belongs_to_its_cell() -> None:
    assert cells_of(r"| a \| b | c |") == [r"a \| b", "c"]


def test_places_of_cells_and_cells_of_places_agree() -> None:
    line = "| ab | c   |"
    assert place_of_cell(line, 0) == (2, 4)
    assert place_of_cell(line, 1) == (7, 8)
    assert [cell_at(line, place) for place in (0, 3, 8)] == [0, 0, 1]


def test_a_spreadsheet_becomes_a_table_with_numbers_to_the_right() -> None:
    assert table_of("Year\tOrders\n2024\t14.2\n2025\t1|9\n") == (
        "| Year | Orders |\n| ---: | ------ |\n| 2024 | 14.2   |\n| 2025 | 1\\|9   |"
    )
    assert table_of("a\tb\n1\t2") == "|   a |   b |\n| --: | --: |\n|   1 |   2 |"


def test_other_text_is_no_table() -> None:
    assert table_of("a\tb\nno cells") is None
    assert table_of("a\tb\n" * (MOST_ROWS + 1)) is None
