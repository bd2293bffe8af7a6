"""The edits of series and figures: revisions kept, undone and redone to the letter, refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency, known_figures
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.figure_edits import (
    AddSeries,
    ArrangeSeries,
    ChangeSeries,
    ImportFigures,
    MendFigure,
    PutFigures,
    RemoveSeries,
)
from gridwatch.store.user.figures import figures_of, last_figure, series_about
from gridwatch.store.user.themes import add_theme
from tests.in_memory import new_user
from tests.services.undoing import dump, undone_and_redone

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
FIRST = date(2025, 1, 1)


def with_theme() -> tuple[sqlite3.Connection, About]:
    user = new_user()
    return user, About(theme_id=add_theme(user, Theme(0, "Grid")).id)


@pytest.fixture
def shelf() -> Iterator[tuple[sqlite3.Connection, About]]:
    user, about = with_theme()
    with closing(user):
        yield user, about


def figure(on: int, value: float | None, known: int, **more: object) -> Figure:
    days = FIRST + timedelta(days=on), FIRST + timedelta(days=known)
    return replace(Figure(0, 0, days[0], value, days[1], NOW), **more)  # type: ignore[arg-type]


def margin(about: About, key: str = "gross_margin") -> FigureSeries:
    return FigureSeries(0, about, key, "Gross margin", "%", Frequency.QUARTER)


FIGURES = st.lists(
    st.builds(
        figure,
        st.integers(0, 2),
        st.none() | st.integers(0, 3).map(float),
        st.integers(0, 5),
    ),
    max_size=5,
).map(tuple)
EDITS = st.lists(
    st.one_of(
        st.builds(PutFigures, st.integers(1, 3), FIGURES),
        st.builds(RemoveSeries, st.integers(1, 3)),
        st.builds(lambda key, few: AddSeries(margin(About(theme_id=1), key), few),
                  st.sampled_from(["a", "b", "c"]), FIGURES),
        st.builds(lambda ids: ArrangeSeries(About(theme_id=1), ids),
                  st.permutations([1, 2, 3]).map(tuple)),
        st.builds(lambda one, number, series: MendFigure(replace(one, id=number, series_id=series)),
                  st.builds(figure, st.integers(0, 2), st.just(1.0), st.integers(0, 5)),
                  st.integers(1, 6), st.integers(1, 3)),
        st.builds(lambda number, name: ChangeSeries(
            FigureSeries(number, About(theme_id=1), "a", name)), st.integers(1, 3),
            st.sampled_from(["One", "", "Other"])),
        st.builds(lambda few: ImportFigures((PutFigures(1, few), PutFigures(2, few))), FIGURES),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=40)
@given(chosen=EDITS)
def test_every_edit_is_undone_and_redone_to_the_letter(chosen: list[Edit]) -> None:
    user, about = with_theme()
    with closing(user):
        first = [AddSeries(margin(about, "a")), AddSeries(margin(about, "b"))]
        undone_and_redone(user, [*first, *chosen], NOW, seen)


def seen(user: sqlite3.Connection) -> list[str]:
    """Return all rows, and what can be searched in place of how SQLite keeps it."""
    rows = [each for each in dump(user) if not each.startswith('INSERT INTO "note_index')]
    found = user.execute("SELECT rowid, title, body FROM note_index ORDER BY rowid")
    return [*rows, *map(str, found)]


@settings(max_examples=40)
@given(entries=FIGURES)
def test_a_figure_changes_what_is_known_from_its_day_on_and_nothing_else(
    entries: tuple[Figure, ...],
) -> None:
    user, about = with_theme()
    days = [FIRST + timedelta(days=each) for each in range(6)]
    with closing(user):
        apply(user, AddSeries(margin(about)), NOW)
        for entered in entries:
            before = {day: values_on(user, day) for day in days}
            apply(user, PutFigures(1, (entered,)), NOW)
            for day in days:
                now = values_on(user, day)
                others = {on: each for on, each in before[day].items() if on != entered.on}
                assert {on: each for on, each in now.items() if on != entered.on} == others
                if day < entered.known_on:
                    assert now == before[day]
            assert values_on(user, entered.known_on).get(entered.on) == entered.value


def values_on(user: sqlite3.Connection, day: date) -> dict[date, float | None]:
    """Search all revisions for what was known on a day."""
    found = dict[date, float | None]()
    every = sorted(figures_of(user, 1), key=lambda each: (each.known_on, each.id))
    for each in every:
        if each.known_on <= day:
            found[each.on] = each.value
    known = {each.on: each.value for each in known_figures(every, day)}
    assert known == {on: value for on, value in found.items() if value is not None}
    return known


def test_the_same_figures_again_change_nothing(shelf: tuple[sqlite3.Connection, About]) -> None:
    user, about = shelf
    history = (figure(0, 30.0, 10), figure(0, 31.0, 20), figure(1, 5.0, 20))
    apply(user, AddSeries(margin(about), history), NOW)
    assert len(figures_of(user, 1)) == 3
    apply(user, PutFigures(1, history[::-1]), NOW)
    assert len(figures_of(user, 1)) == 3
    # The same value earlier says more: it was known before.
    apply(user, PutFigures(1, (figure(1, 5.0, 15),)), NOW)
    assert len(figures_of(user, 1)) == 4


def test_a_correction_is_no_revision(shelf: tuple[sqlite3.Connection, About]) -> None:
    user, about = shelf
    apply(user, AddSeries(margin(about), (figure(0, 30.0, 10),)), NOW)
    (stored,) = figures_of(user, 1)
    later = NOW + timedelta(days=1)
    apply(user, MendFigure(replace(stored, known_on=FIRST, note="press release")), later)
    (mended,) = figures_of(user, 1)
    assert (mended.value, mended.known_on, mended.note) == (30.0, FIRST, "press release")
    assert mended.recorded_at == stored.recorded_at


def test_a_slip_of_the_day_does_not_come_back_when_the_day_is_corrected(
    shelf: tuple[sqlite3.Connection, About],
) -> None:
    user, about = shelf
    apply(user, AddSeries(margin(about), (figure(0, 29.0, 5),)), NOW)
    for slip in (53.0, 35.0):
        apply(user, PutFigures(1, (figure(0, slip, 10),)), NOW)
    last = figures_of(user, 1)[-1]
    apply(user, MendFigure(replace(last, known_on=FIRST + timedelta(days=7))), NOW)
    assert [each.value for each in known_figures(figures_of(user, 1))] == [35.0]
    assert [
        each.value for each in known_figures(figures_of(user, 1), FIRST + timedelta(days=6))
    ] == [29.0]


def test_the_last_figure_is_one_that_was_counted_and_stands(
    shelf: tuple[sqlite3.Connection, About],
) -> None:
    user, about = shelf
    apply(user, AddSeries(margin(about)), NOW)
    assert last_figure(user, 1) is None
    apply(user, PutFigures(1, (figure(5, 9.0, 0, forecast=True),)), NOW)
    assert (last := last_figure(user, 1)) is not None
    assert last.value == 9.0
    apply(user, PutFigures(1, (figure(1, 1.0, 0), figure(2, 2.0, 0), figure(2, None, 1))), NOW)
    assert (last := last_figure(user, 1)) is not None
    assert last.value == 1.0


def test_series_are_put_in_order(shelf: tuple[sqlite3.Connection, About]) -> None:
    user, about = shelf
    for key in ("a", "b", "c"):
        apply(user, AddSeries(margin(about, key)), NOW)
    _, undo = apply(user, ArrangeSeries(about, (3, 1)), NOW)
    assert [each.key for each in series_about(user, about)] == ["c", "a", "b"]
    apply(user, undo, NOW)
    assert [each.key for each in series_about(user, about)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (PutFigures(7, (figure(0, 1.0, 0),)), "series_unknown"),
        (MendFigure(figure(0, 1.0, 0, id=9, series_id=1)), "figure_unknown"),
        (PutFigures(1, (figure(0, 1.0, 0), figure(1, float("inf"), 0))), "figure_number"),
        (
            PutFigures(1, (figure(0, 1.0, 0), figure(1, 9.0, 0, low=1.0, high=2.0))),
            "figure_outside",
        ),
        (AddSeries(margin(About(theme_id=1))), "series_exists"),
        (AddSeries(margin(About(theme_id=9), "b")), "theme_unknown"),
        (AddSeries(margin(About(theme_id=1), "2 b")), "series_key"),
    ],
)
def test_what_can_not_be_stored_changes_nothing(
    shelf: tuple[sqlite3.Connection, About], edit: Edit, code: str
) -> None:
    user, about = shelf
    apply(user, AddSeries(margin(about)), NOW)
    before = list(user.iterdump())
    with pytest.raises(Problem) as caught:
        apply(user, edit, NOW)
    assert caught.value.code == code
    assert list(user.iterdump()) == before
