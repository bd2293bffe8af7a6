"""Figures that are entered trip tests and dates of review come due: once each, told and logged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.alert.condition import Relation, Term
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Basis, Scope, Subject
from gridwatch.domain.alert.run import value_of
from gridwatch.domain.alert.sight import Quiet
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Author, Claim, Status
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.services.rule_edits import MuteRule
from gridwatch.services.thesis.claim_edits import AddClaim, ChangeClaim, RemoveClaim, ReviewClaim
from gridwatch.services.thesis.figure_edits import AddSeries, PutFigures
from gridwatch.services.thesis.theme_edits import AddTheme, RemoveTheme
from gridwatch.store.user.channels import add_channel
from gridwatch.store.user.claims import all_claims, claim_with_id, revisions_of
from gridwatch.store.user.deliveries import due_deliveries
from gridwatch.store.user.figures import all_series
from gridwatch.store.user.rule_states import all_standings
from gridwatch.store.user.rules import rule_of_claim
from tests.collector.alert.kit import DOLLAR, OTHER, Kit, at, shanghai

QUARTERS = (date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30))
ONE = About(1)


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    """Give a profile with two companies on one list of which nothing is known but their names."""
    with closing(Kit(tmp_path, [shanghai(), shanghai(OTHER)])) as kit:
        yield kit


def series(
    kit: Kit, *values: float, key: str = "gross_margin", about: About = ONE, unit: str = "%"
) -> int:
    """Keep a series with figures of quarters; return its id."""
    figures = [
        Figure(0, 0, on, value, on, at(0)) for on, value in zip(QUARTERS, values, strict=False)
    ]
    kit.edit(AddSeries(FigureSeries(0, about, key, key, unit), tuple(figures)), at(0, 1))
    return max(each.id for each in all_series(kit.user))


def enter(kit: Kit, number: int, quarter: int, value: float | None, when: datetime) -> None:
    """Enter the figure of a quarter, and let the same watcher look, as the collector does it."""
    watcher = kit.watcher
    figure = Figure(0, number, QUARTERS[quarter], value, local(when), when)
    kit.edit(PutFigures(number, (figure,)), when)
    kit.watcher = watcher
    kit.look(when + timedelta(seconds=1))


def local(when: datetime) -> date:
    """Return the date of an instant where the user is, as notes are dated."""
    return when.astimezone().date()


def claim(kit: Kit, test: str, about: About = ONE, **more: object) -> Claim:
    """Claim something on the first morning and look."""
    made = Claim(0, about, "Margins hold", at(0, 2), test=test)
    kit.edit(AddClaim(replace(made, **more)), at(0, 2))  # type: ignore[arg-type]
    kit.look(at(0, 2, 1))
    return all_claims(kit.user)[-1]


def status(kit: Kit, one: Claim) -> Status:
    """Return how a claim stands."""
    found = claim_with_id(kit.user, one.id)
    assert found is not None
    return found.status


def test_an_entered_figure_trips_a_test_once_without_any_quote(kit: Kit) -> None:
    number = series(kit, 30.0, 29.0)
    one = claim(kit, "gross_margin < 28%")
    assert kit.firings() == []
    enter(kit, number, 2, 27.5, at(0, 3))
    (firing,) = kit.firings()
    assert (firing.claim_id, firing.claim) == (one.id, "Margins hold")
    assert (firing.company_id, firing.name, firing.symbol) == (
        1,
        kit.companies[0].name,
        "600001.SS",
    )
    assert (firing.value, firing.unit, firing.condition) == (27.5, "%", "gross_margin < 28%")
    assert firing.evidence.terms == (("gross_margin < 28%", 27.5),)
    assert firing.held
    for later in (5, 6, 7):
        kit.look(at(0, later))
        kit.watcher = None
        kit.look(at(0, later, 30))
    assert len(kit.firings()) == 1


def test_the_claim_is_failing_with_the_firing_and_says_why(kit: Kit) -> None:
    number = series(kit, 30.0)
    one = claim(kit, "gross_margin < 28%", status=Status.HOLDING)
    enter(kit, number, 1, 27.5, at(0, 3))
    assert status(kit, one) is Status.FAILING
    last = revisions_of(kit.user, one.id)[-1]
    assert (last.author, last.note) == (Author.TEST, "gross_margin < 28%: 27.5")
    assert last.at == kit.firings()[0].noticed_at


def test_a_test_that_holds_already_is_not_told(kit: Kit) -> None:
    number = series(kit, 30.0, 27.0)
    one = claim(kit, "gross_margin < 28%")
    kit.look(at(0, 3))
    assert kit.firings() == []
    assert status(kit, one) is Status.OPEN
    assert kit.standing().reached_on == local(at(0, 2))
    enter(kit, number, 2, 29.0, at(0, 4))
    enter(kit, number, 3, 26.0, at(0, 5))
    assert [each.value for each in kit.firings()] == [26.0]


def test_the_first_figures_may_trip_a_test_that_knew_none(kit: Kit) -> None:
    number = series(kit)
    claim(kit, "gross_margin < 28% for 2 quarters")
    assert kit.standing().waits == ("figures:gross_margin",)
    enter(kit, number, 0, 27.0, at(0, 3))
    assert kit.firings() == []
    enter(kit, number, 1, 27.9, at(0, 4))
    assert [each.value for each in kit.firings()] == [27.9]
    assert kit.standing().waits == ()


def test_figures_that_were_entered_while_nobody_looked_are_news(kit: Kit) -> None:
    """A command adds a claim and then a figure, and the collector comes later."""
    number = series(kit, 30.0)
    kit.edit(AddClaim(Claim(0, ONE, "Margins hold", at(0), test="gross_margin < 28%")), at(0, 2))
    enter(kit, number, 1, 27.0, at(0, 3))
    assert [each.value for each in kit.firings()] == [27.0]


def test_a_revision_takes_back_what_held_and_lets_it_hold_again(kit: Kit) -> None:
    number = series(kit, 30.0, 29.0)
    one = claim(kit, "gross_margin < 28%")
    enter(kit, number, 2, 27.5, at(0, 3))
    enter(kit, number, 2, 28.5, at(0, 4))
    kit.edit(ChangeClaim(replace(one, status=Status.HOLDING)), at(0, 4, 30))
    enter(kit, number, 2, 27.9, at(0, 5))
    assert [each.value for each in kit.firings()] == [27.5, 27.9]
    assert status(kit, one) is Status.FAILING


def test_a_figure_that_is_withdrawn_leaves_the_one_before(kit: Kit) -> None:
    number = series(kit, 30.0)
    claim(kit, "gross_margin < 28%")
    enter(kit, number, 1, 27.0, at(0, 3))
    enter(kit, number, 1, None, at(0, 4))
    enter(kit, number, 1, 26.0, at(0, 5))
    assert [each.value for each in kit.firings()] == [27.0, 26.0]


def test_what_becomes_known_later_trips_on_that_day(kit: Kit) -> None:
    number = series(kit, 30.0)
    claim(kit, "gross_margin < 28%")
    known = local(at(3, 10))
    kit.edit(PutFigures(number, (Figure(0, number, QUARTERS[1], 27.0, known, at(0)),)), at(0, 3))
    kit.look(at(1, 10))
    assert kit.firings() == []
    kit.look(at(3, 10))
    assert [each.reached_on for each in kit.firings()] == [known]


def test_what_was_known_in_the_past_trips_when_it_is_entered(kit: Kit) -> None:
    number = series(kit, 30.0)
    claim(kit, "gross_margin < 28%")
    old = Figure(0, number, QUARTERS[1], 27.0, local(at(0)) - timedelta(days=60), at(0))
    kit.edit(PutFigures(number, (old,)), at(0, 3))
    kit.look(at(0, 3, 1))
    assert [each.reached_at for each in kit.firings()] == [at(0, 3, 1)]


def test_a_muted_test_moves_its_claim_and_tells_nobody(kit: Kit) -> None:
    add_channel(kit.user, "Phone", "json", at(0))
    number = series(kit, 30.0)
    one = claim(kit, "gross_margin < 28%")
    rule = rule_of_claim(kit.user, one.id)
    assert rule is not None
    kit.edit(MuteRule(rule.id), at(0, 2, 30))
    enter(kit, number, 1, 27.0, at(0, 3))
    assert [each.quiet for each in kit.firings()] == [Quiet.MUTED]
    assert status(kit, one) is Status.FAILING
    assert not due_deliveries(kit.user, at(1))


def test_a_test_that_trips_is_sent_to_the_channels(kit: Kit) -> None:
    add_channel(kit.user, "Phone", "json", at(0))
    number = series(kit, 30.0)
    claim(kit, "gross_margin < 28%")
    enter(kit, number, 1, 27.0, at(0, 3))
    assert len(due_deliveries(kit.user, at(1))) == 1


def test_what_the_user_has_decided_is_not_tested(kit: Kit) -> None:
    number = series(kit, 30.0)
    one = claim(kit, "gross_margin < 28%")
    kit.edit(ChangeClaim(replace(one, status=Status.CONFIRMED)), at(0, 2, 30))
    enter(kit, number, 1, 27.0, at(0, 3))
    assert kit.firings() == []
    assert status(kit, one) is Status.CONFIRMED


def theme(kit: Kit, name: str = "Grid") -> About:
    """Begin a theme."""
    kit.edit(AddTheme(name), at(0, 1))
    return About(theme_id=kit.user.execute("SELECT max(id) FROM theme").fetchone()[0])


def test_a_theme_is_tested_with_its_own_figures(kit: Kit) -> None:
    about = theme(kit)
    number = series(kit, 9.0, about=about, key="capex_plan", unit="bn USD")
    one = claim(kit, "capex_plan < 8bn USD", about)
    enter(kit, number, 1, 7.5, at(0, 3))
    (firing,) = kit.firings()
    assert (firing.name, firing.company_id, firing.claim_id) == ("Grid", None, one.id)
    assert (firing.value, firing.unit) == (7.5e9, "USD")
    assert status(kit, one) is Status.FAILING
    undo = kit.edit(RemoveTheme(about.theme_id), at(0, 4))
    kit.look(at(0, 4, 1))
    kit.edit(undo, at(0, 5))
    kit.look(at(0, 5, 1))
    assert len(kit.firings()) == 1


def test_a_theme_looks_at_exchange_rates_as_well(kit: Kit) -> None:
    about = theme(kit)
    number = series(kit, 9.0, about=about, key="capex_plan", unit="bn USD")
    one = claim(kit, "capex_plan < 8 and USDCNY >= 7.3", about)
    assert kit.standing().waits == ("rate:USDCNY",)
    kit.quote(at(0, 2, 30), 7.2, DOLLAR)
    kit.look(at(0, 2, 31))
    enter(kit, number, 1, 7.5, at(0, 3))
    assert kit.firings() == []
    kit.live(at(0, 4), 7.35, DOLLAR)
    (firing,) = kit.firings()
    assert (firing.value, firing.unit) == (7.35, "USDCNY")
    assert firing.evidence.terms[0] == ("capex_plan < 8", 7.5)
    assert status(kit, one) is Status.FAILING


def test_figures_of_a_theme_stand_in_for_those_of_its_companies(kit: Kit) -> None:
    about = theme(kit)
    number = series(kit, 50.0, about=about, key="lead_time", unit="weeks")
    claim(kit, "lead_time < 40")
    enter(kit, number, 1, 30.0, at(0, 3))
    assert [(each.company_id, each.unit) for each in kit.firings()] == [(1, "weeks")]


def test_figures_and_prices_have_to_hold_together(kit: Kit) -> None:
    kit.start(11.0)
    number = series(kit, 30.0)
    one = claim(kit, "gross_margin < 28% and cap < 10bn CNY")
    enter(kit, number, 1, 27.0, at(0, 3))
    assert kit.firings() == []
    kit.live(at(1, 3), 9.5)
    (firing,) = kit.firings()
    assert (firing.measure.value, firing.value, firing.unit) == ("cap", 9.5e9, "CNY")
    assert firing.evidence.price == 9.5
    assert [text for text, _ in firing.evidence.terms] == [
        "gross_margin < 28%",
        "cap <= 10bn CNY",
    ]
    assert status(kit, one) is Status.FAILING


def test_a_test_by_closes_waits_for_the_close(kit: Kit) -> None:
    kit.start(11.0)
    series(kit, 27.0)
    subject = Subject(Scope.COMPANY, 1)
    kit.rule("gross_margin < 28% and price < 10", at(0, 9), subject, basis=Basis.CLOSE)
    kit.look(at(0, 9, 1))
    kit.live(at(1, 3), 9.5)
    assert kit.firings() == []
    kit.evening([11.0, 9.6])
    kit.look(at(1, 9))
    assert [each.value for each in kit.firings()] == [9.6]


def test_a_test_of_prices_alone_moves_its_claim_as_well(kit: Kit) -> None:
    kit.start(11.0)
    one = claim(kit, "price < 10")
    kit.live(at(1, 3), 9.5)
    (firing,) = kit.firings()
    assert (firing.claim_id, firing.claim) == (one.id, "Margins hold")
    assert status(kit, one) is Status.FAILING


def test_an_alert_of_ones_own_looks_at_figures_too(kit: Kit) -> None:
    number = series(kit, 30.0)
    kit.rule("gross_margin < 28%", at(0, 2))
    kit.look(at(0, 2, 1))
    enter(kit, number, 1, 27.0, at(0, 3))
    assert [(each.claim_id, each.value) for each in kit.firings()] == [(None, 27.0)]


def test_each_company_of_a_list_has_figures_of_its_own(kit: Kit) -> None:
    about = theme(kit)
    series(kit, 20.0, about=about)
    series(kit, 30.0)
    number = series(kit, 30.0, about=About(2))
    kit.rule("gross_margin < 28%", at(0, 2), Subject(Scope.LIST, kit.watchlist))
    kit.look(at(0, 2, 1))
    enter(kit, number, 1, 27.0, at(0, 3))
    assert [each.company_id for each in kit.firings()] == [2]


EVERYTHING = Subject(Scope.EVERYTHING)


def due(kit: Kit, days: int, about: About = ONE, statement: str = "Margins hold") -> Claim:
    """Claim something that is due for review so many days after the first."""
    day = local(at(0, 12)) + timedelta(days=days)
    kit.edit(AddClaim(Claim(0, about, statement, at(0), review_on=day)), at(0, 2))
    return next(each for each in all_claims(kit.user) if each.statement == statement)


def look_at(kit: Kit, days: int, hour: int = 12) -> None:
    """Look on a day after the first."""
    kit.look(at(0, hour) + timedelta(days=days))


def test_each_claim_that_comes_due_is_told_by_itself(kit: Kit) -> None:
    about = theme(kit)
    kit.rule("review >= 0 days", at(0, 1), EVERYTHING)
    first, second = due(kit, 2, ONE, "First"), due(kit, 2, ONE, "Second")
    third = due(kit, 3, about, "Third")
    due(kit, 9, ONE, "Later")
    look_at(kit, 1)
    assert kit.firings() == []
    look_at(kit, 2)
    look_at(kit, 2, 13)
    told = [(each.claim_id, each.claim, each.value) for each in kit.firings()]
    assert told == [(first.id, "First", 0.0), (second.id, "Second", 0.0)]
    kit.watcher = None
    look_at(kit, 3)
    last = kit.firings()[-1]
    assert len(kit.firings()) == 3
    assert (last.claim_id, last.name, last.company_id) == (third.id, "Grid", None)
    assert {number for _, number in all_standings(kit.user)} == {-1, -2, -3, -4}


def test_a_date_that_is_moved_comes_due_again(kit: Kit) -> None:
    kit.rule("review >= 0 days", at(0, 1), EVERYTHING)
    one = due(kit, 2)
    look_at(kit, 2)
    day = at(0) + timedelta(days=2)
    review = ReviewClaim(one.id, Status.HOLDING, 60, local(at(0, 12)) + timedelta(days=5))
    kit.edit(review, day + timedelta(hours=11))
    for number in (2, 3, 4, 5, 6):
        look_at(kit, number, 12)
    assert [each.reached_on - local(at(0, 12)) for each in kit.firings()] == [
        timedelta(days=2),
        timedelta(days=5),
    ]


def test_a_claim_that_is_decided_or_gone_is_not_due(kit: Kit) -> None:
    kit.rule("review >= 0 days", at(0, 1), EVERYTHING)
    one, two = due(kit, 2, ONE, "One"), due(kit, 2, ONE, "Two")
    look_at(kit, 1)
    kit.edit(ChangeClaim(replace(one, status=Status.BROKEN)), at(0, 13))
    kit.edit(RemoveClaim(two.id), at(0, 13))
    look_at(kit, 2)
    assert kit.firings() == []
    assert all_standings(kit.user) == {}


def test_a_date_that_passed_while_closed_is_told(kit: Kit) -> None:
    kit.rule("review >= 0 days", at(0, 1), EVERYTHING)
    due(kit, 2)
    look_at(kit, 9)
    assert [each.value for each in kit.firings()] == [7.0]


@pytest.mark.parametrize(
    ("subject", "claims"),
    [
        (Subject(Scope.COMPANY, 1), {"One"}),
        (Subject(Scope.LIST, 1), {"One", "Two"}),
        (Subject(Scope.THEME, 1), {"Grid"}),
        (EVERYTHING, {"One", "Two", "Grid"}),
    ],
)
def test_a_reminder_is_about_the_claims_of_its_subject(
    kit: Kit, subject: Subject, claims: set[str]
) -> None:
    about = theme(kit)
    kit.rule("review >= -1 days", at(0, 1), subject)
    for owner, statement in ((ONE, "One"), (About(2), "Two"), (about, "Grid")):
        due(kit, 3, owner, statement)
    look_at(kit, 1)
    assert kit.firings() == []
    look_at(kit, 2)
    assert {each.claim for each in kit.firings()} == claims


RUNS = st.lists(st.one_of(st.none(), st.integers(-3, 3)), max_size=8)


@given(RUNS, st.integers(1, 4), st.integers(-3, 3), st.sampled_from(Relation))
def test_a_run_holds_where_each_of_its_figures_does(
    values: list[int | None], length: int, level: int, relation: Relation
) -> None:
    figures = [
        Figure(0, 1, date(2020 + place, 12, 31), value, date(2020 + place, 12, 31), at(0))
        for place, value in enumerate(values)
        if value is not None
    ]
    yearly = FigureSeries(1, ONE, "a_b", "A", "", Frequency.YEAR)
    condition = parse_condition(f"a_b {relation} {level} for {length} years")
    assert isinstance(condition, Term)
    value = value_of(condition, yearly, figures, date(2100, 1, 1))
    there = [(place, each) for place, each in enumerate(values) if each is not None][-length:]
    whole = len(there) == length and there[-1][0] - there[0][0] == length - 1
    if not whole:
        assert isnan(value)
        return
    holds = all((each - level) * condition.sign >= 0 for _, each in there)
    assert ((value - level) * condition.sign >= 0) is holds


def test_a_rule_that_was_changed_meanwhile_tells_nothing(kit: Kit) -> None:
    number = series(kit, 30.0)
    one = claim(kit, "gross_margin < 28%")
    watcher = kit.watcher
    enter(kit, number, 1, 29.0, at(0, 3))
    kit.edit(ChangeClaim(replace(one, test="gross_margin < 20%")), at(0, 3, 30))
    kit.watcher = watcher  # it has not read the claim again yet
    enter(kit, number, 1, 27.0, at(0, 4))
    assert kit.firings() == []
    assert status(kit, one) is Status.OPEN
