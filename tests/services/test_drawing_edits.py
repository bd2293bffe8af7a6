"""Drawing, changing and removing on a chart: whole, undone exactly, nothing for the collector."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.charting import Quantity
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind, restated
from gridwatch.domain.problem import Problem
from gridwatch.domain.splits import Split
from gridwatch.services.changes import Changes
from gridwatch.services.drawing_edits import AddDrawing, ChangeDrawing, RemoveDrawings
from gridwatch.services.edits import (
    AddCompany,
    Edit,
    RemoveCompanies,
    RemoveWatchlist,
    apply,
)
from gridwatch.store.user.companies import add_company, all_companies
from gridwatch.store.user.drawings import add_drawing, all_drawings
from gridwatch.store.user.watchlists import add_watchlist, all_watchlists, set_companies
from tests.in_memory import copied, new_user
from tests.services.undoing import dump, undone_and_redone

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
DAY, LATER = date(2026, 3, 2), date(2026, 4, 1)
TREND = Drawing(
    0,
    1,
    DrawingKind.TREND,
    (Anchor(1_735_700_400, 12.0), Anchor(1_735_786_800, 15.0)),
    Quantity.PRICE,
    "CNY",
    DAY,
)
NOTE = replace(TREND, kind=DrawingKind.TEXT, anchors=TREND.anchors[:1], text="Contract won")
MOVED = replace(TREND, id=1, anchors=(Anchor(0, 0.1), Anchor(60, 0.7)), text="floor", tone="warn")


def company(symbol: str) -> Company:
    listings = (Listing(symbol, "SSE", "CNY", "A", "I"),)
    return Company(0, symbol, "", "", "CN", True, "", symbol, listings)


def filled() -> sqlite3.Connection:
    """Give a file in memory: two companies on a list, drawings 1 and 2 of one, 3 of the other."""
    return copied(_filled())


@lru_cache
def _filled() -> sqlite3.Connection:
    user = new_user()
    for symbol in ("600001.SS", "600002.SS"):
        add_company(user, company(symbol))
    set_companies(user, add_watchlist(user, "Grid"), [1, 2])
    add_watchlist(user, "Other")
    for drawing in (TREND, NOTE, replace(TREND, company_id=2)):
        add_drawing(user, drawing)
    return user


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


EDITS: list[Edit] = [
    AddDrawing(TREND),
    AddDrawing(replace(NOTE, company_id=2)),
    AddDrawing(replace(TREND, id=1)),  # a copy
    ChangeDrawing(MOVED, LATER),
    ChangeDrawing(replace(NOTE, id=1), DAY),
    ChangeDrawing(replace(TREND, id=3, company_id=2, text="two"), LATER),
    RemoveDrawings(1, (1,)),
    RemoveDrawings(1, (2, 1)),
    RemoveDrawings(1, (1, 3, 99)),
    RemoveDrawings(2, (3,)),
]


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_an_inverse_restores_the_file_and_its_own_inverse_the_edit(
    user: sqlite3.Connection, edit: Edit
) -> None:
    before = dump(user)
    changes, undo = apply(user, edit, NOW)
    after = dump(user)
    assert after != before
    assert changes.drawings
    assert changes.companies in {(1,), (2,)}
    assert not changes.concern_collector()
    undone, redo = apply(user, undo, NOW)
    assert undone == changes
    assert dump(user) == before
    redone, undo = apply(user, redo, NOW)
    assert redone == changes
    assert dump(user) == after
    apply(user, undo, NOW)
    assert dump(user) == before


@given(st.lists(st.sampled_from(EDITS), max_size=8))
def test_a_stack_of_edits_is_undone_and_redone_step_by_step(chosen: list[Edit]) -> None:
    user = filled()
    undone_and_redone(user, chosen, NOW)
    user.close()


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (AddDrawing(replace(TREND, company_id=9)), "company_unknown"),
        (AddDrawing(replace(TREND, anchors=())), "drawing_anchors"),
        (AddDrawing(replace(TREND, anchors=(Anchor(0, -1.0),) * 2)), "drawing_value"),
        (AddDrawing(replace(NOTE, text=" ")), "drawing_text_missing"),
        (ChangeDrawing(replace(MOVED, tone="pink"), DAY), "drawing_tone"),
        (ChangeDrawing(replace(MOVED, id=9), DAY), "drawing_unknown"),
        (ChangeDrawing(replace(MOVED, company_id=2), DAY), "drawing_unknown"),
        (RemoveDrawings(1, (3,)), "drawing_unknown"),
        (RemoveDrawings(1, ()), "drawing_unknown"),
    ],
    ids=str,
)
def test_what_cannot_be_made_is_refused_and_changes_nothing(
    user: sqlite3.Connection, edit: Edit, code: str
) -> None:
    before = dump(user)
    with pytest.raises(Problem) as refused:
        apply(user, edit, NOW)
    assert refused.value.code == code
    assert dump(user) == before


def test_a_drawing_that_is_added_is_a_new_one_and_one_that_comes_back_is_not(
    user: sqlite3.Connection,
) -> None:
    _, undo = apply(user, AddDrawing(replace(NOTE, id=1)), NOW)
    assert [each.id for each in all_drawings(user, 1)] == [1, 2, 4]
    _, redo = apply(user, undo, NOW)
    apply(user, AddDrawing(TREND), NOW)
    apply(user, redo, NOW)
    assert [each.id for each in all_drawings(user, 1)] == [1, 2, 4, 5]


def test_a_changed_drawing_keeps_what_was_typed_and_later_splits_alone_restate_it(
    user: sqlite3.Connection,
) -> None:
    splits = [Split(date(2026, 3, 20), 3, 1), Split(date(2026, 5, 4), 2, 1)]
    shown = restated(all_drawings(user, 1)[0], splits, LATER)
    assert [each.value for each in shown.anchors] == [4.0, 5.0]
    typed = replace(shown, anchors=(Anchor(0, 4.2), shown.anchors[1]))
    _, undo = apply(user, ChangeDrawing(typed, LATER), NOW)
    stored = all_drawings(user, 1)[0]
    assert (stored.anchors, stored.priced_on) == (typed.anchors, LATER)
    assert restated(stored, splits, LATER) is stored
    assert [each.value for each in restated(stored, splits, date.max).anchors] == [2.1, 2.5]
    apply(user, undo, NOW)
    assert all_drawings(user, 1)[0] == replace(TREND, id=1)


def test_a_company_that_leaves_its_list_keeps_its_drawings(user: sqlite3.Connection) -> None:
    before = all_drawings(user, 1)
    _, undo = apply(user, RemoveCompanies((1,), 1), NOW)
    assert all_drawings(user, 1) == before
    apply(user, undo, NOW)
    apply(user, RemoveCompanies((1, 2), 1), NOW)
    apply(user, RemoveWatchlist(1), NOW)
    apply(user, AddCompany(company("600001.SS"), 2), NOW)
    assert all_watchlists(user)[0].companies == (1,)
    assert all_drawings(user, 1) == before


def test_undoing_an_addition_keeps_a_company_that_was_drawn_on(user: sqlite3.Connection) -> None:
    _, undo = apply(user, AddCompany(company("GEV"), 1), NOW)
    apply(user, AddDrawing(replace(TREND, company_id=3)), NOW)
    _, redo = apply(user, undo, NOW)
    assert 3 in all_companies(user)
    assert len(all_drawings(user, 3)) == 1
    apply(user, redo, NOW)
    assert 3 in all_watchlists(user)[0].companies


def test_a_drawing_comes_back_after_the_company_that_it_was_drawn_on(
    user: sqlite3.Connection,
) -> None:
    before = dump(user)
    _, forget = apply(user, AddCompany(company("GEV"), 1), NOW)
    _, erase = apply(user, AddDrawing(replace(TREND, company_id=3)), NOW)
    after = dump(user)
    _, draw = apply(user, erase, NOW)
    _, follow = apply(user, forget, NOW)
    assert dump(user) == before
    with pytest.raises(Problem) as refused:
        apply(user, draw, NOW)
    assert refused.value.code == "company_unknown"
    apply(user, follow, NOW)
    apply(user, draw, NOW)
    assert dump(user) == after


def test_drawings_are_the_windows_alone() -> None:
    assert not Changes().concern_collector()
    assert not Changes((1,), drawings=True).concern_collector()
    assert Changes((1,)).concern_collector()
    for each in (Changes(watchlists=True), Changes(targets=True), Changes(preferences=True)):
        assert each.concern_collector()
        assert replace(each, companies=(1,), drawings=True).concern_collector()
