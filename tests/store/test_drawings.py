"""Drawings in the user's file: read as they were stored, under ids that are given once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from gridwatch.domain.charting import Quantity
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.drawings import ANCHORS, LONGEST_TEXT, TONES, Anchor, Drawing, DrawingKind
from gridwatch.store.user.companies import add_company, remove_company
from gridwatch.store.user.drawings import (
    add_drawing,
    all_drawings,
    has_drawings,
    remove_drawing,
    replace_drawing,
)
from tests.in_memory import new_user

START, END = Anchor(1_735_700_400, 0.1 + 0.2), Anchor(-86_400, 1.2345e12)
TREND = Drawing(
    0,
    1,
    DrawingKind.TREND,
    (START, END),
    Quantity.CAP,
    "CNY",
    date(2026, 3, 2),
    "Ziel 目标",
    "rise",
)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = new_user()
    for symbol in ("601179.SS", "GEV"):
        listings = (Listing(symbol, "", "CNY", "A", ""),)
        add_company(connection, Company(0, symbol, "", "", "", False, "", symbol, listings))
    yield connection
    connection.close()


@pytest.mark.parametrize("kind", DrawingKind)
@pytest.mark.parametrize("quantity", Quantity)
def test_what_is_stored_is_read_again(
    user: sqlite3.Connection, kind: DrawingKind, quantity: Quantity
) -> None:
    anchors = TREND.anchors[: ANCHORS[kind]]
    for tone in TONES:
        drawing = replace(TREND, kind=kind, anchors=anchors, quantity=quantity, tone=tone)
        drawing = replace(drawing, text="x" * LONGEST_TEXT)
        stored = add_drawing(user, drawing)
        assert stored == replace(drawing, id=stored.id)
        assert all_drawings(user, 1)[-1] == stored


def test_each_company_has_its_own_and_an_id_comes_back(user: sqlite3.Connection) -> None:
    first, second = add_drawing(user, TREND), add_drawing(user, TREND)
    other = add_drawing(user, replace(TREND, company_id=2))
    assert all_drawings(user, 1) == (first, second)
    assert all_drawings(user, 2) == (other,)
    assert all_drawings(user, 3) == ()
    remove_drawing(user, first.id)
    remove_drawing(user, other.id)
    remove_drawing(user, 99)
    assert [has_drawings(user, each) for each in (1, 2, 3)] == [True, False, False]
    assert add_drawing(user, TREND).id == other.id + 1  # no id is given twice
    assert add_drawing(user, first) == first
    assert [each.id for each in all_drawings(user, 1)] == [first.id, second.id, other.id + 1]


def test_a_changed_drawing_stays_in_its_place(user: sqlite3.Connection) -> None:
    first, second = add_drawing(user, TREND), add_drawing(user, TREND)
    changed = replace(
        first, kind=DrawingKind.TEXT, anchors=(END,), text="other", tone="warn", currency="USD"
    )
    replace_drawing(user, changed)
    replace_drawing(user, replace(changed, id=99))
    assert all_drawings(user, 1) == (changed, second)


def test_a_company_that_is_forgotten_takes_its_drawings_along(user: sqlite3.Connection) -> None:
    add_drawing(user, TREND)
    kept = add_drawing(user, replace(TREND, company_id=2))
    remove_company(user, 1)
    assert all_drawings(user, 1) == ()
    assert all_drawings(user, 2) == (kept,)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(TREND, company_id=77),
        replace(TREND, anchors=(START,)),
        replace(TREND, kind=DrawingKind.TEXT),
        replace(TREND, anchors=(START, Anchor(5, 0.0))),
        replace(TREND, anchors=(Anchor(5, -1.0), END)),
        replace(TREND, anchors=(Anchor(5, float("nan")), END)),
        replace(TREND, anchors=(START, Anchor(5, float("nan")))),
        replace(TREND, anchors=(START, Anchor(5, float("inf")))),
        replace(TREND, currency=""),
        replace(TREND, text="x" * (LONGEST_TEXT + 1)),
        replace(TREND, tone=""),
    ],
)
def test_the_file_itself_takes_nothing_that_cannot_be_drawn(
    user: sqlite3.Connection, wrong: Drawing
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        add_drawing(user, wrong)
    stored = add_drawing(user, TREND)
    if wrong.company_id == stored.company_id:
        with pytest.raises(sqlite3.IntegrityError):
            replace_drawing(user, replace(wrong, id=stored.id))
    assert all_drawings(user, 1) == (stored,)
