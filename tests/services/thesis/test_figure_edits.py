"""Figures as they are entered: revisions, what was known when, and all of a paste or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Figure, known_figures
from gridwatch.services.edits import apply
from gridwatch.services.thesis import figure_edits
from gridwatch.services.thesis.figure_edits import PutFigures
from gridwatch.store.user.figures import figures_of, series_about
from tests.services.thesis.notes import COMPANY, DAY, NOW, figure, filled

QUARTER = date(2025, 12, 31)
days = st.integers(0, 4).map(lambda each: DAY + timedelta(days=each))
typed = st.builds(figure, days, st.none() | st.integers(0, 2).map(float), days)


def stored_rows(user: sqlite3.Connection) -> tuple[int, int]:
    """Return how many figures there are, all revisions counted, and the last id."""
    number, last = user.execute("SELECT count(*), coalesce(max(id), 0) FROM figure").fetchone()
    return int(number), int(last)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


def known(user: sqlite3.Connection, day: date | None = None) -> dict[date, float | None]:
    return {each.on: each.value for each in known_figures(figures_of(user, 1), day)}


@settings(max_examples=40)
@given(st.lists(typed, max_size=12))
def test_what_is_left_out_of_a_paste_changes_nothing_that_was_ever_known(
    paste: list[Figure],
) -> None:
    user = filled()
    entered = [
        *figures_of(user, 1),
        *(replace(each, id=100 + place) for place, each in enumerate(paste)),
    ]
    apply(user, PutFigures(1, tuple(paste)), NOW)
    for day in (None, *(DAY + timedelta(days=each) for each in range(5))):
        assert known(user, day) == {each.on: each.value for each in known_figures(entered, day)}
    user.close()


def test_what_is_known_already_is_left_out(user: sqlite3.Connection) -> None:
    before = stored_rows(user)
    apply(
        user,
        PutFigures(1, (figure(QUARTER, 28.5), figure(QUARTER, 28.5, DAY + DAY.resolution))),
        NOW,
    )
    assert stored_rows(user) == before
    apply(user, PutFigures(1, (figure(DAY, None),)), NOW)
    assert stored_rows(user) == before


def test_a_value_is_revised_withdrawn_and_given_again(user: sqlite3.Connection) -> None:
    days_ = [DAY + timedelta(days=each) for each in (10, 20, 30)]
    for day, value in zip(days_, (29.0, None, 30.0), strict=True):
        apply(user, PutFigures(1, (figure(QUARTER, value, day),)), NOW)
    assert known(user, DAY - timedelta(days=1)) == {}
    assert known(user, DAY) == {QUARTER: 28.5}
    assert known(user, days_[0]) == {QUARTER: 29.0}
    assert known(user, days_[1]) == {}
    assert known(user) == {QUARTER: 30.0}


def test_that_it_was_known_earlier_already_can_be_entered_later(user: sqlite3.Connection) -> None:
    early = DAY - timedelta(days=60)
    apply(user, PutFigures(1, (figure(QUARTER, 28.5, early),)), NOW)
    assert known(user, early) == {QUARTER: 28.5}
    assert known(user, early - timedelta(days=1)) == {}


def test_a_stamp_tells_of_everything_that_is_entered_and_taken_back(
    user: sqlite3.Connection,
) -> None:
    first = stored_rows(user)
    _, undo = apply(user, PutFigures(1, (figure(DAY, 1.0), figure(QUARTER, 2.0))), NOW)
    second = stored_rows(user)
    _, redo = apply(user, undo, NOW)
    assert stored_rows(user) == first != second
    apply(user, redo, NOW)
    assert stored_rows(user) == second


def test_a_paste_with_one_wrong_figure_stores_none(user: sqlite3.Connection) -> None:
    rows = tuple(figure(DAY + timedelta(days=each), float(each)) for each in range(50))
    with pytest.raises(Problem) as refused:
        apply(user, PutFigures(1, (*rows, figure(DAY, float("inf")))), NOW)
    assert refused.value.code == "figure_number"
    assert len(figures_of(user, 1)) == 1


def test_a_series_has_a_bound(user: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure_edits, "MOST_FIGURES", 3)
    rows = tuple(figure(DAY + timedelta(days=each), 1.0) for each in range(3))
    with pytest.raises(Problem) as refused:
        apply(user, PutFigures(1, rows), NOW)
    assert refused.value.code == "figures_many"
    apply(user, PutFigures(1, rows[:2]), NOW)
    assert len(figures_of(user, 1)) == 3


def test_series_stand_in_their_order(user: sqlite3.Connection) -> None:
    (first,) = series_about(user, COMPANY)
    for key in ("backlog", "book_to_bill"):
        new = replace(first, id=0, key=key, name=key)
        apply(user, figure_edits.AddSeries(new), NOW)
    found = series_about(user, COMPANY)
    assert [each.key for each in found] == ["gross_margin", "backlog", "book_to_bill"]
    assert [each.position for each in found] == [1, 2, 3]
