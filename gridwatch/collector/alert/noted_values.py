"""What the terms of rules over notes measure now, or measured when a rule was made."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from math import isnan, nan

from gridwatch.collector.alert.groups import Group, put
from gridwatch.collector.alert.look import Look
from gridwatch.collector.alert.missing import missing_parts
from gridwatch.collector.alert.noted import Noted
from gridwatch.collector.alert.owned import Owned
from gridwatch.collector.alert.present import present_rate
from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Basis, Rule
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.services.figure_values import SeriesValues


class NotedValues:
    """Values by term and whom it is about; figures are read anew only where they have changed."""

    def __init__(
        self, user: sqlite3.Connection, groups: Mapping[str, Group], now: datetime
    ) -> None:
        """Read the series; `groups` hold what rules over notes measure of prices."""
        self._user, self._groups, self._owned = user, groups, Owned(user)
        self._series = SeriesValues(user)
        self._known = dict[tuple[Term, About, bool, datetime | None], float]()
        self.today = local_day(now)

    def refresh(self, now: datetime) -> None:
        """Forget the figures where any were entered or taken back, and all values on a new day."""
        before, fresh, today = self._series, SeriesValues(self._user), local_day(now)
        if fresh.stamps != before.stamps:
            changed = fresh.keep_from(before)
            kept = (each for each in self._known.items() if each[0][0].series not in changed)
            self._series, self._known = fresh, dict(kept)
        if (fresh.series, fresh.themes) != (before.series, before.themes):
            fresh.keep_from(before)
            self._series = fresh
            self._known.clear()
        if today != self.today:
            self.today = today
            self._known.clear()

    def values(
        self, look: Look, noted: Noted, entered_by: datetime | None = None
    ) -> tuple[float, ...]:
        """Return what each term of a rule measures, NaN where it is not known.

        With `entered_by` of the notes only those count that were there by then.
        """
        return tuple(self._value(look, each, noted, entered_by) for each in noted.pair.rule.terms)

    def series_of(self, term: Term, noted: Noted) -> FigureSeries | None:
        """Return the series that a term is over, None where there is none."""
        return self._series.named(term.series, noted.about, shared=noted.shared)

    def missing(self, look: Look, noted: Noted, values: tuple[float, ...]) -> tuple[str, ...]:
        """Name what these values lack, as "figures:backlog", "quote:GEV" or "portfolio:"."""
        terms = zip(noted.pair.rule.terms, values, strict=True)
        found = dict[str, None]()
        for term in (each for each, value in terms if isnan(value)):
            found |= dict.fromkeys(self._lacks(term, look, noted))
        return tuple(found)

    def _lacks(self, term: Term, look: Look, noted: Noted) -> tuple[str, ...]:
        if term.measure is Measure.SERIES:
            there = self.series_of(term, noted)
            return (f"{'series' if there is None else 'figures'}:{term.series}",)
        if term.measure is Measure.RATE:
            return (f"rate:{term.pair}",)
        if term.measure is Measure.WEIGHT:
            return self._owned.lacks(look, self.today)
        group = self._groups[noted.pair.symbol]
        return missing_parts((term,), group, group.present(look.facts, look.now), look.facts)

    def _value(self, look: Look, term: Term, noted: Noted, entered_by: datetime | None) -> float:
        day = self.today if entered_by is None else local_day(entered_by)
        match term.measure:
            case Measure.SERIES:
                return self._of_series(term, noted, day, entered_by)
            case Measure.REVIEW:
                due = noted.claim.review_on if noted.claim else None
                return nan if due is None else float((day - due).days)
            case Measure.WEIGHT:
                return self._owned.percent(look, noted.pair.company_id, self.today)
            case Measure.RATE:
                return _rate(term, look, self.today)
            case _:
                return _of_quotes(term, look, self._groups[noted.pair.symbol], noted.pair.rule)

    def _of_series(self, term: Term, noted: Noted, day: date, entered_by: datetime | None) -> float:
        key = (term, noted.about, noted.shared, entered_by)
        if key not in self._known:
            self._known[key] = self._series.value(
                term, noted.about, day, shared=noted.shared, entered_by=entered_by
            )
        return self._known[key]


def local_day(at: datetime) -> date:
    """Return the date of an instant where the user is: notes have no exchange."""
    return at.astimezone().date()


def _rate(term: Term, look: Look, today: date) -> float:
    present = present_rate(term.pair, look.facts, look.now)
    if present is not None:
        return present.price
    rate = look.facts.fx.rate(term.pair[:3], term.pair[3:], today)
    return nan if rate is None else rate.value


def _of_quotes(term: Term, look: Look, group: Group, rule: Rule) -> float:
    """Return what a term measures by the quotes of now, or at the last close where that counts."""
    place = look.places.get(group.symbol) or group.place or group.empty(look.facts)
    if rule.basis is Basis.CLOSE:
        last = place.past.count - 1
        return float(place.values[group.slot_of(term)].last[last]) if last >= 0 else nan
    present = group.present(look.facts, look.now)
    if present is None:
        return nan
    now = put(place, group.terms, present, look.facts)
    return float(now.values[group.slot_of(term)].last[now.row])
