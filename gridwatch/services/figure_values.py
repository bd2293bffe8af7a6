"""The figures of a profile as the terms of conditions ask for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime
from difflib import get_close_matches
from math import nan

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.domain.alert.run import misfit, series_named, value_of
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.store.user.companies import company_of_symbol
from gridwatch.store.user.figures import all_series, figures_of, series_stamps
from gridwatch.store.user.themes import all_themes

_ONE = frozenset({Scope.COMPANY, Scope.LISTING, Scope.THEME})


class SeriesValues:
    """All series, and the figures of those that were asked for, as they are in the file now."""

    def __init__(self, user: sqlite3.Connection) -> None:
        """Read the series; figures are read as they are asked for."""
        self._user = user
        self.series = all_series(user)
        self.themes = [each.id for each in all_themes(user)]
        self.stamps = series_stamps(user)
        self._figures = dict[int, tuple[Figure, ...]]()

    def keep_from(self, before: SeriesValues) -> set[str]:
        """Take over the figures that are still as they were; return the keys of other series."""
        same = {number for number, one in self.stamps.items() if before.stamps.get(number) == one}
        self._figures = {
            number: found for number, found in before._figures.items() if number in same
        }
        return {each.key for each in self.series if each.id not in same}

    def named(self, key: str, about: About, *, shared: bool = True) -> FigureSeries | None:
        """Return the series that a key means for a company or theme, None where there is none.

        `shared`: those of themes count as well as its own.
        """
        return series_named(key, about, self.series, self.themes if shared else ())

    def value(
        self,
        term: Term,
        about: About,
        day: date,
        *,
        shared: bool = True,
        entered_by: datetime | None = None,
    ) -> float:
        """Return what a term measures on a day, in the unit of its level; NaN where unknown.

        With `entered_by` figures that were entered later do not count.
        """
        series = self.named(term.series, about, shared=shared)
        if series is None:
            return nan
        figures: Iterable[Figure] = self.figures(series)
        if entered_by is not None:
            figures = (each for each in figures if each.recorded_at <= entered_by)
        return value_of(term, series, figures, day)

    def figures(self, series: FigureSeries) -> tuple[Figure, ...]:
        """Return every revision of every figure of a series."""
        if series.id not in self._figures:
            self._figures[series.id] = figures_of(self._user, series.id)
        return self._figures[series.id]


def check_series(user: sqlite3.Connection, rule: Rule) -> None:
    """Raise Problem where a term of a rule is over a series that is not there, or another kind."""
    terms = [each for each in rule.terms if each.measure is Measure.SERIES]
    if not terms:
        return
    known = SeriesValues(user)
    for each in terms:
        _check(each, _candidates(each, rule, user, known), known)


def _candidates(
    term: Term, rule: Rule, user: sqlite3.Connection, known: SeriesValues
) -> list[FigureSeries]:
    """Return what the term of a rule may be over: of a group every company has its own."""
    if rule.subject.scope not in _ONE:
        return [each for each in known.series if each.key == term.series and each.about.company_id]
    found = known.named(term.series, about_of_rule(user, rule))
    return [] if found is None else [found]


def about_of_rule(user: sqlite3.Connection, rule: Rule) -> About:
    """Return the company or theme that a rule is about, neither for one about several."""
    subject = rule.subject
    match subject.scope:
        case Scope.COMPANY:
            return About(subject.number)
        case Scope.LISTING:
            return About(company_of_symbol(user, subject.key) or 0)
        case Scope.THEME:
            return About(theme_id=subject.number)
        case _:
            return About()


def _check(term: Term, candidates: list[FigureSeries], known: SeriesValues) -> None:
    if not candidates:
        raise _series_none(term.series, sorted({each.key for each in known.series}))
    problems = [misfit(term, each) for each in candidates]
    if all(problems) and problems[0] is not None:
        raise problems[0]


def _series_none(key: str, known: list[str]) -> Problem:
    near = get_close_matches(key, known, 1, 0.6)
    if near and near[0] != key:
        return Problem(
            "series_near",
            "There is no series “{key}” here. Is it {nearest}?",
            key=key,
            nearest=near[0],
        )
    return Problem(
        "series_none", "There is no series “{key}” here: enter its figures first.", key=key
    )
