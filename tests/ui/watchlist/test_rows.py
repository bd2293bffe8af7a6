"""Filter, sorting and grouping of the rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.cells import Scene, scene_of
from gridwatch.ui.watchlist.columns import COLUMNS, PLACES
from gridwatch.ui.watchlist.rows import Arrangement, arranged, sorted_by
from tests.ui.watchlist.overviews import NOW, plain_company, realistic, view_of

REALISTIC = realistic()
SCENE = scene_of(REALISTIC, Phrases("en", base_currency="CNY"), NOW)
ORDER = REALISTIC.watchlists[0].companies


def found(words: str) -> set[str]:
    rows = arranged(ORDER, REALISTIC.companies, SCENE, Arrangement(words=words))
    return {REALISTIC.companies[row].company.primary for row in rows if isinstance(row, int)}


@pytest.mark.parametrize("words", ["sydq", "思源", "SIEYUAN", "002028", "sieyuan switch"])
def test_a_company_is_found_by_whatever_names_it(words: str) -> None:
    assert "002028.SZ" in found(words)


def test_a_company_is_found_by_its_isin() -> None:
    views = {1: view_of(plain_company(1)), 2: view_of(plain_company(2))}
    rows = arranged((1, 2), views, SCENE, Arrangement(words="cne000000002"))
    assert rows == [2]


def test_every_word_has_to_fit() -> None:
    assert found("sieyuan transformers") == set()
    assert found("ydq") == set(), "pinyin initials fit from the first one on"


@given(st.lists(st.one_of(st.none(), st.floats(1e6, 1e14)), max_size=30), st.booleans())
def test_unknown_comes_last_in_both_directions(caps: list[float | None], falling: bool) -> None:
    views = {n: view_of(plain_company(n), cap) for n, cap in enumerate(caps, start=1)}
    column = COLUMNS[PLACES["cap"]]
    rows = sorted_by(column, list(views), views, SCENE, falling=falling)
    values = [views[each].cap.value for each in rows]
    known = [each for each in values if each is not None]
    assert values == sorted(known, reverse=falling) + [None] * (len(values) - len(known))


def test_numbers_sort_as_numbers() -> None:
    views = {n: view_of(plain_company(n), cap) for n, cap in ((1, 9e9), (2, 80e9), (3, 700e9))}
    rows = arranged((3, 1, 2), views, SCENE, Arrangement(column="cap"))
    assert rows == [1, 2, 3]


def test_targets_of_other_currencies_sort_by_what_they_are_worth() -> None:
    views = {
        1: view_of(plain_company(1), targets=(("100000000000", "CNY"),)),
        2: view_of(plain_company(2), targets=(("50000000000", "USD"),)),
    }
    assert arranged((2, 1), views, SCENE, Arrangement(column="target")) == [1, 2]


def test_groups_follow_the_supply_chain_and_strange_segments_come_last() -> None:
    views = {
        1: view_of(plain_company(1, segment="relay")),
        2: view_of(plain_company(2, segment="nobody knows")),
        3: view_of(plain_company(3, segment="transformer")),
        4: view_of(plain_company(4, segment="relay")),
    }
    wish = Arrangement(grouped=True)
    assert arranged((1, 2, 3, 4), views, SCENE, wish) == ["transformer", 3, "relay", 1, 4, "", 2]
    folded = replace(wish, folded=frozenset({"relay"}))
    assert arranged((1, 2, 3, 4), views, SCENE, folded) == ["transformer", 3, "relay", "", 2]


def test_every_column_says_something_of_every_row() -> None:
    for view in REALISTIC.companies.values():
        for column in COLUMNS:
            column.value(view, SCENE)
            cell = column.cell(view, SCENE)
            assert "None" not in cell.plain
            assert "nan" not in cell.plain
            assert "{" not in column.tip(view, SCENE)


def test_headings_name_the_base_currency() -> None:
    scene = Scene(Phrases("en", base_currency="USD"))
    assert COLUMNS[PLACES["base_cap"]].heading(scene) == "Cap in USD"
