"""What the test of a claim says now, and whether a test can be kept at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from math import isnan

from gridwatch.domain.alert.condition import Term, holds, terms_of
from gridwatch.domain.alert.grammar import GrammarProblem, parse_condition
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.run import misfit
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.preferences import preferences_of
from gridwatch.services.figure_values import SeriesValues
from gridwatch.services.overview import RATES_FOR_DISPLAY, read_facts, view_of
from gridwatch.services.rule_values import RATE, Member, Present, unit_of, value_now
from gridwatch.services.thesis.falsifiers import check_test_rule, rule_of_test
from gridwatch.store.user.choices import all_choices
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.rule_states import standings_of
from gridwatch.store.user.rules import rule_of_claim
from gridwatch.store.user.targets import all_targets


class Outcome(StrEnum):
    """What a test says."""

    NONE = ""  # there is no test
    UNREADABLE = "unreadable"  # it is not understood, or can't be kept
    UNKNOWN = "unknown"  # something is missing
    CLEAR = "clear"  # it does not hold: nothing speaks against the claim
    HOLDS = "holds"  # it holds: the claim is put in doubt


@dataclass(frozen=True, slots=True)
class TermNow:
    """One term of a test: its value now, None where only the collector knows it, or nobody.

    `unit`: the currency, "%" or the unit of the series, the pair of a rate. `name` is that of the
    series. `holds`: None where it is not known. `missing` says what there is not, as
    "series:backlog", "figures:backlog", "quote:GEV" or "days:GEV".
    """

    term: Term
    value: float | None = None
    unit: str = ""
    name: str = ""
    holds: bool | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a test says now; `problem` where it is unreadable."""

    outcome: Outcome
    terms: tuple[TermNow, ...] = ()
    problem: Problem | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what is missing, each once."""
        return tuple(dict.fromkeys(each.missing for each in self.terms if each.missing))


def check_test(user: sqlite3.Connection, about: About, text: str, now: datetime) -> None:
    """Raise Problem for a test that can't be kept of a claim about this; "" is none, and fine.

    A GrammarProblem where it tells which letters of the text are wrong.
    """
    if not text.strip():
        return
    check_test_rule(user, rule_of_test(about, parse_condition(text), now), text, now)


def verdicts(
    user: sqlite3.Connection,
    market: sqlite3.Connection | None,
    claims: Iterable[Claim],
    now: datetime,
) -> Mapping[int, Verdict]:
    """Return what the tests of claims say now, by the ids of the claims.

    What needs a history of prices is told by where the collector has left it.
    """
    asked = tuple(claims)
    looking = _Looking(user, market, asked, now)
    return {each.id: looking.verdict(each) for each in asked}


class _Looking:
    """What the tests of several claims are looked at with, each thing read once."""

    def __init__(
        self,
        user: sqlite3.Connection,
        market: sqlite3.Connection | None,
        claims: Sequence[Claim],
        now: datetime,
    ) -> None:
        self._user, self._today = user, now.astimezone().date()
        self._series = SeriesValues(user)
        self._present = _present(user, market, claims, now)

    def verdict(self, claim: Claim) -> Verdict:
        """Return what the test of one claim says."""
        if not claim.test:
            return Verdict(Outcome.NONE)
        try:
            condition = parse_condition(claim.test)
        except GrammarProblem as unread:
            return Verdict(Outcome.UNREADABLE, problem=unread)
        latches = self._latches(claim, terms_of(condition))
        found = tuple(
            self._term(each, claim.about, latch)
            for each, latch in zip(terms_of(condition), latches, strict=True)
        )
        misfits = [self._misfit(each, claim.about) for each in found]
        if any(misfits):
            return Verdict(Outcome.UNREADABLE, found, next(filter(None, misfits)))
        # A term of which nothing is known decides only where another value of it would change all.
        outcomes = {
            holds(condition, tuple(each.holds or (each.holds is None and one) for each in found))
            for one in (False, True)
        }
        if len(outcomes) > 1:
            return Verdict(Outcome.UNKNOWN, found)
        return Verdict(Outcome.HOLDS if True in outcomes else Outcome.CLEAR, found)

    def _misfit(self, found: TermNow, about: About) -> Problem | None:
        """Return why a series is of another kind than when the test was made."""
        series = self._series.named(found.term.series, about)
        return None if series is None else misfit(found.term, series)

    def _latches(self, claim: Claim, terms: Sequence[Term]) -> tuple[bool | None, ...]:
        """Return where the collector has left each term, None where it has not looked."""
        rule = rule_of_claim(self._user, claim.id)
        standings = {} if rule is None else standings_of(self._user, rule.id)
        state = next((each.state for each in standings.values()), None)
        if rule is None or state is None or rule.terms != tuple(terms):
            return (None,) * len(terms)
        return state.held

    def _term(self, term: Term, about: About, latch: bool | None) -> TermNow:
        if term.measure is Measure.SERIES:
            return self._over_series(term, about)
        present = self._present
        member = _member(term, about, present)
        value = value_now(term, member, present)
        if value is None:
            missing = "" if latch is not None else _lacks(term, member)
            return TermNow(term, holds=latch, missing=missing)
        return _told(TermNow(term, unit=unit_of(term, member, present)), value)

    def _over_series(self, term: Term, about: About) -> TermNow:
        known = self._series
        series = known.named(term.series, about)
        if series is None:
            return TermNow(term, missing=f"series:{term.series}")
        found = TermNow(term, unit=term.currency or series.unit, name=series.name)
        value = known.value(term, about, self._today)
        if isnan(value):
            return replace(found, missing=f"figures:{term.series}")
        return _told(found, value)


def _told(found: TermNow, value: float) -> TermNow:
    return replace(found, value=value, holds=found.term.is_met_by(value))


def _member(term: Term, about: About, present: Present) -> Member:
    if term.measure is Measure.RATE:
        return RATE, term.pair
    view = present.companies.get(about.company_id)
    return about.company_id, view.company.primary if view is not None else ""


def _lacks(term: Term, member: Member) -> str:
    if term.measure is Measure.RATE:
        return f"rate:{term.pair}"
    now = term.measure in {Measure.CAP, Measure.PRICE, Measure.DAY, Measure.DISTANCE}
    return f"{'quote' if now else 'days'}:{member[1]}"


def _present(
    user: sqlite3.Connection,
    market: sqlite3.Connection | None,
    claims: Sequence[Claim],
    now: datetime,
) -> Present:
    """Return what is known now of the companies whose claims look at prices, and of rates."""
    terms = {each.id: _priced_terms(each.test) for each in claims}
    numbers = {each.about.company_id for each in claims if terms[each.id]} - {0}
    if not any(terms.values()):
        return Present({}, (), now.date())
    companies = [each for number, each in all_companies(user).items() if number in numbers]
    targets = [each for each in all_targets(user) if each.company_id in numbers]
    base = preferences_of(all_choices(user)).base_currency
    every = [each for found in terms.values() for each in found]
    pairs = {half for each in every for half in (each.pair[:3], each.pair[3:])}
    currencies = (pairs | {each.currency for each in every}) - {""}
    since = now.date() - RATES_FOR_DISPLAY
    facts = read_facts(market, companies, targets, base, since, currencies)
    views = {
        each.id: view_of(
            each, [one for one in targets if one.company_id == each.id], facts, base, now
        )
        for each in companies
    }
    return Present(views, (), now.date(), facts.fx, facts.quotes)


def _priced_terms(test: str) -> tuple[Term, ...]:
    """Return the terms of a test that are not over series, none of one that is not understood."""
    try:
        terms = terms_of(parse_condition(test)) if test else ()
    except GrammarProblem:
        return ()
    return tuple(each for each in terms if each.measure is not Measure.SERIES)
