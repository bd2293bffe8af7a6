"""What the terms of rules over figures measure now, for showing how far each is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from math import isnan

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.domain.thesis.about import About
from gridwatch.services.figure_values import SeriesValues
from gridwatch.services.overview import Overview
from gridwatch.services.rule_values import Figured, Present, about_of, members_of

_ONE = frozenset({Scope.COMPANY, Scope.LISTING, Scope.THEME})


def figures_now(
    user: sqlite3.Connection, rules: Iterable[Rule], overview: Overview, now: datetime
) -> Mapping[tuple[Term, About], Figured]:
    """Return the values of all terms over series, by whom they are about; unknown ones are not."""
    wanted = [
        (term, rule) for rule in rules for term in rule.terms if term.measure is Measure.SERIES
    ]
    if not wanted:
        return {}
    known, day = SeriesValues(user), now.astimezone().date()
    present = Present(overview.companies, overview.watchlists, now.date())
    found = dict[tuple[Term, About], Figured]()
    for term, rule in wanted:
        shared = rule.subject.scope in _ONE
        for about in map(about_of, members_of(rule.subject, present)):
            value = known.value(term, about, day, shared=shared)
            if not isnan(value):
                series = known.named(term.series, about, shared=shared)
                found[term, about] = Figured(
                    value, term.currency or (series.unit if series else "")
                )
    return found
