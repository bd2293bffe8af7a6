"""The edits of evidence series, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import (
    Figure,
    FigureSeries,
    checked_figure,
    checked_series,
)
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.owners import check_owner
from gridwatch.store.user import figures as store

_CHANGED = Changes(figures=True)
MOST_FIGURES = 100_000  # in one series, all revisions counted


@dataclass(frozen=True, slots=True)
class AddSeries:
    """Begin to count something, with `figures` that are there already (their series_id is 0)."""

    series: FigureSeries
    figures: tuple[Figure, ...] = ()

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the series and store it as a new one, whole or not at all."""
        check_owner(user, self.series.about)
        wanted = _free(user, checked_series(replace(self.series, id=0)))
        number = store.add_series(user, wanted).id
        _add(user, number, self.figures, now)
        return _CHANGED, RemoveSeries(number)


@dataclass(frozen=True, slots=True)
class ChangeSeries:
    """Store `series` over the one with its id; its figures stay, and what it is about."""

    series: FigureSeries

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Check the series and store it in the place of the one before."""
        before = existing_series(user, self.series.id)
        wanted = replace(self.series, about=before.about, position=before.position)
        store.replace_series(user, _free(user, checked_series(wanted)))
        return _CHANGED, ChangeSeries(before)


@dataclass(frozen=True, slots=True)
class RemoveSeries:
    """Take a series away with its figures; an undo brings all of it back."""

    series_id: int

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the series and all revisions of its figures."""
        gone = existing_series(user, self.series_id)
        inverse = _ReturnSeries(gone, store.figures_of(user, gone.id))
        store.remove_series(user, gone.id)
        return _CHANGED, inverse


@dataclass(frozen=True, slots=True)
class PutFigures:
    """Enter figures of a series; what was known of their periods before stays as a revision.

    One that says what was known by its day already is left out; `value` None withdraws it.
    """

    series_id: int
    figures: tuple[Figure, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the figures and store them, all or none."""
        existing_series(user, self.series_id)
        return _CHANGED, _TakeBackFigures(
            self.series_id, _add(user, self.series_id, self.figures, now)
        )


@dataclass(frozen=True, slots=True)
class _TakeBackFigures:
    """Undo a `PutFigures`: those revisions were never there."""

    series_id: int
    ids: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the revisions."""
        wanted = set(self.ids)
        gone = tuple(each for each in store.figures_of(user, self.series_id) if each.id in wanted)
        store.remove_figures(user, self.ids)
        return _CHANGED, _ReturnFigures(self.series_id, gone)


@dataclass(frozen=True, slots=True)
class _ReturnFigures:
    """Undo a `_TakeBackFigures`: the revisions come back under their ids."""

    series_id: int
    gone: tuple[Figure, ...]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store the revisions again."""
        existing_series(user, self.series_id)
        return _CHANGED, _TakeBackFigures(self.series_id, store.add_figures(user, self.gone))


@dataclass(frozen=True, slots=True)
class _ReturnSeries:
    """Undo a `RemoveSeries`."""

    series: FigureSeries
    figures: tuple[Figure, ...]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store the series and every revision again, under their ids."""
        check_owner(user, self.series.about)
        store.add_series(user, _free(user, self.series))
        store.add_figures(user, self.figures)
        return _CHANGED, RemoveSeries(self.series.id)


def _add(
    user: sqlite3.Connection, series_id: int, figures: Iterable[Figure], now: datetime
) -> tuple[int, ...]:
    """Store those figures that say something new, and return their ids."""
    there = store.figures_of(user, series_id)
    periods = dict[date, list[Figure]]()
    for each in there:
        periods.setdefault(each.on, []).append(each)
    new = []
    for each in sorted(figures, key=lambda one: one.known_on):
        checked = checked_figure(replace(each, id=0, series_id=series_id, recorded_at=now))
        period = periods.setdefault(checked.on, [])
        place = bisect_right(period, checked.known_on, key=lambda one: one.known_on)
        before = period[place - 1] if place else None
        if _said(checked) != _said(before):
            new.append(checked)
            period.insert(place, checked)
    if len(there) + len(new) > MOST_FIGURES:
        raise Problem("figures_many", "A series takes at most {most} figures.", most=MOST_FIGURES)
    return store.add_figures(user, new)


def _said(figure: Figure | None) -> tuple[object, ...]:
    """Return what a figure says; one without a value says nothing, as one that is not there."""
    if figure is None or figure.value is None:
        return ()
    return figure.value, figure.low, figure.high, figure.forecast, figure.note


def existing_series(user: sqlite3.Connection, number: int) -> FigureSeries:
    """Return a series; raises Problem where there is none."""
    found = store.series_with_id(user, number)
    if found is None:
        raise Problem("series_unknown", "There is no such series any more.")
    return found


def _free(user: sqlite3.Connection, series: FigureSeries) -> FigureSeries:
    """Return the series; raises Problem where another one of its owner has its key."""
    for each in store.series_about(user, series.about):
        if each.key == series.key and each.id != series.id:
            raise Problem(
                "series_exists",
                "There is a series “{key}” here already: {name}.",
                key=each.key,
                name=each.name,
            )
    return series
