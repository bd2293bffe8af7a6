"""The edits of evidence series, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import (
    Figure,
    FigureSeries,
    checked_figure,
    checked_series,
)
from gridwatch.domain.thesis.knowledge import Knowledge
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.several import Several
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

    One that says what was known on its day already is left out; `value` None withdraws it.
    """

    series_id: int
    figures: tuple[Figure, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the figures and store them, all or none."""
        existing_series(user, self.series_id)
        return _CHANGED, _SwapFigures(self.series_id, _add(user, self.series_id, self.figures, now))


@dataclass(frozen=True, slots=True)
class MendFigure:
    """Correct one revision: since when it is known, or what is noted of it; it is no new one.

    What it had replaced on its day goes along to another day, or it would count again.
    """

    figure: Figure

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Check the figure and store it in the place of the one with its id."""
        number = self.figure.series_id
        existing_series(user, number)
        stored = store.figures_of(user, number)
        before = next((each for each in stored if each.id == self.figure.id), None)
        if before is None:
            raise Problem("figure_unknown", "There is no such figure any more.")
        since = self.figure.known_on
        mended = checked_figure(replace(self.figure, id=0, recorded_at=before.recorded_at))
        replaced = [
            each
            for each in stored
            if (each.on, each.known_on) == (before.on, before.known_on) and each.id < before.id
        ]
        back = (*(replace(each, id=0, known_on=since) for each in replaced), mended)
        gone = (*(each.id for each in replaced), before.id)
        return _SwapFigures(number, gone, back).apply(user, _now)


@dataclass(frozen=True, slots=True)
class _SwapFigures:
    """Delete some revisions of a series and bring others back: what undoes an edit of figures."""

    series_id: int
    gone: tuple[int, ...] = ()
    back: tuple[Figure, ...] = ()

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Swap the revisions; those that have an id keep it."""
        existing_series(user, self.series_id)
        wanted = set(self.gone)
        gone = tuple(each for each in store.figures_of(user, self.series_id) if each.id in wanted)
        store.remove_figures(user, self.gone)
        return _CHANGED, _SwapFigures(self.series_id, store.add_figures(user, self.back), gone)


@dataclass(frozen=True, slots=True)
class ImportFigures:
    """Enter the figures of several series at once, of new ones too: all or none."""

    parts: tuple[AddSeries | PutFigures, ...]

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Make every part."""
        return Several(self.parts).apply(user, now)


@dataclass(frozen=True, slots=True)
class ArrangeSeries:
    """Give the series of a company or theme this order; those not named stand behind them."""

    about: About
    series: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Give each series its new place."""
        before = store.series_about(user, self.about)
        places = {number: place for place, number in enumerate(self.series)}
        wanted = sorted(before, key=lambda each: (places.get(each.id, len(places)), each.position))
        moved = {each.id: place for place, each in enumerate(wanted, start=1)}
        return _PlaceSeries(moved).apply(user, _now)


@dataclass(frozen=True, slots=True)
class _PlaceSeries:
    """Put series, by their ids, at these places."""

    places: Mapping[int, int]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store each place that is another one; series that are gone do no harm."""
        before = dict[int, int]()
        for number, place in self.places.items():
            series = store.series_with_id(user, number)
            if series is not None and series.position != place:
                before[number] = series.position
                store.replace_series(user, replace(series, position=place))
        return _CHANGED, _PlaceSeries(before)


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
    knowledge, new = Knowledge(there), []
    # In the order in which they became known: what is left out then changes nothing on any day.
    for each in sorted(figures, key=lambda one: one.known_on):
        checked = checked_figure(replace(each, id=0, series_id=series_id, recorded_at=now))
        if knowledge.take(checked):
            new.append(checked)
    if len(there) + len(new) > MOST_FIGURES:
        raise Problem("figures_many", "A series takes at most {most} figures.", most=MOST_FIGURES)
    return store.add_figures(user, new)


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
